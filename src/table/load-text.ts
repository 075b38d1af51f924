/**
 * Loads a file into a database table, every column as text, whatever the columns are called.
 */
import { JzError } from '../core/errors/index.ts';
import { duckDbPath, NO_HIVE, sqlIdentifier, type DuckDb } from '../io/duckdb.ts';
import { checkReadable } from '../io/files.ts';
import { scanCsv } from '../io/scan-csv.ts';
import { checkNames, findDelimiter } from './header.ts';

/** A file loaded as table `input`, in file order. */
export interface LoadedText {
  readonly nRows: number;
  /** Column names in file order; those that were wanted are columns `c0`, `c1` … by their place here. */
  readonly names: readonly string[];
}

/**
 * Loads the wanted columns of a CSV, gzipped CSV or Parquet file.
 *
 * @throws JZ_FILE_NOT_FOUND, JZ_FILE_EMPTY, JZ_FILE_TRUNCATED, JZ_FILE_ENCODING, JZ_FILE_QUOTES, JZ_FILE_FORMAT,
 *         JZ_COLUMN_DUPLICATE
 */
export async function loadText(
  db: DuckDb,
  file: string,
  isWanted: (name: string) => boolean,
): Promise<LoadedText> {
  const load = file.endsWith('.parquet') ? loadParquet : loadCsv;
  try {
    const loaded = await load(db, file, isWanted);
    if (loaded.nRows === 0) throw new JzError('JZ_FILE_EMPTY', { file });
    return loaded;
  } catch (cause) {
    if (cause instanceof JzError) throw cause;
    throw new JzError('JZ_FILE_FORMAT', { file, problem: readerProblem(cause) }, { cause });
  }
}

async function loadParquet(
  db: DuckDb,
  file: string,
  isWanted: (name: string) => boolean,
): Promise<LoadedText> {
  await checkReadable(file);
  const path = duckDbPath(file);
  const source = `read_parquet($path, ${NO_HIVE})`;
  const described = await db.rows(`DESCRIBE SELECT * FROM ${source}`, { path });
  const names = described.map((column) => String(column['column_name']));
  checkNames(file, names);
  const cells = described.map((column, j) => {
    const cell = sqlIdentifier(names[j] ?? '');
    return column['column_type'] === 'BOOLEAN' ? `${cell}::INTEGER` : cell;
  });
  return {
    nRows: await createInput(db, names, isWanted, { path, cells, from: source }),
    names,
  };
}

async function loadCsv(db: DuckDb, file: string, isWanted: (name: string) => boolean): Promise<LoadedText> {
  const delimiter = await findDelimiter(file);
  const { header: names, records, broken } = await scanCsv(file, delimiter);
  checkNames(file, names);
  const [first] = broken;
  if (first)
    throw new JzError('JZ_FILE_FORMAT', { file, problem: brokenProblem(first, names.length, broken.length) });
  const cells = names.map((_, j) => `c${j}`);
  const columns = cells.map((cell) => `${cell}: 'VARCHAR'`).join(', ');
  const from = `read_csv($path, columns = {${columns}}, header = true, auto_detect = false, delim = $delimiter,
    quote = '"', escape = '"', nullstr = '', strict_mode = true, max_line_size = 2000000, ${NO_HIVE})`;
  const nRows = await createInput(db, names, isWanted, { path: duckDbPath(file), delimiter, cells, from });
  if (nRows !== records) {
    const problem = `读出 ${nRows} 行，文件有 ${records} 行 / ${nRows} rows read of ${records} in the file`;
    throw new JzError('JZ_FILE_FORMAT', { file, problem });
  }
  return { nRows, names };
}

interface Source {
  readonly path: string;
  readonly delimiter?: string;
  /** The expression of each column of the file. */
  readonly cells: readonly string[];
  readonly from: string;
}

/** Creates `input`; when nothing is wanted it still has the rows. */
async function createInput(
  db: DuckDb,
  names: readonly string[],
  isWanted: (name: string) => boolean,
  { cells, from, ...values }: Source,
): Promise<number> {
  const wanted = cells.flatMap((cell, j) => (isWanted(names[j] ?? '') ? [`${cell}::VARCHAR AS c${j}`] : []));
  await db.run(`CREATE TABLE input AS SELECT ${['0 AS nothing', ...wanted].join(', ')} FROM ${from}`, values);
  const [count] = await db.rows('SELECT count(*)::INTEGER AS n FROM input');
  return Number(count?.['n']);
}

function brokenProblem(
  { row, cells, fault }: { row: number; cells: readonly string[]; fault: 'cells' | 'quotes' },
  width: number,
  count: number,
): string {
  const more = count > 1 ? `；共 ${count} 行如此 / ${count} such rows` : '';
  return fault === 'quotes'
    ? `数据第 ${row} 行的引号有误 / data row ${row} has a stray quotation mark${more}`
    : `数据第 ${row} 行有 ${cells.length} 格，表头有 ${width} 格 / data row ${row} has ${cells.length} cells, the header ${width}${more}`;
}

function readerProblem(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : String(cause);
  if (text.includes('state machine'))
    return '行尾不一致（CRLF 与 LF 混用）/ line ends are mixed (CRLF and LF)';
  return text.split('\n')[0] ?? '';
}
