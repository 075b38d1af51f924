import {
  endOfTie,
  mass,
  rankScores,
  type Numbers,
  type Outcomes,
  type RankedScores,
} from '../scores/ranked-scores.ts';

/**
 * Area under the ROC curve: the chance that a random positive outranks a random negative, ties counting half.
 *
 * @param y  outcomes, `[n]`, 0 or 1
 * @param p  scores, `[n]`
 * @param w  weights, `[n]`; default all 1
 * @returns 0..1; NaN when only one class has weight
 * @throws JZ_EVAL_LENGTH, JZ_EVAL_EMPTY, JZ_EVAL_VALUE
 * @example auc([0, 1, 1], [0.1, 0.1, 0.9]) // 0.75
 * @see Hanley & McNeil (1982), Radiology 143
 */
export function auc(y: Outcomes, p: Numbers, w?: Numbers): number {
  return aucOfRanked(rankScores(y, p, w));
}

/** {@link auc} of rows already ranked. */
export function aucOfRanked(ranked: RankedScores): number {
  const { p, y, w } = ranked;
  const { total, positives } = mass(ranked);
  let pairs = 0;
  let positivesAbove = 0;
  for (let start = 0; start < p.length;) {
    const end = endOfTie(p, start);
    let tiedPositives = 0;
    let tiedNegatives = 0;
    for (let i = start; i < end; i++) {
      if (y[i] === 1) tiedPositives += w[i]!;
      else tiedNegatives += w[i]!;
    }
    pairs += tiedNegatives * (positivesAbove + tiedPositives / 2);
    positivesAbove += tiedPositives;
    start = end;
  }
  return pairs / (positives * (total - positives));
}
