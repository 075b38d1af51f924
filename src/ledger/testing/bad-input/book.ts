/**
 * Workbooks written part by part, so that any part can be wrong.
 */
import { columnLetters } from '../../../io/spreadsheet-cells.ts';
import { cells, header } from './delivery.ts';
import { zip, type Entry } from './zip.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** A sheet of a book; its XML is what stands inside `worksheet`. */
export interface Sheet {
  readonly name: string;
  readonly xml: string;
  readonly state?: 'hidden' | 'veryHidden';
}

/** What a book has besides its sheets. */
export interface Extras {
  readonly strings?: string;
  readonly workbookPr?: string;
  /** Replaces or adds parts; null removes one. */
  readonly parts?: Readonly<Record<string, string | Buffer | null>>;
  readonly entries?: readonly Entry[];
}

/** Style 1 is a date, 2 a month, 3 text, 4 a time. */
const STYLES = `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts><cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="49"/><xf numFmtId="21"/></cellXfs></styleSheet>`;

/** A cell's XML by address; a plain text is an inline text. */
export type CellXml = string | { readonly xml: string };

/** A number, with a style. */
export function number(value: number | string, style = 0): CellXml {
  return { xml: `s="${style}"><v>${value}</v>` };
}

/** A cell of another type: `b`, `e`, `str`, `d`, `s`. */
export function typed(type: string, value: string): CellXml {
  return { xml: `t="${type}"><v>${value}</v>` };
}

/** A formula with the value last computed. */
export function formula(text: string, value = ''): CellXml {
  return { xml: `><f>${text}</f>${value === '' ? '' : `<v>${value}</v>`}` };
}

/** A row's XML. */
export function row(index: number, values: readonly (CellXml | null)[], attributes = ''): string {
  const list = values.map((value, column) => {
    if (value === null || value === '') return '';
    const address = `${columnLetters(column)}${index}`;
    if (typeof value !== 'string') return `<c r="${address}" ${value.xml}</c>`;
    const text = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    return `<c r="${address}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
  });
  return `<row r="${index}" ${attributes}>${list.join('')}</row>`;
}

/** The header and rows that differ from the good one. */
export function table(...rows: readonly Readonly<Record<string, CellXml>>[]): string {
  return `<sheetData>${row(1, header)}${rows.map((changes, i) => row(i + 2, rowCells(changes, i + 1))).join('')}</sheetData>`;
}

/** The good row's cells, some of them changed. */
export function rowCells(changes: Readonly<Record<string, CellXml>>, index: number): CellXml[] {
  const plain = cells({}, index);
  return header.map((name, i) => changes[name] ?? plain[i] ?? '');
}

/** A workbook of one visible sheet. */
export function book(xml: string, extras: Extras = {}): Buffer {
  return books([{ name: 'Sheet1', xml }], extras);
}

/** A workbook. */
export function books(sheets: readonly Sheet[], extras: Extras = {}): Buffer {
  const parts = new Map<string, string | Buffer>(Object.entries(allParts(sheets, extras)));
  for (const [name, part] of Object.entries(extras.parts ?? {}))
    if (part === null) parts.delete(name);
    else parts.set(name, part);
  return zip([...[...parts].map(([name, data]) => ({ name, data })), ...(extras.entries ?? [])]);
}

function allParts(sheets: readonly Sheet[], extras: Extras): Record<string, string> {
  const list = sheets.map(
    ({ name, state }, i) =>
      `<sheet name="${name}" sheetId="${i + 1}" ${state ? `state="${state}"` : ''} r:id="rId${i + 1}"/>`,
  );
  const relations = sheets.map(
    (_, i) =>
      `<Relationship Id="rId${i + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
  );
  const strings: Record<string, string> =
    extras.strings === undefined
      ? {}
      : { 'xl/sharedStrings.xml': `<sst xmlns="${MAIN}">${extras.strings}</sst>` };
  return {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}">${extras.workbookPr ?? ''}<sheets>${list.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}">${relations.join('')}</Relationships>`,
    'xl/styles.xml': STYLES,
    ...strings,
    ...Object.fromEntries(
      sheets.map(({ xml }, i) => [
        `xl/worksheets/sheet${i + 1}.xml`,
        `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="${MAIN}">${xml}</worksheet>`,
      ]),
    ),
  };
}
