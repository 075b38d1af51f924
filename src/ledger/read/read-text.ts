/**
 * A text file: left where it lies when it is UTF-8, else copied as such.
 */
import { join } from 'node:path';
import { JzError } from '../../core/errors/index.ts';
import { parseCsvRecord } from '../../io/csv-record.ts';
import { copyAsUtf8, detectText, type TextEncoding } from '../../io/encoding.ts';
import { textBytes } from '../../io/encoding-source.ts';
import type { ReadableFile, ReadOptions, Scratch } from './types.ts';

const MAX_HEADER_BYTES = 1_000_000;

/** Makes `.csv`, `.tsv`, `.txt` (and `.gz` of them) readable. */
export async function readText(file: string, options: ReadOptions, scratch: Scratch): Promise<ReadableFile> {
  const found = await detectText(file);
  const encoding = textEncoding(found.encoding, options.encoding ?? 'auto');
  const skipLines = (options.headerRow ?? 1) - 1;
  const isReady = encoding.startsWith('utf-8') && skipLines === 0 && !found.hasMixedLineEnds;
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
    header: await readHeader(file, path, delimiter, skipLines + 1),
    warnings: [],
    faults: null,
    senderRow: (dataRow) => dataRow,
  };
}

/** A byte order mark wins over what the mapping says; otherwise the mapping does, and bytes against it are refused. */
function textEncoding(found: TextEncoding, declared: NonNullable<ReadOptions['encoding']>): TextEncoding {
  const isSure = found !== 'utf-8' && found !== 'gb18030';
  return declared === 'auto' || isSure ? found : declared;
}

/** The first line that holds anything, as cells. */
async function readHeader(file: string, path: string, delimiter: string, line: number): Promise<string[]> {
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
      throw new JzError('JZ_RECORD_TOO_LONG', { file, row: 0, expected: MAX_HEADER_BYTES });
  }
  if (bytes === 0)
    throw line === 1
      ? new JzError('JZ_FILE_EMPTY', { file })
      : new JzError('JZ_HEADER_MISSING', { file, row: line });
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
