/**
 * Nodes of a tree while it grows: each has its rows and sums; one that may be split has its best split.
 */
import { sampleSorted, type Rng } from '../../src/core/rng.ts';
import { allowedBy, type Constraints } from './constraints.ts';
import type { GrownTree } from './ensemble.ts';
import type { Grid } from './gradients.ts';
import type { Growth } from './growth.ts';
import { termOf, type Bounds, type Limits, type Split, type Sums, type Target } from './kernel/kernel.ts';
import { bestSplit, leafValue, type SplitLimits } from './split.ts';

/** How far a tree may grow. */
export interface GrowOptions extends SplitLimits {
  readonly maxLeaves: number;
  readonly maxDepth: number;
  /** Whether all nodes of a depth are split before any deeper one; the best leaf first when absent. */
  readonly isDepthWise?: boolean;
  /** Features tried at each node; all of `features` when absent. */
  readonly featuresPerNode?: number;
}

/** A tree that grows, and what it grows by. */
export interface Growing {
  readonly growth: Growth;
  readonly grid: Grid;
  readonly features: Int32Array;
  readonly options: GrowOptions;
  readonly rng: Rng;
  readonly limits: Limits;
  readonly constraints: Constraints;
  readonly tree: GrownTree;
  /** Whether every node tries fresh features. */
  readonly samples: boolean;
}

/** Where a node stands. */
export interface Place {
  readonly depth: number;
  readonly start: number;
  readonly end: number;
  readonly sums: Sums;
  /** What its leaves may be; `null` where no feature has a direction. */
  readonly bounds: Bounds | null;
  /** Masks of the features it may use; all when `null`. */
  readonly groups: readonly Uint8Array[] | null;
}

/** A leaf so far. */
export interface OpenNode extends Place {
  readonly node: number;
  readonly histogram: Float64Array | null;
  readonly split: Split | null;
}

/** Opens a node by itself where it may be split. */
export function openNode(growing: Growing, place: Place, mayOpen: boolean): OpenNode {
  return mayOpen ? openAlone(growing, place) : nodeOf(growing, place, null, null);
}

/** Two children, or whether each may be split. */
export type Two<Value> = readonly [left: Value, right: Value];

/** The histogram of the child with fewer rows is filled, the other's is what the parent's has more. */
export function openTogether(
  growing: Growing,
  { histogram }: OpenNode,
  places: Two<Place>,
  opens: Two<boolean>,
): Two<OpenNode> {
  const { kernel } = growing.growth;
  const small = places[0].end - places[0].start <= places[1].end - places[1].start ? 0 : 1;
  const large = 1 - small;
  const { start, end } = places[small];
  const filled = takeHistogram(growing);
  const ofFilled = opens[small] ? targetOf(growing, places[small]) : null;
  const ofRest = opens[large] ? targetOf(growing, places[large]!) : null;
  const rest = ofRest && histogram;
  kernel.run({ start, end, filled, rest, ofFilled, ofRest });
  // Nodes are numbered from left to right.
  const first = small === 0 ? openSmall() : openLarge();
  const second = small === 0 ? openLarge() : openSmall();
  return [first, second];

  function openSmall(): OpenNode {
    return openWith(growing, places[small], ofFilled, filled, kernel.foundFilled);
  }
  function openLarge(): OpenNode {
    return openWith(growing, places[large]!, ofRest, histogram, kernel.foundRest);
  }
}

/** A node whose histogram is there; it keeps it where it may be split. */
function openWith(
  growing: Growing,
  place: Place,
  target: Target | null,
  histogram: Float64Array | null,
  found: Float64Array,
): OpenNode {
  const split =
    target && histogram
      ? splitOf(growing, place, target, { histogram, found, features: growing.features })
      : null;
  if (split) return nodeOf(growing, place, histogram, split);
  release(growing, histogram);
  return nodeOf(growing, place, null, null);
}

/** A node with a histogram of its own, over fresh features where they are sampled. */
function openAlone(growing: Growing, place: Place): OpenNode {
  const { growth, options, rng, constraints } = growing;
  const features = growing.samples
    ? sampleSorted(growing.features, options.featuresPerNode!, rng)
    : growing.features;
  if (growing.samples) growth.kernel.lookAt(features, constraints.directions);
  const filled = takeHistogram(growing);
  const target = targetOf(growing, place);
  const { start, end } = place;
  growth.kernel.run({ start, end, filled, rest: null, ofFilled: target, ofRest: null });
  const found = growth.kernel.foundFilled;
  const split = splitOf(growing, place, target, { histogram: filled, found, features });
  if (!growing.samples) return nodeOf(growing, place, filled, split);
  release(growing, filled);
  return nodeOf(growing, place, null, split);
}

/** What the loops made of a node. */
interface Looked {
  readonly histogram: Float64Array;
  readonly found: Float64Array;
  readonly features: Int32Array;
}

function splitOf(
  { growth, limits, options }: Growing,
  { groups }: Place,
  target: Target,
  { histogram, found, features }: Looked,
): Split | null {
  const { categoryLimits } = options;
  const { data } = growth;
  return bestSplit({
    data,
    found,
    features,
    allowed: allowedBy(groups),
    histogram,
    target,
    limits,
    categoryLimits,
  });
}

function targetOf({ limits }: Growing, { sums, bounds }: Place): Target {
  return { sums, bounds, score: termOf(sums, limits, bounds) };
}

/** Adds a node to the tree, a leaf so far. */
function nodeOf(
  { tree, limits, grid }: Growing,
  { depth, start, end, sums, bounds, groups }: Place,
  histogram: Float64Array | null,
  split: Split | null,
): OpenNode {
  const node = tree.feature.length;
  tree.feature.push(-1);
  tree.bin.push(0);
  tree.threshold.push(0);
  tree.codesLeft.push(null);
  tree.left.push(-1);
  tree.right.push(-1);
  tree.missingLeft.push(0);
  tree.value.push(leafValue(sums, limits, bounds, grid));
  tree.cover.push(sums.hessian / grid.hessian);
  return { depth, start, end, sums, bounds, groups, node, histogram, split };
}

function takeHistogram({ growth: { free, kernel } }: Growing): Float64Array {
  return free.pop() ?? kernel.newHistogram();
}

/** Gives a histogram back. */
export function release({ growth: { free } }: Growing, histogram: Float64Array | null): void {
  if (histogram) free.push(histogram);
}
