/**
 * Exact path-dependent Shapley values of tree ensembles.
 *
 * @see Lundberg et al. (2020), From local explanations to global understanding with explainable AI for trees,
 *      Algorithm 2 (TreeSHAP); O(leaves · depth²) a row and tree
 */
import type { Matrix } from '../../src/core/matrix.ts';
import type { TreeEnsemble } from './ensemble.ts';
import { gatherBlock } from './predict.ts';

/**
 * Attributions of the summed leaf values: `bias + Σ_j values[i·p + j]` is the ensemble's sum for row `i`.
 *
 * @param X columns in the order the ensemble was grown on
 */
export function treeShap(ensemble: TreeEnsemble, X: Matrix): { bias: number; values: Float64Array } {
  const p = X.columns.length;
  const values = new Float64Array(X.nRows * p);
  const means = nodeMeans(ensemble);
  const depth = maxDepth(ensemble);
  const paths = newPaths(depth + 2);
  const row = new Float64Array(p);
  for (let i = 0; i < X.nRows; i++) {
    gatherBlock(X, i, 1, row);
    const phi = values.subarray(i * p, (i + 1) * p);
    for (let t = 0; t < ensemble.roots.length - 1; t++) {
      walk(
        { ensemble, row, phi, paths },
        { node: ensemble.roots[t]!, depth: 0, base: 0, zero: 1, one: 1, feature: -1 },
      );
    }
  }
  let bias = 0;
  for (let t = 0; t < ensemble.roots.length - 1; t++) bias += means[ensemble.roots[t]!]!;
  return { bias, values };
}

/** Cover-weighted mean leaf value under every node. */
function nodeMeans({ left, right, value, cover, feature }: TreeEnsemble): Float64Array {
  const means = Float64Array.from(value);
  for (let node = feature.length - 1; node >= 0; node--) {
    if (feature[node]! < 0) continue;
    const l = left[node]!;
    const r = right[node]!;
    means[node] = (means[l]! * cover[l]! + means[r]! * cover[r]!) / (cover[l]! + cover[r]!);
  }
  return means;
}

/** Children always stand after their parent, so one pass finds every depth. */
function maxDepth({ left, right, feature }: TreeEnsemble): number {
  const depths = new Int32Array(feature.length);
  let deepest = 0;
  for (let node = 0; node < feature.length; node++) {
    if (feature[node]! < 0) continue;
    const depth = depths[node]! + 1;
    depths[left[node]!] = depth;
    depths[right[node]!] = depth;
    if (depth > deepest) deepest = depth;
  }
  return deepest;
}

/** One triangle of path entries: the path at depth `d` starts at `d · width`. */
interface Paths {
  readonly width: number;
  readonly feature: Int32Array;
  readonly zero: Float64Array;
  readonly one: Float64Array;
  readonly weight: Float64Array;
}

function newPaths(width: number): Paths {
  const size = width * width;
  return {
    width,
    feature: new Int32Array(size),
    zero: new Float64Array(size),
    one: new Float64Array(size),
    weight: new Float64Array(size),
  };
}

interface Walk {
  readonly ensemble: TreeEnsemble;
  readonly row: Float64Array;
  readonly phi: Float64Array;
  readonly paths: Paths;
}

/** The step into a node: the share of cover (`zero`) and of this row (`one`) that takes it. */
interface Step {
  readonly node: number;
  /** Distinct features on the path so far, counting this one. */
  readonly depth: number;
  /** Where the parent's path starts. */
  readonly base: number;
  readonly zero: number;
  readonly one: number;
  readonly feature: number;
}

