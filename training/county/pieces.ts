/**
 * Training rows date by date, and all of them as one.
 */
import type { Histories } from '../../models/boosting/periods.ts';
import { fnv1a } from '../../src/core/hash.ts';
import { matrix, takeLabels, takeRows, takeValues, type Matrix } from '../../src/core/matrix.ts';
import type { TrainingData } from '../auto/task.ts';
import { modelRows, type CohortDay } from './days.ts';

/** Rows of one date. */
export interface Piece {
  /** Of each row's household. */
  readonly hashes: Uint32Array;
  readonly households: readonly string[];
  readonly X: Matrix;
  readonly y: Uint8Array;
  readonly signals: ReadonlyMap<string, Uint8Array>;
  /** Null when no hazard learns. */
  readonly histories: Histories | null;
}

/** More than any hash. */
export const WHOLE = 2 ** 32;

/** What a piece is taken from. */
export interface PieceSource {
  readonly day: CohortDay;
  readonly columns: readonly string[];
  readonly seed: string;
  /** Households whose hash is not below it are left out. */
  readonly cutoff: number;
  /** Of the day's households. */
  readonly histories: Histories | null;
}

/** Rows of a date, `y` the labels of all its households. */
export function pieceOf(
  { day, columns, seed, cutoff, histories }: PieceSource,
  rows: Int32Array,
  y: Uint8Array,
): Piece {
  const hashes = Uint32Array.from(rows, (row) => fnv1a(`${seed}/${day.households[row]!}`));
  const kept = cutoff < WHOLE ? rows.filter((_, i) => hashes[i]! < cutoff) : rows;
  return {
    hashes: hashes.filter((hash) => hash < cutoff),
    households: Array.from(kept, (row) => day.households[row]!),
    X: modelRows(day, columns, kept),
    y: takeLabels(y, kept),
    signals: takeSignals(day.signals, kept),
    histories: histories && takeHistories(histories, kept),
  };
}

/** The rows of a piece whose household's hash is below the cutoff. */
export function under(piece: Piece, cutoff: number): Piece {
  const rows = Int32Array.from(piece.hashes.keys()).filter((i) => piece.hashes[i]! < cutoff);
  return {
    hashes: Uint32Array.from(rows, (i) => piece.hashes[i]!),
    households: Array.from(rows, (i) => piece.households[i]!),
    X: takeRows(piece.X, rows),
    y: takeLabels(piece.y, rows),
    signals: takeSignals(piece.signals, rows),
    histories: piece.histories && takeHistories(piece.histories, rows),
  };
}

/** Rows of some pieces. */
export function countRows(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { y }) => sum + y.length, 0);
}

/** Rows whose outcome is known, as one. */
export interface JoinedRows {
  readonly X: Matrix;
  readonly y: Uint8Array;
  /** Number of each row's household, `[n]`. */
  readonly groups: Int32Array;
  /** Level of each signal, by code. */
  readonly signals: ReadonlyMap<string, Uint8Array>;
  /** What hazards learn from: these rows, then those of which only part of the history is known; null without hazards. */
  readonly watched: TrainingData | null;
}

/** Joins pieces whose outcomes are known, and behind them those whose are not. */
export function joinPieces(
  known: readonly Piece[],
  censored: readonly Piece[],
  columns: readonly string[],
): JoinedRows {
  const all = [...known, ...censored];
  const rows = countRows(known);
  const total = countRows(all);
  const data = {
    X: matrix(
      columns,
      columns.map((_, j) => {
        const column = new Float64Array(total);
        eachStart(all, (piece, start) => column.set(piece.X.columns[j]!, start));
        return column;
      }),
      total,
    ),
    y: joinedBytes(all, total, ({ y }) => y),
    groups: numbersOf(known, censored),
  };
  const codes = [...new Set(known.flatMap(({ signals }) => [...signals.keys()]))];
  return {
    X: matrix(
      columns,
      data.X.columns.map((column) => column.subarray(0, rows)),
      rows,
    ),
    y: data.y.subarray(0, rows),
    groups: data.groups.subarray(0, rows),
    signals: new Map(
      codes.map((code) => [code, joinedBytes(known, rows, ({ signals }) => signals.get(code))]),
    ),
    watched: known[0]?.histories ? { ...data, histories: joinedHistories(all, total) } : null,
  };
}

function eachStart(pieces: readonly Piece[], visit: (piece: Piece, start: number) => void): void {
  let start = 0;
  for (const piece of pieces) {
    visit(piece, start);
    start += piece.y.length;
  }
}

function joinedBytes(
  pieces: readonly Piece[],
  total: number,
  of: (piece: Piece) => Uint8Array | undefined,
): Uint8Array {
  const bytes = new Uint8Array(total);
  eachStart(pieces, (piece, start) => bytes.set(of(piece) ?? [], start));
  return bytes;
}

function joinedHistories(pieces: readonly Piece[], total: number): Histories {
  const months = new Float64Array(total);
  eachStart(pieces, ({ histories }, start) => months.set(histories?.months ?? [], start));
  return { months, happened: joinedBytes(pieces, total, ({ histories }) => histories?.happened) };
}

/** Numbers of the households in order of their ids; those without a known outcome come last and change no other's. */
function numbersOf(known: readonly Piece[], censored: readonly Piece[]): Int32Array {
  const numbers = new Map<string, number>();
  for (const part of [known, censored]) {
    const ids = new Set(part.flatMap(({ households }) => households));
    for (const id of [...ids].sort()) if (!numbers.has(id)) numbers.set(id, numbers.size);
  }
  const households = [...known, ...censored].flatMap((piece) => piece.households);
  return Int32Array.from(households, (id) => numbers.get(id)!);
}

function takeHistories({ months, happened }: Histories, rows: Int32Array): Histories {
  return { months: takeValues(months, rows), happened: takeLabels(happened, rows) };
}

function takeSignals(
  signals: ReadonlyMap<string, Uint8Array>,
  rows: Int32Array,
): ReadonlyMap<string, Uint8Array> {
  return new Map([...signals].map(([code, level]) => [code, takeLabels(level, rows)]));
}
