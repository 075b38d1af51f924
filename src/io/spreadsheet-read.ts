/**
 * Rows of one sheet, streaming: only the shared texts are held in memory.
 */
import { JzError } from '../core/errors/index.ts';
import { cellAddress, columnLetters, dateText, numberText, unescapedText } from './spreadsheet-cells.ts';
import type { SpreadsheetPackage } from './spreadsheet-package.ts';
import { readStrings, TextCollector } from './spreadsheet-strings.ts';
import { readStyles, type NumberForm } from './spreadsheet-styles.ts';
import type { SheetEntry, Workbook } from './spreadsheet-workbook.ts';
import { parsePart } from './spreadsheet-xml.ts';

/** A filled cell. */
export interface SheetCell {
  /** From 0. */
  readonly column: number;
  /** `broken`: formatted as a date, but none. */
  readonly kind: 'text' | 'number' | 'date' | 'boolean' | 'error' | 'broken';
  readonly text: string;
  readonly isFormula: boolean;
}

/** A row with at least one filled cell. */
export interface SheetRow {
  /** As Excel shows it, from 1. */
  readonly number: number;
  readonly hidden: boolean;
  readonly cells: readonly SheetCell[];
}

/** What stands about the rows; complete when the rows have been read to the end. */
export interface SheetFrame {
  /** `A1:B2`. */
  readonly merged: string[];
  readonly hiddenColumns: string[];
}

const MAX_MERGED = 100_000;

/** Opens a sheet: its rows batch by batch, and its frame. */
export async function openSheet(
  source: SpreadsheetPackage,
  workbook: Workbook,
  sheet: SheetEntry,
): Promise<{ rows: AsyncGenerator<readonly SheetRow[]>; frame: SheetFrame }> {
  const strings = await readStrings(source, workbook.stringsPart);
  const styles = await readStyles(source, workbook.stylesPart);
  const frame: SheetFrame = { merged: [], hiddenColumns: [] };
  const reader = new RowReader(source.file, { strings, styles, is1904: workbook.is1904 }, frame);
  return { rows: sheetRows(source, sheet.part, reader), frame };
}

async function* sheetRows(
  source: SpreadsheetPackage,
  part: string,
  reader: RowReader,
): AsyncGenerator<readonly SheetRow[]> {
  const pieces = parsePart(source, part, reader);
  while (!(await pieces.next()).done) {
    const rows = reader.take();
    if (rows.length > 0) yield rows;
  }
}

interface Context {
  readonly strings: readonly string[];
  readonly styles: readonly NumberForm[];
  readonly is1904: boolean;
}

/** State of reading: the row and cell being read. */
class RowReader {
  readonly #file: string;
  readonly #context: Context;
  readonly #frame: SheetFrame;
  #rows: SheetRow[] = [];
  #cells: SheetCell[] = [];
  #row = 0;
  #hidden = false;
  #column = -1;
  #type = 'n';
  #style = 0;
  #isFormula = false;
  #inValue = false;
  #value = '';
  readonly #inline = new TextCollector();
  #inInline = false;

  constructor(file: string, context: Context, frame: SheetFrame) {
    this.#file = file;
    this.#context = context;
    this.#frame = frame;
  }

  /** The rows finished since the last call. */
  take(): readonly SheetRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'c') this.#openCell(attributes);
    else if (name === 'v') this.#inValue = true;
    else if (name === 'row') this.#openRow(attributes);
    else if (name === 'f') this.#isFormula = true;
    else if (name === 'is') this.#inInline = true;
    else if (this.#inInline) this.#inline.open(name);
    else if (name === 'col') this.#takeColumns(attributes);
    else if (name === 'mergeCell') this.#takeMerged(attributes['ref'] ?? '');
  }

  text(text: string): void {
    if (this.#inValue) this.#value += text;
    else if (this.#inInline) this.#inline.text(text);
  }

  close(name: string): void {
    if (this.#inInline) this.#inline.close(name);
    if (name === 'v') this.#inValue = false;
    else if (name === 'c') this.#closeCell();
    else if (name === 'is') this.#inInline = false;
    else if (name === 'row' && this.#cells.length > 0)
      this.#rows.push({ number: this.#row, hidden: this.#hidden, cells: this.#cells });
  }

  #openRow(attributes: Readonly<Record<string, string>>): void {
    const number = attributes['r'] === undefined ? this.#row + 1 : Number(attributes['r']);
    if (!Number.isInteger(number) || number <= this.#row || number > 1_048_576)
      throw this.#damaged(`row ${attributes['r'] ?? number} after row ${this.#row}`);
    this.#row = number;
    this.#hidden = isTrue(attributes['hidden']);
    this.#cells = [];
    this.#column = -1;
  }

  #openCell(attributes: Readonly<Record<string, string>>): void {
    const reference = attributes['r'];
    const address: readonly [number, number] | null =
      reference === undefined ? [this.#row, this.#column + 1] : cellAddress(reference);
    if (address?.[0] !== this.#row || address[1] <= this.#column)
      throw this.#damaged(`cell ${reference ?? '?'} in row ${this.#row}`);
    this.#column = address[1];
    this.#type = attributes['t'] ?? 'n';
    this.#style = Number(attributes['s'] ?? 0);
    this.#isFormula = false;
    this.#value = '';
  }

  #closeCell(): void {
    const [kind, text] = this.#cellValue();
    if (text !== '' || this.#isFormula)
      this.#cells.push({ column: this.#column, kind, text, isFormula: this.#isFormula });
  }

  #cellValue(): readonly [SheetCell['kind'], string] {
    switch (this.#type) {
      case 's':
        return ['text', this.#shared()];
      case 'inlineStr':
        return ['text', this.#inline.take()];
      case 'str':
        return ['text', unescapedText(this.#value)];
      case 'b':
        return ['boolean', this.#value === '' ? '' : isTrue(this.#value) ? 'TRUE' : 'FALSE'];
      case 'e':
        return ['error', this.#value];
      case 'd':
        return ['date', this.#value.replace(/T00:00:00(\.0+)?Z?$/, '').replace('T', ' ')];
      default:
        return this.#number();
    }
  }

  #shared(): string {
    if (this.#value === '') return '';
    const text = this.#context.strings[Number(this.#value)];
    if (text === undefined) throw this.#damaged(`no shared text ${this.#value}`);
    return text;
  }

  #number(): readonly [SheetCell['kind'], string] {
    if (this.#value === '') return ['number', ''];
    const form = this.#context.styles[this.#style] ?? 'number';
    const plain = numberText(this.#value);
    if (plain === null) throw this.#damaged(`"${this.#value}" in row ${this.#row} is no number`);
    if (form === 'number') return ['number', plain];
    const date = dateText(this.#value, form, this.#context);
    return date === null ? ['broken', plain] : ['date', date];
  }

  #takeColumns(attributes: Readonly<Record<string, string>>): void {
    if (!isTrue(attributes['hidden'])) return;
    const [from, to] = [Number(attributes['min']), Number(attributes['max'])];
    const [first, last] = [columnLetters(from - 1), columnLetters(to - 1)];
    this.#frame.hiddenColumns.push(from === to ? first : `${first}:${last}`);
  }

  #takeMerged(reference: string): void {
    if (this.#frame.merged.length >= MAX_MERGED)
      throw new JzError('JZ_FILE_UNSAFE', { file: this.#file, problem: `> ${MAX_MERGED} merged ranges` });
    this.#frame.merged.push(reference);
  }

  #damaged(problem: string): JzError {
    return new JzError('JZ_FILE_TRUNCATED', { file: this.#file, problem });
  }
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}
