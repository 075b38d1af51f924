/**
 * Brings a store's schema up to what this version knows, in one transaction.
 */
import type { Database } from 'better-sqlite3';
import type { Kysely } from 'kysely';
import { runMigrations, type Migration } from '../io/sqlite/migrate.ts';
import { scoresMigration } from './migrations/0001-scores.ts';
import { alertsMigration } from './migrations/0002-alerts.ts';
import { accountsMigration } from './migrations/0003-accounts.ts';
import { scoreRegionsMigration } from './migrations/0004-score-regions.ts';
import { accountStatesMigration } from './migrations/0005-account-states.ts';
import { scoreHorizonsMigration } from './migrations/0006-score-horizons.ts';
import type { StoreSchema } from './schema.ts';

/** Every migration, in order. A new one is added at the end with the next number. */
export const migrations: readonly Migration<StoreSchema>[] = [
  scoresMigration,
  alertsMigration,
  accountsMigration,
  scoreRegionsMigration,
  accountStatesMigration,
  scoreHorizonsMigration,
];

/**
 * Runs the migrations that have not run yet; a killed process leaves the schema as it was.
 *
 * @param steps default: every migration of this version
 * @returns numbers of the migrations run now
 * @throws JZ_STORE_NEWER when the store has a migration this version does not know
 */
export function migrate(
  raw: Database,
  db: Kysely<StoreSchema>,
  steps: readonly Migration<StoreSchema>[] = migrations,
): number[] {
  return runMigrations(raw, db, steps);
}
