/**
 * Gradient-boosted trees under log loss (Newton steps on histograms).
 *
 * @see Friedman (2001), Greedy function approximation; Chen & Guestrin (2016), XGBoost
 */
import type { Matrix } from '../../src/core/matrix.ts';
import { sampleSorted, type Rng } from '../../src/core/rng.ts';
import { allRows, checkTrainingData } from '../check.ts';
import { logit } from '../link.ts';
import { binMatrix, type BinnedMatrix } from '../tree/bins.ts';
import { joinTrees, type GrownTree, type TreeEnsemble } from '../tree/ensemble.ts';
import { growTree, type GrowTask } from '../tree/grow.ts';
import { histogramPool } from '../tree/histogram.ts';
import { addGrownTree } from '../tree/predict.ts';
import { WATCH_EVERY, type BoostingOptions } from './options.ts';

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

/** Fits on all rows for exactly `options.rounds` trees. */
export function fitBoosting(X: Matrix, y: Uint8Array, options: BoostingOptions, rng: Rng): BoostedTrees {
  checkTrainingData(X, y);
  const data = binMatrix(X, options.maxBins);
  return boost({ data, names: X.names, y, train: allRows(X.nRows), watch: new Int32Array(0) }, options, rng)
    .model;
}

/** What boosting sees: binned rows, those it trains on and those it only watches. */
export interface BoostTask {
  readonly data: BinnedMatrix;
  readonly names: readonly string[];
  readonly y: Uint8Array;
  readonly train: Int32Array;
  readonly watch: Int32Array;
}

/** Boosts on `train`; with rows to watch, stops once their loss has not improved for `options.patience` rounds. */
export function boost(task: BoostTask, options: BoostingOptions, rng: Rng): WatchedFit {
  const { data, y, train, watch } = task;
  const base = logit(train.reduce((sum, row) => sum + y[row]!, 0) / train.length);
  const logOdds = new Float64Array(data.nRows).fill(base);
  const gradients = { gradient: new Float64Array(data.nRows), hessian: new Float64Array(data.nRows) };
  const pool = histogramPool(data);
  const scratch = new Int32Array(train.length);
  const everyRow = concat(train, watch);
  const patience = new Patience(options.patience / WATCH_EVERY);
  const trees: GrownTree[] = [];
  const path: Float32Array[] = [];
  for (let round = 0; round < options.rounds; round++) {
    const drawn = rng.fork(`round ${round}`);
    updateGradients(logOdds, y, train, gradients);
    const rows = sampleRows(train, options.rowShare, drawn);
    const features = sampleFeatures(data.nFeatures, options.featureShare, drawn);
    const grow: GrowTask = { data, gradients, rows, features, options, pool, scratch, rng: drawn };
    const tree = growTree(grow);
    addGrownTree(tree, data, everyRow, logOdds, options.learningRate);
    trees.push(tree);
    if (watch.length === 0 || (round + 1) % WATCH_EVERY !== 0) continue;
    path.push(Float32Array.from(watch, (row) => logOdds[row]!));
    if (patience.isOver(watchedLoss(logOdds, y, watch))) break;
  }
  const ensemble = joinTrees(trees, options.learningRate);
  return { model: { family: 'gbdt', format: 1, features: task.names, base, trees: ensemble }, path };
}

/** Counts looks since the best one. */
class Patience {
  private best = Infinity;
  private since = 0;
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  isOver(loss: number): boolean {
    this.since = loss < this.best ? 0 : this.since + 1;
    this.best = Math.min(this.best, loss);
    return this.since >= this.limit;
  }
}

function watchedLoss(logOdds: Float64Array, y: Uint8Array, rows: Int32Array): number {
  let loss = 0;
  for (const row of rows) loss += Math.log1p(Math.exp(y[row] ? -logOdds[row]! : logOdds[row]!));
  return loss;
}

function updateGradients(
  logOdds: Float64Array,
  y: Uint8Array,
  rows: Int32Array,
  { gradient, hessian }: { gradient: Float64Array; hessian: Float64Array },
): void {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const p = 1 / (1 + Math.exp(-logOdds[row]!));
    gradient[row] = p - y[row]!;
    hessian[row] = Math.max(p * (1 - p), 1e-16);
  }
}

/** Each row with probability `share`, in order; never none. */
function sampleRows(rows: Int32Array, share: number, rng: Rng): Int32Array {
  if (share >= 1) return rows.slice();
  const sampled = rows.filter(() => rng.next() < share);
  return sampled.length > 0 ? sampled : rows.slice();
}

function sampleFeatures(count: number, share: number, rng: Rng): Int32Array {
  const wanted = Math.max(1, Math.ceil(count * share));
  return sampleSorted(allRows(count), wanted, rng);
}

function concat(...parts: Int32Array[]): Int32Array {
  const joined = new Int32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
