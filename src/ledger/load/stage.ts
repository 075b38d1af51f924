/**
 * Brings one file into the database as text, every record with its row number: table `staged(row, c0, c1, …)`.
 */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { JzError } from '../../core/errors/index.ts';
import { duckDbPath, sqlIdentifier, type DuckDb } from '../../io/duckdb.ts';
import { checkReadable, hashFile } from '../../io/files.ts';
import { copyWithout } from '../../io/copy-without.ts';
import { scanCsv, type BrokenRecord, type CsvScan } from '../../io/scan-csv.ts';
import type { SourceSpec } from '../mapping/schema.ts';
import type { SourceFile } from './source-file.ts';

/** A staged file. */
export interface Staged {
  readonly file: SourceFile;
  readonly sha256: string;
  readonly bytes: number;
  /** The sender's column names in order; column `i` is staged as `c<i>`. */
  readonly header: readonly string[];
  readonly rowsIn: number;
  readonly broken: readonly BrokenRecord[];
}

/** The staged name of a sender's column. */
export function stagedColumn(staged: Pick<Staged, 'header'>, name: string): string {
  return `c${staged.header.indexOf(name)}`;
}

/**
 * Stages a file after checking that it is whole and has the mapping's columns.
 *
 * @param scratch folder for a copy without broken records
 * @throws JZ_FILE_*, JZ_COLUMN_MISSING, JZ_COLUMN_DUPLICATE, JZ_DELIMITER_WRONG, JZ_RECORD_TOO_LONG
 */
export async function stageFile(db: DuckDb, file: SourceFile, scratch: string): Promise<Staged> {
  return file.name.endsWith('.parquet') ? stageParquet(db, file) : stageCsv(db, file, scratch);
}

async function stageCsv(db: DuckDb, file: SourceFile, scratch: string): Promise<Staged> {
  if (!/\.csv(\.gz)?$/.test(file.name)) throw unreadable(file, 'unknown kind of file');
  await checkNotEmpty(file.path);
  const scan = await scanCsv(file.path, file.source.delimiter);
  checkHeader(file.path, scan.header, file.source);
  const names = scan.header.map((_, i) => `c${i}`);
  const path = scan.broken.length === 0 ? file.path : join(scratch, 'sound.csv');
  if (path !== file.path) await copyWithout(file.path, path, scan.broken);
  await db
    .run(readCsvSql(names, scan.broken), { path: duckDbPath(path), delimiter: file.source.delimiter })
    .catch((cause: unknown) => {
      throw unreadable(file, firstLine(cause), cause);
    });
  await checkReconciled(db, file, scan);
  await addBroken(db, scan.broken, names);
  const { sha256, bytes, header, broken } = scan;
  return { file, sha256, bytes, header, broken, rowsIn: scan.records };
}

/** The reader does not see broken records, so a record's row is its rank plus the broken ones before it. */
function readCsvSql(names: readonly string[], broken: readonly BrokenRecord[]): string {
  const columns = names.map((name) => `'${name}': 'VARCHAR'`).join(', ');
  const read = `SELECT row_number() OVER () AS rank, * FROM read_csv($path, delim = $delimiter,
    auto_detect = false, header = true, quote = '"', escape = '"', nullstr = '', strict_mode = true,
    max_line_size = 2000000, columns = {${columns}})`;
  const shift = broken.length === 0 ? '' : shiftSql(broken);
  return `CREATE OR REPLACE TABLE staged AS SELECT rank ${shift === '' ? '' : '+ coalesce(passed, 0)'} AS row,
    ${names.join(', ')} FROM (${read}) ${shift}`;
}

function shiftSql(broken: readonly BrokenRecord[]): string {
  const passed = new Map<number, number>();
  for (const [k, record] of broken.entries()) passed.set(record.row - 1 - k, k + 1);
  const rows = [...passed].map(([before, count]) => `(${before}, ${count})`).join(', ');
  return `ASOF LEFT JOIN (VALUES ${rows}) AS shift(before, passed) ON rank > before`;
}

async function checkReconciled(db: DuckDb, file: SourceFile, scan: CsvScan): Promise<void> {
  const read = await countRows(db);
  if (read === scan.records - scan.broken.length) return;
  throw unreadable(file, `${scan.records - scan.broken.length} rows counted, ${read} read`);
}

