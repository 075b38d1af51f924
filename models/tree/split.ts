/**
 * The best split of one node from its histogram.
 *
 * @see Chen & Guestrin (2016), XGBoost, eq. 7; missing values take the better side (Algorithm 3)
 */
import type { BinnedMatrix } from './bins.ts';
import { SLOT } from './histogram.ts';

/** Sums over a node's rows. */
export interface NodeSums {
  readonly gradient: number;
  readonly hessian: number;
  readonly count: number;
}

/** What a child must have, and the penalty on leaves. */
export interface SplitLimits {
  readonly minChildRows: number;
  readonly minChildHessian: number;
  /** L2 penalty on leaf values. */
  readonly lambda: number;
}

/** A chosen split: rows in bins `<= bin` go left. */
export interface Split {
  readonly gain: number;
  readonly feature: number;
  readonly bin: number;
  readonly missingLeft: boolean;
  readonly left: NodeSums;
}

/** The split of largest gain over the features, or `null` when none is allowed. Ties keep the earlier one. */
export function bestSplit(
  histogram: Float64Array,
  data: BinnedMatrix,
  node: NodeSums,
  features: Int32Array,
  limits: SplitLimits,
): Split | null {
  let best: Split | null = null;
  for (let k = 0; k < features.length; k++) {
    const j = features[k]!;
    const first = data.slots[j]! * SLOT;
    const last = (data.slots[j + 1]! - 1) * SLOT;
    const missing = sumsAt(histogram, last);
    // With missing rows on the right, "every value left" is a split too; without any it is not.
    const end = missing.count > 0 ? last : last - SLOT;
    best = scan(histogram, { first, end, feature: j, node, missing: NONE }, limits, best);
    if (missing.count > 0)
      best = scan(histogram, { first, end: last - SLOT, feature: j, node, missing }, limits, best);
  }
  return best;
}

const NONE: NodeSums = { gradient: 0, hessian: 0, count: 0 };

interface Scan {
  readonly first: number;
  readonly end: number;
  readonly feature: number;
  readonly node: NodeSums;
  /** Sums of the missing rows when they go left; nothing when they go right. */
  readonly missing: NodeSums;
}

/** Walks one feature's bins from the left. */
function scan(histogram: Float64Array, task: Scan, limits: SplitLimits, best: Split | null): Split | null {
  const { first, end, node, missing } = task;
  const { lambda, minChildRows, minChildHessian } = limits;
  const parent = (node.gradient * node.gradient) / (node.hessian + lambda);
  let g = missing.gradient;
  let h = missing.hessian;
  let n = missing.count;
  let bestGain = best === null ? 1e-10 : best.gain;
  let bestAt = -1;
  let left = NONE;
  for (let at = first; at < end; at += SLOT) {
    if (histogram[at + 2] === 0) continue;
    g += histogram[at]!;
    h += histogram[at + 1]!;
    n += histogram[at + 2]!;
    if (n < minChildRows || h < minChildHessian) continue;
    const hRight = node.hessian - h;
    if (node.count - n < minChildRows || hRight < minChildHessian) break;
    const gRight = node.gradient - g;
    const gain = (g * g) / (h + lambda) + (gRight * gRight) / (hRight + lambda) - parent;
    if (gain <= bestGain) continue;
    bestGain = gain;
    bestAt = at;
    left = { gradient: g, hessian: h, count: n };
  }
  if (bestAt < 0) return best;
  const bin = (bestAt - first) / SLOT;
  return { gain: bestGain, feature: task.feature, bin, missingLeft: missing.count > 0, left };
}

function sumsAt(histogram: Float64Array, at: number): NodeSums {
  return { gradient: histogram[at]!, hessian: histogram[at + 1]!, count: histogram[at + 2]! };
}
