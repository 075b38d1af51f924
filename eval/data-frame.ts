/**
 * Matrices and score lists as danfojs data frames, for analysts' notebooks. danfojs is loaded only here, only when asked.
 */
import type * as danfojs from 'danfojs-node';
import { JzError } from '../src/core/errors/index.ts';
import type { Matrix } from '../src/core/matrix.ts';

/** One cell of a list of records. */
export type Cell = string | number | boolean | null;

/** A list of rows with the same keys, as `jiuzhu score --out F.ndjson` writes them. */
export type Records = readonly Readonly<Record<string, Cell>>[];

/** Imports an installed package by name. */
export type ImportPackage = (name: string) => Promise<unknown>;

/**
 * Turns a matrix or a list of records into a danfojs `DataFrame`.
 * A missing number is `NaN` and a missing text `null`, as danfojs has them; a key absent from a record is missing.
 * danfojs is for looking, not for a county: some 20,000 × 60 cells take half a second.
 *
 * @param source a matrix `[n × p]`, or `n` records; columns are the keys of all records in order of appearance
 * @throws JZ_PACKAGE_MISSING when danfojs-node is not installed
 * @throws JZ_MATRIX_SHAPE when there is no column
 */
export async function toDataFrame(
  source: Matrix | Records,
  importPackage: ImportPackage = (name) => import(name),
): Promise<danfojs.DataFrame> {
  const { names, columns } = isMatrix(source) ? fromMatrix(source) : fromRecords(source);
  if (names.length === 0) throw new JzError('JZ_MATRIX_SHAPE', { problem: 'a data frame needs a column' });
  const danfo = await loadDanfo(importPackage);
  if (columns[0]?.length === 0) return new danfo.DataFrame([], { columns: names });
  const cells = Object.fromEntries(names.map((name, j) => [name, columns[j]]));
  return new danfo.DataFrame(cells, { dtypes: columns.map(dtype) });
}

interface Table {
  readonly names: string[];
  readonly columns: Cell[][];
}

type Danfo = Pick<typeof danfojs, 'DataFrame'>;

async function loadDanfo(importPackage: ImportPackage): Promise<Danfo> {
  try {
    const imported = (await importPackage('danfojs-node')) as Danfo & { default?: Danfo };
    return imported.default ?? imported;
  } catch (cause) {
    const problem = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
    throw new JzError(
      'JZ_PACKAGE_MISSING',
      { package: 'danfojs-node', purpose: 'toDataFrame', problem, remedy: 'npm install danfojs-node@1.2.0' },
      { cause },
    );
  }
}

function isMatrix(source: Matrix | Records): source is Matrix {
  return !Array.isArray(source);
}

function fromMatrix(source: Matrix): Table {
  return { names: [...source.names], columns: source.columns.map((column) => Array.from(column)) };
}

function fromRecords(records: Records): Table {
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const columns = names.map((name) => {
    const cells = records.map((record) => record[name] ?? null);
    return isNumeric(cells) ? cells.map((cell) => cell ?? Number.NaN) : cells;
  });
  return { names, columns };
}

function isNumeric(cells: readonly Cell[]): boolean {
  return (
    cells.some((cell) => typeof cell === 'number') &&
    cells.every((cell) => cell === null || typeof cell === 'number')
  );
}

/** danfojs guesses a column's type from its first rows; the whole column is known here. */
function dtype(cells: readonly Cell[]): string {
  if (cells.every((cell) => typeof cell === 'number'))
    return cells.every((cell) => Number.isInteger(cell)) ? 'int32' : 'float32';
  return cells.every((cell) => typeof cell === 'boolean') ? 'boolean' : 'string';
}
