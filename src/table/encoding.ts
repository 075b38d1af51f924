/**
 * From a table's columns to a matrix: numbers as they are, text as one indicator a frequent level.
 */
import { JzError } from '../core/errors/index.ts';
import { matrix, type Matrix } from '../core/matrix.ts';
import { nearestName } from '../core/nearest-name.ts';
import type { Column, Table } from './read-table.ts';

/** How one table column becomes matrix columns. */
export type ColumnEncoding =
  | { readonly kind: 'number'; readonly column: string }
  | { readonly kind: 'text'; readonly column: string; readonly levels: readonly string[] };

/** Levels with fewer rows than this share one bucket: no indicator is 1. */
const MIN_LEVEL_ROWS = 20;
const MAX_LEVELS = 32;

/** Chooses the encoding of the named columns from all their rows; labels are never looked at. */
export function chooseEncoding(table: Table, names: readonly string[]): ColumnEncoding[] {
  return names.map((column) => {
    const found = columnOf(table, column);
    return found.kind === 'number'
      ? { kind: 'number', column }
      : { kind: 'text', column, levels: frequentLevels(found.values) };
  });
}

/**
 * Encodes a table.
 *
 * @throws JZ_COLUMN_MISSING when the table lacks a column the encoding needs
 */
export function encodeTable(table: Table, encoding: readonly ColumnEncoding[]): Matrix {
  const columns = encoding.flatMap((part) => {
    const found = columnOf(table, part.column);
    return part.kind === 'number'
      ? [finite(table.file, part.column, found)]
      : part.levels.map((level) => indicator(found, level));
  });
  return matrix(encodedNames(encoding), columns, table.nRows);
}

/** Names of the matrix columns. A name that is taken already (a table may hold `sex` and `sex=F`) gets a number. */
export function encodedNames(encoding: readonly ColumnEncoding[]): string[] {
  const taken = new Set(encoding.flatMap((part) => (part.kind === 'number' ? [part.column] : [])));
  return encoding.flatMap((part) => {
    if (part.kind === 'number') return [part.column];
    return part.levels.map((level) => {
      const name = `${part.column}=${level}`;
      let free = name;
      for (let n = 2; taken.has(free); n++) free = `${name} (${n})`;
      taken.add(free);
      return free;
    });
  });
}

/** For each matrix column, the number of the table column it came from. */
export function sourceColumns(encoding: readonly ColumnEncoding[]): Int32Array {
  return Int32Array.from(
    encoding.flatMap((part, j) => (part.kind === 'number' ? [j] : part.levels.map(() => j))),
  );
}

/** The kinds a file must have to be encoded so. */
export function expectedKinds(encoding: readonly ColumnEncoding[]): Map<string, Column['kind']> {
  return new Map(encoding.map((part) => [part.column, part.kind]));
}

/**
 * A column of the table.
 *
 * @throws JZ_COLUMN_MISSING with the `nearest` name there is, when one is near
 */
export function columnOf(table: Table, column: string): Column {
  const found = table.columns.get(column);
  if (found) return found;
  const nearest = nearestName(column, [...table.columns.keys()]);
  const hint = nearest === null ? {} : { nearest };
  throw new JzError('JZ_COLUMN_MISSING', { file: table.file, column, ...hint });
}

function frequentLevels(values: readonly (string | null)[]): string[] {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count >= MIN_LEVEL_ROWS)
    .sort(([a, rowsA], [b, rowsB]) => rowsB - rowsA || (a < b ? -1 : 1))
    .slice(0, MAX_LEVELS)
    .map(([level]) => level);
}

function finite(file: string, column: string, found: Column): Float64Array {
  const values = found.kind === 'number' ? found.values : Float64Array.from(found.values, () => Number.NaN);
  const bad = values.findIndex((value) => value === Infinity || value === -Infinity);
  if (bad >= 0) {
    throw new JzError('JZ_VALUE_INVALID', {
      file,
      row: bad + 1,
      column,
      value: String(values[bad]),
      expected: '有限数值 / a finite number',
    });
  }
  return values;
}

function indicator(found: Column, level: string): Float64Array {
  if (found.kind === 'number')
    return found.values.map((value) => (Number.isNaN(value) ? Number.NaN : Number(String(value) === level)));
  return Float64Array.from(found.values, (value) => (value === null ? Number.NaN : Number(value === level)));
}
