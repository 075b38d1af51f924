/**
 * An Excel workbook of one sheet, written row by row: identity numbers and dates as text, amounts as numbers.
 */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseCsvRecord } from '../../io/csv-record.ts';
import { writeZip } from '../../io/spreadsheet-zip.ts';

/** Rows a sheet holds, header included. */
export const SHEET_ROWS = 1_048_576;

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const ROWS_A_PIECE = 500;

/** One sheet: its column names, which of them hold numbers, and its rows. */
export interface Sheet {
  readonly columns: readonly string[];
  readonly numeric: readonly boolean[];
  readonly rows: AsyncIterable<readonly string[]>;
}

/**
 * Writes a workbook. Memory stays bounded, the same rows give the same bytes.
 *
 * @see ECMA-376 part 1, SpreadsheetML
 */
export async function writeXlsx(path: string, sheet: Sheet): Promise<void> {
  await writeZip(path, [
    { name: '[Content_Types].xml', text: [contentTypes()] },
    { name: '_rels/.rels', text: [relations([['officeDocument', 'xl/workbook.xml']])] },
    { name: 'xl/workbook.xml', text: [workbook()] },
    {
      name: 'xl/_rels/workbook.xml.rels',
      text: [
        relations([
          ['worksheet', 'worksheets/sheet1.xml'],
          ['styles', 'styles.xml'],
        ]),
      ],
    },
    { name: 'xl/styles.xml', text: [styles()] },
    { name: 'xl/worksheets/sheet1.xml', text: sheetText(sheet) },
  ]);
}

/** Rows of a UTF-8 CSV without header, `from` the first (0) and at most `count`. */
export async function* csvRows(path: string, from: number, count: number): AsyncGenerator<readonly string[]> {
  let row = 0;
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Infinity });
  for await (const line of lines) {
    if (row >= from + count) break;
    if (row++ >= from) yield line.includes('"') ? parseCsvRecord(line, ',') : line.split(',');
  }
  lines.close();
}

async function* sheetText(sheet: Sheet): AsyncGenerator<string> {
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>`;
  const letters = sheet.columns.map((_, at) => columnLetters(at));
  let number = 1;
  let piece = rowText(sheet.columns, letters, [], number);
  for await (const cells of sheet.rows) {
    piece += rowText(cells, letters, sheet.numeric, ++number);
    if (number % ROWS_A_PIECE === 0) {
      yield piece;
      piece = '';
    }
  }
  yield `${piece}</sheetData></worksheet>`;
}

function rowText(
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
        : `<c r="${place}" s="1" t="inlineStr"><is><t${spaceOf(cell)}>${escaped(cell)}</t></is></c>`;
  }
  return `${text}</row>`;
}

/** Without this mark a reader may drop the spaces at the ends. */
function spaceOf(text: string): string {
  return text.trim() === text ? '' : ' xml:space="preserve"';
}

function escaped(text: string): string {
  return /[&<>"]/.test(text)
    ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
    : text;
}

function columnLetters(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26));
  return at < 26 ? letter : columnLetters(Math.floor(at / 26) - 1) + letter;
}

function contentTypes(): string {
  const part = (name: string, type: string): string =>
    `<Override PartName="/xl/${name}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`;
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${part('workbook', 'sheet.main')}${part('worksheets/sheet1', 'worksheet')}${part('styles', 'styles')}</Types>`;
}

function relations(targets: readonly (readonly [type: string, target: string])[]): string {
  const lines = targets.map(
    ([type, target], at) =>
      `<Relationship Id="rId${at + 1}" Type="${RELATIONSHIPS}/${type}" Target="${target}"/>`,
  );
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${lines.join('')}</Relationships>`;
}

function workbook(): string {
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONSHIPS}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`;
}

/** Style 0 is general; style 1 is text (number format 49), so that Excel leaves long numbers alone. */
function styles(): string {
  return `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`;
}
