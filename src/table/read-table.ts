/**
 * Reads a team's own wide table: CSV, gzipped CSV or Parquet; numeric or text columns; an empty cell is missing.
 */
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { JzError } from '../core/errors/index.ts';
import { openDuckDb, sqlIdentifier, type DuckDb } from '../io/duckdb.ts';
import { checkReadable } from '../io/files.ts';
import { parseHeader } from './header.ts';

/** A column as it was read. Missing is `NaN` in numbers and `null` in text. */
export type Column =
  | { readonly kind: 'number'; readonly values: Float64Array }
  | { readonly kind: 'text'; readonly values: readonly (string | null)[] };

/** A table in memory, columns in file order. */
export interface Table {
  readonly file: string;
  readonly nRows: number;
  readonly columns: ReadonlyMap<string, Column>;
}

/** A column is text when more than this share of its filled cells are not numbers; fewer are mistakes. */
const TEXT_SHARE = 0.05;

/**
 * Reads a whole table.
 *
 * @param expected kinds of columns known beforehand; a cell that contradicts them is refused
 * @throws JZ_FILE_NOT_FOUND, JZ_FILE_EMPTY, JZ_FILE_TRUNCATED, JZ_FILE_FORMAT, JZ_COLUMN_DUPLICATE, JZ_VALUE_NOT_NUMBER
 */
export async function readTable(
  file: string,
  expected: ReadonlyMap<string, Column['kind']> = new Map(),
): Promise<Table> {
  await checkReadable(file);
  const db = await openDuckDb();
  try {
    const names = await loadAsText(db, file);
    const kinds = await columnKinds(db, file, names, expected);
    return await readColumns(db, file, names, kinds);
  } finally {
    db.close();
  }
}

/** Loads the file into table `input(row, …)`, every column as text. */
async function loadAsText(db: DuckDb, file: string): Promise<readonly string[]> {
  const isParquet = file.endsWith('.parquet');
  const source = isParquet ? 'read_parquet($file)' : await csvSource(file);
  try {
    await db.run(`CREATE TABLE input AS SELECT * FROM ${source}`, { file });
    const described = await db.rows('DESCRIBE input');
    const names = described.map((column) => String(column['column_name']));
    if (isParquet) await castToText(db, names);
    const [count] = await db.rows('SELECT count(*)::INTEGER AS n FROM input');
    if (Number(count?.['n']) === 0) throw new JzError('JZ_FILE_EMPTY', { file });
    return names;
  } catch (cause) {
    if (cause instanceof JzError) throw cause;
    const problem = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
    throw new JzError('JZ_FILE_FORMAT', { file, problem }, { cause });
  }
}

async function castToText(db: DuckDb, names: readonly string[]): Promise<void> {
  const casts = names.map((name) => `${sqlIdentifier(name)}::VARCHAR AS ${sqlIdentifier(name)}`);
  await db.run(`CREATE OR REPLACE TABLE input AS SELECT ${casts.join(', ')} FROM input`);
}

/** The header is read by us, so that two columns of one name are refused instead of renamed. */
async function csvSource(file: string): Promise<string> {
  const { names, delimiter } = parseHeader(file, await firstLine(file));
  const columns = names.map((name) => `${sqlText(name)}: 'VARCHAR'`);
  return `read_csv($file, columns = {${columns.join(', ')}}, header = true, auto_detect = false,
    delim = ${sqlText(delimiter)}, quote = '"', escape = '"', strict_mode = true, null_padding = false)`;
}

function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

async function firstLine(file: string): Promise<string> {
  const raw = createReadStream(file);
  const stream = file.endsWith('.gz') ? raw.pipe(createGunzip()) : raw;
  let text = '';
  for await (const chunk of stream) {
    text += (chunk as Buffer).toString('utf8');
    if (text.includes('\n') || text.length > 1_000_000) break;
  }
  raw.destroy();
  return text.split(/\r?\n/, 1)[0] ?? '';
}

async function columnKinds(
  db: DuckDb,
  file: string,
  names: readonly string[],
  expected: ReadonlyMap<string, Column['kind']>,
): Promise<Column['kind'][]> {
  const counts = names.map((name, j) => {
    const cell = `nullif(trim(${sqlIdentifier(name)}), '')`;
    return `count(${cell})::INTEGER AS filled${j}, count(try_cast(${cell} AS DOUBLE))::INTEGER AS numbers${j}`;
  });
  const [row] = await db.rows(`SELECT ${counts.join(', ')} FROM input`);
  const kinds: Column['kind'][] = [];
  for (const [j, name] of names.entries()) {
    const filled = Number(row?.[`filled${j}`]);
    const bad = filled - Number(row?.[`numbers${j}`]);
    const kind = expected.get(name) ?? (bad > TEXT_SHARE * filled ? 'text' : 'number');
    if (kind === 'number' && bad > 0) await refuseText(db, file, name);
    kinds.push(kind);
  }
  return kinds;
}

/** Names the first cell of a number column that is not a number. */
async function refuseText(db: DuckDb, file: string, column: string): Promise<never> {
  const cell = `nullif(trim(${sqlIdentifier(column)}), '')`;
  const [found] = await db.rows(
    `SELECT n, value FROM (SELECT row_number() OVER () AS n, ${cell} AS value FROM input)
     WHERE value IS NOT NULL AND try_cast(value AS DOUBLE) IS NULL ORDER BY n LIMIT 1`,
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
  file: string,
  names: readonly string[],
  kinds: readonly Column['kind'][],
): Promise<Table> {
  const columns = new Map<string, Column>();
  const numeric = names.filter((_, j) => kinds[j] === 'number');
  const textual = names.filter((_, j) => kinds[j] === 'text');
  const numbers = numeric.map((name) => `try_cast(nullif(trim(${sqlIdentifier(name)}), '') AS DOUBLE)`);
  const texts = textual.map((name) => `nullif(${sqlIdentifier(name)}, '')`);
  const [count] = await db.rows('SELECT count(*)::INTEGER AS n FROM input');
  const read = numeric.length > 0 ? await db.doubles(`SELECT ${numbers.join(', ')} FROM input`) : null;
  const words = textual.length > 0 ? await db.texts(`SELECT ${texts.join(', ')} FROM input`) : null;
  for (const name of names) {
    const number = numeric.indexOf(name);
    const values = number >= 0 ? read?.columns[number] : undefined;
    if (values) columns.set(name, { kind: 'number', values });
    else columns.set(name, { kind: 'text', values: words?.columns[textual.indexOf(name)] ?? [] });
  }
  return { file, nRows: Number(count?.['n']), columns };
}
