/**
 * Quantised columns: every value becomes one of at most 255 bins, missing becomes its own.
 */
import type { Matrix } from '../../src/core/matrix.ts';
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
  const sorter = sorterOf(sampled);
  const cuts = columns.map((column, j) =>
    isCoded(book, j)
      ? betweenNumbers(book!.codesOf[j + 1]! - book!.codesOf[j]!)
      : cutPoints(column, sorter, maxBins),
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

/** Rows that cut points are chosen from, and room to sort their values in: the same for every column. */
interface Sorter {
  readonly rows: Int32Array;
  readonly sorted: Float64Array;
  readonly counts: Int32Array;
}

function sorterOf(rows: Int32Array): Sorter {
  return { rows, sorted: new Float64Array(rows.length), counts: new Int32Array(rows.length) };
}

function cutPoints(column: Float64Array, sorter: Sorter, maxBins: number): Float64Array {
  const total = sortPresent(column, sorter);
  const { sorted, counts } = sorter;
  counts.fill(0);
  let count = 0;
  for (let i = 0; i < total; i++) {
    const value = sorted[i]!;
    // Distinct values take the place of sorted ones, behind which they never fall.
    if (count === 0 || value !== sorted[count - 1]) sorted[count++] = value;
    counts[count - 1]!++;
  }
  const distinct = sorted.subarray(0, count);
  if (count > maxBins) return quantileCuts(distinct, counts, total, maxBins);
  const cuts = new Float64Array(Math.max(0, count - 1));
  for (let i = 0; i < cuts.length; i++) cuts[i] = between(distinct[i]!, distinct[i + 1]!);
  return cuts;
}

/** Writes the rows' values ascending, without the missing, and gives their number; minus zero is zero. */
function sortPresent(column: Float64Array, { rows, sorted }: Sorter): number {
  let count = 0;
  for (let i = 0; i < rows.length; i++) {
    const value = column[rows[i]!]!;
    if (!Number.isNaN(value)) sorted[count++] = value === 0 ? 0 : value;
  }
  sorted.subarray(0, count).sort();
  return count;
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
