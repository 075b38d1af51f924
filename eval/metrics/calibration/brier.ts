import { rankScores, type Numbers, type Outcomes, type RankedScores } from '../scores/ranked-scores.ts';

/**
 * Brier score: mean squared distance between probability and outcome; smaller is better.
 *
 * @param y  outcomes, `[n]`, 0 or 1
 * @param p  probabilities, `[n]`, 0..1
 * @param w  weights, `[n]`; default all 1
 * @returns 0..1
 * @throws JZ_EVAL_LENGTH, JZ_EVAL_EMPTY, JZ_EVAL_VALUE
 * @example brier([0, 1], [0.1, 0.9]) // 0.01
 * @see Brier (1950), Monthly Weather Review 78
 */
export function brier(y: Outcomes, p: Numbers, w?: Numbers): number {
  return brierOfRanked(rankScores(y, p, w));
}

/** {@link brier} of rows already ranked. */
export function brierOfRanked({ p, y, w }: RankedScores): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < p.length; i++) {
    const distance = p[i]! - y[i]!;
    sum += w[i]! * distance * distance;
    total += w[i]!;
  }
  return sum / total;
}
