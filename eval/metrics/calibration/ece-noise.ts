import type { Rng } from '../../../src/core/rng.ts';
import type { Numbers, RankedScores } from '../scores/ranked-scores.ts';
import { rankScores } from '../scores/ranked-scores.ts';
import { ECE_BINS, eceOfRanked } from './ece.ts';
import { quantileOfSorted } from '../scores/quantile-of-sorted.ts';

/** How large the calibration error would be by chance alone. */
export interface EceNoise {
  /** Mean ECE if every probability were exactly right. */
  readonly mean: number;
  /** 95th percentile: a larger ECE is hardly chance. */
  readonly p95: number;
  readonly draws: number;
}

/**
 * Distribution of the ECE if the probabilities were exactly right (parametric bootstrap): outcomes are drawn
 * from the probabilities themselves, independently, and measured the same way.
 *
 * @param p      probabilities, `[n]`, 0..1
 * @param rng    seeded stream; input order does not matter except through ties
 * @param draws  simulated samples; 200 give the mean to about 2 %
 * @param w      weights, `[n]`; default all 1
 * @throws JZ_EVAL_EMPTY, JZ_EVAL_VALUE, JZ_EVAL_LENGTH
 */
export function eceNoise(p: Numbers, rng: Rng, draws = 200, w?: Numbers): EceNoise {
  return eceNoiseOfRanked(rankScores(new Uint8Array(p.length), p, w), rng, draws);
}

/** {@link eceNoise} of rows already ranked, for any number of bins. */
export function eceNoiseOfRanked(ranked: RankedScores, rng: Rng, draws: number, bins = ECE_BINS): EceNoise {
  const { p } = ranked;
  const y = new Uint8Array(p.length);
  const simulated = { ...ranked, y };
  const errors = new Float64Array(draws);
  for (let d = 0; d < draws; d++) {
    for (let i = 0; i < p.length; i++) y[i] = rng.next() < p[i]! ? 1 : 0;
    errors[d] = eceOfRanked(simulated, bins);
  }
  const mean = errors.reduce((sum, error) => sum + error, 0) / draws;
  return { mean, p95: quantileOfSorted(errors.sort(), 0.95), draws };
}
