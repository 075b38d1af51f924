import { rankScores, type Numbers, type Outcomes, type RankedScores } from '../scores/ranked-scores.ts';
import { equalMassBins } from '../calibration/equal-mass-bins.ts';
import { ECE_BINS } from '../calibration/ece.ts';
import { wilsonInterval } from './wilson-interval.ts';

/** One bin of the calibration picture. */
export interface CalibrationPoint {
  /** Weight in the bin (rows, when unweighted; may be fractional at the edges). */
  readonly count: number;
  readonly mean_p: number;
  /** Observed share of positives, with its 95 % Wilson interval. */
  readonly rate: number;
  readonly rate_low: number;
  readonly rate_high: number;
  /** Lowest and highest score in the bin. */
  readonly p_low: number;
  readonly p_high: number;
}

/**
 * Observed against predicted frequency in bins of equal weight, lowest scores first.
 *
 * @param y     outcomes, `[n]`, 0 or 1
 * @param p     probabilities, `[n]`, 0..1
 * @param w     weights, `[n]`; default all 1. Intervals use the effective number of rows (Kish)
 * @param bins  default 10
 * @throws JZ_EVAL_LENGTH, JZ_EVAL_EMPTY, JZ_EVAL_VALUE
 */
export function calibrationCurve(y: Outcomes, p: Numbers, w?: Numbers, bins = ECE_BINS): CalibrationPoint[] {
  return calibrationCurveOfRanked(rankScores(y, p, w), bins);
}

/** {@link calibrationCurve} of rows already ranked. */
export function calibrationCurveOfRanked(ranked: RankedScores, bins = ECE_BINS): CalibrationPoint[] {
  return equalMassBins(ranked, bins).map((bin) => {
    const rate = bin.positives / bin.mass;
    const [low, high] = wilsonInterval(rate, (bin.mass * bin.mass) / bin.sumSquares);
    return {
      count: bin.mass,
      mean_p: bin.sumP / bin.mass,
      rate,
      rate_low: low,
      rate_high: high,
      p_low: bin.low,
      p_high: bin.high,
    };
  });
}
