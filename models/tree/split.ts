/**
 * Limits of splits, and the best split of a node among those its features found.
 *
 * @see Chen & Guestrin (2016), XGBoost, eq. 7; missing values take the better side (Algorithm 3)
 */
import type { Grid } from './gradients.ts';
import { unpack, type Limits, type Sums } from './kernel/kernel.ts';
import { FOUND } from './kernel/layout.ts';

/** What a child must have, and the penalties on leaves. */
export interface SplitLimits {
  readonly minChildRows: number;
  readonly minChildHessian: number;
  /** L2 penalty on leaf values. */
  readonly lambda: number;
  /** L1 penalty on leaf values; none when absent. */
  readonly alpha?: number;
}

/** A chosen split: rows in bins `<= bin` go left. */
export interface Split {
  readonly gain: number;
  readonly feature: number;
  readonly bin: number;
  readonly missingLeft: boolean;
  readonly left: Sums;
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
  };
}

/** The split of largest gain over the features, or `null` when none is allowed. Ties keep the earlier one. */
export function bestSplit(found: Float64Array, features: Int32Array, unit: number): Split | null {
  let best = -1;
  let gain = 0;
  for (let k = 0; k < features.length; k++) {
    if (!(found[k * FOUND]! > gain)) continue;
    gain = found[k * FOUND]!;
    best = k;
  }
  if (best < 0) return null;
  const at = best * FOUND;
  const place = found[at + 3]!;
  return {
    gain,
    feature: features[best]!,
    bin: Math.floor(place / 2),
    missingLeft: place % 2 === 1,
    left: unpack(found[at + 1]!, found[at + 2]!, unit),
  };
}

/** The Newton step of a leaf, `-G / (H + lambda)`, the gradient less the L1 penalty. */
export function leafValue({ gradient, hessian }: Sums, { lambda, alpha }: Limits, grid: Grid): number {
  const kept = Math.max(Math.abs(gradient) - alpha, 0);
  if (kept === 0) return 0;
  return ((-Math.sign(gradient) * kept) / (hessian + lambda)) * (grid.hessian / grid.gradient);
}
