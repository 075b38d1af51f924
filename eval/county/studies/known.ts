/**
 * Rows of one label whose outcome is known, date by date.
 */
import type { IsoDate } from '../../../src/core/dates.ts';
import { ascendingOrder } from '../../metrics/scores/ascending-order.ts';
import { UNKNOWN, type JudgedLabel, type JudgedRows } from '../types.ts';

/** Rows of one date, as places in the judged rows. */
export interface KnownDate {
  readonly asOf: IsoDate;
  readonly rows: readonly number[];
}

/** Dates in order, each with its rows of known outcome. */
export function knownDates({ asOf }: Pick<JudgedRows, 'asOf'>, { y }: Pick<JudgedLabel, 'y'>): KnownDate[] {
  const byDate = new Map<IsoDate, number[]>();
  for (const [i, day] of asOf.entries()) {
    if (y[i] === UNKNOWN) continue;
    const rows = byDate.get(day);
    if (rows) rows.push(i);
    else byDate.set(day, [i]);
  }
  return [...byDate].map(([day, rows]) => ({ asOf: day, rows })).sort((a, b) => (a.asOf < b.asOf ? -1 : 1));
}

/** The `count` rows of highest score, best first; equal scores in the order of `tieBreak`. */
export function topRows(
  rows: readonly number[],
  p: ArrayLike<number>,
  tieBreak: ArrayLike<number>,
  count: number,
): number[] {
  const byTie = ascendingOrder(Float64Array.from(rows, (i) => tieBreak[i]!));
  const byScore = ascendingOrder(Float64Array.from(byTie, (k) => -p[rows[k]!]!));
  return Array.from(byScore.subarray(0, count), (k) => rows[byTie[k]!]!);
}
