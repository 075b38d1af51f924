/**
 * A table of numbers, one typed array a column: what features produce and models consume.
 */
import { JzError } from './errors/index.ts';

/** Column-major numbers. A missing value is `NaN`; each model states what it does with it. */
export interface Matrix {
  /** Number of rows. */
  readonly nRows: number;
  /** Column names, unique, in order. */
  readonly names: readonly string[];
  /** One array of `nRows` values a column, in the order of `names`. */
  readonly columns: readonly Float64Array[];
}

/**
 * Checks and makes a matrix; the arrays are kept, not copied.
 *
 * @throws JZ_MATRIX_SHAPE when lengths or names disagree
 */
export function matrix(names: readonly string[], columns: readonly Float64Array[], nRows?: number): Matrix {
  const rows = nRows ?? columns[0]?.length ?? 0;
  if (names.length !== columns.length) throw shapeError(`${names.length} names, ${columns.length} columns`);
  const ragged = columns.findIndex((column) => column.length !== rows);
  if (ragged >= 0)
    throw shapeError(`column ${names[ragged] ?? ragged} has ${columns[ragged]?.length} rows, not ${rows}`);
  if (new Set(names).size !== names.length) throw shapeError('two columns share a name');
  return { nRows: rows, names, columns };
}

/**
 * Makes a matrix from rows; for tests and single requests.
 *
 * @throws JZ_MATRIX_SHAPE when a row has the wrong length
 */
export function matrixFromRows(names: readonly string[], rows: readonly (readonly number[])[]): Matrix {
  const bad = rows.findIndex((row) => row.length !== names.length);
  if (bad >= 0) throw shapeError(`row ${bad} has ${rows[bad]?.length} values, not ${names.length}`);
  const columns = names.map((_, j) => Float64Array.from(rows, (row) => row[j]!));
  return matrix(names, columns, rows.length);
}

/** The named rows of a matrix, in the order given. */
export function takeRows(X: Matrix, rows: ArrayLike<number>): Matrix {
  const columns = X.columns.map((column) => takeValues(column, rows));
  return { nRows: rows.length, names: X.names, columns };
}

/** The values at the given positions. */
export function takeValues(values: Float64Array, rows: ArrayLike<number>): Float64Array {
  const taken = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) taken[i] = values[rows[i]!]!;
  return taken;
}

/** The labels at the given positions. */
export function takeLabels(labels: Uint8Array, rows: ArrayLike<number>): Uint8Array {
  const taken = new Uint8Array(rows.length);
  for (let i = 0; i < rows.length; i++) taken[i] = labels[rows[i]!]!;
  return taken;
}

/** How many labels are 1. */
export function countPositives(labels: Uint8Array): number {
  return labels.reduce((sum, label) => sum + label, 0);
}

/**
 * The columns a model was fitted on, in its order, whatever the order in `X`.
 *
 * @throws JZ_COLUMN_MISSING when one is not there
 */
export function selectColumns(X: Matrix, names: readonly string[]): Matrix {
  if (X.names.length === names.length && names.every((name, j) => name === X.names[j])) return X;
  const position = new Map(X.names.map((name, j) => [name, j]));
  const columns = names.map((name) => {
    const j = position.get(name);
    if (j === undefined) throw new JzError('JZ_COLUMN_MISSING', { file: '(matrix)', column: name });
    return X.columns[j]!;
  });
  return { nRows: X.nRows, names, columns };
}

function shapeError(problem: string): JzError {
  return new JzError('JZ_MATRIX_SHAPE', { problem });
}
