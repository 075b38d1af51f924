/**
 * Grows one tree on binned rows: best leaf first with histogram subtraction (boosting), or depth first with
 * fresh features at every node (forest).
 */
import { sampleSorted, type Rng } from '../../src/core/rng.ts';
import type { BinnedMatrix } from './bins.ts';
import type { GrownTree } from './ensemble.ts';
import { fillHistogram, subtractHistogram, type Gradients, type HistogramPool } from './histogram.ts';
import { bestSplit, type NodeSums, type Split, type SplitLimits } from './split.ts';

/** How far a tree may grow. */
export interface GrowOptions extends SplitLimits {
  readonly maxLeaves: number;
  readonly maxDepth: number;
  /** Features tried at each node; all of `features` when absent. */
  readonly featuresPerNode?: number;
}

/** What a tree grows from. */
export interface GrowTask {
  readonly data: BinnedMatrix;
  readonly gradients: Gradients;
  /** Rows to grow on; reordered while growing. */
  readonly rows: Int32Array;
  /** Features this tree may use, ascending. */
  readonly features: Int32Array;
  readonly options: GrowOptions;
  readonly pool: HistogramPool;
  /** Scratch, at least as long as `rows`. */
  readonly scratch: Int32Array;
  readonly rng: Rng;
}

interface OpenNode {
  readonly node: number;
  readonly depth: number;
  readonly start: number;
  readonly end: number;
  readonly sums: NodeSums;
  readonly histogram: Float64Array | null;
  readonly split: Split | null;
}

/** Grows a tree. Leaf values are `-G / (H + lambda)`; cover is the hessian sum. */
export function growTree(task: GrowTask): GrownTree {
  const tree: GrownTree = {
    feature: [],
    bin: [],
    threshold: [],
    left: [],
    right: [],
    missingLeft: [],
    value: [],
    cover: [],
  };
  const sampled =
    task.options.featuresPerNode !== undefined && task.options.featuresPerNode < task.features.length;
  const rootSums = sumRows(task, 0, task.rows.length);
  const open: OpenNode[] = [
    openNode(task, tree, { depth: 0, start: 0, end: task.rows.length, sums: rootSums }, null),
  ];
  let leaves = 1;
  while (open.length > 0) {
    const next = sampled ? open.pop()! : takeBest(open);
    const { split, histogram } = next;
    if (split === null || leaves >= task.options.maxLeaves) {
      if (histogram) task.pool.give(histogram);
      continue;
    }
    leaves++;
    open.push(...splitNode(task, tree, next, split, sampled));
  }
  return tree;
}

function splitNode(
  task: GrowTask,
  tree: GrownTree,
  parent: OpenNode,
  split: Split,
  sampled: boolean,
): OpenNode[] {
  const middle = partition(task, parent.start, parent.end, split);
  const depth = parent.depth + 1;
  const leftPlace = { depth, start: parent.start, end: middle, sums: split.left };
  const rightPlace = { depth, start: middle, end: parent.end, sums: minus(parent.sums, split.left) };
  const { histogram } = parent;
  let left: OpenNode;
  let right: OpenNode;
  if (sampled || histogram === null) {
    if (histogram) task.pool.give(histogram);
    left = openNode(task, tree, leftPlace, null);
    right = openNode(task, tree, rightPlace, null);
  } else {
    const leftIsSmall = middle - parent.start <= parent.end - middle;
    const small = openNode(task, tree, leftIsSmall ? leftPlace : rightPlace, null);
    const built = small.histogram ?? buildHistogram(task, small.start, small.end, task.features);
    subtractHistogram(histogram, built, task.data, task.features);
    const large = openNode(task, tree, leftIsSmall ? rightPlace : leftPlace, histogram);
    if (small.histogram === null) task.pool.give(built);
    [left, right] = leftIsSmall ? [small, large] : [large, small];
  }
  tree.feature[parent.node] = split.feature;
  tree.bin[parent.node] = split.bin;
  tree.threshold[parent.node] = task.data.cuts[split.feature]![split.bin] ?? Infinity;
  tree.missingLeft[parent.node] = split.missingLeft ? 1 : 0;
  tree.left[parent.node] = left.node;
  tree.right[parent.node] = right.node;
  tree.value[parent.node] = 0;
  return [right, left];
}

type Place = Pick<OpenNode, 'depth' | 'start' | 'end' | 'sums'>;

/** Adds a leaf to the tree and, where it may be split, finds its best split. Takes over `histogram`. */
function openNode(task: GrowTask, tree: GrownTree, place: Place, histogram: Float64Array | null): OpenNode {
  const { options, data, pool } = task;
  const { sums, depth, start, end } = place;
  const node = tree.feature.length;
  tree.feature.push(-1);
  tree.bin.push(0);
  tree.threshold.push(0);
  tree.left.push(-1);
  tree.right.push(-1);
  tree.missingLeft.push(0);
  tree.value.push(-sums.gradient / (sums.hessian + options.lambda));
  tree.cover.push(sums.hessian);
  const canSplit = depth < options.maxDepth && sums.count >= 2 * options.minChildRows;
  if (!canSplit) {
    if (histogram) pool.give(histogram);
    return { node, depth, start, end, sums, histogram: null, split: null };
  }
  const features = chooseFeatures(task);
  const filled = histogram ?? buildHistogram(task, start, end, features);
  return {
    node,
    depth,
    start,
    end,
    sums,
    histogram: filled,
    split: bestSplit(filled, data, sums, features, options),
  };
}

function buildHistogram(task: GrowTask, start: number, end: number, features: Int32Array): Float64Array {
  const histogram = task.pool.take();
  fillHistogram(histogram, task.data, task.gradients, task.rows, [start, end, features]);
  return histogram;
}

/** A sorted sample without replacement, or all features. */
function chooseFeatures(task: GrowTask): Int32Array {
  const count = task.options.featuresPerNode;
  if (count === undefined || count >= task.features.length) return task.features;
  return sampleSorted(task.features, count, task.rng);
}

/** Stable partition of `rows[start..end)`; gives the first right row's position. */
function partition(task: GrowTask, start: number, end: number, split: Split): number {
  const { rows, scratch, data } = task;
  const { bins, nFeatures } = data;
  const missing = data.slots[split.feature + 1]! - data.slots[split.feature]! - 1;
  let left = start;
  let right = 0;
  for (let i = start; i < end; i++) {
    const row = rows[i]!;
    const bin = bins[row * nFeatures + split.feature]!;
    if (bin === missing ? split.missingLeft : bin <= split.bin) rows[left++] = row;
    else scratch[right++] = row;
  }
  rows.set(scratch.subarray(0, right), left);
  return left;
}

function sumRows({ gradients, rows }: GrowTask, start: number, end: number): NodeSums {
  let gradient = 0;
  let hessian = 0;
  for (let i = start; i < end; i++) {
    gradient += gradients.gradient[rows[i]!]!;
    hessian += gradients.hessian[rows[i]!]!;
  }
  return { gradient, hessian, count: end - start };
}

function minus(a: NodeSums, b: NodeSums): NodeSums {
  return { gradient: a.gradient - b.gradient, hessian: a.hessian - b.hessian, count: a.count - b.count };
}

function takeBest(open: OpenNode[]): OpenNode {
  let best = 0;
  for (let i = 1; i < open.length; i++) {
    if ((open[i]!.split?.gain ?? 0) > (open[best]!.split?.gain ?? 0)) best = i;
  }
  return open.splice(best, 1)[0]!;
}
