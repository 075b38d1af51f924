/**
 * Gradient-boosted trees under log loss (Newton steps on histograms).
 *
 * @see Friedman (2001), Greedy function approximation; Chen & Guestrin (2016), XGBoost
 */
import { JzError } from '../../src/core/errors/index.ts';
import type { Matrix } from '../../src/core/matrix.ts';
import { sampleSorted, type Rng } from '../../src/core/rng.ts';
import { allRows, checkTrainingData } from '../check.ts';
import { logit } from '../link.ts';
import { binMatrix, type BinnedMatrix } from '../tree/bins.ts';
import { isCoded } from '../tree/categories.ts';
import { constraintsOn } from '../tree/constraints.ts';
import { joinTrees, type GrownTree, type TreeEnsemble } from '../tree/ensemble.ts';
import { quantise } from '../tree/gradients.ts';
import { growTree, type LeafRows } from '../tree/grow.ts';
import { withGrowth, type Growth } from '../tree/growth.ts';
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
  checkTrainingData(X, y);
  if (weights) checkWeights(weights, X.nRows);
  const data = binMatrix(X, options.maxBins, undefined, 'fastest', options.categorical);
  const task = { data, names: X.names, y, train: allRows(X.nRows), watch: new Int32Array(0) };
  return boost(weights ? { ...task, weights } : task, options, rng).model;
}

function checkWeights(weights: Float64Array, nRows: number): void {
  if (weights.length !== nRows)
    throw new JzError('JZ_MATRIX_SHAPE', { problem: `${weights.length} weights for ${nRows} rows` });
  const bad = weights.findIndex((weight) => !(weight > 0 && weight < Infinity));
  if (bad >= 0) throw new JzError('JZ_MATRIX_SHAPE', { problem: `weight ${weights[bad]!} in row ${bad}` });
}

/** What boosting sees: binned rows, those it trains on and those it only watches. */
export interface BoostTask {
  readonly data: BinnedMatrix;
  readonly names: readonly string[];
  readonly y: Uint8Array;
  readonly train: Int32Array;
  readonly watch: Int32Array;
  /** Of each row of `data`, positive; all 1 when absent. Whole ones count as so many rows, others leave a row one row. */
  readonly weights?: Float64Array;
}

/** How a long fit goes: on how many threads, and who hears of it. */
export interface BoostRun {
  /** Threads that share the inner loops; the model does not depend on it. */
  readonly threads: number;
  /** Told after every round; `false` ends the boosting there. */
  readonly goesOn: (round: number) => boolean;
}

const inPlace: BoostRun = { threads: 1, goesOn: () => true };

/** Boosts on `train`; with rows to watch, stops once their loss has not improved for `options.patience` rounds. */
export function boost(task: BoostTask, options: BoostingOptions, rng: Rng, run = inPlace): WatchedFit {
  return withGrowth(
    task.data,
    task.train.length,
    (growth) => boostOn({ ...task, growth, goesOn: run.goesOn }, options, rng),
    run.threads,
  );
}

interface Boosting extends BoostTask {
  readonly growth: Growth;
  readonly goesOn: BoostRun['goesOn'];
}

function boostOn(task: Boosting, options: BoostingOptions, rng: Rng): WatchedFit {
  const { growth, goesOn } = task;
  const { data, y, train, watch } = task;
  const { weights } = task;
  const counts = weights?.every(Number.isInteger) ? weights : undefined;
  const constraints = constraintsOn(task.names, options, (j) => isCoded(data.book, j));
  const base = logit(shareOfPositives(y, train, weights));
  const logOdds = new Float64Array(data.nRows).fill(base);
  const patience = new Patience(options.patience / WATCH_EVERY);
  const trees: GrownTree[] = [];
  const path: Float32Array[] = [];
  for (let round = 0; round < options.rounds; round++) {
    const drawn = rng.fork(`round ${round}`);
    const { rows, others } = sampleRows(train, options.rowShare, drawn);
    const features = sampleFeatures(data.nFeatures, options.featureShare, drawn);
    writeGradients(logOdds, y, rows, growth.pairs);
    if (weights) weigh(growth.pairs, rows, weights);
    const grid = quantise(growth.pairs, rows, counts);
    const { tree, leaves } = growTree({ growth, grid, rows, features, options, constraints, rng: drawn });
    for (const leaf of leaves)
      addToRows(logOdds, growth, leaf, tree.value[leaf.node]! * options.learningRate);
    addGrownTree(tree, data, others, logOdds, options.learningRate);
    addGrownTree(tree, data, watch, logOdds, options.learningRate);
    trees.push(tree);
    if (!goesOn(round + 1)) break;
    if (watch.length === 0 || (round + 1) % WATCH_EVERY !== 0) continue;
    path.push(Float32Array.from(watch, (row) => logOdds[row]!));
    if (patience.isOver(watchedLoss(logOdds, y, watch))) break;
  }
  const ensemble = joinTrees(trees, options.learningRate, data.book);
  return { model: { family: 'gbdt', format: 1, features: task.names, base, trees: ensemble }, path };
}

function addToRows(logOdds: Float64Array, { rows }: Growth, { start, end }: LeafRows, step: number): void {
  for (let i = start; i < end; i++) logOdds[rows[i]!]! += step;
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

/** First and second derivatives of the log loss. */
function writeGradients(logOdds: Float64Array, y: Uint8Array, rows: Int32Array, pairs: Float64Array): void {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const p = 1 / (1 + Math.exp(-logOdds[row]!));
    pairs[2 * row] = p - y[row]!;
    pairs[2 * row + 1] = Math.max(p * (1 - p), 1e-16);
  }
}

function weigh(pairs: Float64Array, rows: Int32Array, weights: Float64Array): void {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    pairs[2 * row]! *= weights[row]!;
    pairs[2 * row + 1]! *= weights[row]!;
  }
}

function shareOfPositives(y: Uint8Array, rows: Int32Array, weights?: Float64Array): number {
  const weightOf = (row: number): number => (weights ? weights[row]! : 1);
  const total = rows.reduce((sum, row) => sum + weightOf(row), 0);
  return rows.reduce((sum, row) => sum + weightOf(row) * y[row]!, 0) / total;
}

interface Sampled {
  readonly rows: Int32Array;
  /** Those not drawn. */
  readonly others: Int32Array;
}

/** Each row with probability `share`, in order; never none. */
function sampleRows(rows: Int32Array, share: number, rng: Rng): Sampled {
  const all = { rows, others: new Int32Array(0) };
  if (share >= 1) return all;
  const drawn = new Int32Array(rows.length);
  const others = new Int32Array(rows.length);
  let count = 0;
  for (let i = 0; i < rows.length; i++) {
    if (rng.next() < share) drawn[count++] = rows[i]!;
    else others[i - count] = rows[i]!;
  }
  if (count === 0) return all;
  return { rows: drawn.subarray(0, count), others: others.subarray(0, rows.length - count) };
}

function sampleFeatures(count: number, share: number, rng: Rng): Int32Array {
  const wanted = Math.max(1, Math.ceil(count * share));
  return sampleSorted(allRows(count), wanted, rng);
}
