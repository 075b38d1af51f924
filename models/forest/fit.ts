/**
 * Random forest on the shared histogram builder; leaves hold the share of positives.
 *
 * @see Breiman (2001), Random forests. Splits on squared error, which for 0/1 labels is half the Gini index.
 */
import type { Matrix } from '../../src/core/matrix.ts';
import type { Rng } from '../../src/core/rng.ts';
import { allRows, checkTrainingData } from '../check.ts';
import { binMatrix, type BinnedMatrix } from '../tree/bins.ts';
import { joinTrees, type GrownTree, type TreeEnsemble } from '../tree/ensemble.ts';
import { growTree } from '../tree/grow.ts';
import { histogramPool } from '../tree/histogram.ts';
import { addGrownTree } from '../tree/predict.ts';

/** How a forest grows. Every default has its reason. */
export interface ForestOptions {
  readonly trees: number;
  readonly minChildRows: number;
  /** Features tried at a node; the square root of all when absent. */
  readonly featuresPerNode?: number;
  readonly maxDepth: number;
  readonly maxBins: number;
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

/** Fits on all rows; every row is its own group. */
export function fitForest(X: Matrix, y: Uint8Array, options: ForestOptions, rng: Rng): Forest {
  checkTrainingData(X, y);
  const data = binMatrix(X, options.maxBins);
  return growForest(
    { data, names: X.names, y, train: allRows(X.nRows), groups: allRows(X.nRows) },
    options,
    rng,
  ).model;
}

/** What a forest grows on. Rows of one group are drawn together. */
export interface ForestTask {
  readonly data: BinnedMatrix;
  readonly names: readonly string[];
  readonly y: Uint8Array;
  readonly train: Int32Array;
  /** Group number of every row of `data`, `[nRows]`. */
  readonly groups: Int32Array;
}

/** Grows a forest on bootstraps of whole groups. */
export function growForest(task: ForestTask, options: ForestOptions, rng: Rng): OutOfBagFit {
  const { data, y, train } = task;
  const members = groupMembers(task);
  const pool = histogramPool(data);
  const scratch = new Int32Array(train.length);
  const features = allRows(data.nFeatures);
  const featuresPerNode = options.featuresPerNode ?? Math.max(1, Math.round(Math.sqrt(data.nFeatures)));
  const grow = { ...options, featuresPerNode, maxLeaves: Infinity, minChildHessian: 0, lambda: 0 };
  const gradients = { gradient: new Float64Array(data.nRows), hessian: new Float64Array(data.nRows) };
  const sums = new Float64Array(data.nRows);
  const counts = new Int32Array(data.nRows);
  const trees: GrownTree[] = [];
  for (let t = 0; t < options.trees; t++) {
    const drawn = rng.fork(`tree ${t}`);
    drawBootstrap(members, y, gradients, drawn);
    const rows = train.filter((row) => gradients.hessian[row]! > 0);
    const tree = growTree({ data, gradients, rows, features, options: grow, pool, scratch, rng: drawn });
    const unseen = train.filter((row) => gradients.hessian[row] === 0);
    addGrownTree(tree, data, unseen, sums, 1);
    for (const row of unseen) counts[row]!++;
    trees.push(tree);
  }
  const ensemble = joinTrees(trees, 1 / options.trees);
  const outOfBag = sums.map((sum, row) => (counts[row]! > 0 ? sum / counts[row]! : Number.NaN));
  return { model: { family: 'forest', format: 1, features: task.names, trees: ensemble }, outOfBag };
}

function groupMembers({ train, groups }: ForestTask): Int32Array[] {
  const members = new Map<number, number[]>();
  for (const row of train) {
    const group = groups[row]!;
    const rows = members.get(group);
    if (rows) rows.push(row);
    else members.set(group, [row]);
  }
  return [...members.values()].map((rows) => Int32Array.from(rows));
}

/** Draws groups with replacement; a row's hessian is how often it was drawn, its gradient `-draws · y`. */
function drawBootstrap(
  members: readonly Int32Array[],
  y: Uint8Array,
  { gradient, hessian }: { gradient: Float64Array; hessian: Float64Array },
  rng: Rng,
): void {
  gradient.fill(0);
  hessian.fill(0);
  for (let draw = 0; draw < members.length; draw++) {
    for (const row of members[rng.int(members.length)]!) {
      hessian[row]! += 1;
      gradient[row]! -= y[row]!;
    }
  }
}
