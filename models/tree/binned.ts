/**
 * A matrix whose values are bin numbers.
 */
import type { CodeBook } from './categories.ts';
import type { Arena } from './kernel/arena.ts';

/** A binned matrix, row-major so that one pass over a node's rows fills every histogram. */
export interface BinnedMatrix {
  readonly nRows: number;
  readonly nFeatures: number;
  /** Row-major `[nRows × nFeatures]`; value bins count from 0, the missing bin is `cuts[j].length + 1`. */
  readonly bins: Uint8Array;
  /** Ascending upper edges: a value in bin `b` is `<= cuts[j][b]`; the last bin has no edge. */
  readonly cuts: readonly Float64Array[];
  /** Codes of the columns that hold some: there a bin is a code's number. */
  readonly book: CodeBook | null;
  /** First histogram slot of each feature, `[nFeatures + 1]`; a feature takes its value bins and the missing one. */
  readonly slots: Int32Array;
  /** Memory that the bins and all that grows on them lie in. */
  readonly arena: Arena;
}
