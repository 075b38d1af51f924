import { JzError } from '../core/errors/index.ts';
import { columnOf } from '../table/encoding.ts';
import type { Table } from '../table/read-table.ts';

/** What a cell must be. */
export interface CellRule {
  readonly holds: (value: number) => boolean;
  /** Said in the error, for example `0..1`. */
  readonly expected: string;
}

/** A probability. */
export const PROBABILITY: CellRule = { holds: (value) => value >= 0 && value <= 1, expected: '0..1' };
/** A weight. */
export const WEIGHT: CellRule = { holds: (value) => value >= 0 && value < Infinity, expected: '>= 0' };
/** What a row weighs that is trained on: one without weight has no place in the table. */
export const OWN_WEIGHT: CellRule = { holds: (value) => value > 0 && value < Infinity, expected: '> 0' };

/**
 * A column as numbers that all keep a rule; an empty cell keeps none.
 *
 * @throws JZ_COLUMN_MISSING, JZ_VALUE_NOT_NUMBER, JZ_VALUE_INVALID naming the first row (from 1) at fault
 */
export function numberColumn(table: Table, column: string, rule: CellRule): Float64Array {
  const found = columnOf(table, column);
  if (found.kind === 'text') {
    const row = found.values.findIndex((value) => value !== null);
    const value = found.values[row] ?? '';
    throw new JzError('JZ_VALUE_NOT_NUMBER', { file: table.file, row: row + 1, column, value });
  }
  const row = found.values.findIndex((value) => !rule.holds(value));
  if (row >= 0) {
    const value = found.values[row] ?? NaN;
    const shown = Number.isNaN(value) ? '' : String(value);
    throw new JzError('JZ_VALUE_INVALID', {
      file: table.file,
      row: row + 1,
      column,
      value: shown,
      expected: rule.expected,
    });
  }
  return found.values;
}
