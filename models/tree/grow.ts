/**
 * Grows one tree on binned rows: best leaf first with histogram subtraction (boosting), or depth first with
 * fresh features at every node (forest).
 */
import { sampleSorted, type Rng } from '../../src/core/rng.ts';
import { emptyTree, type GrownTree } from './ensemble.ts';
import type { Grid } from './gradients.ts';
import type { Growth } from './growth.ts';
import type { Limits, Sums } from './kernel/kernel.ts';
import { bestSplit, leafValue, limitsOn, type Split, type SplitLimits } from './split.ts';

/** How far a tree may grow. */
export interface GrowOptions extends SplitLimits {
  readonly maxLeaves: number;
  readonly maxDepth: number;
  /** Whether all nodes of a depth are split before any deeper one; the best leaf first when absent. */
  readonly isDepthWise?: boolean;
  /** Features tried at each node; all of `features` when absent. */
  readonly featuresPerNode?: number;
}

/** What a tree grows from. */
export interface GrowTask {
  /** Holds the quantised gradients. */
  readonly growth: Growth;
  readonly grid: Grid;
  /** Rows to grow on; copied. */
  readonly rows: Int32Array;
  /** Features this tree may use, ascending. */
  readonly features: Int32Array;
  readonly options: GrowOptions;
  readonly rng: Rng;
}

/** Rows of a leaf: positions in the workspace's rows until the next tree grows. */
export interface LeafRows {
  readonly node: number;
  readonly start: number;
  readonly end: number;
}

/** A tree with the rows of its leaves. */
export interface Grown {
  readonly tree: GrownTree;
  readonly leaves: readonly LeafRows[];
}

interface Place {
  readonly depth: number;
  readonly start: number;
  readonly end: number;
  readonly sums: Sums;
}

interface OpenNode extends Place {
  readonly node: number;
  readonly histogram: Float64Array | null;
  readonly split: Split | null;
}

/** A task with what follows from it. */
interface Growing extends GrowTask {
  readonly limits: Limits;
  readonly tree: GrownTree;
  readonly samples: boolean;
}

/** Grows a tree. Leaf values are `-G / (H + lambda)`; cover is the hessian sum. */
export function growTree(task: GrowTask): Grown {
  const { growth, options, features } = task;
  const limits = limitsOn(task.grid, options);
  const samples = options.featuresPerNode !== undefined && options.featuresPerNode < features.length;
  const growing: Growing = { ...task, limits, samples, tree: emptyTree() };
  growth.rows.set(task.rows);
  growth.kernel.begin(limits);
  if (!samples) growth.kernel.lookAt(features);
  const end = task.rows.length;
  const open = [openRoot(growing, { depth: 0, start: 0, end, sums: sumRows(growing, end) })];
  const leaves: LeafRows[] = [];
  let count = 1;
  while (open.length > 0) {
    const next = samples ? open.pop()! : takeBest(open, options.isDepthWise ?? false);
    if (next.split === null || count >= options.maxLeaves) {
      release(growing, next.histogram);
      leaves.push({ node: next.node, start: next.start, end: next.end });
      continue;
    }
    count++;
    open.push(...splitNode(growing, next, next.split, count < options.maxLeaves));
  }
  return { tree: growing.tree, leaves };
}

function openRoot(growing: Growing, place: Place): OpenNode {
  return canSplit(growing, place) ? openAlone(growing, place) : closed(growing, place);
}

function splitNode(growing: Growing, parent: OpenNode, split: Split, goesOn: boolean): OpenNode[] {
  const { tree, growth } = growing;
  const middle = growth.kernel.part({ ...split, start: parent.start, end: parent.end });
  const depth = parent.depth + 1;
  const left = { depth, start: parent.start, end: middle, sums: split.left };
  const right = { depth, start: middle, end: parent.end, sums: minus(parent.sums, split.left) };
  const open = [left, right].map((place) => goesOn && canSplit(growing, place));
  const [leftNode, rightNode] =
    growing.samples || !open.includes(true)
      ? openApart(growing, parent, [left, right], open)
      : openTogether(growing, parent, [left, right], open);
  tree.feature[parent.node] = split.feature;
  tree.bin[parent.node] = split.bin;
  tree.threshold[parent.node] = growth.data.cuts[split.feature]![split.bin] ?? Infinity;
  tree.missingLeft[parent.node] = split.missingLeft ? 1 : 0;
  tree.left[parent.node] = leftNode!.node;
  tree.right[parent.node] = rightNode!.node;
  tree.value[parent.node] = 0;
  return [rightNode!, leftNode!];
}

type Two<Value> = readonly [Value, Value];

