/**
 * Inductive Venn–Abers intervals: the calibrated probability were this household's outcome 0, and were it 1.
 *
 * @see Vovk & Petej (2014), Venn–Abers predictors
 */
import { lastAtMost, poolViolators, totalsByScore, type ScoreTotals } from './isotonic.ts';

/** Lower and upper probability at ascending scores; between two, the lower of the left and the upper of the right. */
export interface VennAbers {
  readonly scores: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** Two bounds of a probability. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** Scores at which the interval is tabulated: quantiles of the calibration scores. */
const GRID = 200;

/** Fits on calibration rows. O(n log n + GRID · n). */
export function fitVennAbers(scores: Float64Array, y: Uint8Array): VennAbers {
  const sorted = scores.slice().sort();
  const grid = new Set<number>();
  for (let g = 0; g <= GRID; g++) grid.add(sorted[Math.round((g / GRID) * (sorted.length - 1))]!);
  const points = Float64Array.from(grid).sort();
  const totals = totalsByScore(scores, y);
  return {
    scores: points,
    lower: points.map((score) => withOneMore(totals, score, 0)),
    upper: points.map((score) => withOneMore(totals, score, 1)),
  };
}

/** The isotonic value at a calibration score, had one more row of that score had this outcome. */
function withOneMore(totals: ScoreTotals, score: number, outcome: 0 | 1): number {
  const at = lastAtMost(totals.scores, score);
  const sums = totals.sums.slice();
  const counts = totals.counts.slice();
  sums[at]! += outcome;
  counts[at]!++;
  const { starts, values } = poolViolators({ sums, counts });
  return values[lastAtMost(starts, at)]!;
}

/**
 * The interval at a score, widened to the neighbouring tabulated ones so that it never overstates. A score below, or
 * above, every calibration score would stand alone as 0, or as 1: its interval begins at 0, or ends at 1.
 */
export function vennAbersAt({ scores, lower, upper }: VennAbers, score: number): Interval {
  const left = lastAtMost(scores, score);
  const right = scores[left] === score ? left : left + 1;
  return { lower: lower[left] ?? 0, upper: upper[right] ?? 1 };
}