async function countRows(db: DuckDb): Promise<number> {
  const [row] = await db.rows('SELECT count(*) AS n FROM staged');
  return Number(row?.['n']);
}

/** Broken records join the others as far as their cells go, so that the sender gets them back. */
async function addBroken(
  db: DuckDb,
  broken: readonly BrokenRecord[],
  names: readonly string[],
): Promise<void> {
  if (broken.length === 0) return;
  const cells = names.map((_, i) => `nullif(record.cells[${i + 1}], '')`).join(', ');
  const data = broken.map(({ row, cells: values }) => ({ row, cells: values }));
  await db.run(
    `INSERT INTO staged SELECT record.row, ${cells} FROM (SELECT unnest(from_json($data,
       '[{"row":"BIGINT","cells":["VARCHAR"]}]')) AS record)`,
    { data: JSON.stringify(data) },
  );
}

async function stageParquet(db: DuckDb, file: SourceFile): Promise<Staged> {
  await checkReadable(file.path);
  const { sha256, bytes } = await hashFile(file.path);
  const schema = await db
    .rows(
      'SELECT column_name AS name, column_type AS type FROM (DESCRIBE SELECT * FROM read_parquet($path))',
      {
        path: duckDbPath(file.path),
      },
    )
    .catch((cause: unknown) => {
      throw unreadable(file, firstLine(cause), cause);
    });
  const columns = schema.map((row) => ({ name: String(row['name']), type: String(row['type']) }));
  const header = columns.map(({ name }) => name);
  checkHeader(file.path, header, file.source);
  const cells = columns.map(({ name, type }, i) => `${asText(sqlIdentifier(name), type)} AS c${i}`);
  await db
    .run(
      `CREATE OR REPLACE TABLE staged AS SELECT file_row_number + 1 AS row, ${cells.join(', ')}
       FROM read_parquet($path, file_row_number = true)`,
      { path: duckDbPath(file.path) },
    )
    .catch((cause: unknown) => {
      throw unreadable(file, firstLine(cause), cause);
    });
  const rowsIn = await countRows(db);
  if (rowsIn === 0) throw new JzError('JZ_FILE_EMPTY', { file: file.path });
  return { file, sha256, bytes, header, rowsIn, broken: [] };
}

/** Whole numbers kept as floating point are written without a fraction; NaN is a missing cell. */
function asText(column: string, type: string): string {
  if (type !== 'DOUBLE' && type !== 'FLOAT') return `nullif(CAST(${column} AS VARCHAR), '')`;
  return `CASE WHEN isnan(${column}) THEN NULL WHEN ${column} = trunc(${column}) AND abs(${column}) < 1e15
    THEN CAST(CAST(${column} AS BIGINT) AS VARCHAR) ELSE CAST(${column} AS VARCHAR) END`;
}

function checkHeader(file: string, header: readonly string[], source: SourceSpec): void {
  const repeated = header.find((name, i) => header.indexOf(name) !== i);
  if (repeated !== undefined)
    throw new JzError('JZ_COLUMN_DUPLICATE', { file, column: repeated || '(empty)' });
  const [only] = header;
  const other = [',', ';', '\t', '|'].find(
    (mark) => header.length === 1 && mark !== source.delimiter && only?.includes(mark),
  );
  if (other !== undefined)
    throw new JzError('JZ_DELIMITER_WRONG', { file, value: shown(other), expected: shown(source.delimiter) });
  const missing = Object.keys(source.columns).find((name) => !header.includes(name));
  if (missing !== undefined) throw new JzError('JZ_COLUMN_MISSING', { file, column: missing });
}

function shown(delimiter: string): string {
  return delimiter === '\t' ? 'TAB' : delimiter;
}

async function checkNotEmpty(path: string): Promise<void> {
  const { size } = await stat(path).catch((cause: unknown) => {
    throw new JzError('JZ_FILE_NOT_FOUND', { file: path }, { cause });
  });
  if (size === 0) throw new JzError('JZ_FILE_EMPTY', { file: path });
}

function unreadable(file: SourceFile, problem: string, cause?: unknown): JzError {
  if (cause instanceof JzError) return cause;
  return new JzError('JZ_FILE_FORMAT', { file: file.path, problem }, { cause });
}

function firstLine(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).split('\n')[0] ?? '';
}
