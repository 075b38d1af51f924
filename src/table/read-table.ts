/**
 * Reads a team's own wide table: CSV, gzipped CSV or Parquet; numeric or text columns; an empty cell is missing.
 */
import { JzError } from '../core/errors/index.ts';
import { openDuckDb, type DuckDb } from '../io/duckdb.ts';
import { loadText } from './load-text.ts';

/** A column as it was read. Missing is `NaN` in numbers and `null` in text. */
export type Column =
  | { readonly kind: 'number'; readonly values: Float64Array }
  | { readonly kind: 'text'; readonly values: readonly (string | null)[] };

/** Kinds of columns that are known beforehand. */
export type ColumnKinds = ReadonlyMap<string, Column['kind']>;

/** A table in memory, columns in file order. */
export interface Table {
  readonly file: string;
  readonly nRows: number;
  readonly columns: ReadonlyMap<string, Column>;
  /** Columns read as text although more than half of their filled cells are numbers. */
  readonly mixed: readonly string[];
}

/** A column is text when more than this share of its filled cells are not numbers; fewer are mistakes. */
const TEXT_SHARE = 0.05;

/**
 * Reads a table.
 *
 * @param kinds of columns known beforehand; a cell that contradicts them is refused
 * @param which `named` reads only the columns whose kind is given
 * @throws JZ_VALUE_NOT_NUMBER, and what loading a file throws
 */
export async function readTable(
  file: string,
  kinds: ColumnKinds = new Map(),
  which: 'all' | 'named' = 'all',
): Promise<Table> {
  const db = await openDuckDb();
  try {
    const isWanted = (name: string): boolean => which === 'all' || kinds.has(name);
    const { names, nRows } = await loadText(db, file, isWanted);
    const places = names.flatMap((name, j) => (isWanted(name) ? [{ name, cell: `c${j}` }] : []));
    const counted = await countCells(db, places);
    const chosen = counted.map((count) => ({
      ...count,
      kind: kinds.get(count.name) ?? (count.words > TEXT_SHARE * count.filled ? 'text' : 'number'),
    }));
    for (const { name, cell, kind, words } of chosen)
      if (kind === 'number' && words > 0) await refuseText(db, file, name, cell);
    const mixed = chosen.filter(
      ({ name, kind, words, filled }) => !kinds.has(name) && kind === 'text' && words < filled / 2,
    );
    return {
      file,
      nRows,
      columns: await readColumns(db, chosen),
      mixed: mixed.map(({ name }) => name),
    };
  } finally {
    db.close();
  }
}

/** A column of the file and the database column that holds it. */
interface Place {
  readonly name: string;
  readonly cell: string;
}

/** Filled cells, and those of them that are not numbers. */
async function countCells(db: DuckDb, places: readonly Place[]) {
  if (places.length === 0) return [];
  const counts = places.map(
    ({ cell }) =>
      `count(${trimmed(cell)})::INTEGER AS filled_${cell}, count(${number(cell)})::INTEGER AS numbers_${cell}`,
  );
  const [row] = await db.rows(`SELECT ${counts.join(', ')} FROM input`);
  return places.map((place) => {
    const filled = Number(row?.[`filled_${place.cell}`]);
    return { ...place, filled, words: filled - Number(row?.[`numbers_${place.cell}`]) };
  });
}

/** Names the first cell of a number column that is not a number. */
async function refuseText(db: DuckDb, file: string, column: string, cell: string): Promise<never> {
  const [found] = await db.rows(
    `SELECT n, value FROM (SELECT row_number() OVER () AS n, ${trimmed(cell)} AS value, ${number(cell)} AS number FROM input)
     WHERE value IS NOT NULL AND number IS NULL ORDER BY n LIMIT 1`,
  );
  throw new JzError('JZ_VALUE_NOT_NUMBER', {
    file,
    row: String(found?.['n']),
    column,
    value: String(found?.['value']),
  });
}

async function readColumns(
  db: DuckDb,
  chosen: readonly (Place & { readonly kind: Column['kind'] })[],
): Promise<Map<string, Column>> {
  const numeric = chosen.filter(({ kind }) => kind === 'number');
  const textual = chosen.filter(({ kind }) => kind === 'text');
  const select = (cells: readonly string[]): string => `SELECT ${cells.join(', ')} FROM input`;
  const numbers =
    numeric.length > 0 ? (await db.doubles(select(numeric.map(({ cell }) => number(cell))))).columns : [];
  const words =
    textual.length > 0
      ? (await db.texts(select(textual.map(({ cell }) => `nullif(${cell}, '')`)))).columns
      : [];
  const columns = new Map<string, Column>();
  for (const place of chosen) {
    const { name, kind } = place;
    if (kind === 'number')
      columns.set(name, { kind, values: numbers[numeric.indexOf(place)] ?? new Float64Array() });
    else columns.set(name, { kind, values: words[textual.indexOf(place)] ?? [] });
  }
  return columns;
}

function trimmed(cell: string): string {
  return `nullif(trim(${cell}), '')`;
}

function number(cell: string): string {
  return `try_cast(${trimmed(cell)} AS DOUBLE)`;
}
