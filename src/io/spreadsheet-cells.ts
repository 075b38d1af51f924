/**
 * Values of cells as text, the way a careful clerk would type them.
 */
import type { NumberForm } from './spreadsheet-styles.ts';

/** Days between 1970-01-01 and day 0 of a workbook's calendar, and whether it counts the 29th of February 1900. */
export interface Calendar {
  readonly is1904: boolean;
}

const DAY_MS = 86_400_000;
/** Serial of 10000-01-01. */
const END_1900 = 2_958_466;

/**
 * A number as plain decimal text: whole numbers as stored, others without exponent and with the 15 significant
 * digits Excel keeps.
 * 7.0000000000000007E-2 is 0.07, 3.3010219800101E+17 is 330102198001010000. Null when it is no number.
 */
export function numberText(stored: string): string | null {
  if (/^-?(0|[1-9][0-9]{0,18})$/.test(stored)) return stored;
  if (!/^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)(E[+-]?[0-9]+)?$/i.test(stored.trim())) return null;
  const value = Number(stored);
  return Number.isFinite(value) ? plainText(Number(value.toPrecision(15))) : null;
}

function plainText(value: number): string {
  const text = String(value);
  const [digits = '', exponent] = text.split('e');
  if (exponent === undefined) return text;
  const [whole = '', fraction = ''] = digits.replace('-', '').split('.');
  const shift = Number(exponent);
  const sign = value < 0 ? '-' : '';
  if (shift < 0) return `${sign}0.${'0'.repeat(-shift - 1)}${whole}${fraction}`;
  return sign + whole + fraction.padEnd(shift, '0');
}

/**
 * A date serial as `YYYY-MM-DD` (with ` HH:MM:SS` when it has a time), `YYYY-MM` or `HH:MM:SS`.
 * Null when there is no such day: below 1, the 29th of February 1900, after 9999.
 */
export function dateText(stored: string, form: NumberForm, { is1904 }: Calendar): string | null {
  const serial = Number(stored);
  if (!Number.isFinite(serial) || serial < 0 || serial >= (is1904 ? END_1900 - 1462 : END_1900)) return null;
  const seconds = Math.round((serial % 1) * 86_400);
  const time = new Date(seconds * 1000).toISOString().slice(11, 19);
  if (form === 'time' && serial < 1) return seconds === 86_400 ? '24:00:00' : time;
  const day = Math.floor(serial) + (seconds === 86_400 ? 1 : 0);
  const date = dayText(day, is1904);
  if (date === null || form === 'month') return date?.slice(0, 7) ?? null;
  return seconds % 86_400 === 0 ? date : `${date} ${time}`;
}

function dayText(day: number, is1904: boolean): string | null {
  if (is1904) return isoDay(Date.UTC(1904, 0, 1) + day * DAY_MS);
  if (day < 1 || day === 60) return null;
  return isoDay(Date.UTC(1899, 11, 30) + (day < 60 ? day + 1 : day) * DAY_MS);
}

function isoDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** Text as Excel stores it: `_x000D_` stands for the character with that number. */
export function unescapedText(stored: string): string {
  if (!stored.includes('_x')) return stored;
  return stored.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

/** `AB12` → [row 12, column 27]; the column counts from 0. Null when it is no such address. */
export function cellAddress(reference: string): readonly [row: number, column: number] | null {
  let column = 0;
  let i = 0;
  for (; i < reference.length; i++) {
    const letter = reference.charCodeAt(i) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  const row = Number(reference.slice(i));
  return i === 0 || i > 3 || column > 16_384 || !(row >= 1 && row <= 1_048_576) || !Number.isInteger(row)
    ? null
    : [row, column - 1];
}

/** 0 → A, 27 → AB. */
export function columnLetters(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest > 0 ? columnLetters(rest - 1) : '') + String.fromCharCode(65 + (column % 26));
}
