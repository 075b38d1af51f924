/**
 * The header and the first rows of a department's file, whatever its form.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseCsvRecord } from '../../io/csv-record.ts';
import { openDuckDb, parquetSql } from '../../io/duckdb.ts';
import { textBytes } from '../../io/encoding-source.ts';
import { parquetColumns } from '../read/parquet-columns.ts';
import { readable, type ReadableFile, type ReadOptions } from '../read/readable.ts';
import { unreadable } from '../read/unreadable.ts';

/** One column of a sample. */
export interface SampleColumn {
  readonly name: string;
  /** Cells as text, outer spaces removed, full-width characters half-width; empty cells are ''. */
  readonly values: readonly string[];
}

/** What was looked at. */
export interface Sample {
  readonly columns: readonly SampleColumn[];
  readonly rows: number;
  readonly delimiter: NonNullable<ReadOptions['delimiter']>;
  readonly sheet: string | null;
  readonly encoding: string | null;
}

/** How the file is to be read. */
export interface SampleOptions {
  readonly sheet?: string | undefined;
  readonly headerRow?: number | undefined;
}

const MAX_ROWS = 5000;
const MAX_BYTES = 8 << 20;
const delimiters = [',', '\t', ';', '|'] as const;

/**
 * Reads the head of a file; a text file in another encoding than UTF-8 and a workbook are read to the end once.
 *
 * @throws what `readable` throws
 */
export async function readSample(file: string, options: SampleOptions = {}): Promise<Sample> {
  const folder = await mkdtemp(join(tmpdir(), 'jiuzhu-suggest-'));
  try {
    const read = await readable(file, { ...options, formulas: 'cached' }, { folder, stem: 'sample' });
    return await sampleOf(read);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function sampleOf(read: ReadableFile): Promise<Sample> {
  const { sheet, encoding } = read;
  if (read.format === 'parquet')
    return { ...(await parquetTable(read.path)), delimiter: ',', sheet, encoding };
  const text = await headOf(read.path);
  const delimiter = delimiterOf(text);
  const records = recordsOf(text, MAX_ROWS + 1).map((record) => parseCsvRecord(record, delimiter));
  const [header = [], ...rows] = records;
  const columns = header.map((name, i) => ({ name, values: rows.map((row) => plain(row[i] ?? '')) }));
  return { columns, rows: rows.length, delimiter, sheet, encoding };
}

async function parquetTable(path: string): Promise<Pick<Sample, 'columns' | 'rows'>> {
  const db = await openDuckDb();
  try {
    const found = await parquetColumns(db, path);
    const names = found.map(({ name }) => name);
    const { columns, nRows } = await db
      .texts(
        `SELECT ${found.map(({ text }, i) => `${text} AS c${i}`).join(', ')} FROM ${parquetSql([path])} LIMIT ${MAX_ROWS}`,
      )
      .catch((cause: unknown) => {
        throw unreadable(path, cause);
      });
    const cells = (i: number): string[] => (columns[i] ?? []).map((value) => plain(value ?? ''));
    return { columns: names.map((name, i) => ({ name, values: cells(i) })), rows: nRows };
  } finally {
    db.close();
  }
}

/** The first megabytes, without a record that was cut off. */
async function headOf(path: string): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of textBytes(path)) {
    pieces.push(piece);
    bytes += piece.length;
    if (bytes > MAX_BYTES) break;
  }
  const text = Buffer.concat(pieces)
    .toString('utf8')
    .replace(/^\ufeff/, '');
  return bytes > MAX_BYTES ? text.slice(0, text.lastIndexOf('\n')) : text;
}

function recordsOf(text: string, most: number): string[] {
  const records: string[] = [];
  let start = 0;
  let inQuotes = false;
  for (let i = 0; i <= text.length && records.length < most; i++) {
    const char = i === text.length ? '\n' : text.charAt(i);
    if (char === '"') inQuotes = !inQuotes;
    if (char !== '\n' || (inQuotes && i < text.length)) continue;
    const record = text.slice(start, i).replace(/\r$/, '');
    if (record !== '') records.push(record);
    start = i + 1;
  }
  return records;
}

/** The separator the header line has most of. */
function delimiterOf(text: string): Sample['delimiter'] {
  const line = /^.*$/m.exec(text)?.[0] ?? '';
  const count = (delimiter: string): number => line.split(delimiter).length;
  return [...delimiters].sort((a, b) => count(b) - count(a))[0] ?? ',';
}

function plain(cell: string): string {
  return cell.normalize('NFKC').trim();
}
