/**
 * Columns of codes: a split sends a set of codes left. A code that training never saw goes the missing way.
 */
import { JzError } from '../../src/core/errors/index.ts';
import type { Matrix } from '../../src/core/matrix.ts';

/** The codes that columns had in training. Inside trees a code is its number among them. */
export interface CodeBook {
  /** The codes of all features in turn, ascending within a feature. */
  readonly codes: Float64Array;
  /** Where each feature's codes begin, and the end, `[nFeatures + 1]`; a feature of numbers has none. */
  readonly codesOf: Int32Array;
}

/** Splits by sets of codes; the other nodes of the ensemble split by threshold. */
export interface CategorySplits extends CodeBook {
  /** Word where a node's set begins, -1 where it splits by threshold or is a leaf, `[nNodes]`. */
  readonly setOf: Int32Array;
  /** Sets as bits, 32 a word: bit `k` of a node's set says that its feature's code number `k` goes left. */
  readonly words: Int32Array;
}

/** Most codes of one column: one byte a value, and one place for missing. */
export const MOST_CODES = 254;

/**
 * The codes of the named columns on the given rows; `null` when no column is named.
 *
 * @throws JZ_COLUMN_MISSING, JZ_CATEGORY_TOO_MANY, JZ_MATRIX_NOT_FINITE
 */
export function codeBook(X: Matrix, named: readonly string[], rows: Int32Array): CodeBook | null {
  if (named.length === 0) return null;
  const missing = named.find((name) => !X.names.includes(name));
  if (missing !== undefined) throw new JzError('JZ_COLUMN_MISSING', { file: '(matrix)', column: missing });
  const isNamed = new Set(named);
  const codesOf = new Int32Array(X.names.length + 1);
  const codes: number[] = [];
  for (const [j, name] of X.names.entries()) {
    if (isNamed.has(name)) codes.push(...codesIn(X.columns[j]!, name, rows));
    codesOf[j + 1] = codes.length;
  }
  return { codes: Float64Array.from(codes), codesOf };
}

function codesIn(column: Float64Array, name: string, rows: Int32Array): Float64Array {
  const found = new Set<number>();
  for (let i = 0; i < rows.length; i++) {
    const code = column[rows[i]!]!;
    if (code === code) found.add(code === 0 ? 0 : code);
    if (found.size > MOST_CODES)
      throw new JzError('JZ_CATEGORY_TOO_MANY', { column: name, row: rows[i]!, most: MOST_CODES });
  }
  return Float64Array.from(found).sort();
}

/** Whether feature `j` is one of codes. */
export function isCoded(book: CodeBook | null | undefined, j: number): boolean {
  return !!book && book.codesOf[j + 1]! > book.codesOf[j]!;
}

/** The matrix with every code replaced by its number, `NaN` where training never saw it. Other columns are shared. */
export function numberCodes(book: CodeBook | null | undefined, X: Matrix): Matrix {
  if (!book) return X;
  const columns = X.columns.map((column, j) => {
    if (!isCoded(book, j)) return column;
    const codes = book.codes.subarray(book.codesOf[j], book.codesOf[j + 1]);
    const numbers = new Map(Array.from(codes, (code, k) => [code, k]));
    return column.map((code) => numbers.get(code) ?? Number.NaN);
  });
  return { ...X, columns };
}

/** Whether code number `k` is in the set that begins at word `first`; both at least 0. */
export function holds(words: Int32Array, first: number, k: number): boolean {
  return ((words[first + (k >> 5)]! >> (k & 31)) & 1) === 1;
}

/** Words that a set of so many codes takes. */
export function wordsFor(codes: number): number {
  return Math.ceil(codes / 32);
}

/** The sets of the first `nodes` nodes. */
export function firstSets({ setOf, words, ...book }: CategorySplits, nodes: number): CategorySplits {
  const next = setOf.slice(nodes).find((at) => at >= 0) ?? words.length;
  return { ...book, setOf: setOf.slice(0, nodes), words: words.slice(0, next) };
}

/**
 * The sets of several ensembles, one after the other; nothing when none has any.
 *
 * @throws JZ_MATRIX_SHAPE when they were not grown on the same codes
 */
export function joinedSets(parts: readonly (CategorySplits | undefined)[]): CategorySplits | undefined {
  const first = parts[0];
  const isSame = (part: CategorySplits | undefined): boolean =>
    String(part?.codes) === String(first?.codes) && String(part?.codesOf) === String(first?.codesOf);
  if (!parts.every(isSame)) throw new JzError('JZ_MATRIX_SHAPE', { problem: 'trees of different codes' });
  if (!first) return undefined;
  const sets = parts.filter((part) => part !== undefined);
  const setOf: number[] = [];
  const words: number[] = [];
  for (const part of sets) {
    const before = words.length;
    for (const at of part.setOf) setOf.push(at < 0 ? -1 : before + at);
    for (const word of part.words) words.push(word);
  }
  return {
    ...{ codes: first.codes, codesOf: first.codesOf },
    ...{ setOf: Int32Array.from(setOf), words: Int32Array.from(words) },
  };
}
