/**
 * What a department really sent becomes text the load can read: UTF-8 CSV, or the Parquet file as it is.
 */
import { fileKind } from './file-kind.ts';
import { readText } from './read-text.ts';
import { readWorkbook } from './read-workbook.ts';
import type { ReadableFile, ReadOptions, Scratch } from './types.ts';

export type { ReadableFile, ReadOptions, ReadWarning, Scratch } from './types.ts';

/**
 * Makes a department's file readable; streaming, in bounded memory whatever the size.
 *
 * @param scratch folder for the copy; each call writes names of its own (`<stem>.read.csv`, `<stem>.faults.csv`)
 * @throws JZ_FILE_NOT_FOUND, JZ_FILE_EMPTY, JZ_FILE_TRUNCATED, JZ_FILE_FORMAT, JZ_RECORD_TOO_LONG and the JZ_FILE_*,
 *         JZ_SHEET_*, JZ_HEADER_MISSING of src/core/errors/reading.ts
 */
export async function readable(path: string, options: ReadOptions, scratch: Scratch): Promise<ReadableFile> {
  const kind = await fileKind(path);
  if (kind === 'csv') return readText(path, options, scratch);
  return kind === 'xlsx' ? readWorkbook(path, options, scratch) : parquet(path);
}

function parquet(path: string): ReadableFile {
  return {
    path,
    format: 'parquet',
    delimiter: ',',
    kind: 'parquet',
    encoding: null,
    sheet: null,
    header: [],
    warnings: [],
    faults: null,
    senderRow: (dataRow) => dataRow,
  };
}
