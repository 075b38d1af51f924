/**
 * What every family demands of its training data, with named errors.
 */
import { JzError } from '../src/core/errors/index.ts';
import { countPositives, type Matrix } from '../src/core/matrix.ts';

const MIN_ROWS = 20;

/**
 * Checks labels against rows and that both classes occur.
 *
 * @throws JZ_MATRIX_SHAPE, JZ_TOO_FEW_ROWS, JZ_LABEL_ONE_CLASS
 */
export function checkTrainingData(X: Matrix, y: Uint8Array): void {
  checkRowCount(X, y);
  const positives = countPositives(y);
  if (positives === 0 || positives === y.length) throw new JzError('JZ_LABEL_ONE_CLASS', { value: y[0]! });
}

/**
 * Checks that there is one target a row, and rows enough.
 *
 * @throws JZ_MATRIX_SHAPE, JZ_TOO_FEW_ROWS
 */
export function checkRowCount(X: Pick<Matrix, 'nRows'>, y: ArrayLike<number>): void {
  if (y.length !== X.nRows)
    throw new JzError('JZ_MATRIX_SHAPE', { problem: `${y.length} labels for ${X.nRows} rows` });
  if (X.nRows < MIN_ROWS) throw new JzError('JZ_TOO_FEW_ROWS', { rows: X.nRows, needed: MIN_ROWS });
}

/**
 * Checks that no value is infinite.
 *
 * @param rows rows looked at
 * @throws JZ_MATRIX_NOT_FINITE naming the column and its row in `X`
 */
export function checkFinite(X: Matrix, rows: Int32Array): void {
  for (const [j, column] of X.columns.entries())
    for (let i = 0; i < rows.length; i++)
      if (Math.abs(column[rows[i]!]!) === Infinity)
        throw new JzError('JZ_MATRIX_NOT_FINITE', { column: X.names[j]!, row: rows[i]! });
}

/** All row numbers, `[n]`. */
export function allRows(n: number): Int32Array {
  const rows = new Int32Array(n);
  for (let i = 0; i < n; i++) rows[i] = i;
  return rows;
}
