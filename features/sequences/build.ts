/**
 * Months of every household as the neural model reads them: values and a mask, from the same declarations and the same
 * scan as the features.
 */
import { addMonths, type IsoDate } from '../../src/core/dates.ts';
import { sqlIdentifier, type DuckDb } from '../../src/io/duckdb.ts';
import { computeDays, type DayFeatures } from '../engine/compute.ts';
import type { MonthlySeries } from '../engine/declaration.ts';
import { sequenceChannels, type Channel } from './channels.ts';

/** Sequences of one as-of date. */
export interface Sequences {
  readonly asOf: IsoDate;
  readonly households: readonly string[];
  /** Last day of each month's span, oldest first; the newest is the as-of date. */
  readonly monthEnds: readonly IsoDate[];
  readonly channels: readonly string[];
  /** `[households × months × channels]`, months oldest first, in the channels' units; 0 where the mask is 0. */
  readonly values: Float32Array;
  /** The same shape: 1 = known; 0 = no reading, or the department's rows do not reach that month. */
  readonly mask: Uint8Array;
}

/** First and last day of a table's rows, as known on a date; null = none. */
export type Reach = { readonly first: IsoDate; readonly last: IsoDate } | null;

/** What to build. */
export interface SequenceRequest {
  readonly db: DuckDb;
  readonly asOf: readonly IsoDate[];
  /** Length, 24–36 as a rule. */
  readonly months?: number;
  readonly channels?: readonly Channel[];
}

/** Months looked back when nobody says otherwise. */
export const SEQUENCE_MONTHS = 36;

/** The series a day must keep (`ComputeRequest.series`) for `sequencesOf`. */
export function seriesOfChannels(channels: readonly Channel[], months: number): MonthlySeries[] {
  return channels
    .flatMap(({ series, endedBy }) => (endedBy ? [series, endedBy] : [series]))
    .map((series) => spanned(series, months));
}

/**
 * Builds the sequences of each as-of date in turn. A month is the span that ends on the as-of date's day of the month.
 *
 * @throws JZ_FEATURES_NO_HOUSEHOLDS when nobody lives anywhere on a date
 */
export async function* buildSequences(request: SequenceRequest): AsyncGenerator<Sequences> {
  const { db, asOf, months = SEQUENCE_MONTHS, channels = sequenceChannels } = request;
  const series = seriesOfChannels(channels, months);
  for await (const day of computeDays({ db, features: [], asOf, series }))
    yield sequencesOf(day, { channels, months, reach: await reachOf(db, channels, day.asOf) });
}

/** Sequences from a day that kept its series. */
export function sequencesOf(
  day: DayFeatures,
  {
    channels,
    months,
    reach,
  }: { channels: readonly Channel[]; months: number; reach: ReadonlyMap<string, Reach> },
): Sequences {
  const nRows = day.households.length;
  const values = new Float32Array(nRows * months * channels.length);
  const mask = new Uint8Array(values.length);
  const monthEnds = Array.from({ length: months }, (_, i) => addMonths(day.asOf, i + 1 - months));
  for (const [c, channel] of channels.entries()) {
    const own = readChannel(day, channel, months);
    const reached = monthEnds.map((end) => isReached(end, reach.get(channel.series.source) ?? null));
    for (let row = 0; row < nRows; row++)
      for (let month = 0; month < months; month++) {
        const value = own[row * months + months - 1 - month]!;
        if (!reached[month] || value !== value) continue;
        const place = (row * months + month) * channels.length + c;
        values[place] = value;
        mask[place] = 1;
      }
  }
  return {
    asOf: day.asOf,
    households: day.households,
    monthEnds,
    channels: channels.map(({ name }) => name),
    values,
    mask,
  };
}

/** How far the rows of each channel's table reach, as known on a date. */
export async function reachOf(
  db: DuckDb,
  channels: readonly Channel[],
  asOf: IsoDate,
): Promise<Map<string, Reach>> {
  const reach = new Map<string, Reach>();
  for (const source of new Set(channels.map(({ series }) => series.source))) {
    const [row] = await db.rows(
      `SELECT CAST(min(occurred_on) AS VARCHAR) AS first, CAST(max(occurred_on) AS VARCHAR) AS last
       FROM ${sqlIdentifier(source)}
       WHERE recorded_at <= CAST($as_of AS DATE) AND occurred_on <= CAST($as_of AS DATE)`,
      { as_of: asOf },
    );
    const { first, last } = (row ?? {}) as { first?: IsoDate | null; last?: IsoDate | null };
    reach.set(source, first && last ? { first, last } : null);
  }
  return reach;
}

/** A month is known when the table's rows begin before it ends and go on after it begins. */
function isReached(end: IsoDate, reach: Reach): boolean {
  return reach !== null && reach.first <= end && reach.last > addMonths(end, -1);
}

function readChannel(day: DayFeatures, { series, endedBy }: Channel, months: number): Float64Array {
  const own = day.series(spanned(series, months));
  return endedBy === undefined ? own : states(own, day.series(spanned(endedBy, months)), months);
}

/** 1 from a month with a beginning on, 0 from a month with an ending on: an ending in the same month counts. */
function states(begun: Float64Array, ended: Float64Array, months: number): Float64Array {
  const result = new Float64Array(begun.length);
  for (let from = 0; from < begun.length; from += months) {
    let state = 0;
    for (let i = from + months - 1; i >= from; i--) {
      if (begun[i]! > 0) state = 1;
      if (ended[i]! > 0) state = 0;
      result[i] = state;
    }
  }
  return result;
}

function spanned(series: Channel['series'], months: number): MonthlySeries {
  return { ...series, months, endsMonthsBefore: 0 };
}
