import { mass, rankScores, type Numbers, type Outcomes, type RankedScores } from '../scores/ranked-scores.ts';
import { cumulativeCounts } from './cumulative-counts.ts';

/** One point a distinct score, highest threshold first. */
export interface PrecisionRecallCurve {
  readonly precision: Float64Array;
  readonly recall: Float64Array;
  readonly threshold: Float64Array;
}

/**
 * Precision and recall at every distinct score.
 *
 * @param y  outcomes, `[n]`, 0 or 1
 * @param p  scores, `[n]`
 * @param w  weights, `[n]`; default all 1
 * @throws JZ_EVAL_LENGTH, JZ_EVAL_EMPTY, JZ_EVAL_VALUE
 * @see scikit-learn, precision_recall_curve, which adds the point (precision 1, recall 0) and ascends
 */
export function precisionRecallCurve(y: Outcomes, p: Numbers, w?: Numbers): PrecisionRecallCurve {
  return precisionRecallCurveOfRanked(rankScores(y, p, w));
}

/** {@link precisionRecallCurve} of rows already ranked. */
export function precisionRecallCurveOfRanked(ranked: RankedScores): PrecisionRecallCurve {
  const { positives } = mass(ranked);
  const { threshold, listed, found } = cumulativeCounts(ranked);
  return {
    precision: found.map((value, i) => value / listed[i]!),
    recall: found.map((value) => value / positives),
    threshold,
  };
}
