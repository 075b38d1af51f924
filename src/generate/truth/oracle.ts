/**
 * The generator's own answer to "who falls into need": a household's future lived many times over from the day in
 * question. No model that sees only the past can do better than these probabilities.
 */
import { seededRng } from '../../core/rng.ts';
import { officeOf } from '../aid/office.ts';
import { calendarMonth } from '../world/calendar.ts';
import type { CountyPlan } from '../world/county-plan.ts';
import { newRecorder } from '../world/recorder.ts';
import { beginFamily, stepFamily, stepMonth, type Living } from '../world/simulate-chunk.ts';
import { cloneFamily, type Family } from '../world/state.ts';

/** Horizons in months. */
export const horizons = [3, 6, 12] as const;

/** One household's chances as of a month. */
export interface OracleRow {
  /** Number of the household in the county. */
  readonly household: number;
  /** Not in need at the end of the as-of month. */
  readonly isAtRisk: boolean;
  /** Share of the futures in which it is in need in some month within 3, 6, 12 months. */
  readonly probabilities: readonly [number, number, number];
}

/**
 * Chances of falling into need after the end of a month.
 *
 * @param lineages founding households, 0-based; households split off before `asOf` are answered too
 * @param asOf     month of the plan, 0 … months − 1; the futures may run beyond the plan's end under its last law
 * @param replicates futures lived per family; the standard error is about √(p(1−p)/replicates)
 */
export function oracleHazard(
  plan: CountyPlan,
  lineages: readonly number[],
  asOf: number,
  replicates: number,
): readonly OracleRow[] {
  return lineages.flatMap((lineage) => {
    const { family } = liveUntil(plan, lineage, asOf);
    const falls = family.homes.map(() => [0, 0, 0] as [number, number, number]);
    for (let replicate = 0; replicate < replicates; replicate++)
      imagine(plan, family, asOf, replicate, falls);
    return family.homes.flatMap((home, i) => {
      const counts = falls[i];
      if (home.members.length === 0 || !counts) return [];
      const [a, b, c] = counts;
      const probabilities = [a / replicates, b / replicates, c / replicates] as const;
      return [{ household: home.number, isAtRisk: !home.inNeed, probabilities }];
    });
  });
}

/** The family as it truly stood at the end of a month. */
function liveUntil(plan: CountyPlan, lineage: number, asOf: number): Living {
  const rec = newRecorder();
  const office = officeOf(plan);
  const [first] = plan.calendar;
  if (!first) return { family: { lineage, homes: [], persons: [] }, rng: seededRng('') };
  const living = beginFamily(plan, rec, first, lineage);
  for (const now of plan.calendar) {
    if (now.month > asOf) break;
    rec.isOn = now.month >= 0;
    stepMonth({ plan, rec, office, now }, [living]);
  }
  return living;
}

function imagine(
  plan: CountyPlan,
  family: Family,
  asOf: number,
  replicate: number,
  falls: readonly [number, number, number][],
): void {
  const rec = newRecorder(true);
  const future = cloneFamily(family);
  const rng = seededRng(`${plan.seed}/${family.lineage}/oracle/${asOf}/${replicate}`);
  const fellAt = family.homes.map(() => Number.POSITIVE_INFINITY);
  const last = plan.calendar.at(-1);
  for (let ahead = 1; ahead <= horizons[2] && last; ahead++) {
    const now = plan.calendar[plan.warmUp + asOf + ahead] ?? later(plan, asOf + ahead);
    stepFamily({ family: future, now, rng, rec, p: plan.parameters, villages: plan.villages });
    fellAt.forEach((fell, i) => {
      if (future.homes[i]?.inNeed === true) fellAt[i] = Math.min(fell, ahead);
    });
  }
  fellAt.forEach((fell, i) => {
    const counts = falls[i];
    if (counts) horizons.forEach((months, k) => (counts[k] = (counts[k] ?? 0) + (fell <= months ? 1 : 0)));
  });
}

/** A month after the plan's end: its calendar with the last law. */
function later(plan: CountyPlan, month: number): CountyPlan['calendar'][number] {
  const last = plan.calendar.at(-1);
  if (!last) throw new RangeError('empty calendar');
  const payIndex = last.payIndex * (1 + plan.parameters.income.growthYearly) ** ((month - last.month) / 12);
  return { ...last, ...calendarMonth(plan.start, month), payIndex };
}
