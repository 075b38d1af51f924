/**
 * Quantised columns: every value becomes one of at most 255 bins, missing becomes its own.
 */
import { takeValues, type Matrix } from '../../src/core/matrix.ts';
import { allRows, checkFinite } from '../check.ts';
import { plainBinner, wasmBinner } from './kernel/binner.ts';
import type { BinnedMatrix } from './binned.ts';
import { codeBook, isCoded, numberCodes, type CodeBook } from './categories.ts';
import { createArena, type KernelChoice } from './kernel/arena.ts';

export type { BinnedMatrix } from './binned.ts';

const MAX_VALUE_BINS = 255;
/** Most rows that cut points are chosen from. */
const SAMPLE = 32_768;
/** Bytes a row takes while trees grow: gradients, its number twice. */
const ROW_BYTES = 24;

/**
 * Chooses cut points for each column: between all distinct values when few, else at equal-mass quantiles; of more than
 * 32,768 rows an even sample is looked at.
 *
 * @param maxBins most value bins a column, 2..255
 * @param rows    rows the cut points are chosen from; all when absent
 * @param kernel  which loops grow trees on it; either gives the same bits
 * @param named   columns of codes: a bin is a code, a code that no chosen row has is missing
 * @throws JZ_MATRIX_NOT_FINITE when a value is infinite
 * @throws JZ_COLUMN_MISSING when a named column is not there; JZ_CATEGORY_TOO_MANY when one has more than 254 codes
 */
export function binMatrix(
  X: Matrix,
  maxBins = MAX_VALUE_BINS,
  rows?: Int32Array,
  kernel: KernelChoice = 'fastest',
  named: readonly string[] = [],
): BinnedMatrix {
  const nFeatures = X.columns.length;
  const chosen = rows ?? allRows(X.nRows);
  checkFinite(X, chosen);
  const sampled = everyNth(chosen);
  const book = codeBook(X, named, chosen);
  const { columns } = numberCodes(book, X);
  const cuts = columns.map((column, j) =>
    isCoded(book, j)
      ? betweenNumbers(book!.codesOf[j + 1]! - book!.codesOf[j]!)
      : cutPoints(takeValues(column, sampled), maxBins),
  );
  const data = layBins(X.nRows, cuts, book, kernel);
  const { arena, bins } = data;
  const fill = arena.memory ? wasmBinner(arena, arena.memory, bins) : plainBinner(bins);
  arena.during(() => {
    for (let j = 0; j < nFeatures; j++) fill(columns[j]!, cuts[j]!, j, nFeatures);
  });
  return data;
}

/** Room for bins between the given edges, all 0, in an arena that trees can grow in. */
export function layBins(
  nRows: number,
  cuts: readonly Float64Array[],
  book: CodeBook | null,
  kernel: KernelChoice,
): BinnedMatrix {
  const nFeatures = cuts.length;
  const slots = new Int32Array(nFeatures + 1);
  for (let j = 0; j < nFeatures; j++) slots[j + 1] = slots[j]! + cuts[j]!.length + 2;
  const arena = createArena(nRows * (nFeatures + ROW_BYTES), kernel);
  return { nRows, nFeatures, bins: arena.bytes(nRows * nFeatures), cuts, book, slots, arena };
}

/** Edges that give each of so many numbers a bin of its own. */
export function betweenNumbers(count: number): Float64Array {
  return Float64Array.from({ length: count - 1 }, (_, k) => k + 0.5);
}

/** At most `SAMPLE` rows, evenly spaced: enough to place 255 cut points. */
function everyNth(rows: Int32Array): Int32Array {
  if (rows.length <= SAMPLE) return rows;
  return Int32Array.from({ length: SAMPLE }, (_, i) => rows[Math.floor((i * rows.length) / SAMPLE)]!);
}

function cutPoints(column: Float64Array, maxBins: number): Float64Array {
  const sorted = presentSorted(column);
  const distinct = new Float64Array(sorted.length);
  const counts = new Int32Array(sorted.length);
  let count = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) distinct[count++] = sorted[i]!;
    counts[count - 1]!++;
  }
  if (count > maxBins) return quantileCuts(distinct.subarray(0, count), counts, sorted.length, maxBins);
  const cuts = new Float64Array(Math.max(0, count - 1));
  for (let i = 0; i < cuts.length; i++) cuts[i] = between(distinct[i]!, distinct[i + 1]!);
  return cuts;
}

/** Ascending, without the missing; minus zero is zero. */
function presentSorted(column: Float64Array): Float64Array {
  let count = 0;
  const present = new Float64Array(column.length);
  for (let i = 0; i < column.length; i++) {
    const value = column[i]!;
    if (!Number.isNaN(value)) present[count++] = value === 0 ? 0 : value;
  }
  return present.subarray(0, count).sort();
}

/** Greedy equal-mass cuts that never split equal values. */
function quantileCuts(
  distinct: Float64Array,
  counts: Int32Array,
  total: number,
  maxBins: number,
): Float64Array {
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
