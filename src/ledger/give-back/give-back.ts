/**
 * Rejected rows go back in the sender's own format and encoding, so that they can be corrected and re-sent.
 */
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import iconv from 'iconv-lite';
import { csvField } from '../../io/csv-record.ts';
import type { TextEncoding } from '../../io/encoding.ts';
import { MAX_CELL_CHARACTERS, writeSpreadsheet } from '../../io/spreadsheet-write.ts';
import type { ReadableFile } from '../read/readable.ts';

/** A rejected row: the sender's cells in the order of the header, and what was wrong. */
export interface RejectedRow {
  /** Data row: the first under the header is 1. */
  readonly row: number;
  readonly cells: readonly (string | null)[];
  /** Column 错误原因. */
  readonly reasons: string;
  /** Column error_code. */
  readonly codes: string;
}

/** How the sender wrote, from `readable`; `header` must be filled in for Parquet. */
export type SenderForm = Pick<ReadableFile, 'kind' | 'encoding' | 'delimiter' | 'sheet' | 'header'>;

const ADDED = ['错误原因', 'error_code', 'row'] as const;

/**
 * Writes rejected rows with columns 错误原因, error_code and row behind the sender's own. Streaming.
 * Text goes back in the sender's encoding (GB18030 as GB18030, a byte order mark where there was one), a workbook as
 * a workbook with every cell as text, Parquet as CSV that Excel opens.
 *
 * @param stem path without ending; the ending follows the form: .csv, or .xlsx for a workbook
 * @returns the path written
 */
export async function giveBack(
  stem: string,
  form: SenderForm,
  rows: AsyncIterable<RejectedRow> | Iterable<RejectedRow>,
): Promise<string> {
  if (form.kind === 'xlsx') return giveBackSheet(`${stem}.xlsx`, form, rows);
  const path = `${stem}.csv`;
  const encoding = form.kind === 'parquet' ? 'utf-8-bom' : (form.encoding ?? 'utf-8-bom');
  const delimiter = form.kind === 'parquet' ? ',' : form.delimiter;
  await pipeline(encoded(csvLines(form.header, delimiter, rows), encoding), createWriteStream(path));
  return path;
}

async function giveBackSheet(
  path: string,
  form: SenderForm,
  rows: AsyncIterable<RejectedRow> | Iterable<RejectedRow>,
): Promise<string> {
  const cells = async function* (): AsyncGenerator<(string | number | null)[]> {
    for await (const { row, cells: own, reasons, codes } of rows)
      yield [...fitted(own, form.header.length), cut(reasons), cut(codes), row];
  };
  const columns = [...form.header, ...addedNames(form.header)];
  await writeSpreadsheet(path, { name: form.sheet ?? 'Sheet1', columns, rows: cells() });
  return path;
}

async function* csvLines(
  header: readonly string[],
  delimiter: string,
  rows: AsyncIterable<RejectedRow> | Iterable<RejectedRow>,
): AsyncGenerator<string> {
  const line = (cells: readonly (string | null)[]): string =>
    `${cells.map((cell) => field(cell ?? '', delimiter)).join(delimiter)}\r\n`;
  yield line([...header, ...addedNames(header)]);
  for await (const { row, cells, reasons, codes } of rows)
    yield line([...fitted(cells, header.length), inert(reasons), inert(codes), String(row)]);
}

/** A file that was given back once and re-sent has the added columns already: the new ones get a number. */
function addedNames(header: readonly string[]): string[] {
  return ADDED.map((name) => {
    let free: string = name;
    for (let n = 2; header.includes(free); n++) free = `${name}_${n}`;
    return free;
  });
}

function fitted(cells: readonly (string | null)[], width: number): (string | null)[] {
  return Array.from({ length: width }, (_, i) => cells[i] ?? null);
}

function cut(text: string): string {
  return text.length <= MAX_CELL_CHARACTERS ? text : `${text.slice(0, MAX_CELL_CHARACTERS - 2)} …`;
}

/** Our own columns never begin a formula; the sender's cells go back as they came. */
function inert(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function field(text: string, delimiter: string): string {
  return delimiter !== ',' && text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : csvField(text);
}

async function* encoded(lines: AsyncIterable<string>, encoding: TextEncoding): AsyncGenerator<Buffer> {
  const name = encoding === 'utf-8-bom' ? 'utf-8' : encoding;
  if (encoding !== 'utf-8' && encoding !== 'gb18030') yield iconv.encode('\ufeff', name);
  let text = '';
  for await (const line of lines) {
    text += line;
    if (text.length < 1 << 16) continue;
    yield iconv.encode(text, name);
    text = '';
  }
  yield iconv.encode(text, name);
}
