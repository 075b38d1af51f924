/**
 * Whom a round leaves alone: households visited lately, by the ledger's visits and by the store's own.
 */
import { addDays, isoDate, type IsoDate } from '../core/dates.ts';
import type { DuckDb } from '../io/duckdb.ts';
import { happenedSql } from '../ledger/known-sql.ts';
import { concludedVisits, type Store } from '../store/index.ts';
import { visitOutcomes, type VisitOutcome } from './lifecycle.ts';
import type { Suppression } from './plan.ts';
import type { AlertSettings } from './settings.ts';

/** Where visits are remembered, and for how long they count. */
export interface SuppressRequest {
  readonly ledger: { readonly db: DuckDb };
  readonly store: Store;
  readonly asOf: IsoDate;
  readonly settings: AlertSettings;
}

interface Seen {
  readonly household: string;
  readonly outcome: VisitOutcome;
  readonly day: IsoDate;
}

/** Households that are left alone on a date, each with its latest visit and the day from which it may be raised again. */
export async function suppressedAt(request: SuppressRequest): Promise<Map<string, Suppression>> {
  const { asOf, settings, store } = request;
  const from = addDays(asOf, -Math.max(...Object.values(settings.suppress)));
  const seen = [...(await ledgerVisits(request, from)), ...storeVisits(store, from, asOf)];
  const found = new Map<string, Suppression>();
  for (const { household, outcome, day } of seen.sort((a, b) => (a.day < b.day ? -1 : 1))) {
    const window = outcome === 'confirmed' ? settings.suppress.visited : settings.suppress[outcome];
    const until = addDays(day, window);
    if (until >= asOf) found.set(household, { reason: 'visited', details: { outcome, day, until } });
    else found.delete(household);
  }
  return found;
}

async function ledgerVisits({ ledger, asOf }: SuppressRequest, from: IsoDate): Promise<Seen[]> {
  const { columns } = await ledger.db.texts(
    `SELECT household_id, outcome, occurred_on::VARCHAR FROM visit
     WHERE occurred_on >= CAST($from AS DATE) AND ${happenedSql()} ORDER BY household_id, occurred_on, source_row`,
    { as_of: asOf, from },
  );
  const [households = [], outcomes = [], days = []] = columns;
  return households.flatMap((household, i) => seenOf(household, outcomes[i], days[i]));
}

function storeVisits(store: Store, from: IsoDate, to: IsoDate): Seen[] {
  return concludedVisits(store, from, to).flatMap((row) =>
    seenOf(row.household_id, row.outcome, row.concluded_on),
  );
}

function seenOf(
  household: string | null | undefined,
  outcome: string | null | undefined,
  day: string | null | undefined,
): Seen[] {
  const known = visitOutcomes.find((one) => one === outcome);
  return household && known && day ? [{ household, outcome: known, day: isoDate(day) }] : [];
}
