/**
 * Gradient-boosted trees under log loss.
 */
import type { Matrix } from '../../src/core/matrix.ts';
import type { Rng } from '../../src/core/rng.ts';
import { allRows, checkTrainingData } from '../check.ts';
import { binMatrix } from '../tree/bins.ts';
import type { TreeEnsemble } from '../tree/ensemble.ts';
import { boostLoss, inPlace, type BoostRows } from './boost.ts';
import { logLoss } from './loss.ts';
import type { BoostingOptions } from './options.ts';
import { checkWeights, type WeighedRows } from '../weights.ts';

/** Boosted trees: log-odds = base + Σ leaves. */
export interface BoostedTrees {
  readonly family: 'gbdt';
  readonly format: 1;
  readonly features: readonly string[];
  readonly base: number;
  readonly trees: TreeEnsemble;
}

/** A fit that was watched on rows it did not train on. */
export interface WatchedFit {
  readonly model: BoostedTrees;
  /** Log-odds of the watched rows after every `WATCH_EVERY` rounds, `[looks][watch]`, in single precision. */
  readonly path: readonly Float32Array[];
}

/**
 * Fits on all rows for exactly `options.rounds` trees.
 *
 * @param weights positive weight of each row, `[n]`; a whole weight of k is as good as k copies of the row, as long as
 *   every row is drawn (`rowShare` 1) and no column has more distinct values than bins
 * @throws JZ_LABEL_ONE_CLASS, JZ_TOO_FEW_ROWS, JZ_MATRIX_NOT_FINITE
 * @throws JZ_MATRIX_SHAPE when weights are not one positive number a row
 * @throws JZ_CATEGORY_TOO_MANY when a column of codes has more than 254; JZ_COLUMN_MISSING for a name that is no column
 * @throws JZ_CONSTRAINT_INVALID when output must rise or fall with a column of codes
 */
export function fitBoosting(
  X: Matrix,
  y: Uint8Array,
  options: BoostingOptions,
  rng: Rng,
  weights?: Float64Array,
): BoostedTrees {
  return boost(boostTask({ X, y, weights }, options), options, rng).model;
}

/** Binned rows with their labels. */
export interface BoostTask extends BoostRows {
  readonly y: Uint8Array;
}

/** All rows of a matrix, to train on. */
export function boostTask({ X, y, weights }: WeighedRows, options: BoostingOptions): BoostTask {
  checkTrainingData(X, y);
  if (weights) checkWeights(weights, X.nRows);
  const train = allRows(X.nRows);
  const data = binMatrix(X, options.maxBins, train, 'fastest', options.categorical);
  const task = { data, names: X.names, y, train, watch: new Int32Array(0) };
  return weights ? { ...task, weights } : task;
}

/** Boosts on `train`; with rows to watch, stops once their loss has not improved for `options.patience` rounds. */
export function boost(task: BoostTask, options: BoostingOptions, rng: Rng, run = inPlace): WatchedFit {
  const { base, trees, path } = boostLoss(task, logLoss(task.y), options, rng, run);
  return { model: { family: 'gbdt', format: 1, features: task.names, base, trees }, path };
}
