import { mass, type RankedScores } from '../scores/ranked-scores.ts';

/** One bin of rows with neighbouring scores. Masses may be fractions of a row at the bin's edges. */
export interface ScoreBin {
  /** Total weight. */
  mass: number;
  /** Weight of the positive outcomes. */
  positives: number;
  /** Weighted sum of scores. */
  sumP: number;
  /** Sum of squared weights, for the effective number of rows `mass² / sumSquares`. */
  sumSquares: number;
  /** Lowest and highest score in the bin. */
  low: number;
  high: number;
}

/**
 * Cuts rows, lowest score first, into bins of exactly equal weight.
 *
 * A run of equal scores that crosses an edge is shared out in proportion, so the bins depend on neither
 * the order of rows nor on whether a row is written k times or weighs k.
 *
 * @param ranked rows, highest score first
 * @param bins   how many bins
 */
export function equalMassBins(ranked: RankedScores, bins: number): ScoreBin[] {
  const { p } = ranked;
  const room = mass(ranked).total / bins;
  const filled: ScoreBin[] = [];
  let current = emptyBin();
  for (let last = p.length - 1; last >= 0;) {
    const tie = lowestTie(ranked, last);
    let left = tie.mass;
    while (filled.length < bins - 1 && current.mass + left >= room) {
      const taken = room - current.mass;
      add(current, tie, taken);
      filled.push(current);
      current = emptyBin();
      left -= taken;
    }
    add(current, tie, left);
    last = tie.next;
  }
  filled.push(current);
  return filled.filter((bin) => bin.mass > 0);
}

interface Tie {
  readonly score: number;
  readonly mass: number;
  readonly positives: number;
  readonly sumSquares: number;
  readonly next: number;
}

function lowestTie({ p, y, w }: RankedScores, last: number): Tie {
  const score = p[last]!;
  let total = 0;
  let positives = 0;
  let sumSquares = 0;
  let i = last;
  for (; i >= 0 && p[i] === score; i--) {
    total += w[i]!;
    sumSquares += w[i]! * w[i]!;
    if (y[i] === 1) positives += w[i]!;
  }
  return { score, mass: total, positives, sumSquares, next: i };
}

function emptyBin(): ScoreBin {
  return { mass: 0, positives: 0, sumP: 0, sumSquares: 0, low: Infinity, high: -Infinity };
}

function add(bin: ScoreBin, tie: Tie, taken: number): void {
  if (!(taken > 0) || tie.mass === 0) return;
  const share = taken / tie.mass;
  bin.mass += taken;
  bin.positives += tie.positives * share;
  bin.sumP += tie.score * taken;
  bin.sumSquares += tie.sumSquares * share;
  bin.low = Math.min(bin.low, tie.score);
  bin.high = Math.max(bin.high, tie.score);
}
