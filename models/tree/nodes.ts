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
  return mayOpen ? openAlone(growing, place) : closed(growing, place);
}

/** Two children, or whether each may be split. */
export type Two<Value> = readonly [left: Value, right: Value];

/** The histogram of the child with fewer rows is filled, the other's is what the parent's has more. */
export function openTogether(
  growing: Growing,
  { histogram }: OpenNode,
  [left, right]: Two<Place>,
  [opensLeft, opensRight]: Two<boolean>,
): Two<OpenNode> {
  const { kernel } = growing.growth;
  const leftIsSmall = left.end - left.start <= right.end - right.start;
  const [small, large] = leftIsSmall ? [left, right] : [right, left];
  const [opensSmall, opensLarge] = leftIsSmall ? [opensLeft, opensRight] : [opensRight, opensLeft];
  const filled = takeHistogram(growing);
  const ofFilled = opensSmall ? targetOf(growing, small) : null;
  const ofRest = opensLarge ? targetOf(growing, large) : null;
  const rest = opensLarge ? histogram : null;
  kernel.run({ start: small.start, end: small.end, filled, rest, ofFilled, ofRest });
  const opened = (place: Place): OpenNode => {
    const [target, kept, found] =
      place === small ? [ofFilled, filled, kernel.foundFilled] : [ofRest, histogram, kernel.foundRest];
    const split =
      target && kept
        ? splitOf(growing, place, { target, histogram: kept, found, features: growing.features })
        : null;
    if (split) return { ...added(growing, place), histogram: kept, split };
    release(growing, kept);
    return closed(growing, place);
  };
  return [opened(left), opened(right)];
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
  const split = splitOf(growing, place, { target, histogram: filled, found, features });
  if (!growing.samples) return { ...added(growing, place), histogram: filled, split };
  release(growing, filled);
  return { ...added(growing, place), histogram: null, split };
}

interface Looked {
  readonly target: Target;
  readonly histogram: Float64Array;
  readonly found: Float64Array;
  readonly features: Int32Array;
}

function splitOf({ growth, limits, options }: Growing, { groups }: Place, looked: Looked): Split | null {
  const { categoryLimits } = options;
  return bestSplit({ ...looked, data: growth.data, allowed: allowedBy(groups), limits, categoryLimits });
}

function targetOf({ limits }: Growing, { sums, bounds }: Place): Target {
  return { sums, bounds, score: termOf(sums, limits, bounds) };
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
  tree.codesLeft.push(null);
  tree.left.push(-1);
  tree.right.push(-1);
  tree.missingLeft.push(0);
  tree.value.push(leafValue(place.sums, limits, place.bounds, grid));
  tree.cover.push(place.sums.hessian / grid.hessian);
  return { ...place, node };
}

function takeHistogram({ growth: { free, kernel } }: Growing): Float64Array {
  return free.pop() ?? kernel.newHistogram();
}

/** Gives a histogram back. */
export function release({ growth: { free } }: Growing, histogram: Float64Array | null): void {
  if (histogram) free.push(histogram);
}
