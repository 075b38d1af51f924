/**
 * How much a list changes from one date to the next.
 */
import { daysBetween, type IsoDate } from '../../../src/core/dates.ts';
import { jaccard } from '../../metrics/lists/jaccard.ts';
import { rankBiasedOverlap } from '../../metrics/lists/rank-biased-overlap.ts';
import type { JudgedRows } from '../types.ts';
import { topRows } from './known.ts';

/** One step from a list to the next. */
export interface ListStep {
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly listed: number;
  /** Over the households of both dates. */
  readonly jaccard: number;
  readonly rank_biased_overlap: number;
}

/**
 * Steps between neighbouring dates at most `withinDays` apart: lists of the highest `share` on each, among the
 * households that are there on both.
 */
export function listSteps(
  { asOf, households }: Pick<JudgedRows, 'asOf' | 'households'>,
  { p, tieBreak }: { p: ArrayLike<number>; tieBreak: ArrayLike<number> },
  share: number,
  withinDays = 45,
): ListStep[] {
  const byDate = new Map<IsoDate, Map<string, number>>();
  for (const [i, day] of asOf.entries()) {
    const rows = byDate.get(day) ?? new Map<string, number>();
    byDate.set(day, rows.set(households[i]!, i));
  }
  const days = [...byDate.keys()].sort();
  return days.slice(1).flatMap((to, k) => {
    const from = days[k]!;
    if (daysBetween(from, to) > withinDays) return [];
    const [before, after] = [byDate.get(from)!, byDate.get(to)!];
    const common = [...before.keys()].filter((id) => after.has(id));
    const listed = Math.max(1, Math.floor(share * common.length));
    const list = (rows: ReadonlyMap<string, number>): string[] =>
      topRows(
        common.map((id) => rows.get(id)!),
        p,
        tieBreak,
        listed,
      ).map((i) => households[i]!);
    const [one, other] = [list(before), list(after)];
    const overlap = rankBiasedOverlap(one, other, 1 - 1 / Math.max(2, listed));
    return [{ from, to, listed, jaccard: jaccard(one, other), rank_biased_overlap: overlap }];
  });
}
