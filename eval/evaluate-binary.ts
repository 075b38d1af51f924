/**
 * Everything this room can say about one column of probabilities, as one plain object.
 */
import type { Rng } from '../src/core/rng.ts';
import { brierOfRanked } from './metrics/calibration/brier.ts';
import { calibrationLineOfRanked } from './metrics/calibration/calibration-line.ts';
import { ECE_BINS, eceOfRanked } from './metrics/calibration/ece.ts';
import { eceNoiseOfRanked } from './metrics/calibration/ece-noise.ts';
import { logLossOfRanked } from './metrics/calibration/log-loss.ts';
import { aucOfRanked } from './metrics/ranking/auc.ts';
import { averagePrecisionOfRanked } from './metrics/ranking/average-precision.ts';
import { topShareOfRanked, type TopShare } from './metrics/ranking/top-share.ts';
import {
  checkProbabilities,
  mass,
  rankScores,
  type Numbers,
  type Outcomes,
  type RankedScores,
} from './metrics/scores/ranked-scores.ts';

/** What to measure, beside the outcomes and probabilities. */
export interface EvaluateOptions {
  /** Weights ≥ 0, `[n]`; default all 1. */
  readonly weights?: Numbers;
  /** Shares that can be visited; default 1 %, 5 %, 10 % and 20 %. */
  readonly shares?: readonly number[];
  /** Bins of the calibration error; default 10. */
  readonly bins?: number;
  /** Give a seeded stream to have `ece_noise` measured too. */
  readonly noise?: { readonly rng: Rng; readonly draws?: number };
}

/** Metrics of one set of rows. `null` where a metric is not defined (one class, one score …). */
export interface BinaryEvaluation {
  readonly n: number;
  /** Total weight; equals `n` when unweighted. */
  readonly weight: number;
  /** Rows with outcome 1. */
  readonly positives: number;
  /** Weighted share of outcome 1. */
  readonly base_rate: number;
  /** Weighted mean probability: its distance from `base_rate` is calibration in the large. */
  readonly mean_p: number;
  readonly auc: number | null;
  readonly average_precision: number | null;
  readonly brier: number;
  /** 1 − Brier / Brier of always saying the base rate. */
  readonly brier_skill: number | null;
  readonly log_loss: number;
  readonly ece: number;
  /** Equal-mass bins behind `ece`. */
  readonly ece_bins: number;
  /** ECE to expect by chance if every probability were exactly right. */
  readonly ece_noise: { readonly mean: number; readonly p95: number; readonly draws: number } | null;
  readonly calibration_slope: number | null;
  readonly calibration_intercept: number | null;
  /** What a list of the highest scores finds, one entry a share. */
  readonly top: readonly TopShare[];
}

/** Shares of households that can be visited, unless others are asked for. */
export const DEFAULT_SHARES: readonly number[] = [0.01, 0.05, 0.1, 0.2];

/**
 * Measures probabilities against outcomes.
 *
 * @param y  outcomes, `[n]`, 0 or 1
 * @param p  probabilities, `[n]`, 0..1
 * @throws JZ_EVAL_LENGTH, JZ_EVAL_EMPTY, JZ_EVAL_VALUE
 * @example evaluateBinary([0, 1], [0.2, 0.7]).auc // 1
 */
export function evaluateBinary(y: Outcomes, p: Numbers, options: EvaluateOptions = {}): BinaryEvaluation {
  checkProbabilities(p);
  return evaluateRanked(rankScores(y, p, options.weights), options);
}

/** {@link evaluateBinary} of rows already ranked; `options.weights` is not read. */
export function evaluateRanked(ranked: RankedScores, options: EvaluateOptions = {}): BinaryEvaluation {
  const bins = options.bins ?? ECE_BINS;
  const { total, positives } = mass(ranked);
  const baseRate = positives / total;
  const brier = brierOfRanked(ranked);
  const line = calibrationLineOfRanked(ranked);
  const noise = options.noise;
  return {
    n: ranked.p.length,
    weight: total,
    positives: ranked.y.reduce((sum, outcome) => sum + outcome, 0),
    base_rate: baseRate,
    mean_p: weightedMean(ranked),
    auc: defined(aucOfRanked(ranked)),
    average_precision: defined(averagePrecisionOfRanked(ranked)),
    brier,
    brier_skill: defined(1 - brier / (baseRate * (1 - baseRate))),
    log_loss: logLossOfRanked(ranked),
    ece: eceOfRanked(ranked, bins),
    ece_bins: bins,
    ece_noise: noise ? eceNoiseOfRanked(ranked, noise.rng, noise.draws ?? 200, bins) : null,
    calibration_slope: defined(line.slope),
    calibration_intercept: defined(line.intercept),
    top:
      positives > 0 ? (options.shares ?? DEFAULT_SHARES).map((share) => topShareOfRanked(ranked, share)) : [],
  };
}

function weightedMean({ p, w }: RankedScores): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < p.length; i++) {
    sum += w[i]! * p[i]!;
    total += w[i]!;
  }
  return sum / total;
}

function defined(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
