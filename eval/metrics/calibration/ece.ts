import { rankScores, type Numbers, type Outcomes, type RankedScores } from '../scores/ranked-scores.ts';
import { equalMassBins } from './equal-mass-bins.ts';

/** Bins used wherever nothing else is said. */
export const ECE_BINS = 10;

/**
 * Expected calibration error over equal-mass bins: Σ (share of bin) × |observed rate − mean probability|.
 *
 * @param y     outcomes, `[n]`, 0 or 1
 * @param p     probabilities, `[n]`, 0..1
 * @param w     weights, `[n]`; default all 1
 * @param bins  bins of equal weight; default 10
 * @returns 0..1; never quite 0 even for exact probabilities: compare with eceNoise
 * @throws JZ_EVAL_LENGTH, JZ_EVAL_EMPTY, JZ_EVAL_VALUE
 * @see Guo et al. (2017), On Calibration of Modern Neural Networks; equal-mass bins as Nixon et al. (2019)
 */
export function ece(y: Outcomes, p: Numbers, w?: Numbers, bins = ECE_BINS): number {
  return eceOfRanked(rankScores(y, p, w), bins);
}

/** {@link ece} of rows already ranked. */
export function eceOfRanked(ranked: RankedScores, bins = ECE_BINS): number {
  let gap = 0;
  let total = 0;
  for (const bin of equalMassBins(ranked, bins)) {
    gap += Math.abs(bin.positives - bin.sumP);
    total += bin.mass;
  }
  return gap / total;
}
