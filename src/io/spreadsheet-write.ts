/**
 * An Excel workbook of one sheet, written row by row: text stays text whatever it looks like, numbers are numbers.
 */
import { JzError } from '../core/errors/index.ts';
import { columnLetters } from './spreadsheet-cells.ts';
import { spreadsheetParts } from './spreadsheet-parts.ts';
import { writeZip } from './spreadsheet-zip.ts';

/** Rows a sheet holds under its header. */
export const MAX_SHEET_ROWS = 1_048_575;
/** Characters a cell holds. */
export const MAX_CELL_CHARACTERS = 32_767;

/** A cell; null is empty. */
export type SheetValue = string | number | null;

/** One sheet to write. */
export interface Sheet {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: Iterable<readonly SheetValue[]> | AsyncIterable<readonly SheetValue[]>;
}

const ROWS_A_PIECE = 500;

/**
 * Writes a workbook in bounded memory; the same rows give the same bytes. The header stays in view.
 *
 * @returns the number of rows
 * @throws JZ_SHEET_TOO_LONG beyond 1,048,575 rows, JZ_VALUE_INVALID for a text longer than a cell holds
 * @see ECMA-376 part 1, SpreadsheetML
 */
export async function writeSpreadsheet(path: string, sheet: Sheet): Promise<number> {
  const count = { rows: 0 };
  const rows = { name: 'xl/worksheets/sheet1.xml', text: sheetText(path, sheet, count) };
  await writeZip(path, [...spreadsheetParts(sheet.name), rows]);
  return count.rows;
}

/** @throws JZ_SHEET_TOO_LONG */
export function checkSheetRows(file: string, rows: number): void {
  if (rows > MAX_SHEET_ROWS) throw new JzError('JZ_SHEET_TOO_LONG', { file, rows, expected: MAX_SHEET_ROWS });
}

async function* sheetText(file: string, sheet: Sheet, count: { rows: number }): AsyncGenerator<string> {
  const letters = sheet.columns.map((_, column) => columnLetters(column));
  yield `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`;
  let piece = rowText(file, sheet.columns, letters, 1);
  for await (const cells of sheet.rows) {
    checkSheetRows(file, ++count.rows);
    piece += rowText(file, cells, letters, count.rows + 1);
    if (count.rows % ROWS_A_PIECE !== 0) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}</sheetData></worksheet>`;
}

function rowText(
  file: string,
  cells: readonly SheetValue[],
  letters: readonly string[],
  number: number,
): string {
  let text = `<row r="${number}">`;
  for (let column = 0; column < cells.length; column++) {
    const cell = cells[column];
    if (cell === null || cell === undefined || cell === '') continue;
    const place = `${letters[column] ?? columnLetters(column)}${number}`;
    if (typeof cell === 'string') text += textCell(file, place, cell);
    else if (Number.isFinite(cell)) text += `<c r="${place}"><v>${cell}</v></c>`;
  }
  return `${text}</row>`;
}

/**
 * A cell of text. Style 1 is the number format "text": Excel leaves the digits alone even when the cell is edited.
 *
 * @param place `B7`
 * @throws JZ_VALUE_INVALID for a text longer than a cell holds
 */
export function textCell(file: string, place: string, text: string): string {
  if (text.length > MAX_CELL_CHARACTERS)
    throw new JzError('JZ_VALUE_INVALID', {
      file,
      row: place,
      column: place,
      value: text.slice(0, 40),
      expected: `at most ${MAX_CELL_CHARACTERS} characters / 不超过 ${MAX_CELL_CHARACTERS} 个字符`,
    });
  const space = text.trim() === text ? '' : ' xml:space="preserve"';
  return `<c r="${place}" s="1" t="inlineStr"><is><t${space}>${escapedText(text)}</t></is></c>`;
}

const MARKUP: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Characters XML cannot hold are written as Excel does: `_x0000_`; such a text itself begins `_x005F_`. */
function escapedText(text: string): string {
  if (!/[^\t\n -%'-;=?-\ud7ff\ue000-\ufffd]|"|_x/.test(text)) return text;
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[&<>"]/g, (char) => MARKUP[char] ?? char)
    .replace(/[^\t\n -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, (char) => {
      const code = char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
      return `_x${code}_`;
    });
}
