/**
 * From "took up assistance" to "is in need": positive-unlabelled correction of probabilities. Who took up is in need;
 * who did not may be either.
 *
 * @see Elkan & Noto (2008), Learning classifiers from only positive and unlabeled data; Bekker & Davis (2020), section 5
 */

/** Two readings of the chance that a household in need takes up (the labelling propensity), 0..1. */
export interface TakeUpChance {
  /** Their e1: mean probability of those who took up. Too low, so need too high, where need is never certain. */
  readonly by_average: number;
  /** Share that took up among the highest scores, as if everybody there were in need (their e3, on more than one row). */
  readonly by_top: number;
}

/** Share of rows taken for the top. */
const TOP = 0.01;

/**
 * Elkan and Noto's estimates, both under one and the same chance for every household in need.
 *
 * @param p  calibrated probabilities of take-up of rows the model did not learn from, `[n]`
 * @param y  whether they took up, `[n]`, 0 or 1, one at least
 */
export function takeUpChance(p: Float64Array, y: ArrayLike<number>): TakeUpChance {
  const positives = [...p.keys()].filter((i) => y[i] === 1);
  const byScore = [...p.keys()].sort((a, b) => p[b]! - p[a]!);
  const top = byScore.slice(0, Math.ceil(TOP * p.length));
  const mean = (rows: readonly number[], values: ArrayLike<number>): number =>
    rows.reduce((sum, i) => sum + values[i]!, 0) / rows.length;
  const byAverage = mean(positives, p);
  return { by_average: byAverage, by_top: Math.max(byAverage, mean(top, y)) };
}

/** Probabilities of need from probabilities of take-up and the chance to take up. */
export function correctedNeed(p: Float64Array, chance: number): Float64Array {
  return p.map((one) => Math.min(1, one / chance));
}
