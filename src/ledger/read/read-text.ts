/**
 * A text file: left where it lies when it is UTF-8, else copied as such.
 */
import { join } from 'node:path';
import { JzError } from '../../core/errors/index.ts';
import { parseCsvRecord } from '../../io/csv-record.ts';
import { copyAsUtf8, detectEncoding, type TextEncoding } from '../../io/encoding.ts';
import { textBytes } from '../../io/encoding-source.ts';
import type { ReadableFile, ReadOptions, Scratch } from './types.ts';

const MAX_HEADER_BYTES = 1_000_000;

/** Makes `.csv`, `.tsv`, `.txt` (and `.gz` of them) readable. */
export async function readText(file: string, options: ReadOptions, scratch: Scratch): Promise<ReadableFile> {
  const encoding = await textEncoding(file, options.encoding ?? 'auto');
  const skipLines = (options.headerRow ?? 1) - 1;
  const isReady = encoding.startsWith('utf-8') && skipLines === 0;
  const path = isReady ? file : join(scratch.folder, `${scratch.stem}.read.csv`);
  if (!isReady) await copyAsUtf8(file, encoding, { path, skipLines });
  const delimiter = options.delimiter ?? ',';
  return {
    path,
    format: 'csv',
    delimiter,
    kind: 'csv',
    encoding,
    sheet: null,
    header: await readHeader(path, delimiter, skipLines + 1),
    warnings: [],
    faults: null,
    senderRow: (dataRow) => dataRow,
  };
}

/** What the bytes say wins over a declared UTF-8 or UTF-16 only by its byte order mark. */
async function textEncoding(
  file: string,
  declared: NonNullable<ReadOptions['encoding']>,
): Promise<TextEncoding> {
  const found = await detectEncoding(file);
  if (declared === 'auto' || found === declared) return found;
  if (declared === 'gb18030' && found === 'utf-8') return declared;
  if (found === 'gb18030' && declared !== 'utf-8') return declared;
  return found;
}

/** The first line that holds anything, as cells. */
async function readHeader(path: string, delimiter: string, line: number): Promise<string[]> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of textBytes(path)) {
    pieces.push(piece);
    bytes += piece.length;
    const text = Buffer.concat(pieces)
      .toString('utf8')
      .replace(/^\ufeff?[\r\n]*/, '');
    const end = recordEnd(text);
    if (end !== -1) return parseCsvRecord(text.slice(0, end).replace(/\r$/, ''), delimiter);
    if (bytes > MAX_HEADER_BYTES)
      throw new JzError('JZ_RECORD_TOO_LONG', { file: path, row: 0, expected: MAX_HEADER_BYTES });
  }
  if (bytes === 0) throw new JzError('JZ_HEADER_MISSING', { file: path, row: line });
  const text = Buffer.concat(pieces)
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trim();
  return parseCsvRecord(text, delimiter);
}

/** Where the first record's line break lies; -1 when it has none yet. */
function recordEnd(text: string): number {
  let inQuotes = false;
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i);
    if (char === 34) inQuotes = !inQuotes;
    else if (char === 10 && !inQuotes) return i;
  }
  return -1;
}
