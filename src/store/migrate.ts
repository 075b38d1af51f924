/**
 * Brings a store's schema up to what this version knows, in one transaction.
 */
import type { Database } from 'better-sqlite3';
import type { Compilable, Kysely } from 'kysely';
import { JzError } from '../core/errors/index.ts';
import { scoresMigration } from './migrations/0001-scores.ts';
import type { Migration } from './migrations/migration.ts';
import type { StoreSchema } from './schema.ts';

/** Every migration, in order. A new one is added at the end with the next number. */
export const migrations: readonly Migration[] = [scoresMigration];

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
  steps: readonly Migration[] = migrations,
): number[] {
  return raw
    .transaction(() => {
      run(raw, migrationTable(db));
      const done = appliedNumbers(raw, db);
      refuseNewer(raw.name, done, steps);
      const pending = steps.filter((step) => !done.includes(step.number));
      for (const step of pending) apply(raw, db, step);
      return pending.map((step) => step.number);
    })
    .immediate();
}

function migrationTable(db: Kysely<StoreSchema>): Compilable {
  return db.schema
    .createTable('schema_migration')
    .ifNotExists()
    .addColumn('number', 'integer', (column) => column.primaryKey().notNull())
    .addColumn('name', 'text', (column) => column.notNull());
}

function appliedNumbers(raw: Database, db: Kysely<StoreSchema>): number[] {
  const query = db.selectFrom('schema_migration').select('number').compile();
  return raw
    .prepare<unknown[], { number: number }>(query.sql)
    .all()
    .map((row) => row.number);
}

function refuseNewer(file: string, done: readonly number[], steps: readonly Migration[]): void {
  const known = Math.max(...steps.map((step) => step.number));
  const found = Math.max(0, ...done);
  if (found > known) throw new JzError('JZ_STORE_NEWER', { file, found, known });
}

function apply(raw: Database, db: Kysely<StoreSchema>, step: Migration): void {
  for (const statement of step.statements(db)) run(raw, statement);
  run(raw, db.insertInto('schema_migration').values({ number: step.number, name: step.name }));
}

function run(raw: Database, statement: Compilable): void {
  const { sql, parameters } = statement.compile();
  raw.prepare(sql).run(...parameters);
}