/** Each child by itself. */
function openApart(
  growing: Growing,
  { histogram }: OpenNode,
  places: Two<Place>,
  open: readonly boolean[],
): OpenNode[] {
  release(growing, histogram);
  return places.map((place, i) => (open[i] ? openAlone(growing, place) : closed(growing, place)));
}

/** The histogram of the child with fewer rows is filled, the other's is what the parent's has more. */
function openTogether(
  growing: Growing,
  { histogram }: OpenNode,
  [left, right]: Two<Place>,
  [opensLeft, opensRight]: readonly boolean[],
): OpenNode[] {
  const { kernel } = growing.growth;
  const leftIsSmall = left.end - left.start <= right.end - right.start;
  const [small, large] = leftIsSmall ? [left, right] : [right, left];
  const [opensSmall, opensLarge] = leftIsSmall ? [opensLeft, opensRight] : [opensRight, opensLeft];
  const filled = takeHistogram(growing);
  kernel.run({
    start: small.start,
    end: small.end,
    filled,
    rest: opensLarge ? histogram : null,
    ofFilled: opensSmall ? small.sums : null,
    ofRest: opensLarge ? large.sums : null,
  });
  const opened = (place: Place): OpenNode => {
    const isSmall = place === small;
    const kept = isSmall ? filled : histogram;
    if (isSmall ? opensSmall : opensLarge)
      return { ...added(growing, place), histogram: kept, split: found(growing, isSmall) };
    release(growing, kept);
    return closed(growing, place);
  };
  return [opened(left), opened(right)];
}

function found({ growth: { kernel }, features, grid }: Growing, isFilled: boolean): Split | null {
  return bestSplit(isFilled ? kernel.foundFilled : kernel.foundRest, features, grid.unit);
}

/** A node with a histogram of its own, over fresh features where they are sampled. */
function openAlone(growing: Growing, place: Place): OpenNode {
  const { growth, options, rng, grid } = growing;
  const features = growing.samples
    ? sampleSorted(growing.features, options.featuresPerNode!, rng)
    : growing.features;
  if (growing.samples) growth.kernel.lookAt(features);
  const filled = takeHistogram(growing);
  const { start, end, sums } = place;
  growth.kernel.run({ start, end, filled, rest: null, ofFilled: sums, ofRest: null });
  const split = bestSplit(growth.kernel.foundFilled, features, grid.unit);
  if (!growing.samples) return { ...added(growing, place), histogram: filled, split };
  release(growing, filled);
  return { ...added(growing, place), histogram: null, split };
}

/** A leaf for good. */
function closed(growing: Growing, place: Place): OpenNode {
  return { ...added(growing, place), histogram: null, split: null };
}

/** Adds a leaf to the tree. */
function added({ tree, limits, grid }: Growing, place: Place): Place & { readonly node: number } {
  const node = tree.feature.length;
  tree.feature.push(-1);
  tree.bin.push(0);
  tree.threshold.push(0);
  tree.left.push(-1);
  tree.right.push(-1);
  tree.missingLeft.push(0);
  tree.value.push(leafValue(place.sums, limits, grid));
  tree.cover.push(place.sums.hessian / grid.hessian);
  return { ...place, node };
}

function canSplit({ options }: Growing, { depth, sums }: Place): boolean {
  return depth < options.maxDepth && sums.count >= 2 * options.minChildRows;
}

function takeHistogram({ growth: { free, kernel } }: Growing): Float64Array {
  return free.pop() ?? kernel.newHistogram();
}

function release({ growth: { free } }: Growing, histogram: Float64Array | null): void {
  if (histogram) free.push(histogram);
}

function sumRows({ growth: { pairs, rows }, grid: { unit } }: Growing, end: number): Sums {
  let gradient = 0;
  let packed = 0;
  for (let i = 0; i < end; i++) {
    gradient += pairs[2 * rows[i]!]!;
    packed += pairs[2 * rows[i]! + 1]!;
  }
  const hessian = Math.floor(packed / unit);
  return { gradient, hessian, count: packed - hessian * unit };
}

function minus(a: Sums, b: Sums): Sums {
  return { gradient: a.gradient - b.gradient, hessian: a.hessian - b.hessian, count: a.count - b.count };
}

/** Takes the node of largest gain; of the least depth only when growing by depth. */
function takeBest(open: OpenNode[], isDepthWise: boolean): OpenNode {
  let best = 0;
  for (let i = 1; i < open.length; i++) if (isBefore(open[i]!, open[best]!, isDepthWise)) best = i;
  return open.splice(best, 1)[0]!;
}

function isBefore(a: OpenNode, b: OpenNode, isDepthWise: boolean): boolean {
  if (isDepthWise && a.depth !== b.depth) return a.depth < b.depth;
  return (a.split?.gain ?? 0) > (b.split?.gain ?? 0);
}
