/**
 * What hazard trees say: probabilities by horizon, and reasons for them.
 */
import { JzError } from '../../src/core/errors/index.ts';
import { selectColumns, type Matrix } from '../../src/core/matrix.ts';
import type { Attributions } from '../../src/core/model.ts';
import { sumQuickly } from '../inference/sum-quickly.ts';
import { sigmoid } from '../link.ts';
import type { TreeEnsemble } from '../tree/ensemble.ts';
import { withLastKnown } from '../tree/known-feature.ts';
import { treeShap } from '../tree/shap.ts';
import type { HazardAt, HazardTrees } from './hazard.ts';

/** Probability that the event comes within each horizon, `[horizons][n]`; never less for a later one. */
export function predictHazard(model: HazardTrees, X: Matrix): Float64Array[] {
  const surviving = new Float64Array(X.nRows).fill(1);
  return periodLogOdds(model, X, model.horizons.length).map((logOdds) => {
    for (let i = 0; i < surviving.length; i++) surviving[i]! *= 1 - sigmoid(logOdds[i]!);
    return surviving.map((share) => 1 - share);
  });
}

/** Log-odds of the probability by each horizon, `[horizons][n]`; never less for a later one. */
export function hazardLogOddsByHorizon(model: HazardTrees, X: Matrix): Float64Array[] {
  const sums = new Float64Array(X.nRows);
  return periodLogOdds(model, X, model.horizons.length).map((logOdds) => {
    for (let i = 0; i < sums.length; i++) sums[i]! += softplus(logOdds[i]!);
    return sums.map(logOddsOf);
  });
}

/**
 * Log-odds of the probability by one horizon, of rows whose periods stand side by side, `[n]`.
 *
 * @param logOdds of the event in each period, given that it had not come before, `[n × periods]`
 */
export function horizonOfPeriods(logOdds: Float32Array, periods: number, horizon: number): Float32Array {
  return Float32Array.from({ length: logOdds.length / periods }, (_, i) => {
    let sum = 0;
    for (let k = 0; k <= horizon; k++) sum += softplus(logOdds[i * periods + k]!);
    return logOddsOf(sum);
  });
}

/** Log-odds of the probability by the horizon asked for, if the trees of each period came to what `sumOf` says. */
export function hazardOfSums(model: HazardAt, sumOf: (trees: TreeEnsemble) => number): number {
  const periods = treesOf(model).slice(0, model.asked + 1);
  return logOddsOf(periods.reduce((sum, trees) => sum + softplus(model.base + sumOf(trees)), 0));
}

/**
 * Log-odds of the probability by one horizon, `[n]`.
 *
 * @param horizon position among the model's
 * @throws JZ_UNIT_INVALID when the model has no such horizon
 */
export function hazardLogOdds(model: HazardTrees, X: Matrix, horizon: number): Float64Array {
  checkHorizon(model, horizon);
  return cumulative(periodLogOdds(model, X, horizon + 1), X.nRows).map(logOddsOf);
}

/**
 * Attributions of the log-odds of the probability by one horizon, in the columns of `model.features`.
 *
 * Every period's log-odds has its exact Shapley values, the period being known. With `H = Σ −ln(1 − h_k)` the
 * probability's log-odds is `ln(e^H − 1)`: each period's values are scaled by the one factor that makes them add up to
 * its part of H, and those by the one that makes them add up to the log-odds (the rescale rule of Shrikumar et al.,
 * 2017). Of one period both factors are 1 in product: the values are Shapley's.
 *
 * @param horizon position among the model's
 * @throws JZ_UNIT_INVALID when the model has no such horizon
 */
export function explainHazard(model: HazardTrees, X: Matrix, horizon: number): Attributions {
  checkHorizon(model, horizon);
  const { columns, nRows } = selectColumns(X, model.features);
  const p = columns.length;
  const values = new Float64Array(nRows * p);
  const sums = new Float64Array(nRows);
  let start = 0;
  for (const trees of treesOf(model).slice(0, horizon + 1)) {
    const part = treeShap(trees, { nRows, names: model.features, columns });
    const bias = part.bias + model.base;
    start += softplus(bias);
    for (let i = 0; i < nRows; i++) {
      const row = part.values.subarray(i * p, (i + 1) * p);
      const moved = sumOf(row);
      const factor = slope(softplus, bias, moved, sigmoid(bias));
      for (let j = 0; j < p; j++) values[i * p + j]! += factor * row[j]!;
      sums[i]! += softplus(bias + moved) - softplus(bias);
    }
  }
  for (let i = 0; i < nRows; i++) {
    const factor = slope(logOddsOf, start, sums[i]!, 1 / -Math.expm1(-start));
    for (let j = 0; j < p; j++) values[i * p + j]! *= factor;
  }
  return { bias: logOddsOf(start), values };
}

const treesByModel = new WeakMap<HazardTrees, readonly TreeEnsemble[]>();

/** The trees of each period, on the features alone. A model is never changed, so they live as long as it does. */
function treesOf(model: HazardTrees): readonly TreeEnsemble[] {
  const known = treesByModel.get(model);
  if (known) return known;
  const trees = model.horizons.map((_, period) => withLastKnown(model.trees, model.features.length, period));
  treesByModel.set(model, trees);
  return trees;
}

/** Log-odds of the event in each of the first periods, given that it had not come before, `[periods][n]`. */
function periodLogOdds(model: HazardTrees, X: Matrix, periods: number): Float64Array[] {
  const own = selectColumns(X, model.features);
  return treesOf(model)
    .slice(0, periods)
    .map((trees) => sumQuickly(trees, own, model.base));
}

/** `Σ −ln(1 − h_k)` of each row. */
function cumulative(logOdds: readonly Float64Array[], nRows: number): Float64Array {
  const sums = new Float64Array(nRows);
  for (const part of logOdds) for (let i = 0; i < nRows; i++) sums[i]! += softplus(part[i]!);
  return sums;
}

/** `−ln(1 − h)` of a hazard's log-odds. */
function softplus(logOdds: number): number {
  return Math.max(0, logOdds) + Math.log1p(Math.exp(-Math.abs(logOdds)));
}

/** Log-odds of `1 − e^-H`. */
function logOddsOf(sum: number): number {
  return sum + Math.log(-Math.expm1(-sum));
}

/** How much a function rises a unit between `from` and `from + moved`; its derivative where that is next to nothing. */
function slope(rise: (x: number) => number, from: number, moved: number, derivative: number): number {
  return Math.abs(moved) < 1e-9 ? derivative : (rise(from + moved) - rise(from)) / moved;
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function checkHorizon({ horizons }: HazardTrees, horizon: number): void {
  if (!(horizon in horizons))
    throw new JzError('JZ_UNIT_INVALID', {
      ...{ unit: 'horizon', value: horizon, expected: `0 to ${horizons.length - 1}` },
    });
}
