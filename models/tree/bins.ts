/**
 * Quantised columns: every value becomes one of at most 255 bins, missing becomes its own.
 */
import { takeValues, type Matrix } from '../../src/core/matrix.ts';
import { allRows, checkFinite } from '../check.ts';
import { createArena, type Arena, type KernelChoice } from './kernel/arena.ts';

const MAX_VALUE_BINS = 255;
/** Bytes a row takes while trees grow: gradients, its number twice. */
const ROW_BYTES = 24;

/** A binned matrix, row-major so that one pass over a node's rows fills every histogram. */
export interface BinnedMatrix {
  readonly nRows: number;
  readonly nFeatures: number;
  /** Row-major `[nRows × nFeatures]`; value bins count from 0, the missing bin is `cuts[j].length + 1`. */
  readonly bins: Uint8Array;
  /** Ascending upper edges: a value in bin `b` is `<= cuts[j][b]`; the last bin has no edge. */
  readonly cuts: readonly Float64Array[];
  /** First histogram slot of each feature, `[nFeatures + 1]`; a feature takes its value bins and the missing one. */
  readonly slots: Int32Array;
  /** Memory that the bins and all that grows on them lie in. */
  readonly arena: Arena;
}

/**
 * Chooses cut points for each column: between all distinct values when few, else at equal-mass quantiles.
 *
 * @param maxBins most value bins a column, 2..255
 * @param rows    rows the cut points are chosen from; all when absent
 * @param kernel  which loops grow trees on it; either gives the same bits
 * @throws JZ_MATRIX_NOT_FINITE when a value is infinite
 */
export function binMatrix(
  X: Matrix,
  maxBins = MAX_VALUE_BINS,
  rows?: Int32Array,
  kernel: KernelChoice = 'fastest',
): BinnedMatrix {
  const nFeatures = X.columns.length;
  const chosen = rows ?? allRows(X.nRows);
  checkFinite(X, chosen);
  const cuts = X.columns.map((column) => cutPoints(takeValues(column, chosen), maxBins));
  const slots = new Int32Array(nFeatures + 1);
  for (let j = 0; j < nFeatures; j++) slots[j + 1] = slots[j]! + cuts[j]!.length + 2;
  const arena = createArena(X.nRows * (nFeatures + ROW_BYTES), kernel);
  const bins = arena.bytes(X.nRows * nFeatures);
  for (let j = 0; j < nFeatures; j++) fillBins(X.columns[j]!, cuts[j]!, bins, j, nFeatures);
  return { nRows: X.nRows, nFeatures, bins, cuts, slots, arena };
}

function cutPoints(column: Float64Array, maxBins: number): Float64Array {
  const sorted = presentSorted(column);
  const distinct: number[] = [];
  const counts: number[] = [];
  for (const value of sorted) {
    if (distinct.length > 0 && distinct.at(-1) === value) counts[counts.length - 1]!++;
    else {
      distinct.push(value);
      counts.push(1);
    }
  }
  if (distinct.length <= maxBins)
    return Float64Array.from(distinct.slice(1), (value, i) => between(distinct[i]!, value));
  return quantileCuts(distinct, counts, sorted.length, maxBins);
}

/** Ascending, without the missing; minus zero is zero. */
function presentSorted(column: Float64Array): Float64Array {
  let count = 0;
  const present = new Float64Array(column.length);
  for (const value of column) if (!Number.isNaN(value)) present[count++] = value === 0 ? 0 : value;
  return present.subarray(0, count).sort();
}

/** Greedy equal-mass cuts that never split equal values. */
function quantileCuts(distinct: number[], counts: number[], total: number, maxBins: number): Float64Array {
  const cuts: number[] = [];
  let inBin = 0;
  let left = total;
  for (let i = 0; i < distinct.length - 1 && cuts.length < maxBins - 1; i++) {
    inBin += counts[i]!;
    const target = left / (maxBins - cuts.length);
    if (inBin + counts[i + 1]! / 2 < target) continue;
    cuts.push(between(distinct[i]!, distinct[i + 1]!));
    left -= inBin;
    inBin = 0;
  }
  return Float64Array.from(cuts);
}

/** A number `c` with `low <= c < high`, half way where that is representable. */
function between(low: number, high: number): number {
  const middle = low + (high - low) / 2;
  return middle < high ? middle : low;
}

function fillBins(
  column: Float64Array,
  cuts: Float64Array,
  bins: Uint8Array,
  feature: number,
  stride: number,
): void {
  const missing = cuts.length + 1;
  for (let i = 0, at = feature; i < column.length; i++, at += stride) {
    const value = column[i]!;
    bins[at] = Number.isNaN(value) ? missing : binOf(value, cuts);
  }
}

/** The first bin whose upper edge is not below the value. */
function binOf(value: number, cuts: Float64Array): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= cuts[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}
