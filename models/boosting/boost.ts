/**
 * Boosting: tree after tree on the gradients of a loss (Newton steps on histograms).
 *
 * @see Friedman (2001), Greedy function approximation; Chen & Guestrin (2016), XGBoost
 */
import { sampleSorted, type Rng } from '../../src/core/rng.ts';
import { allRows } from '../check.ts';
import type { BinnedMatrix } from '../tree/bins.ts';
import { isCoded } from '../tree/categories.ts';
import { constraintsOn } from '../tree/constraints.ts';
import { joinTrees, type GrownTree, type TreeEnsemble } from '../tree/ensemble.ts';
import { quantise } from '../tree/gradients.ts';
import { growTree, type Grown } from '../tree/grow.ts';
import { withGrowth, type Growth } from '../tree/growth.ts';
import { addGrownTree } from '../tree/predict.ts';
import { rowCounts } from '../weights.ts';
import type { Loss } from './loss.ts';
import { WATCH_EVERY, type BoostingOptions } from './options.ts';

/** What boosting sees: binned rows, those it trains on and those it only watches. */
export interface BoostRows {
  readonly data: BinnedMatrix;
  readonly names: readonly string[];
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

/** On this thread, to the end. */
export const inPlace: BoostRun = { threads: 1, goesOn: () => true };

/** Score = base + Σ leaves. */
export interface BoostedSum {
  readonly base: number;
  readonly trees: TreeEnsemble;
  /** Scores of the watched rows after every `WATCH_EVERY` rounds, `[looks][watch]`, in single precision. */
  readonly path: readonly Float32Array[];
}

/** Boosts on `train`; with rows to watch, stops once their loss has not improved for `options.patience` rounds. */
export function boostLoss(
  rows: BoostRows,
  loss: Loss,
  options: BoostingOptions,
  rng: Rng,
  run: BoostRun,
): BoostedSum {
  return withGrowth(
    rows.data,
    rows.train.length,
    (growth) => boostOn({ ...rows, loss, growth, goesOn: run.goesOn }, options, rng),
    run.threads,
  );
}

interface Boosting extends BoostRows {
  readonly loss: Loss;
  readonly growth: Growth;
  readonly goesOn: BoostRun['goesOn'];
}

function boostOn(task: Boosting, options: BoostingOptions, rng: Rng): BoostedSum {
  const { growth, goesOn, loss, data, train, watch, weights } = task;
  const counts = rowCounts(weights);
  const constraints = constraintsOn(task.names, options, (j) => isCoded(data.book, j));
  const base = loss.base(train, weights);
  const scores = new Float64Array(data.nRows).fill(base);
  const patience = new Patience(options.patience / WATCH_EVERY);
  const trees: GrownTree[] = [];
  const path: Float32Array[] = [];
  for (let round = 0; round < options.rounds; round++) {
    const drawn = rng.fork(`round ${round}`);
    const { rows, others } = sampleRows(train, options.rowShare, drawn);
    const features = sampleFeatures(data.nFeatures, options.featureShare, drawn);
    loss.writeGradients(scores, rows, growth.pairs);
    if (weights) weigh(growth.pairs, rows, weights);
    const grid = quantise(growth.pairs, rows, counts);
    const grown = growTree({ growth, grid, rows, features, options, constraints, rng: drawn });
    if (loss.leafStep) refit(task, grown, scores);
    addToRows(growth, grown, scores, options.learningRate);
    addGrownTree(grown.tree, data, others, scores, options.learningRate);
    addGrownTree(grown.tree, data, watch, scores, options.learningRate);
    trees.push(grown.tree);
    if (!goesOn(round + 1)) break;
    if (watch.length === 0 || (round + 1) % WATCH_EVERY !== 0) continue;
    path.push(Float32Array.from(watch, (row) => scores[row]!));
    if (patience.isOver(loss.total(scores, watch, weights))) break;
  }
  return { base, trees: joinTrees(trees, options.learningRate, data.book), path };
}

/** Gives every leaf the best step of its rows. */
function refit({ loss, growth, weights }: Boosting, { tree, leaves }: Grown, scores: Float64Array): void {
  for (const { node, start, end } of leaves)
    tree.value[node] = loss.leafStep!(scores, growth.rows.slice(start, end), weights);
}

function addToRows({ rows }: Growth, { tree, leaves }: Grown, scores: Float64Array, rate: number): void {
  for (const { node, start, end } of leaves) {
    const step = tree.value[node]! * rate;
    for (let i = start; i < end; i++) scores[rows[i]!]! += step;
  }
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

function weigh(pairs: Float64Array, rows: Int32Array, weights: Float64Array): void {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    pairs[2 * row]! *= weights[row]!;
    pairs[2 * row + 1]! *= weights[row]!;
  }
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
