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
  const open: SplitNode[] = [];
  const leaves: LeafRows[] = [];
  const close = ({ node, start, end, histogram }: OpenNode): void => {
    release(growing, histogram);
    leaves.push({ node, start, end });
  };
  const put = (node: OpenNode): void => {
    if (hasSplit(node)) open.push(node);
    else close(node);
  };
  const comes = options.isDepthWise ? byDepth : byGain;
  put(openRoot(growing, task.rows.length));
  for (let splits = options.maxLeaves - 1; splits > 0 && open.length > 0; splits--) {
    const next = samples ? open.pop()! : takeFirst(open, comes);
    const children = splitNode(growing, next, splits > 1);
    put(children[0]);
    put(children[1]);
    // Later nodes never have their turn: those before them take all splits that are left.
    while (!samples && open.length >= splits) close(takeLast(open, comes));
  }
  open.forEach(close);
  return { tree: growing.tree, leaves };
}

/** An open node that will be split when its turn comes. */
type SplitNode = OpenNode & { readonly split: Split };

function hasSplit(node: OpenNode): node is SplitNode {
  return node.split !== null;
}

function openRoot(growing: Growing, end: number): OpenNode {
  const { directions, groups } = growing.constraints;
  const bounds = directions ? anything : null;
  const root = { depth: 0, start: 0, end, sums: sumRows(growing, end), bounds, groups };
  return openNode(growing, root, canSplit(growing, root));
}

const goesLeft = new Uint8Array(BINS);

/** Splits a node; gives its right child and its left one. */
function splitNode(growing: Growing, parent: SplitNode, goesOn: boolean): Two<OpenNode> {
  const { kernel, data } = growing.growth;
  const { start, end, split } = parent;
  const sides = markSides(data, split, goesLeft);
  const middle = kernel.part({ start, end, feature: split.feature, goesLeft: sides });
  const places = placesBelow(growing, parent, middle);
  const opensLeft = goesOn && canSplit(growing, places[0]);
  const opensRight = goesOn && canSplit(growing, places[1]);
  const children =
    growing.samples || !(opensLeft || opensRight)
      ? openApart(growing, parent, places, [opensLeft, opensRight])
      : openTogether(growing, parent, places, [opensLeft, opensRight]);
  writeSplit(growing, parent.node, split, children);
  return [children[1], children[0]];
}

function openApart(
  growing: Growing,
  { histogram }: OpenNode,
  places: Two<Place>,
  opens: Two<boolean>,
): Two<OpenNode> {
  release(growing, histogram);
  return [openNode(growing, places[0], opens[0]), openNode(growing, places[1], opens[1])];
}

function placesBelow(growing: Growing, parent: SplitNode, middle: number): Two<Place> {
  const { constraints, limits } = growing;
  const { sums, bounds, start, end, split } = parent;
  const below = bounds ? boundsBelow(sums, bounds, split, constraints, limits) : null;
  const depth = parent.depth + 1;
  const groups = groupsWith(parent.groups, split.feature);
  const right = minus(sums, split.left);
  return [
    { depth, start, end: middle, sums: split.left, bounds: below && below[0], groups },
    { depth, start: middle, end, sums: right, bounds: below && below[1], groups },
  ];
}

function writeSplit(
  { tree, growth: { data } }: Growing,
  node: number,
  { feature, bin, codesLeft, missingLeft }: Split,
  children: Two<OpenNode>,
): void {
  tree.feature[node] = feature;
  tree.bin[node] = bin;
  tree.threshold[node] = codesLeft ? 0 : (data.cuts[feature]![bin] ?? Infinity);
  tree.codesLeft[node] = codesLeft;
  tree.missingLeft[node] = missingLeft ? 1 : 0;
  tree.left[node] = children[0].node;
  tree.right[node] = children[1].node;
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

/** Whether a node comes before another. */
type Order = (a: SplitNode, b: SplitNode) => boolean;

const byGain: Order = (a, b) => a.split.gain > b.split.gain;
const byDepth: Order = (a, b) => (a.depth === b.depth ? byGain(a, b) : a.depth < b.depth);

/** Takes the first node of an order; among equals the one that has been open for longest. */
function takeFirst(open: SplitNode[], comes: Order): SplitNode {
  let first = 0;
  for (let i = 1; i < open.length; i++) if (comes(open[i]!, open[first]!)) first = i;
  return open.splice(first, 1)[0]!;
}

function takeLast(open: SplitNode[], comes: Order): SplitNode {
  let last = 0;
  for (let i = 1; i < open.length; i++) if (!comes(open[i]!, open[last]!)) last = i;
  return open.splice(last, 1)[0]!;
}