function walk(task: Walk, step: Step): void {
  const { ensemble, row, paths } = task;
  const { node } = step;
  const at = step.depth === 0 ? 0 : step.base + paths.width;
  let length = step.depth;
  if (at > 0) copyPath(paths, step.base, at, length);
  extend(paths, at, length, step);
  const j = ensemble.feature[node]!;
  if (j < 0) {
    addLeaf(task, at, length, ensemble.value[node]!);
    return;
  }
  const x = row[j]!;
  const goesLeft = x <= ensemble.threshold[node]! || (x !== x && ensemble.missingLeft[node] === 1);
  const hot = goesLeft ? ensemble.left[node]! : ensemble.right[node]!;
  const cold = goesLeft ? ensemble.right[node]! : ensemble.left[node]!;
  let zero = 1;
  let one = 1;
  const seen = find(paths, at, length, j);
  if (seen >= 0) {
    zero = paths.zero[at + seen]!;
    one = paths.one[at + seen]!;
    unwind(paths, at, length, seen);
    length--;
  }
  const cover = ensemble.cover[hot]! + ensemble.cover[cold]!;
  const next = { depth: length + 1, base: at, feature: j };
  walk(task, { ...next, node: hot, zero: (zero * ensemble.cover[hot]!) / cover, one });
  walk(task, { ...next, node: cold, zero: (zero * ensemble.cover[cold]!) / cover, one: 0 });
}

function copyPath(paths: Paths, from: number, to: number, length: number): void {
  paths.feature.copyWithin(to, from, from + length);
  paths.zero.copyWithin(to, from, from + length);
  paths.one.copyWithin(to, from, from + length);
  paths.weight.copyWithin(to, from, from + length);
}

/** Appends an entry and updates the permutation weights. */
function extend({ feature, zero, one, weight }: Paths, at: number, length: number, step: Step): void {
  const end = at + length;
  feature[end] = step.feature;
  zero[end] = step.zero;
  one[end] = step.one;
  weight[end] = length === 0 ? 1 : 0;
  for (let i = length - 1; i >= 0; i--) {
    weight[at + i + 1]! += (step.one * weight[at + i]! * (i + 1)) / (length + 1);
    weight[at + i] = (step.zero * weight[at + i]! * (length - i)) / (length + 1);
  }
}

/** Takes entry `index` out of the path of `length + 1` entries. */
function unwind({ feature, zero, one, weight }: Paths, at: number, length: number, index: number): void {
  const oneShare = one[at + index]!;
  const zeroShare = zero[at + index]!;
  let next = weight[at + length]!;
  for (let i = length - 1; i >= 0; i--) {
    if (oneShare !== 0) {
      const held = weight[at + i]!;
      weight[at + i] = (next * (length + 1)) / ((i + 1) * oneShare);
      next = held - (weight[at + i]! * zeroShare * (length - i)) / (length + 1);
    } else {
      weight[at + i] = (weight[at + i]! * (length + 1)) / (zeroShare * (length - i));
    }
  }
  for (let i = index; i < length; i++) {
    feature[at + i] = feature[at + i + 1]!;
    zero[at + i] = zero[at + i + 1]!;
    one[at + i] = one[at + i + 1]!;
  }
}

/** Sum of the weights were entry `index` taken out. */
function unwoundSum({ zero, one, weight }: Paths, at: number, length: number, index: number): number {
  const oneShare = one[at + index]!;
  const zeroShare = zero[at + index]!;
  let next = weight[at + length]!;
  let total = 0;
  for (let i = length - 1; i >= 0; i--) {
    if (oneShare !== 0) {
      const part = (next * (length + 1)) / ((i + 1) * oneShare);
      total += part;
      next = weight[at + i]! - (part * zeroShare * (length - i)) / (length + 1);
    } else {
      total += (weight[at + i]! * (length + 1)) / (zeroShare * (length - i));
    }
  }
  return total;
}

function addLeaf({ phi, paths }: Walk, at: number, length: number, value: number): void {
  for (let i = 1; i <= length; i++) {
    const share = unwoundSum(paths, at, length, i) * (paths.one[at + i]! - paths.zero[at + i]!);
    phi[paths.feature[at + i]!]! += share * value;
  }
}

function find({ feature }: Paths, at: number, length: number, wanted: number): number {
  for (let i = 1; i <= length; i++) if (feature[at + i] === wanted) return i;
  return -1;
}
