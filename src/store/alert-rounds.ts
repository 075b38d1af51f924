/**
 * Tables `alert_round` and `alert_skip`: which rounds raised alerts, and whom they passed over and why.
 */
import type { AlertRoundTable, AlertSkipTable } from './schema.ts';
import { firstRow } from './statements.ts';
import type { Store } from './store.ts';

/** A round by its id. */
export function roundRow({ db, raw }: Store, id: string): AlertRoundTable | undefined {
  return firstRow(raw, db.selectFrom('alert_round').selectAll().where('id', '=', id));
}

/** The newest round. */
export function latestRound({ db, raw }: Store): AlertRoundTable | undefined {
  return firstRow(raw, db.selectFrom('alert_round').selectAll().orderBy('sequence', 'desc').limit(1));
}

/** Why a round passed a household over. */
export function skipRow({ db, raw }: Store, roundId: string, household: string): AlertSkipTable | undefined {
  return firstRow(
    raw,
    db
      .selectFrom('alert_skip')
      .selectAll()
      .where('round_id', '=', roundId)
      .where('household_id', '=', household),
  );
}
