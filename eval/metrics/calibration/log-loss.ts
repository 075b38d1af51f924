import { rankScores, type Numbers, type Outcomes, type RankedScores } from '../scores/ranked-scores.ts';

/** Probabilities are kept this far from 0 and 1, as scikit-learn does for doubles since 1.2. */
const CLIP = Number.EPSILON;

/**
 * Log loss: mean of −ln(probability given to what happened); smaller is better.
 *
 * @param y  outcomes, `[n]`, 0 or 1
 * @param p  probabilities, `[n]`, 0..1, clipped at 2⁻⁵² from 0 and 1
 * @param w  weights, `[n]`; default all 1
 * @returns nats, ≥ 0; a wrong certainty costs 36.04
 * @throws JZ_EVAL_LENGTH, JZ_EVAL_EMPTY, JZ_EVAL_VALUE
 * @example logLoss([1], [0.5]) // 0.6931…
 * @see scikit-learn, log_loss
 */
export function logLoss(y: Outcomes, p: Numbers, w?: Numbers): number {
  return logLossOfRanked(rankScores(y, p, w));
}

/** {@link logLoss} of rows already ranked. */
export function logLossOfRanked({ p, y, w }: RankedScores): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < p.length; i++) {
    sum += w[i]! * logLossOfOne(p[i]!, y[i]!);
    total += w[i]!;
  }
  return sum / total;
}

/** Of one row. */
export function logLossOfOne(p: number, y: number): number {
  return -Math.log(Math.min(1 - CLIP, Math.max(CLIP, y === 1 ? p : 1 - p)));
}
