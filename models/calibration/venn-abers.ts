/**
 * Inductive Venn–Abers intervals: the calibrated probability were this household's outcome 0, and were it 1.
 *
 * @see Vovk & Petej (2014), Venn–Abers predictors
 */
import { fitIsotonic, isotonicAt } from './isotonic.ts';

/** Lower and upper probability at ascending scores; between two, the lower of the left and the upper of the right. */
export interface VennAbers {
  readonly scores: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** Scores at which the interval is tabulated: quantiles of the calibration scores. */
const GRID = 200;

/** Fits on calibration rows. O(GRID · n log n). */
export function fitVennAbers(scores: Float64Array, y: Uint8Array): VennAbers {
  const sorted = scores.slice().sort();
  const grid = new Set<number>();
  for (let g = 0; g <= GRID; g++) grid.add(sorted[Math.round((g / GRID) * (sorted.length - 1))]!);
  const points = Float64Array.from(grid).sort();
  const extended = new Float64Array(scores.length + 1);
  extended.set(scores);
  const labels = new Uint8Array(y.length + 1);
  labels.set(y);
  const bound = (score: number, outcome: 0 | 1): number => {
    extended[scores.length] = score;
    labels[y.length] = outcome;
    return isotonicAt(fitIsotonic(extended, labels), score);
  };
  return {
    scores: points,
    lower: points.map((score) => bound(score, 0)),
    upper: points.map((score) => bound(score, 1)),
  };
}

/**
 * The interval at a score, widened to the neighbouring tabulated ones so that it never overstates. A score below, or
 * above, every calibration score would stand alone as 0, or as 1: its interval begins at 0, or ends at 1.
 */
export function vennAbersAt(
  { scores, lower, upper }: VennAbers,
  score: number,
): { lower: number; upper: number } {
  let right = 0;
  while (right < scores.length && scores[right]! < score) right++;
  const left = scores[right] === score ? right : right - 1;
  return { lower: lower[left] ?? 0, upper: upper[right] ?? 1 };
}
