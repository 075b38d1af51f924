import {
  endOfTie,
  mass,
  rankScores,
  type Numbers,
  type Outcomes,
  type RankedScores,
} from '../scores/ranked-scores.ts';

/**
 * Average precision: the sum over distinct scores of precision × gain in recall, highest score first.
 *
 * @param y  outcomes, `[n]`, 0 or 1
 * @param p  scores, `[n]`; tied rows enter together
 * @param w  weights, `[n]`; default all 1
 * @returns 0..1; a random order gives about the base rate; NaN without a positive
 * @throws JZ_EVAL_LENGTH, JZ_EVAL_EMPTY, JZ_EVAL_VALUE
 * @example averagePrecision([0, 1, 1], [0.1, 0.5, 0.9]) // 1
 * @see scikit-learn, average_precision_score (no interpolation)
 */
export function averagePrecision(y: Outcomes, p: Numbers, w?: Numbers): number {
  return averagePrecisionOfRanked(rankScores(y, p, w));
}

/** {@link averagePrecision} of rows already ranked. */
export function averagePrecisionOfRanked(ranked: RankedScores): number {
  const { p, y, w } = ranked;
  const { positives } = mass(ranked);
  let listed = 0;
  let found = 0;
  let area = 0;
  for (let start = 0; start < p.length;) {
    const end = endOfTie(p, start);
    const before = found;
    for (let i = start; i < end; i++) {
      listed += w[i]!;
      if (y[i] === 1) found += w[i]!;
    }
    if (found > before) area += (found - before) * (found / listed);
    start = end;
  }
  return area / positives;
}
