import { topShareOfRanked } from '../ranking/top-share.ts';
import { mass, rankScores, type Numbers, type Outcomes, type RankedScores } from '../scores/ranked-scores.ts';

/**
 * Balanced poverty accuracy criterion of a list of the highest scores: found − abs(missed − leaked), each a share of
 * all positives. 1 is perfect; a list longer or shorter than the number of positives loses.
 *
 * @param y      outcomes, `[n]`, 0 or 1
 * @param p      scores, `[n]`
 * @param share  0..1, share of total weight that can be listed; ties at the edge count by expectation
 * @param w      weights, `[n]`; default all 1
 * @returns at most 1, unbounded below; NaN without a positive
 * @throws JZ_EVAL_LENGTH, JZ_EVAL_EMPTY, JZ_EVAL_VALUE
 * @example bpac([1, 0, 0, 1], [0.9, 0.8, 0.2, 0.1], 0.5) // 0.5
 * @see IRIS Center (2005), Note on Assessment and Improvement of Tool Accuracy
 */
export function bpac(y: Outcomes, p: Numbers, share: number, w?: Numbers): number {
  return bpacOfRanked(rankScores(y, p, w), share);
}

/** {@link bpac} of rows already ranked. */
export function bpacOfRanked(ranked: RankedScores, share: number): number {
  const { positives } = mass(ranked);
  const { k, recall } = topShareOfRanked(ranked, share);
  const leaked = k / positives - recall;
  return recall - Math.abs(1 - recall - leaked);
}
