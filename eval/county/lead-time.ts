import { daysBetween, type IsoDate } from '../../src/core/dates.ts';
import { quantileOfSorted } from '../metrics/scores/quantile-of-sorted.ts';
import type { LeadTime } from './types.ts';

/** Rows of one label, in columns. */
export interface EventRows {
  readonly households: readonly string[];
  readonly asOf: readonly IsoDate[];
  readonly y: ArrayLike<number>;
  readonly on: readonly (IsoDate | null)[];
}

/**
 * Days between the first as-of date on which a household was warned of and its event, over households with an event
 * after an as-of date of theirs. A warning counts when the event followed within the label.
 *
 * @param warned whether each row is on the list, `[n]`
 */
export function leadTimes(rows: EventRows, warned: ArrayLike<boolean | number>): LeadTime {
  const lead = new Map<string, number>();
  const { households, asOf, y, on } = rows;
  for (let i = 0; i < households.length; i++) {
    const day = on[i] ?? null;
    if (y[i] !== 1 || day === null) continue;
    const household = households[i]!;
    const days = warned[i] ? daysBetween(asOf[i]!, day) : -1;
    lead.set(household, Math.max(days, lead.get(household) ?? -1));
  }
  const events = lead.size;
  const leads = Float64Array.from([...lead.values()].filter((days) => days >= 0)).sort();
  const quantile = (q: number): number | null => (leads.length === 0 ? null : quantileOfSorted(leads, q));
  const atLeast = (days: number): number =>
    events === 0 ? 0 : leads.filter((one) => one >= days).length / events;
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

/**
 * Who is on the list when on every as-of date the highest-scored share can be visited. Equal scores are taken in the
 * order of a fixed hash.
 */
export function listedByDate(
  asOf: readonly IsoDate[],
  p: ArrayLike<number>,
  tieBreak: ArrayLike<number>,
  share: number,
): Uint8Array {
  const byDate = new Map<IsoDate, number[]>();
  for (const [i, day] of asOf.entries()) {
    const rows = byDate.get(day);
    if (rows) rows.push(i);
    else byDate.set(day, [i]);
  }
  const listed = new Uint8Array(asOf.length);
  for (const rows of byDate.values()) {
    rows.sort((a, b) => p[b]! - p[a]! || tieBreak[a]! - tieBreak[b]!);
    for (const row of rows.slice(0, Math.max(1, Math.floor(share * rows.length)))) listed[row] = 1;
  }
  return listed;
}
