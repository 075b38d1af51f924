/**
 * An Excel workbook of one sheet from CSV text: identity numbers and dates as text, amounts as numbers.
 */
import { closeSync, openSync, readSync } from 'node:fs';
import { parseCsvRecord } from '../../io/csv-record.ts';
import { columnLetters } from '../../io/spreadsheet-cells.ts';
import { spreadsheetParts } from '../../io/spreadsheet-parts.ts';
import { textCell } from '../../io/spreadsheet-write.ts';
import { writeZip } from '../../io/spreadsheet-zip.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const ROWS_A_PIECE = 500;
const READ_BYTES = 1 << 20;
const LINE_FEED = 10;

/** One sheet: its column names, which of them hold numbers, and its rows. */
export interface Sheet {
  readonly columns: readonly string[];
  readonly numeric: readonly boolean[];
  readonly rows: Iterable<readonly string[]>;
}

/**
 * Writes a workbook. Memory stays bounded, the same rows give the same bytes.
 *
 * @see ECMA-376 part 1, SpreadsheetML
 */
export async function writeXlsx(path: string, sheet: Sheet): Promise<void> {
  const rows = { name: 'xl/worksheets/sheet1.xml', text: sheetText(path, sheet) };
  await writeZip(path, [...spreadsheetParts('Sheet1'), rows]);
}

/** Rows of a UTF-8 CSV without header, `from` the first (0) and at most `count`; no cell holds a line feed. */
export function* csvRows(path: string, from: number, count: number): Generator<readonly string[]> {
  let row = 0;
  for (const text of wholeLines(path))
    for (const line of text.split('\n')) {
      if (row >= from + count) return;
      if (row++ >= from) yield line.includes('"') ? parseCsvRecord(line, ',') : line.split(',');
    }
}

/** The text in pieces of whole lines, without the last line feed of each. */
function* wholeLines(path: string): Generator<string> {
  const file = openSync(path, 'r');
  try {
    let piece = Buffer.allocUnsafe(READ_BYTES);
    let held = 0;
    for (;;) {
      const read = readSync(file, piece, held, piece.length - held, null);
      if (read === 0) break;
      held += read;
      const end = piece.lastIndexOf(LINE_FEED, held - 1);
      if (end >= 0) {
        yield piece.toString('utf8', 0, end);
        piece.copyWithin(0, end + 1, held);
        held -= end + 1;
      } else if (held === piece.length) piece = Buffer.concat([piece, Buffer.allocUnsafe(held)]);
    }
    if (held > 0) yield piece.toString('utf8', 0, held);
  } finally {
    closeSync(file);
  }
}

function* sheetText(path: string, sheet: Sheet): Generator<string> {
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>`;
  const letters = sheet.columns.map((_, at) => columnLetters(at));
  let number = 1;
  let piece = rowText(path, sheet.columns, letters, [], number);
  for (const cells of sheet.rows) {
    piece += rowText(path, cells, letters, sheet.numeric, ++number);
    if (number % ROWS_A_PIECE === 0) {
      yield piece;
      piece = '';
    }
  }
  yield `${piece}</sheetData></worksheet>`;
}

function rowText(
  path: string,
  cells: readonly string[],
  letters: readonly string[],
  numeric: readonly boolean[],
  number: number,
): string {
  let text = `<row r="${number}">`;
  for (let at = 0; at < cells.length; at++) {
    const cell = cells[at] ?? '';
    if (cell === '') continue;
    const place = `${letters[at] ?? ''}${number}`;
    text +=
      numeric[at] && /^-?\d+(\.\d+)?$/.test(cell)
        ? `<c r="${place}"><v>${cell}</v></c>`
        : textCell(path, place, cell);
  }
  return `${text}</row>`;
}
