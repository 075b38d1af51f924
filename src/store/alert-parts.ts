/**
 * Tables `alert_evidence` and `alert_visit`: what speaks for an alert, and what visits found.
 */
import { run } from '../io/sqlite/migrate.ts';
import type { AlertEvidenceTable, AlertVisitTable } from './schema.ts';
import { allRows } from './statements.ts';
import type { Store } from './store.ts';

/** Evidence of an alert, oldest first. */
export function evidenceRows({ db, raw }: Store, alertId: string): AlertEvidenceTable[] {
  return allRows(
    raw,
    db.selectFrom('alert_evidence').selectAll().where('alert_id', '=', alertId).orderBy('sequence'),
  );
}

/** Visits of an alert, oldest first. */
export function visitRows({ db, raw }: Store, alertId: string): AlertVisitTable[] {
  return allRows(
    raw,
    db.selectFrom('alert_visit').selectAll().where('alert_id', '=', alertId).orderBy('sequence'),
  );
}

/** A visit with what is needed of its alert. */
export interface ConcludedVisit extends AlertVisitTable {
  readonly household_id: string;
  readonly source: string;
}

/** Visits concluded within some days, both included, in the order of their alerts. */
export function concludedVisits({ db, raw }: Store, from: string, to: string): ConcludedVisit[] {
  return allRows(
    raw,
    db
      .selectFrom('alert_visit as v')
      .innerJoin('alert as a', 'a.id', 'v.alert_id')
      .selectAll('v')
      .select(['a.household_id', 'a.source'])
      .where('v.outcome', 'is not', null)
      .where('v.concluded_on', '>=', from)
      .where('v.concluded_on', '<=', to)
      .orderBy('a.sequence')
      .orderBy('v.sequence'),
  );
}

/** Adds a visit. */
export function insertVisit({ db, raw }: Store, row: AlertVisitTable): void {
  run(raw, db.insertInto('alert_visit').values(row));
}

/** Writes a visit's conclusion. */
export function concludeVisit({ db, raw }: Store, row: AlertVisitTable): void {
  run(
    raw,
    db
      .updateTable('alert_visit')
      .set({ outcome: row.outcome, concluded_on: row.concluded_on, findings: row.findings })
      .where('alert_id', '=', row.alert_id)
      .where('sequence', '=', row.sequence),
  );
}
