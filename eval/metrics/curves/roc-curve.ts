import { mass, rankScores, type Numbers, type Outcomes, type RankedScores } from '../scores/ranked-scores.ts';
import { cumulativeCounts } from './cumulative-counts.ts';

/** One point a distinct score, after the point (0, 0) at an infinite threshold. */
export interface RocCurve {
  /** Share of negatives at or above the threshold. */
  readonly falsePositiveRate: Float64Array;
  /** Share of positives at or above the threshold. */
  readonly truePositiveRate: Float64Array;
  readonly threshold: Float64Array;
}

/**
 * Receiver operating characteristic; every distinct score is kept.
 *
 * @param y  outcomes, `[n]`, 0 or 1
 * @param p  scores, `[n]`
 * @param w  weights, `[n]`; default all 1
 * @throws JZ_EVAL_LENGTH, JZ_EVAL_EMPTY, JZ_EVAL_VALUE
 * @see scikit-learn, roc_curve(drop_intermediate=False)
 */
export function rocCurve(y: Outcomes, p: Numbers, w?: Numbers): RocCurve {
  return rocCurveOfRanked(rankScores(y, p, w));
}

/** {@link rocCurve} of rows already ranked. */
export function rocCurveOfRanked(ranked: RankedScores): RocCurve {
  const { total, positives } = mass(ranked);
  const counts = cumulativeCounts(ranked);
  const points = counts.threshold.length + 1;
  const falsePositiveRate = new Float64Array(points);
  const truePositiveRate = new Float64Array(points);
  const threshold = new Float64Array(points).fill(Infinity);
  for (let i = 1; i < points; i++) {
    const found = counts.found[i - 1]!;
    falsePositiveRate[i] = (counts.listed[i - 1]! - found) / (total - positives);
    truePositiveRate[i] = found / positives;
    threshold[i] = counts.threshold[i - 1]!;
  }
  return { falsePositiveRate, truePositiveRate, threshold };
}
