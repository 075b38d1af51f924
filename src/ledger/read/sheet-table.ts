/**
 * A sheet's rows as CSV lines, its header and its faults.
 */
import { open, type FileHandle } from 'node:fs/promises';
import { JzError } from '../../core/errors/index.ts';
import { csvField } from '../../io/csv-record.ts';
import { cellAddress, columnLetters } from '../../io/spreadsheet-cells.ts';
import type { SheetCell, SheetRow } from '../../io/spreadsheet-read.ts';
import { ColumnCensus } from './column-census.ts';
import type { FaultList } from './fault-list.ts';
import { RowNumbers } from './row-numbers.ts';
import type { ReadOptions, ReadWarning } from './types.ts';

/** Where the table comes from and goes to. */
export interface TableTarget {
  readonly file: string;
  readonly path: string;
  readonly options: ReadOptions;
  readonly faults: FaultList;
}

/** More cells than this in merged ranges of the data are not faults of a few rows. */
const MAX_MERGED_CELLS = 100_000;

/** Writes the table as the rows come. */
export class SheetTable {
  readonly #target: TableTarget;
  readonly #headerRow: number;
  #out: FileHandle | null = null;
  #header: readonly string[] | null = null;
  #isBlank = true;
  readonly #census: ColumnCensus[] = [];
  readonly #numbers = new RowNumbers();
  /** Numbers of hidden rows, the first ones. */
  readonly hiddenRows: number[] = [];

  constructor(target: TableTarget) {
    this.#target = target;
    this.#headerRow = target.options.headerRow ?? 1;
  }

  /** Takes rows in order. @throws JZ_HEADER_MISSING, JZ_SHEET_FORMULA */
  async take(rows: readonly SheetRow[]): Promise<void> {
    let text = '';
    this.#isBlank &&= rows.length === 0;
    for (const row of rows) {
      if (row.number < this.#headerRow) continue;
      if (row.hidden && this.hiddenRows.length < 100) this.hiddenRows.push(row.number);
      this.#checkFormulas(row);
      text += this.#header === null ? this.#takeHeader(row) : this.#line(row, this.#header);
    }
    await this.#target.faults.flush();
    this.#out ??= await open(this.#target.path, 'w');
    await this.#out.appendFile(text);
  }

  /** Ends the table. @throws JZ_FILE_EMPTY, JZ_HEADER_MISSING, JZ_SHEET_MERGED_HEADER, JZ_FILE_UNSAFE */
  finish(merged: readonly string[]): {
    header: readonly string[];
    senderRow: (dataRow: number) => number;
    warnings: ReadWarning[];
  } {
    const { file } = this.#target;
    if (this.#header === null)
      throw this.#isBlank
        ? new JzError('JZ_FILE_EMPTY', { file })
        : new JzError('JZ_HEADER_MISSING', { file, row: this.#headerRow });
    this.#takeMerged(merged, this.#header);
    if (this.#numbers.count === 0) throw new JzError('JZ_FILE_EMPTY', { file });
    const warnings = this.#header.flatMap((name, i) => this.#census[i]?.warnings(file, name) ?? []);
    return { header: this.#header, senderRow: (row) => this.#numbers.sheetRow(row), warnings };
  }

  async close(): Promise<void> {
    await this.#out?.close();
    this.#out = null;
  }

  #takeHeader(row: SheetRow): string {
    const { file } = this.#target;
    if (row.number !== this.#headerRow)
      throw new JzError('JZ_HEADER_MISSING', { file, row: this.#headerRow });
    const width = (row.cells.at(-1)?.column ?? 0) + 1;
    const header = Array.from({ length: width }, () => '');
    for (const cell of row.cells) header[cell.column] = cell.text;
    this.#header = header;
    for (let i = 0; i < width; i++) this.#census.push(new ColumnCensus());
    return `${header.map(csvField).join(',')}\n`;
  }

  #line(row: SheetRow, header: readonly string[]): string {
    const number = this.#numbers.add(row.number);
    const cells = Array.from<string>({ length: header.length }).fill('');
    for (const cell of row.cells) {
      const name = header[cell.column];
      if (name === undefined) continue;
      cells[cell.column] = csvField(cell.text);
      this.#census[cell.column]?.take(cell, number);
      this.#checkCell(cell, number, name);
    }
    const width = (row.cells.at(-1)?.column ?? 0) + 1;
    if (width > header.length) this.#tooWide(number, width, header.length);
    return cells.length === 1 && cells[0] === '' ? '""\n' : `${cells.join(',')}\n`;
  }

  #tooWide(row: number, width: number, expected: number): void {
    const whole = { row, position: -1, column: '', value: String(width), expected: String(expected) };
    this.#target.faults.add({ ...whole, code: 'JZ_ROW_CELLS' });
  }

  #checkCell({ kind, text, column: position }: SheetCell, row: number, column: string): void {
    const cell = { row, position, column, value: text };
    if (kind === 'error') this.#target.faults.add({ ...cell, code: 'JZ_CELL_ERROR' });
    else if (kind === 'broken') this.#target.faults.add({ ...cell, code: 'JZ_CELL_DATE' });
    else if (kind === 'number' && /^-?[0-9]{16,}/.test(text))
      this.#target.faults.add({ ...cell, code: 'JZ_CELL_DIGITS_LOST' });
  }

  #checkFormulas(row: SheetRow): void {
    const found = row.cells.find(
      (cell) => cell.isFormula && (this.#target.options.formulas !== 'cached' || cell.text === ''),
    );
    if (found === undefined) return;
    const value = `${columnLetters(found.column)}${row.number}`;
    throw new JzError('JZ_SHEET_FORMULA', { file: this.#target.file, value });
  }

  #takeMerged(merged: readonly string[], header: readonly string[]): void {
    let cells = 0;
    for (const range of merged) {
      const [from, to] = range.split(':').map(cellAddress);
      if (!from || !to || to[0] < this.#headerRow) continue;
      const { file } = this.#target;
      if (from[0] <= this.#headerRow) throw new JzError('JZ_SHEET_MERGED_HEADER', { file, value: range });
      cells += (to[0] - from[0] + 1) * (Math.min(to[1], header.length - 1) - from[1] + 1);
      if (cells > MAX_MERGED_CELLS)
        throw new JzError('JZ_FILE_UNSAFE', { file, problem: `> ${MAX_MERGED_CELLS} merged cells` });
      this.#mergedFaults(range, from, to, header);
    }
  }

  #mergedFaults(
    value: string,
    from: readonly [number, number],
    to: readonly [number, number],
    header: readonly string[],
  ): void {
    for (let sheetRow = from[0]; sheetRow <= to[0]; sheetRow++) {
      const row = this.#numbers.dataRow(sheetRow);
      if (row === null) continue;
      for (let position = from[1]; position <= Math.min(to[1], header.length - 1); position++)
        this.#target.faults.add({
          row,
          position,
          column: header[position] ?? '',
          value,
          code: 'JZ_CELL_MERGED',
        });
    }
  }
}
