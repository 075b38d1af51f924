/**
 * Households of the sample panel, for tests against oracles that read the same rows.
 */
import { matrix, type Matrix } from '../../src/core/matrix.ts';

/** A line of the panel, cells by column. */
export type PanelRow = Readonly<Record<string, string>>;

/** Households whose income is known and above `least`. */
export function panelRows(csv: string, least: number): PanelRow[] {
  const [header, ...lines] = csv.trim().split(/\r?\n/);
  const names = header!.split(',');
  const income = names.indexOf('IPCF');
  return lines
    .map((line) => line.split(','))
    .filter((cells) => cells[income] !== '' && Number(cells[income]) >= least)
    .map((cells) => Object.fromEntries(names.map((name, j) => [name, cells[j]!])));
}

/** The named columns; cells that are empty or one of `missing` are missing. */
export function panelMatrix(
  rows: readonly PanelRow[],
  names: readonly string[],
  missing: readonly string[],
): Matrix {
  const unanswered = new Set(['', ...missing]);
  const valueOf = (text: string): number => (unanswered.has(text) ? Number.NaN : Number(text));
  return matrix(
    names,
    names.map((name) => Float64Array.from(rows, (row) => valueOf(row[name]!))),
  );
}

/** Whether income per head is under 60 % of the rows' median. */
export function isPoor(rows: readonly PanelRow[]): Uint8Array {
  const incomes = Float64Array.from(rows, (row) => Number(row['IPCF']));
  const sorted = incomes.slice().sort();
  const median = (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
  return Uint8Array.from(incomes, (income) => Number(income < 0.6 * median));
}
