import { mass, rankScores, type Numbers, type Outcomes, type RankedScores } from '../scores/ranked-scores.ts';
import { cumulativeCounts } from './cumulative-counts.ts';

/** What visiting the top share of households finds. */
export interface GainPoint {
  /** Share of all weight visited, 0..1. */
  readonly share: number;
  /** Share of positives found (recall), expected under a random order of ties. */
  readonly gain: number;
  /** gain / share: how many times better than random. */
  readonly lift: number;
}

/**
 * Cumulative gain and lift at the given shares.
 *
 * @param y       outcomes, `[n]`, 0 or 1
 * @param p       scores, `[n]`
 * @param shares  ascending, each in 0..1 (0 gives gain 0 and lift NaN)
 * @param w       weights, `[n]`; default all 1
 * @throws JZ_EVAL_LENGTH, JZ_EVAL_EMPTY, JZ_EVAL_VALUE
 */
export function gainCurve(y: Outcomes, p: Numbers, shares: readonly number[], w?: Numbers): GainPoint[] {
  return gainCurveOfRanked(rankScores(y, p, w), shares);
}

/** {@link gainCurve} of rows already ranked. */
export function gainCurveOfRanked(ranked: RankedScores, shares: readonly number[]): GainPoint[] {
  const { total, positives } = mass(ranked);
  const { listed, found } = cumulativeCounts(ranked);
  let step = 0;
  return shares.map((share) => {
    const room = share * total;
    while (step < listed.length - 1 && listed[step]! < room) step++;
    const before = step === 0 ? 0 : listed[step - 1]!;
    const foundBefore = step === 0 ? 0 : found[step - 1]!;
    const width = listed[step]! - before;
    const part = width > 0 ? Math.min(1, (room - before) / width) : 0;
    const gain = (foundBefore + part * (found[step]! - foundBefore)) / positives;
    return { share, gain, lift: gain / share };
  });
}
