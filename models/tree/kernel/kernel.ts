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
}

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
  readonly ofFilled: Sums | null;
  readonly ofRest: Sums | null;
}

/** Where rows part. */
export interface Parting {
  readonly start: number;
  readonly end: number;
  readonly feature: number;
  readonly bin: number;
  readonly missingLeft: boolean;
}

/** The loops, in WebAssembly or in TypeScript, on one workspace. */
export interface Kernel {
  /** Histogram memory for all features. */
  newHistogram(): Float64Array;
  /** The limits of the next tasks; they change with the units of the gradients. */
  begin(limits: Limits): void;
  /** The features that the next tasks look at, ascending. */
  lookAt(features: Int32Array): void;
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

/** The score of a node before it is split. */
export function scoreOf({ gradient, hessian }: Sums, { lambda, alpha }: Limits): number {
  const kept = Math.max(Math.abs(gradient) - alpha, 0);
  return (kept * kept) / (hessian + lambda);
}
