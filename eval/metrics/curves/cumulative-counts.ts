import { endOfTie, type RankedScores } from '../scores/ranked-scores.ts';

/** Running totals after each distinct score, highest first. */
export interface CumulativeCounts {
  /** Distinct scores, descending, `[m]`. */
  readonly threshold: Float64Array;
  /** Weight of rows at or above the score. */
  readonly listed: Float64Array;
  /** Weight of positives at or above the score. */
  readonly found: Float64Array;
}

/** Counts rows and positives at or above every distinct score. */
export function cumulativeCounts({ p, y, w }: RankedScores): CumulativeCounts {
  const threshold = new Float64Array(p.length);
  const listed = new Float64Array(p.length);
  const found = new Float64Array(p.length);
  let m = 0;
  let rows = 0;
  let positives = 0;
  for (let start = 0; start < p.length; m++) {
    const end = endOfTie(p, start);
    for (let i = start; i < end; i++) {
      rows += w[i]!;
      if (y[i] === 1) positives += w[i]!;
    }
    threshold[m] = p[start]!;
    listed[m] = rows;
    found[m] = positives;
    start = end;
  }
  return { threshold: threshold.slice(0, m), listed: listed.slice(0, m), found: found.slice(0, m) };
}
