/**
 * Who is in the matrix on a date: households with an income row not older than a few months.
 */
import type { IsoDate } from '../../../src/core/dates.ts';
import { channelKey, type Channel } from './compile.ts';
import { distributionsOn, median } from './context.ts';
import { dayNumber, monthOfDay, quarterOfMonth } from '../../days.ts';
import { knownValue, type Facts } from './facts.ts';
import { windowDays, type Cohort } from './measure.ts';
import type { SourceName } from './sources.ts';

/** Household rows of per-capita income: they say who is there, and what the median is of. */
export const cohortChannel: Channel = {
  source: 'income_month',
  filter: { column: 'kind', equals: 'per_capita' },
  column: 'amount_fen',
};

/** The active households of each as-of date, in the order of their numbers; none when a date has no data. */
export function findCohorts(
  tables: ReadonlyMap<SourceName, Facts>,
  asOf: readonly IsoDate[],
  activeMonths: number,
): Cohort[] {
  const facts = tables.get(cohortChannel.source)!;
  const cohorts: Cohort[] = [];
  for (const date of asOf) {
    const households = activeHouseholds(facts, date, activeMonths);
    cohorts.push({ asOf: date, start: countRows(cohorts), households });
  }
  return cohorts;
}

/** Rows of all cohorts together. */
export function countRows(cohorts: readonly Cohort[]): number {
  return cohorts.reduce((rows, cohort) => rows + cohort.households.length, 0);
}

/** Unweighted median per-capita income of each as-of date's quarter, over all household rows known then. */
export function medianIncomes(
  tables: ReadonlyMap<SourceName, Facts>,
  cohorts: readonly Cohort[],
): Record<string, number> {
  const facts = tables.get(cohortChannel.source)!;
  const values = facts.channels.get(channelKey(cohortChannel))!;
  const medians = cohorts.map(({ asOf }) => {
    const day = dayNumber(asOf);
    const sorted = distributionsOn(facts, values, day).get(quarterOfMonth(monthOfDay(day)));
    return [asOf, median(sorted ?? new Float64Array(0))] as const;
  });
  return Object.fromEntries(medians);
}

function activeHouseholds(facts: Facts, asOf: IsoDate, activeMonths: number): Int32Array {
  const values = facts.channels.get(channelKey(cohortChannel))!;
  const { from, to } = windowDays({ windowMonths: activeMonths, endsMonthsBefore: 0 }, asOf);
  const active: number[] = [];
  for (let household = 0; household + 1 < facts.householdStart.length; household++) {
    const end = facts.householdStart[household + 1]!;
    for (let fact = end - 1; fact >= facts.householdStart[household]!; fact--) {
      const day = facts.occurredDay[fact]!;
      if (day <= from || day > to || Number.isNaN(knownValue(facts, values, fact, to))) continue;
      active.push(household);
      break;
    }
  }
  return Int32Array.from(active);
}
