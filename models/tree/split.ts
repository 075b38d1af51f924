/**
 * Limits of splits, and the best split of a node among those its features found.
 *
 * @see Chen & Guestrin (2016), XGBoost, eq. 7; missing values take the better side (Algorithm 3)
 */
import type { BinnedMatrix } from './binned.ts';
import { holds, isCoded } from './categories.ts';
import { bestCategorySplit, categoryDefaults, type CategoryLimits } from './category-split.ts';
import type { Grid } from './gradients.ts';
import {
  unpack,
  weightOf,
  type Bounds,
  type Limits,
  type Split,
  type Sums,
  type Target,
} from './kernel/kernel.ts';
import { FOUND } from './kernel/layout.ts';

/** What a child must have, and the penalties on leaves. */
export interface SplitLimits {
  readonly minChildRows: number;
  readonly minChildHessian: number;
  /** L2 penalty on leaf values. */
  readonly lambda: number;
  /** L1 penalty on leaf values; none when absent. */
  readonly alpha?: number;
  /** How sets of codes are chosen; LightGBM's defaults when absent. */
  readonly categoryLimits?: CategoryLimits;
}

const MIN_GAIN = 1e-10;

/** Limits in the units of a grid. */
export function limitsOn(grid: Grid, limits: SplitLimits): Limits {
  return {
    minRows: limits.minChildRows,
    minHessian: limits.minChildHessian * grid.hessian,
    lambda: limits.lambda * grid.hessian,
    alpha: (limits.alpha ?? 0) * grid.gradient,
    minGain: (MIN_GAIN * grid.gradient * grid.gradient) / grid.hessian,
    unit: grid.unit,
    perHessian: grid.hessian,
  };
}

/** A node whose splits are compared. */
export interface Candidates {
  readonly data: BinnedMatrix;
  /** What each feature of numbers found, `[FOUND × features]`. */
  readonly found: Float64Array;
  readonly features: Int32Array;
  /** 1 for every feature the node may use, `[nFeatures]`; all when `null`. */
  readonly allowed: Uint8Array | null;
  readonly histogram: Float64Array;
  readonly target: Target;
  readonly limits: Limits;
  readonly categoryLimits?: CategoryLimits | undefined;
}

/** The split of largest gain over the features, or `null` when none is allowed. Ties keep the earlier one. */
export function bestSplit(candidates: Candidates): Split | null {
  const { data, features, allowed } = candidates;
  const { book } = data;
  let best: Split | null = null;
  let bestNumber = -1;
  let gain = 0;
  for (let k = 0; k < features.length; k++) {
    const feature = features[k]!;
    if (allowed && allowed[feature] === 0) continue;
    if (book && isCoded(book, feature)) {
      const split = ofCodes(candidates, feature);
      if (!split || !(split.gain > gain)) continue;
      best = split;
      bestNumber = -1;
      gain = split.gain;
    } else if (candidates.found[k * FOUND]! > gain) {
      bestNumber = k;
      gain = candidates.found[k * FOUND]!;
    }
  }
  return bestNumber < 0 ? best : ofNumbers(candidates, bestNumber);
}

function ofNumbers({ found, features, limits }: Candidates, k: number): Split {
  const at = k * FOUND;
  const place = found[at + 3]!;
  return {
    gain: found[at]!,
    feature: features[k]!,
    bin: Math.floor(place / 2),
    codesLeft: null,
    missingLeft: place % 2 === 1,
    left: unpack(found[at + 1]!, found[at + 2]!, limits.unit),
  };
}

function ofCodes(
  { data, histogram, target, limits, categoryLimits }: Candidates,
  feature: number,
): Split | null {
  const slot = data.slots[feature]!;
  const codes = data.slots[feature + 1]! - slot - 1;
  const rules = categoryLimits ?? categoryDefaults;
  return bestCategorySplit(histogram, { feature, slot, codes }, target, limits, rules);
}

/** Marks the bins that go left with 1. */
export function markSides({ slots }: BinnedMatrix, split: Split, goesLeft: Uint8Array): Uint8Array {
  const { feature, bin, codesLeft, missingLeft } = split;
  const missing = slots[feature + 1]! - slots[feature]! - 1;
  if (codesLeft) for (let k = 0; k < missing; k++) goesLeft[k] = holds(codesLeft, 0, k) ? 1 : 0;
  else goesLeft.fill(1, 0, bin + 1).fill(0, bin + 1, missing);
  goesLeft[missing] = missingLeft ? 1 : 0;
  return goesLeft;
}

/** The Newton step of a leaf, `-G / (H + lambda)`, the gradient less the L1 penalty, held inside bounds. */
export function leafValue(sums: Sums, limits: Limits, bounds: Bounds | null, grid: Grid): number {
  return weightOf(sums, limits, bounds) * (grid.hessian / grid.gradient) || 0;
}
