/**
 * Grows one tree on binned rows: best leaf first with histogram subtraction (boosting), or depth first with
 * fresh features at every node (forest).
 */
import type { Rng } from '../../src/core/rng.ts';
import { boundsBelow, groupsWith, unconstrained, type Constraints } from './constraints.ts';
import { emptyTree, type GrownTree } from './ensemble.ts';
import type { Grid } from './gradients.ts';
import type { Growth } from './growth.ts';
import { minus, type Bounds, type Split, type Sums } from './kernel/kernel.ts';
import { BINS } from './kernel/layout.ts';
import { openNode, openTogether, release } from './nodes.ts';
import type { Growing, GrowOptions, OpenNode, Place, Two } from './nodes.ts';
import { limitsOn, markSides } from './split.ts';

export type { GrowOptions } from './nodes.ts';

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
  /** None when absent. */
  readonly constraints?: Constraints;
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

const anything: Bounds = { low: -Infinity, high: Infinity };

/** Grows a tree. Leaf values are `-G / (H + lambda)`; cover is the hessian sum. */
export function growTree(task: GrowTask): Grown {
  const { growth, options, features } = task;
  const constraints = task.constraints ?? unconstrained;
  const limits = limitsOn(task.grid, options);
  const samples = options.featuresPerNode !== undefined && options.featuresPerNode < features.length;
  const growing: Growing = { ...task, constraints, limits, samples, tree: emptyTree() };
  growth.rows.set(task.rows);
  growth.kernel.begin(limits);
  if (!samples) growth.kernel.lookAt(features, constraints.directions);
  const open = [openRoot(growing, task.rows.length)];
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

function openRoot(growing: Growing, end: number): OpenNode {
  const { directions, groups } = growing.constraints;
  const bounds = directions ? anything : null;
  const root = { depth: 0, start: 0, end, sums: sumRows(growing, end), bounds, groups };
  return openNode(growing, root, canSplit(growing, root));
}

const goesLeft = new Uint8Array(BINS);

function splitNode(growing: Growing, parent: OpenNode, split: Split, goesOn: boolean): OpenNode[] {
  const { kernel, data } = growing.growth;
  const { start, end } = parent;
  const middle = kernel.part({
    ...{ start, end, feature: split.feature },
    goesLeft: markSides(data, split, goesLeft),
  });
  const places = placesBelow(growing, parent, split, middle);
  const [left, right] = places;
  const opens = [goesOn && canSplit(growing, left), goesOn && canSplit(growing, right)] as const;
  let children: Two<OpenNode>;
  if (growing.samples || !opens.includes(true)) {
    release(growing, parent.histogram);
    children = [openNode(growing, left, opens[0]), openNode(growing, right, opens[1])];
  } else {
    children = openTogether(growing, parent, places, opens);
  }
  writeSplit(growing, parent.node, split, children);
  return [children[1], children[0]];
}

function placesBelow(growing: Growing, parent: OpenNode, split: Split, middle: number): Two<Place> {
  const { constraints, limits } = growing;
  const { sums, bounds, start, end } = parent;
  const [ofLeft, ofRight] = bounds ? boundsBelow(sums, bounds, split, constraints, limits) : [null, null];
  const below = { depth: parent.depth + 1, groups: groupsWith(parent.groups, split.feature) };
  return [
    { ...below, start, end: middle, sums: split.left, bounds: ofLeft },
    { ...below, start: middle, end, sums: minus(sums, split.left), bounds: ofRight },
  ];
}

function writeSplit(
  { tree, growth: { data } }: Growing,
  node: number,
  { feature, bin, codesLeft, missingLeft }: Split,
  [left, right]: Two<OpenNode>,
): void {
  tree.feature[node] = feature;
  tree.bin[node] = bin;
  tree.threshold[node] = codesLeft ? 0 : (data.cuts[feature]![bin] ?? Infinity);
  tree.codesLeft[node] = codesLeft;
  tree.missingLeft[node] = missingLeft ? 1 : 0;
  tree.left[node] = left.node;
  tree.right[node] = right.node;
  tree.value[node] = 0;
}

function canSplit({ options }: Growing, { depth, sums }: Place): boolean {
  return depth < options.maxDepth && sums.count >= 2 * options.minChildRows;
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
