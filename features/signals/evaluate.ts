/**
 * Which signals fire for which households on one date.
 */
import { JzError } from '../../src/core/errors/index.ts';
import type { Matrix } from '../../src/core/matrix.ts';
import { levels, type Level, type Rung, type Signal, type SignalCatalogue } from './config.ts';

/** Signals of one date as columns of equal length, by household then by signal. */
export interface Fired {
  readonly count: number;
  /** Row of the matrix. */
  readonly row: Int32Array;
  /** Place in `codes`. */
  readonly signal: Uint8Array;
  /** Place in `levels`. */
  readonly level: Uint8Array;
  /** Signals by number; the last one is the composite. */
  readonly codes: readonly string[];
}

/** Code of the signal that several families fired. */
export const COMPOSITE = 'COMPOSITE';

/** Place of the lowest level that counts for the composite: to watch is not yet a risk. */
export const COUNTS_FROM = levels.indexOf('yellow');

/** The families of a catalogue; a family's place is its bit. */
export function familiesOf(catalogue: SignalCatalogue): string[] {
  return [...new Set(catalogue.items.map((item) => item.family))];
}

/**
 * Evaluates every signal for every household. A missing feature meets no condition.
 *
 * @param options.earlierFamilies families that fired before, within the composite's days, as bits, `[rows]`
 * @throws JZ_SIGNALS_INVALID when a signal reads a feature the matrix does not have
 */
export function fireSignals(
  catalogue: SignalCatalogue,
  matrix: Matrix,
  options: { optIn?: readonly string[]; earlierFamilies?: Uint32Array } = {},
): Fired {
  const active = catalogue.items.filter((item) => !item.opt_in || options.optIn?.includes(item.code));
  const families = familiesOf(catalogue);
  const found: { row: number; signal: number; level: number }[] = [];
  const familyBits = Uint32Array.from(
    { length: matrix.nRows },
    (_, row) => options.earlierFamilies?.[row] ?? 0,
  );
  for (const [number, signal] of active.entries()) {
    const reached = levelsOf(signal, matrix);
    const bit = 2 ** families.indexOf(signal.family);
    for (let row = 0; row < matrix.nRows; row++) {
      const level = reached[row]!;
      if (level === 0) continue;
      found.push({ row, signal: number, level: level - 1 });
      if (level - 1 >= COUNTS_FROM) familyBits[row]! |= bit;
    }
  }
  const level = levels.indexOf(catalogue.composite.level);
  for (let row = 0; row < matrix.nRows; row++)
    if (countBits(familyBits[row]!) >= catalogue.composite.families)
      found.push({ row, signal: active.length, level });
  found.sort((a, b) => a.row - b.row || a.signal - b.signal);
  return {
    count: found.length,
    row: Int32Array.from(found, (one) => one.row),
    signal: Uint8Array.from(found, (one) => one.signal),
    level: Uint8Array.from(found, (one) => one.level),
    codes: [...active.map(({ code }) => code), COMPOSITE],
  };
}

/** Level reached by each row, one more than its place; 0 = none. */
function levelsOf(signal: Signal, matrix: Matrix): Uint8Array {
  const reached = new Uint8Array(matrix.nRows);
  for (const rung of signal.levels) {
    const holds = rungHolds(signal, rung, matrix);
    const level = levels.indexOf(rung.level) + 1;
    for (let row = 0; row < matrix.nRows; row++)
      if (holds[row] === 1 && reached[row]! < level) reached[row] = level;
  }
  return reached;
}

function rungHolds(signal: Signal, rung: Rung, matrix: Matrix): Uint8Array {
  const holds = new Uint8Array(matrix.nRows).fill(1);
  for (const { feature, at_least: atLeast = -Infinity, at_most: atMost = Infinity } of rung.when) {
    const column = matrix.columns[matrix.names.indexOf(feature)];
    if (!column)
      throw new JzError('JZ_SIGNALS_INVALID', {
        file: 'catalogue.yaml',
        path: signal.code,
        problem: `no feature ${feature}`,
      });
    for (let row = 0; row < matrix.nRows; row++) {
      const value = column[row]!;
      if (!(value >= atLeast && value <= atMost)) holds[row] = 0;
    }
  }
  return holds;
}

function countBits(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** Level of each signal on each row, `[rows]`: 0 none, 1 blue … 4 red; by code. */
export function levelsByCode(fired: Fired, nRows: number): Map<string, Uint8Array> {
  const reached = fired.codes.map(() => new Uint8Array(nRows));
  for (let i = 0; i < fired.count; i++) reached[fired.signal[i]!]![fired.row[i]!] = fired.level[i]! + 1;
  return new Map(fired.codes.map((code, c) => [code, reached[c]!]));
}

/** Name of a level by its place. */
export function levelAt(place: number): Level {
  return levels[place] ?? 'blue';
}
