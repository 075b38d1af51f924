/**
 * From "took up assistance" to "is in need": positive-unlabelled correction of probabilities. Who took up is in need;
 * who did not may be either.
 *
 * @see Elkan & Noto (2008), Learning classifiers from only positive and unlabeled data; Bekker & Davis (2020), section 5
 */

/** A corrected reading of take-up probabilities. */
export interface NeedEstimate {
  /** Estimated chance that a household in need takes up (labelling propensity), 0..1. */
  readonly take_up: number;
  /** Probability of need of each row, `[n]`. */
  readonly need: Float64Array;
}

/**
 * Elkan and Noto's correction: every household in need is taken to take up with one and the same chance, estimated as
 * the mean predicted probability of those who did (their e1).
 *
 * @param p   calibrated probabilities of take-up of rows the model did not learn from, `[n]`
 * @param y   whether they took up, `[n]`, 0 or 1
 * @param of  probabilities to be corrected, `[m]`
 */
export function elkanNoto(p: ArrayLike<number>, y: ArrayLike<number>, of: ArrayLike<number>): NeedEstimate {
  let [sum, count] = [0, 0];
  for (let i = 0; i < p.length; i++)
    if (y[i] === 1) {
      sum += p[i]!;
      count++;
    }
  const takeUp = sum / count;
  return { take_up: takeUp, need: Float64Array.from(of, (one) => Math.min(1, one / takeUp)) };
}
