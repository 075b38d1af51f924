/**
 * Table `household_period`: what a ledger generation knows of a household, period by period.
 */
import * as z from 'zod';
import type { HouseholdPeriodTable } from './schema.ts';
import { allRows } from './statements.ts';
import type { Store } from './store.ts';

const money = z.int().nullable();

/** Facts of a household in one period; money is in minor units a month, `null` is unknown. */
export const periodFacts = z.strictObject({
  income_total_fen: money,
  income_per_capita_fen: money,
  /** Of all households in that period. */
  median_per_capita_fen: money,
  /** Per capita, in that period. */
  poverty_line_fen: money,
  /** Income per capita / median. */
  relative_income: z.number().nullable(),
  members: z.int().nonnegative().nullable(),
  poor: z.boolean().nullable(),
  /** Codes of the income sources present; the run holds their wording. */
  sources: z.array(z.string()).readonly(),
});

/** Facts of a household in one period. */
export type PeriodFacts = Readonly<z.infer<typeof periodFacts>>;

/** One period of a household's history. */
export interface HouseholdPeriod {
  readonly householdId: string;
  /** `2014Q1` or `2014-03`. */
  readonly period: string;
  readonly facts: PeriodFacts;
}

/** A household's periods, oldest first. */
export function listPeriods(
  { db, raw }: Store,
  generationId: string,
  householdId: string,
): Promise<HouseholdPeriod[]> {
  const rows = allRows(
    raw,
    db
      .selectFrom('household_period')
      .selectAll()
      .where('generation_id', '=', generationId)
      .where('household_id', '=', householdId)
      .orderBy('period'),
  );
  const periods = rows.map((row) => ({
    householdId: row.household_id,
    period: row.period,
    facts: periodFacts.parse(JSON.parse(row.facts)),
  }));
  return Promise.resolve(periods);
}

/** The table row of a period. */
export function periodRow(generationId: string, period: HouseholdPeriod): HouseholdPeriodTable {
  return {
    generation_id: generationId,
    household_id: period.householdId,
    period: period.period,
    facts: JSON.stringify(period.facts),
  };
}
