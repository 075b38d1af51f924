/**
 * What kinds of cells a column holds, to notice what Excel does to some of them.
 */
import type { SheetCell } from '../../io/spreadsheet-read.ts';
import type { ReadWarning } from './types.ts';
import { warning } from './warning.ts';

interface Noted {
  count: number;
  row: number;
  text: string;
}

const nothing = (): Noted => ({ count: 0, row: 0, text: '' });

/** Serials of 1954-10-03 to 2064-04-08: what a date of our time becomes when its format is lost. */
const SERIAL = /^[2-5][0-9]{4}$/;
const DATE_TEXT = /^\d{4}[-/.年]\d{1,2}([-/.月]\d{1,2}日?|月)$/;

/** Counts a column's cells by kind. */
export class ColumnCensus {
  readonly #numbers = nothing();
  readonly #serials = nothing();
  readonly #zeros = nothing();
  readonly #dates = nothing();

  take(cell: SheetCell, row: number): void {
    if (cell.kind === 'number') {
      note(this.#numbers, row, cell.text);
      if (SERIAL.test(cell.text)) note(this.#serials, row, cell.text);
    } else if (cell.kind === 'date') note(this.#dates, row, cell.text);
    else if (cell.kind === 'text') {
      if (/^0[0-9]/.test(cell.text)) note(this.#zeros, row, cell.text);
      else if (DATE_TEXT.test(cell.text)) note(this.#dates, row, cell.text);
    }
  }

  /** What the sender should look at. */
  warnings(file: string, column: string): ReadWarning[] {
    const found: ReadWarning[] = [];
    const { count: rows, row, text: value } = this.#numbers;
    if (this.#zeros.count > 0 && rows > 0)
      found.push(warning('JZ_COLUMN_ZEROS_LOST', { file, column, rows, row }));
    if (this.#dates.count > 0 && this.#serials.count > 0 && this.#serials.count === rows)
      found.push(warning('JZ_COLUMN_SERIALS', { file, column, rows, row, value }));
    return found;
  }
}

function note(noted: Noted, row: number, text: string): void {
  if (noted.count++ > 0) return;
  noted.row = row;
  noted.text = text;
}
