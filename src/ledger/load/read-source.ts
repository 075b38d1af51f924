/**
 * Makes one file readable as an SQL relation of text: `row, c0, c1, …`, the first data row is 1.
 */
import { join } from 'node:path';
import { JzError } from '../../core/errors/index.ts';
import { copyWithout } from '../../io/copy-without.ts';
import { duckDbPath, NO_HIVE, parquetSql, sqlLiteral, type DuckDb } from '../../io/duckdb.ts';
import { isGzip } from '../../io/files.ts';
import { scanCsv, type BrokenRecord } from '../../io/scan-csv.ts';
import { parquetColumns } from '../read/parquet-columns.ts';
import { readable, type ReadableFile } from '../read/readable.ts';
import { checkHeader } from './header.ts';
import type { SourceTable } from './source-columns.ts';
import type { SourceFile } from './source-file.ts';

/**
 * Reads what must be known of a file before its rows: whole, in a known encoding, with the mapping's columns.
 *
 * @throws JZ_FILE_*, JZ_COLUMN_MISSING, JZ_COLUMN_DUPLICATE, JZ_DELIMITER_WRONG, JZ_RECORD_TOO_LONG
 */
export async function readSource(
  db: DuckDb,
  file: SourceFile,
  scratch: { readonly folder: string; readonly stem: string },
): Promise<SourceTable> {
  const { encoding, delimiter, sheet, header_row: headerRow } = file.source;
  const read = await readable(file.path, { encoding, delimiter, sheet, headerRow }, scratch);
  try {
    return read.format === 'parquet'
      ? await parquetTable(db, file, read)
      : await csvTable(file, read, join(scratch.folder, `${scratch.stem}.sound.csv`));
  } catch (error) {
    throw namingSender(error, read.path, file.path);
  }
}

async function csvTable(file: SourceFile, read: ReadableFile, soundPath: string): Promise<SourceTable> {
  const scan = await scanCsv(read.path, read.delimiter);
  checkHeader(file.path, scan.header, file.source);
  const isSound = scan.broken.length === 0;
  if (!isSound) await copyWithout(read.path, soundPath, scan.broken);
  const sql = readCsvSql(isSound ? read.path : soundPath, read.delimiter, scan.header.length, scan.broken);
  return { file, header: scan.header, rowsIn: scan.records, broken: scan.broken, sql, readable: read };
}

/** The reader does not see broken records, so a record's row is its rank plus the broken ones before it. */
function readCsvSql(path: string, delimiter: string, width: number, broken: readonly BrokenRecord[]): string {
  const names = Array.from({ length: width }, (_, i) => `c${i}`);
  const columns = names.map((name) => `'${name}': 'VARCHAR'`).join(', ');
  const read = `SELECT row_number() OVER () AS rank, * FROM read_csv(${sqlLiteral(duckDbPath(path))},
    compression = '${isGzip(path) ? 'gzip' : 'none'}', ${NO_HIVE}, delim = ${sqlLiteral(delimiter)}, auto_detect = false, header = true, quote = '"', escape = '"', nullstr = '',
    strict_mode = true, max_line_size = 2000000, columns = {${columns}})`;
  if (broken.length === 0) return `SELECT rank AS row, ${names.join(', ')} FROM (${read})`;
  return `SELECT rank + coalesce(passed, 0) AS row, ${names.join(', ')} FROM (${read}) ${shiftSql(broken)}`;
}

function shiftSql(broken: readonly BrokenRecord[]): string {
  const passed = new Map<number, number>();
  for (const [k, record] of broken.entries()) passed.set(record.row - 1 - k, k + 1);
  const rows = [...passed].map(([before, count]) => `(${before}, ${count})`).join(', ');
  return `ASOF LEFT JOIN (VALUES ${rows}) AS shift(before, passed) ON rank > before`;
}

async function parquetTable(db: DuckDb, file: SourceFile, read: ReadableFile): Promise<SourceTable> {
  const columns = await parquetColumns(db, read.path);
  const header = columns.map(({ name }) => name);
  checkHeader(file.path, header, file.source);
  const nested = columns.find(({ name, isNested }) => isNested && Object.hasOwn(file.source.columns, name));
  if (nested)
    throw new JzError('JZ_FILE_FORMAT', {
      file: file.path,
      problem: `列 ${nested.name} 的单元格不是单个值 / column ${nested.name} holds ${nested.type}, not one value a cell`,
    });
  const [count] = await db.rows(`SELECT count(*) AS n FROM ${parquetSql([read.path])}`);
  const rowsIn = Number(count?.['n']);
  if (rowsIn === 0) throw new JzError('JZ_FILE_EMPTY', { file: file.path });
  const cells = columns.map(({ text }, i) => `${text} AS c${i}`);
  const rows = parquetSql([read.path], ', file_row_number = true');
  const sql = `SELECT file_row_number + 1 AS row, ${cells.join(', ')} FROM ${rows}`;
  return { file, header, rowsIn, broken: [], sql, readable: { ...read, header } };
}

/** An error of the copy in scratch is an error of the file it was made from. */
export function namingSender(error: unknown, copy: string, sender: string): unknown {
  if (!(error instanceof JzError) || error.details['file'] !== copy) return error;
  return new JzError(error.code, { ...error.details, file: sender }, { cause: error.cause });
}
