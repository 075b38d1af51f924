/**
 * Rows as compiled walks read them. A missing value is smaller than or equal to nothing and goes right; splits that send
 * it left look at a second copy of the column in which missing is −∞. A code stands as NaN with its number in the lower
 * word; missing, and a code that training never saw, is the number after them.
 */
import type { Matrix } from '../../src/core/matrix.ts';
import { isCoded, type CategorySplits } from '../tree/categories.ts';
import type { TreeEnsemble } from '../tree/ensemble.ts';

/** Where a row's values are taken from. */
export interface RowFormat {
  /** Columns of the matrix, in the order of the row's first values. */
  readonly nFeatures: number;
  /** For each value after the first `nFeatures`: the column whose missing cells are −∞ there. */
  readonly lowered: Int32Array;
  /** For each column of codes: their numbers. */
  readonly numbers: readonly (ReadonlyMap<number, number> | null)[];
  /** Values of a row: the columns, the lowered ones, and one that is always missing. */
  readonly width: number;
}

/** The values that an ensemble's splits look at, in rows of `nFeatures`. */
export function rowFormat({ feature, missingLeft, categories }: TreeEnsemble, nFeatures: number): RowFormat {
  const isLowered = (j: number, node: number): boolean =>
    j >= 0 && missingLeft[node] === 1 && !isCoded(categories, j);
  const lowered = Int32Array.from(new Set(feature.filter(isLowered))).sort();
  const numbers = Array.from({ length: nFeatures }, (_, j) => numbersOf(categories, j));
  return { nFeatures, lowered, numbers, width: nFeatures + lowered.length + 1 };
}

/** The number of each of a column's codes; `null` for a column of numbers. */
function numbersOf(categories: CategorySplits | undefined, j: number): ReadonlyMap<number, number> | null {
  if (!categories || !isCoded(categories, j)) return null;
  const codes = categories.codes.subarray(categories.codesOf[j], categories.codesOf[j + 1]);
  return new Map(Array.from(codes, (code, k) => [code, k]));
}

/** For each node of an ensemble: which of a row's values it looks at. */
export function placeInRow(
  { feature, missingLeft, categories }: TreeEnsemble,
  { nFeatures, lowered }: RowFormat,
): (node: number) => number {
  const place = new Map(Array.from(lowered, (j, n) => [j, nFeatures + n]));
  return (node) => {
    const j = feature[node]!;
    return missingLeft[node] === 1 && !isCoded(categories, j) ? place.get(j)! : j;
  };
}

/** Rows one after another in memory, as numbers and as words. */
export interface RowBlock {
  readonly values: Float64Array;
  readonly words: Int32Array;
}

/** Room for `count` rows; the last value of each is missing for good. */
export function rowBlock({ buffer }: WebAssembly.Memory, at: number, count: number, width: number): RowBlock {
  const values = new Float64Array(buffer, at, count * width).fill(Number.NaN);
  return { values, words: new Int32Array(buffer, at, 2 * values.length) };
}

/** Writes rows of the matrix. */
export function writeRows(
  X: Matrix,
  { start, count }: { readonly start: number; readonly count: number },
  { nFeatures, lowered, numbers, width }: RowFormat,
  { values, words }: RowBlock,
): void {
  for (let j = 0; j < nFeatures; j++) {
    const column = X.columns[j]!;
    const own = numbers[j];
    if (own)
      for (let i = 0, at = j; i < count; i++, at += width) writeCode(words, at, own, column[start + i]!);
    else for (let i = 0, at = j; i < count; i++, at += width) values[at] = column[start + i]!;
  }
  for (let n = 0; n < lowered.length; n++) {
    const column = X.columns[lowered[n]!]!;
    for (let i = 0, at = nFeatures + n; i < count; i++, at += width)
      values[at] = orLowest(column[start + i]!);
  }
}

/** Writes the first row; allocates nothing. */
export function writeRow(
  row: Float64Array,
  { nFeatures, lowered, numbers }: RowFormat,
  { values, words }: RowBlock,
): void {
  for (let j = 0; j < nFeatures; j++) {
    const own = numbers[j];
    if (own) writeCode(words, j, own, row[j]!);
    else values[j] = row[j]!;
  }
  for (let n = 0; n < lowered.length; n++) values[nFeatures + n] = orLowest(row[lowered[n]!]!);
}

function orLowest(x: number): number {
  return x !== x ? -Infinity : x;
}

/** Upper word of NaN. */
const NOT_A_NUMBER = 0x7ff80000;

function writeCode(words: Int32Array, at: number, numbers: ReadonlyMap<number, number>, code: number): void {
  words[2 * at] = numbers.get(code) ?? numbers.size;
  words[2 * at + 1] = NOT_A_NUMBER;
}
