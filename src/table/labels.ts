/**
 * Target, groups and folds of a table.
 */
import { JzError } from '../core/errors/index.ts';
import { columnOf } from './encoding.ts';
import type { Table } from './read-table.ts';

/**
 * The target column as labels, `[nRows]`.
 *
 * @throws JZ_COLUMN_MISSING, JZ_LABEL_INVALID naming the first row that is not 0 or 1
 */
export function readLabels(table: Table, column: string): Uint8Array {
  const found = columnOf(table, column);
  const values = found.values;
  const labels = new Uint8Array(table.nRows);
  for (let i = 0; i < table.nRows; i++) {
    const value = values[i];
    if (value !== 0 && value !== 1) {
      const shown = value === null || Number.isNaN(value) ? '' : String(value);
      throw new JzError('JZ_LABEL_INVALID', { file: table.file, row: i + 1, column, value: shown });
    }
    labels[i] = value;
  }
  return labels;
}

/** Numbers the distinct values of a column, `[nRows]`; each missing cell is a value of its own. */
export function readGroups(table: Table, column: string | undefined): Int32Array {
  if (column === undefined) return Int32Array.from({ length: table.nRows }, (_, i) => i);
  const values = columnOf(table, column).values;
  const numbers = new Map<unknown, number>();
  return Int32Array.from({ length: table.nRows }, (_, i) => {
    const value = values[i];
    const key = value === null || Number.isNaN(value) ? {} : value;
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  });
}

/** Row numbers of each fold, keyed by the fold column's value, in order of first appearance. */
export function readFolds(table: Table, column: string): Map<string, Int32Array> {
  const values = columnOf(table, column).values;
  const rows = new Map<string, number[]>();
  for (let i = 0; i < table.nRows; i++) {
    const value = values[i];
    if (value === null || value === undefined || Number.isNaN(value)) {
      throw new JzError('JZ_VALUE_INVALID', {
        file: table.file,
        row: i + 1,
        column,
        value: '',
        expected: '折的名称，每行都要有 / a fold, never empty',
      });
    }
    const fold = rows.get(String(value)) ?? [];
    fold.push(i);
    rows.set(String(value), fold);
  }
  if (rows.size < 2)
    throw new JzError('JZ_FOLDS', {
      file: table.file,
      column,
      problem: `只有一折 / only one fold: "${[...rows.keys()].join()}"`,
    });
  return new Map([...rows].map(([fold, members]) => [fold, Int32Array.from(members)]));
}

/**
 * Refuses folds that split a group: its rows would be on both sides.
 *
 * @throws JZ_FOLDS
 */
export function checkGroupsInFolds(
  table: Table,
  folds: ReadonlyMap<string, Int32Array>,
  groups: Int32Array,
  column: string,
): void {
  const foldOfGroup = new Map<number, string>();
  for (const [fold, rows] of folds) {
    for (const row of rows) {
      const other = foldOfGroup.get(groups[row] ?? -1) ?? fold;
      if (other !== fold) {
        const problem = `数据第 ${row + 1} 行的组分在 ${other}、${fold} 两折 / the group of data row ${row + 1} is in folds ${other} and ${fold}`;
        throw new JzError('JZ_FOLDS', { file: table.file, column, problem });
      }
      foldOfGroup.set(groups[row] ?? -1, fold);
    }
  }
}
