import { daysBetween, type IsoDate } from '../../src/core/dates.ts';
import { quantileOfSorted } from '../metrics/scores/quantile-of-sorted.ts';
import type { LeadTime } from './types.ts';

/** Rows of one label, in columns. */
export interface EventRows {
  readonly households: ArrayLike<string>;
  readonly asOf: ArrayLike<IsoDate>;
  readonly y: ArrayLike<number>;
  readonly on: ArrayLike<IsoDate | null>;
}

/** Rows whose dated event follows within the label. */
export interface Events {
  /** Places of the rows. */
  readonly rows: Int32Array;
  /** Number of each one's household. */
  readonly household: Int32Array;
  /** Days from the as-of date to the event. */
  readonly days: Float64Array;
  readonly households: number;
}

/** Picks the rows with an event. */
export function eventsOf({ households, asOf, y, on }: EventRows): Events {
  const numbers = new Map<string, number>();
  const rows: number[] = [];
  const household: number[] = [];
  const days: number[] = [];
  for (let i = 0; i < households.length; i++) {
    const day = on[i] ?? null;
    if (y[i] !== 1 || day === null) continue;
    const number = numbers.get(households[i]!) ?? numbers.size;
    numbers.set(households[i]!, number);
    rows.push(i);
    household.push(number);
    days.push(daysBetween(asOf[i]!, day));
  }
  return {
    rows: Int32Array.from(rows),
    household: Int32Array.from(household),
    days: Float64Array.from(days),
    households: numbers.size,
  };
}

/**
 * Days between the first as-of date on which a household was warned of and its event, over households with an event
 * after an as-of date of theirs. A warning counts when the event followed within the label.
 *
 * @param warned whether each row is on the list, `[n]`
 */
export function leadTimes(
  { rows, household, days, households: events }: Events,
  warned: ArrayLike<boolean | number>,
): LeadTime {
  const lead = new Float64Array(events).fill(-1);
  for (let k = 0; k < rows.length; k++)
    if (warned[rows[k]!]) lead[household[k]!] = Math.max(days[k]!, lead[household[k]!]!);
  const leads = lead.filter((one) => one >= 0).sort();
  const quantile = (q: number): number | null => (leads.length === 0 ? null : quantileOfSorted(leads, q));
  const atLeast = (least: number): number =>
    events === 0 ? 0 : leads.filter((one) => one >= least).length / events;
  return {
    events,
    warned: leads.length,
    median: quantile(0.5),
    q25: quantile(0.25),
    q75: quantile(0.75),
    share_30: atLeast(30),
    share_60: atLeast(60),
    share_90: atLeast(90),
    never: events === 0 ? 0 : 1 - leads.length / events,
  };
}

/** Rows by date. */
export interface DatedRows {
  /** Number of each row's date, `[n]`. */
  readonly dateOf: Uint16Array;
  /** Rows of each date. */
  readonly sizes: readonly number[];
}

/** Numbers dates by first appearance. */
export function datedRows(asOf: readonly IsoDate[]): DatedRows {
  const numbers = new Map<IsoDate, number>();
  const sizes: number[] = [];
  const dateOf = Uint16Array.from(asOf, (day) => {
    const number = numbers.get(day) ?? numbers.size;
    numbers.set(day, number);
    sizes[number] = (sizes[number] ?? 0) + 1;
    return number;
  });
  return { dateOf, sizes };
}

/**
 * Who is on the list when on every as-of date the highest-scored share can be visited.
 *
 * @param ranked rows, highest score first
 * @returns 0 or 1 a row, `[n]`
 */
export function listedByDate(
  ranked: ArrayLike<number>,
  { dateOf, sizes }: DatedRows,
  share: number,
): Uint8Array {
  const room = sizes.map((size) => Math.max(1, Math.floor(share * size)));
  const listed = new Uint8Array(dateOf.length);
  for (let k = 0; k < ranked.length; k++) {
    const row = ranked[k]!;
    if (room[dateOf[row]!]!-- > 0) listed[row] = 1;
  }
  return listed;
}
