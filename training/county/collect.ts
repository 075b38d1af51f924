/**
 * The training rows, gathered date by date under a limit: above it whole households are left out by a fixed hash, so
 * that what stays does not depend on order and keeps the share of events.
 */
import { fnv1a } from '../../src/core/hash.ts';
import type { IsoDate } from '../../src/core/dates.ts';
import { JzError } from '../../src/core/errors/index.ts';
import { countPositives, matrix, takeRows, type Matrix } from '../../src/core/matrix.ts';
import type { Progress } from '../../src/core/progress.ts';
import { cohortDays, knownRows, modelColumns, modelRows, type CohortDay, type DaySource } from './days.ts';
import { isHeldOut, type Split } from './splits.ts';

/** Counts of one part of the time line. */
export interface PartFacts {
  readonly asOf: readonly IsoDate[];
  readonly rows: number;
  readonly positives: number;
  /** Rows whose outcome nobody knows. */
  readonly censored: number;
}

/** Rows to learn from. */
export interface TrainingRows {
  readonly X: Matrix;
  readonly y: Uint8Array;
  /** Number of each row's household, `[n]`. */
  readonly groups: Int32Array;
  /** Level of each signal, by code. */
  readonly signals: ReadonlyMap<string, Uint8Array>;
  readonly facts: PartFacts;
  /** Share of households kept under the limit of rows; 1 = all. */
  readonly sampled: number;
}

interface Piece {
  readonly hashes: Uint32Array;
  readonly households: readonly string[];
  readonly X: Matrix;
  readonly y: Uint8Array;
  readonly signals: ReadonlyMap<string, Uint8Array>;
}

const WHOLE = 2 ** 32;

/**
 * Gathers a split's training part.
 *
 * @throws JZ_LABEL_ONE_CLASS when nobody, or everybody, has the event
 */
export async function collectTraining(
  source: DaySource,
  { train: dates, keepsHouseholdsApart }: Split,
  progress: Progress,
): Promise<TrainingRows> {
  const { config } = source;
  const columns = modelColumns(config);
  const belongs = (id: string): boolean => !keepsHouseholdsApart || !isHeldOut(config.seed, id);
  let cutoff = WHOLE;
  let pieces: Piece[] = [];
  let censored = 0;
  let done = 0;
  for await (const day of cohortDays(source, dates)) {
    const known = knownRows(day, config, belongs);
    censored += known.censored;
    const hashes = known.rows.length === 0 ? new Uint32Array(0) : hashesOf(day, known.rows, config.seed);
    const kept = cutoff < WHOLE ? known.rows.filter((_, i) => hashes[i]! < cutoff) : known.rows;
    const y = Uint8Array.from(kept, (row) => known.labels.y[row]!);
    pieces.push({ ...pieceOf(day, kept, columns), hashes: hashes.filter((hash) => hash < cutoff), y });
    while (count(pieces) > config.train_rows_at_most) {
      cutoff /= 2;
      pieces = pieces.map((one) => under(one, cutoff));
    }
    progress('训练数据 / training rows', ++done, dates.length);
  }
  return joined(pieces, columns, { asOf: dates, censored, sampled: cutoff / WHOLE });
}

function hashesOf(day: CohortDay, rows: Int32Array, seed: string): Uint32Array {
  return Uint32Array.from(rows, (row) => fnv1a(`${seed}/${day.households[row]!}`));
}

function pieceOf(
  day: CohortDay,
  rows: Int32Array,
  columns: readonly string[],
): Pick<Piece, 'households' | 'X' | 'signals'> {
  return {
    households: Array.from(rows, (row) => day.households[row]!),
    X: modelRows(day, columns, rows),
    signals: takeSignals(day.signals, rows),
  };
}

function under(piece: Piece, cutoff: number): Piece {
  const rows = Int32Array.from(piece.hashes.keys()).filter((i) => piece.hashes[i]! < cutoff);
  return {
    hashes: Uint32Array.from(rows, (i) => piece.hashes[i]!),
    households: Array.from(rows, (i) => piece.households[i]!),
    X: takeRows(piece.X, rows),
    y: Uint8Array.from(rows, (i) => piece.y[i]!),
    signals: takeSignals(piece.signals, rows),
  };
}

function takeSignals(
  signals: ReadonlyMap<string, Uint8Array>,
  rows: Int32Array,
): ReadonlyMap<string, Uint8Array> {
  return new Map([...signals].map(([code, level]) => [code, Uint8Array.from(rows, (row) => level[row]!)]));
}

function joined(
  pieces: readonly Piece[],
  columns: readonly string[],
  { asOf, censored, sampled }: { asOf: readonly IsoDate[]; censored: number; sampled: number },
): TrainingRows {
  const rows = count(pieces);
  const y = new Uint8Array(rows);
  const arrays = columns.map(() => new Float64Array(rows));
  const codes = [...new Set(pieces.flatMap(({ signals }) => [...signals.keys()]))];
  const signals = new Map(codes.map((code) => [code, new Uint8Array(rows)]));
  const households: string[] = [];
  let start = 0;
  for (const piece of pieces) {
    y.set(piece.y, start);
    for (const [j, column] of piece.X.columns.entries()) arrays[j]!.set(column, start);
    for (const [code, level] of piece.signals) signals.get(code)!.set(level, start);
    for (const id of piece.households) households.push(id);
    start += piece.y.length;
  }
  const positives = countPositives(y);
  if (positives === 0 || positives === rows) throw new JzError('JZ_LABEL_ONE_CLASS', { value: y[0] ?? 0 });
  const numbers = new Map([...new Set(households)].sort().map((id, number) => [id, number]));
  return {
    X: matrix(columns, arrays, rows),
    y,
    groups: Int32Array.from(households, (id) => numbers.get(id)!),
    signals,
    facts: { asOf, rows, positives, censored },
    sampled,
  };
}

function count(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { y }) => sum + y.length, 0);
}
