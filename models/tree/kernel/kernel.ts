/**
 * What the inner loops of growing do: fill histograms, take one from another, find splits, part rows.
 */
import type { BinnedMatrix } from '../binned.ts';

/** Sums over rows in units of the quantised gradients. All are whole numbers, so no order of adding changes them. */
export interface Sums {
  readonly gradient: number;
  readonly hessian: number;
  readonly count: number;
}

/** Least and most that a node's leaves may be, in units of the quantised gradients. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** A node that wants a split. */
export interface Target {
  readonly sums: Sums;
  /** `null` where no feature must rise or fall. */
  readonly bounds: Bounds | null;
  /** The node's score before it is split. */
  readonly score: number;
}

/** What a split must leave on each side and what leaves are charged, in the same units. */
export interface Limits {
  readonly minRows: number;
  readonly minHessian: number;
  /** L2 penalty. */
  readonly lambda: number;
  /** L1 penalty. */
  readonly alpha: number;
  readonly minGain: number;
  /** A row's packed number is its hessian times `unit`, plus its count. */
  readonly unit: number;
  /** A hessian of one in these units. */
  readonly perHessian: number;
}

/** Before the first tree. */
export const noLimits: Limits = {
  ...{ minRows: 0, minHessian: 0, lambda: 0, alpha: 0, minGain: 0, unit: 1, perHessian: 1 },
};

/** Memory that the loops work on, all in one arena. */
export interface Workspace {
  readonly data: BinnedMatrix;
  /** Quantised gradient and packed hessian and count of each row, `[2 × nRows]`. */
  readonly pairs: Float64Array;
  readonly rows: Int32Array;
  readonly scratch: Int32Array;
}

/** One node's rows to histogram, the other child's histogram by subtraction, and which of the two want a split. */
export interface NodeTask {
  readonly start: number;
  readonly end: number;
  readonly filled: Float64Array;
  /** The parent's histogram, made the other child's. */
  readonly rest: Float64Array | null;
  readonly ofFilled: Target | null;
  readonly ofRest: Target | null;
}

/** Where rows part. */
export interface Parting {
  readonly start: number;
  readonly end: number;
  readonly feature: number;
  /** 1 for every bin that goes left, `[256]`. */
  readonly goesLeft: Uint8Array;
}

/** A chosen split: rows in bins `<= bin` go left, of a feature of codes those in the set. */
export interface Split {
  readonly gain: number;
  readonly feature: number;
  readonly bin: number;
  /** Bits of the code numbers that go left. */
  readonly codesLeft: Int32Array | null;
  readonly missingLeft: boolean;
  readonly left: Sums;
}

/** The loops, in WebAssembly or in TypeScript, on one workspace. */
export interface Kernel {
  /** Histogram memory for all features. */
  newHistogram(): Float64Array;
  /** The limits of the next tasks; they change with the units of the gradients. */
  begin(limits: Limits): void;
  /**
   * The features that the next tasks look at, ascending.
   *
   * @param directions of all features: 1 where leaves must not fall as the feature rises, -1 where they must not rise;
   *   `null` where none must
   */
  lookAt(features: Int32Array, directions: Int8Array | null): void;
  run(task: NodeTask): void;
  /** Numbers found by the last task, `[FOUND × features]`. */
  readonly foundFilled: Float64Array;
  readonly foundRest: Float64Array;
  /** Parts the rows stably; gives the first right row's position. */
  part(parting: Parting): number;
}

/** Splits packed sums. */
export function unpack(gradient: number, packed: number, unit: number): Sums {
  const hessian = Math.floor(packed / unit);
  return { gradient, hessian, count: packed - hessian * unit };
}

/** The leaf of a node, in units of the quantised gradients: the gradient less the L1 penalty, held inside bounds. */
export function weightOf(
  { gradient, hessian }: Pick<Sums, 'gradient' | 'hessian'>,
  { lambda, alpha }: Limits,
  bounds: Bounds | null,
): number {
  const kept = Math.max(Math.abs(gradient) - alpha, 0);
  const weight = (gradient < 0 ? kept : -kept) / (hessian + lambda);
  return bounds ? Math.min(Math.max(weight, bounds.low), bounds.high) : weight;
}

/** What a node gains by having a leaf of its own. */
export function termOf(sums: Sums, limits: Limits, bounds: Bounds | null): number {
  const { gradient, hessian } = sums;
  if (bounds) return boundTerm(gradient, hessian, weightOf(sums, limits, bounds), limits);
  const kept = Math.max(Math.abs(gradient) - limits.alpha, 0);
  return (kept * kept) / (hessian + limits.lambda);
}

/** The same with a leaf that bounds may have moved. */
export function boundTerm(gradient: number, hessian: number, weight: number, limits: Limits): number {
  const loss = weight * (2 * gradient + (hessian + limits.lambda) * weight);
  return -loss - 2 * limits.alpha * Math.abs(weight);
}

/** Sums of two sets of rows together. */
export function plus(a: Sums, b: Sums): Sums {
  return { gradient: a.gradient + b.gradient, hessian: a.hessian + b.hessian, count: a.count + b.count };
}

/** Sums of the rows that are in the first set and not in the second. */
export function minus(a: Sums, b: Sums): Sums {
  return { gradient: a.gradient - b.gradient, hessian: a.hessian - b.hessian, count: a.count - b.count };
}
