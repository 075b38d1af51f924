/**
 * Households' months beside their features and what became of them, date by date.
 */
import { addMonths, type IsoDate } from '../../src/core/dates.ts';
import { fnv1a } from '../../src/core/hash.ts';
import { matrix, type Matrix } from '../../src/core/matrix.ts';
import type { Progress } from '../../src/core/progress.ts';
import { buildSequences, type Sequences } from '../../features/sequences/build.ts';
import type { SequencePart } from '../../models/sequence/fit.ts';
import type { SequenceRows } from '../../models/sequence/rows.ts';
import {
  cohortDays,
  knownRows,
  modelColumns,
  modelRows,
  type DaySource,
  type RowLabels,
} from '../county/days.ts';

/** What is gathered. */
export interface GatherRequest {
  readonly dates: readonly IsoDate[];
  /** Months looked back. */
  readonly months: number;
  /** Ends of the periods in months, rising; the last is the config's horizon. */
  readonly horizons: readonly number[];
  readonly belongs: (household: string) => boolean;
}

/** Rows at most, as a share of households chosen by a fixed hash. */
export function sampleOf(seed: string, share: number): (household: string) => boolean {
  return (household) => fnv1a(`${seed}/sequence/${household}`) < share * 2 ** 32;
}

/**
 * Gathers the rows whose outcome is known. The source must keep its days in files: two passes over one ledger cannot
 * run at once.
 */
export async function gatherPart(
  source: DaySource,
  { dates, months, horizons, belongs }: GatherRequest,
  progress: Progress,
): Promise<SequencePart> {
  const columns = modelColumns(source.config);
  const pieces: Piece[] = [];
  for await (const day of cohortDays(source, dates)) {
    const { rows, labels } = knownRows(day, source.config, belongs);
    const households = Array.from(rows, (row) => day.households[row]!);
    const found = await sequencesOn(source, day.asOf, months);
    pieces.push({
      rows: { ...takeHouseholds(found, households), statics: modelRows(day, columns, rows) },
      months: Float64Array.from(rows, (row) => monthsTo(labels, row, day.asOf, horizons)),
      happened: Uint8Array.from(rows, (row) => labels.y[row]!),
    });
    progress('月度序列 / monthly sequences', pieces.length, dates.length);
  }
  return joined(pieces);
}

interface Piece {
  readonly rows: SequenceRows;
  readonly months: Float64Array;
  readonly happened: Uint8Array;
}

async function sequencesOn({ db }: DaySource, asOf: IsoDate, months: number): Promise<Sequences> {
  for await (const found of buildSequences({ db, asOf: [asOf], months })) return found;
  throw new RangeError(`no sequences on ${asOf}`);
}

/** The horizon by which the event came; the last one when it did not. */
function monthsTo({ on }: RowLabels, row: number, asOf: IsoDate, horizons: readonly number[]): number {
  const day = on[row];
  const end = day ? horizons.find((months) => day <= addMonths(asOf, months)) : undefined;
  return end ?? horizons.at(-1)!;
}

/** The named households' months; one that the sequences do not have is unknown throughout. */
function takeHouseholds(
  { households, monthEnds, channels, values, mask }: Sequences,
  wanted: readonly string[],
): Omit<SequenceRows, 'statics'> {
  const place = new Map(households.map((id, i) => [id, i]));
  const cells = monthEnds.length * channels.length;
  const taken = new Float32Array(wanted.length * cells);
  const known = new Uint8Array(taken.length);
  for (const [i, id] of wanted.entries()) {
    const from = place.get(id);
    if (from === undefined) continue;
    taken.set(values.subarray(from * cells, (from + 1) * cells), i * cells);
    known.set(mask.subarray(from * cells, (from + 1) * cells), i * cells);
  }
  return { nRows: wanted.length, months: monthEnds.length, channels, values: taken, mask: known };
}

function joined(pieces: readonly Piece[]): SequencePart {
  const [first] = pieces;
  if (!first) throw new RangeError('no dates');
  const nRows = pieces.reduce((sum, { rows }) => sum + rows.nRows, 0);
  const { months, channels } = first.rows;
  const values = new Float32Array(nRows * months * channels.length);
  const mask = new Uint8Array(values.length);
  const histories = { months: new Float64Array(nRows), happened: new Uint8Array(nRows) };
  let start = 0;
  for (const piece of pieces) {
    values.set(piece.rows.values, start * months * channels.length);
    mask.set(piece.rows.mask, start * months * channels.length);
    histories.months.set(piece.months, start);
    histories.happened.set(piece.happened, start);
    start += piece.rows.nRows;
  }
  const statics = joinedMatrix(pieces.map(({ rows }) => rows.statics));
  return { rows: { nRows, months, channels, values, mask, statics }, histories };
}

function joinedMatrix(parts: readonly Matrix[]): Matrix {
  const names = parts[0]!.names;
  const nRows = parts.reduce((sum, part) => sum + part.nRows, 0);
  const columns = names.map((_, j) => {
    const column = new Float64Array(nRows);
    let start = 0;
    for (const part of parts) {
      column.set(part.columns[j]!, start);
      start += part.nRows;
    }
    return column;
  });
  return matrix(names, columns, nRows);
}
