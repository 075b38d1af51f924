/**
 * Random forest on the shared histogram builder; leaves hold the share of positives.
 *
 * @see Breiman (2001), Random forests. Splits on squared error, which for 0/1 labels is half the Gini index.
 */
import type { Matrix } from '../../src/core/matrix.ts';
import type { Rng } from '../../src/core/rng.ts';
import { allRows, checkTrainingData } from '../check.ts';
import { binMatrix } from '../tree/bins.ts';
import { joinTrees, sumEnsembles, type GrownTree, type TreeEnsemble } from '../tree/ensemble.ts';
import { quantise } from '../tree/gradients.ts';
import { growTree } from '../tree/grow.ts';
import { withGrowth, type Growth } from '../tree/growth.ts';
import { addGrownTree } from '../tree/predict.ts';
import { checkWeights, rowCounts, type WeighedRows } from '../weights.ts';
import { drawBootstrap, numberGroups, type ForestTask } from './bootstrap.ts';

export type { ForestTask } from './bootstrap.ts';

/** How a forest grows. Every default has its reason. */
export interface ForestOptions {
  readonly trees: number;
  readonly minChildRows: number;
  /** Features tried at a node; the square root of all when absent. */
  readonly featuresPerNode?: number;
  readonly maxDepth: number;
  readonly maxBins: number;
  /** Columns of codes: their splits send sets of codes left. A matrix that is binned before says itself which they are. */
  readonly categorical?: readonly string[];
}

/** Defaults for panels of thousands of households. */
export const forestDefaults: ForestOptions = {
  trees: 300, // the reference forest's; more changes nothing measurable
  minChildRows: 5, // probabilities, not votes
  maxDepth: 24, // deeper nodes hold too few rows to split
  maxBins: 64, // finer cuts gain nothing under bagging and cost time
};

/** A forest: probability = Σ leaves (each leaf already divided by the number of trees). */
export interface Forest {
  readonly family: 'forest';
  readonly format: 1;
  readonly features: readonly string[];
  readonly trees: TreeEnsemble;
}

/** A forest with each training row's mean prediction by the trees that did not see its group. */
export interface OutOfBagFit {
  readonly model: Forest;
  /** `[nRows]`; NaN for a row every tree saw. */
  readonly outOfBag: Float64Array;
}

/**
 * Fits on all rows; every row is its own group.
 *
 * @param weights positive weight of each row, `[n]`; a whole weight of k is as good as k copies of the row in one group,
 *   as long as no column has more distinct values than bins
 * @throws JZ_LABEL_ONE_CLASS, JZ_TOO_FEW_ROWS, JZ_MATRIX_NOT_FINITE, JZ_MATRIX_SHAPE
 */
export function fitForest(
  X: Matrix,
  y: Uint8Array,
  options: ForestOptions,
  rng: Rng,
  weights?: Float64Array,
): Forest {
  return growForest(forestTask({ X, y, weights }, options), options, rng).model;
}

/** All rows of a matrix, each its own group. */
export function forestTask({ X, y, weights }: WeighedRows, options: ForestOptions): ForestTask {
  checkTrainingData(X, y);
  if (weights) checkWeights(weights, X.nRows);
  const train = allRows(X.nRows);
  const data = binMatrix(X, options.maxBins, train, 'fastest', options.categorical);
  return { data, names: X.names, y, train, groups: train, weights };
}

/** Grows a forest on bootstraps of whole groups. */
export function growForest(task: ForestTask, options: ForestOptions, rng: Rng): OutOfBagFit {
  const part = growPart(task, options, rng, { from: 0, to: options.trees, goesOn: () => true });
  return joinParts([part], task.names);
}

/** Some trees of a forest, which other threads grow the rest of. */
export interface ForestPart {
  readonly trees: TreeEnsemble;
  /** Predictions of rows by the trees that did not see them, `[nRows]`: their sum in whole units, and how many. */
  readonly sums: Float64Array;
  readonly counts: Int32Array;
}

/** Which trees to grow, and who hears of it. */
export interface ForestRange {
  readonly from: number;
  readonly to: number;
  /** Told after every tree how many there are; `false` ends the growing there. */
  readonly goesOn: (trees: number) => boolean;
}

/** Out-of-bag predictions are added up in units of this: whole numbers, so that no order of adding changes them. */
const UNIT = 2 ** -32;

/** Grows trees `from .. to` of the forest; each depends on its number alone. */
export function growPart(task: ForestTask, options: ForestOptions, rng: Rng, range: ForestRange): ForestPart {
  return withGrowth(task.data, task.train.length, (growth) => growPartOn(growth, task, options, rng, range));
}

function growPartOn(
  growth: Growth,
  task: ForestTask,
  options: ForestOptions,
  rng: Rng,
  { from, to, goesOn }: ForestRange,
): ForestPart {
  const { data } = task;
  const groups = numberGroups(task);
  const wholes = rowCounts(task.weights);
  const features = allRows(data.nFeatures);
  const featuresPerNode = options.featuresPerNode ?? Math.max(1, Math.round(Math.sqrt(data.nFeatures)));
  const grow = { ...options, featuresPerNode, maxLeaves: Infinity, minChildHessian: 0, lambda: 0 };
  const sums = new Float64Array(data.nRows);
  const one = new Float64Array(data.nRows);
  const counts = new Int32Array(data.nRows);
  const trees: GrownTree[] = [];
  for (let t = from; t < to; t++) {
    const drawn = rng.fork(`tree ${t}`);
    const { rows, unseen } = drawBootstrap(task, groups, growth.pairs, drawn);
    const grid = quantise(growth.pairs, rows, wholes);
    const { tree } = growTree({ growth, grid, rows, features, options: grow, rng: drawn });
    addGrownTree(tree, data, unseen, one, 1 / UNIT);
    for (const row of unseen) {
      sums[row]! += Math.round(one[row]!);
      counts[row]!++;
      one[row] = 0;
    }
    trees.push(tree);
    if (!goesOn(trees.length)) break;
  }
  return { trees: joinTrees(trees, 1 / options.trees, data.book), sums, counts };
}

/** All parts as one forest, in the order of their trees. */
export function joinParts(parts: readonly ForestPart[], names: readonly string[]): OutOfBagFit {
  const trees = sumEnsembles(
    parts.map((part) => part.trees),
    1,
  );
  const outOfBag = parts[0]!.sums.map((_, row) => {
    const count = parts.reduce((all, { counts }) => all + counts[row]!, 0);
    const sum = parts.reduce((all, { sums }) => all + sums[row]!, 0);
    return count > 0 ? (sum * UNIT) / count : Number.NaN;
  });
  return { model: { family: 'forest', format: 1, features: names, trees }, outOfBag };
}
