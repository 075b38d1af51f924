/**
 * Scores of many rows as numbers alone: what threads hand over, and what a list of a million keeps in memory.
 */
import { calibrate } from '../../models/calibration/calibrator.ts';
import { intervalAt, missingShares } from '../../models/calibration/interval-groups.ts';
import { explainStack, stackLogOdds } from '../../models/stack/model.ts';
import { selectColumns, type Matrix } from '../core/matrix.ts';
import { isTooWide } from './bands.ts';
import { horizonMonths, horizonProbabilities } from './horizons.ts';
import type { HouseholdModel } from './household-bundle.ts';

/** Arrays of `n` rows; reasons are row-major, `[n × kept]`, strongest first; horizons are `[n × months]`, rising. */
export interface ScoreBlock {
  readonly probability: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** 1 where the interval reaches across too many bands. */
  readonly isUncertain: Uint8Array;
  /** Ends of the horizons that the model answers; none when it answers one. */
  readonly months: readonly number[];
  /** Probability by each of them. */
  readonly byHorizon: Float64Array;
  /** Reasons kept a row. */
  readonly kept: number;
  /** Position among the model's features; -1 where a row has fewer reasons. */
  readonly reason: Int32Array;
  /** The feature's value; NaN when missing. */
  readonly value: Float64Array;
  /** Log-odds. */
  readonly contribution: Float64Array;
}

/** An empty block of `n` rows. */
export function emptyBlock(n: number, kept: number, months: readonly number[]): ScoreBlock {
  return {
    probability: new Float64Array(n),
    lower: new Float64Array(n),
    upper: new Float64Array(n),
    isUncertain: new Uint8Array(n),
    months,
    byHorizon: new Float64Array(n * months.length),
    kept,
    reason: new Int32Array(n * kept).fill(-1),
    value: new Float64Array(n * kept),
    contribution: new Float64Array(n * kept),
  };
}

/** Puts a part in its place among the rows of a whole; both keep as many reasons and horizons. */
export function putBlock(whole: ScoreBlock, part: ScoreBlock, firstRow: number): void {
  whole.probability.set(part.probability, firstRow);
  whole.lower.set(part.lower, firstRow);
  whole.upper.set(part.upper, firstRow);
  whole.isUncertain.set(part.isUncertain, firstRow);
  whole.byHorizon.set(part.byHorizon, firstRow * whole.months.length);
  whole.reason.set(part.reason, firstRow * whole.kept);
  whole.value.set(part.value, firstRow * whole.kept);
  whole.contribution.set(part.contribution, firstRow * whole.kept);
}

/**
 * Scores rows; columns are found by name.
 *
 * @param topReasons most reasons kept a row
 */
export function scoreBlock(model: HouseholdModel, given: Matrix, topReasons: number): ScoreBlock {
  const X = selectColumns(given, model.stack.features);
  const months = horizonMonths(model);
  const block = emptyBlock(X.nRows, Math.min(topReasons, X.columns.length), months);
  const shares = missingShares(X);
  const { bandThresholds, uncertainAcross } = model;
  for (const [row, z] of stackLogOdds(model.stack, X).entries()) {
    const probability = calibrate(model.calibrator, z);
    const interval = intervalAt(model.interval, model.intervalGroups, z, shares[row] ?? 0);
    const lower = Math.min(probability, interval.lower);
    const upper = Math.max(probability, interval.upper);
    block.probability[row] = probability;
    block.lower[row] = lower;
    block.upper[row] = upper;
    if (uncertainAcross && isTooWide({ probability, lower, upper }, bandThresholds, uncertainAcross))
      block.isUncertain[row] = 1;
  }
  for (const [h, column] of horizonProbabilities(model, X, block.probability).entries())
    for (const [row, probability] of column.entries()) block.byHorizon[row * months.length + h] = probability;
  if (block.kept > 0) keepReasons(X, explainStack(model.stack, X).values, block);
  return block;
}

/** Keeps each row's strongest parts; of equal ones the earlier feature stands first. */
function keepReasons({ nRows, columns }: Matrix, values: Float64Array, block: ScoreBlock): void {
  const { kept, reason, contribution } = block;
  const p = columns.length;
  for (let row = 0; row < nRows; row++) {
    const first = row * kept;
    for (let j = 0; j < p; j++) {
      const part = values[row * p + j] ?? 0;
      const size = Math.abs(part);
      let at = first + kept;
      while (at > first && size > Math.abs(contribution[at - 1] ?? 0)) at--;
      if (at === first + kept) continue;
      contribution.copyWithin(at + 1, at, first + kept - 1);
      reason.copyWithin(at + 1, at, first + kept - 1);
      contribution[at] = part;
      reason[at] = j;
    }
    for (let at = first; at < first + kept; at++) {
      const j = reason[at] ?? -1;
      block.value[at] = j < 0 ? 0 : (columns[j]?.[row] ?? Number.NaN);
    }
  }
}
