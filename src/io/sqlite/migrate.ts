/**
 * Brings a SQLite file's schema up to what this version knows, in one transaction.
 */
import type { Database } from 'better-sqlite3';
import { Kysely, SqliteDialect, type Compilable } from 'kysely';
import { JzError } from '../../core/errors/index.ts';

/** One numbered step of a schema. It runs once, whole or not at all, and is never edited after release. */
export interface Migration<Schema> {
  readonly number: number;
  readonly name: string;
  /** The statements of the step, in order, in SQL that SQLite and PostgreSQL both take. */
  statements(db: Kysely<Schema>): readonly Compilable[];
}

/** Which numbered migrations have run. */
export interface SchemaMigrationTable {
  readonly number: number;
  readonly name: string;
}

type Ledger = Kysely<{ schema_migration: SchemaMigrationTable }>;

/**
 * Runs the migrations that have not run yet; a killed process leaves the schema as it was.
 *
 * @returns numbers of the migrations run now
 * @throws JZ_STORE_NEWER when the file has a migration this version does not know
 */
export function runMigrations<Schema>(
  raw: Database,
  db: Kysely<Schema>,
  steps: readonly Migration<Schema>[],
): number[] {
  const ledger: Ledger = new Kysely({ dialect: new SqliteDialect({ database: raw }) });
  return raw
    .transaction(() => {
      run(raw, migrationTable(ledger));
      const done = appliedNumbers(raw, ledger);
      refuseNewer(raw.name, done, steps);
      const pending = steps.filter((step) => !done.includes(step.number));
      for (const step of pending) {
        for (const statement of step.statements(db)) run(raw, statement);
        run(raw, ledger.insertInto('schema_migration').values({ number: step.number, name: step.name }));
      }
      return pending.map((step) => step.number);
    })
    .immediate();
}

/** Runs one compiled statement. */
export function run(raw: Database, statement: Compilable): number {
  const { sql, parameters } = statement.compile();
  return raw.prepare(sql).run(...parameters).changes;
}

function migrationTable(db: Ledger): Compilable {
  return db.schema
    .createTable('schema_migration')
    .ifNotExists()
    .addColumn('number', 'integer', (column) => column.primaryKey().notNull())
    .addColumn('name', 'text', (column) => column.notNull());
}

function appliedNumbers(raw: Database, db: Ledger): number[] {
  const query = db.selectFrom('schema_migration').select('number').compile();
  return raw
    .prepare<unknown[], { number: number }>(query.sql)
    .all()
    .map((row) => row.number);
}

function refuseNewer(
  file: string,
  done: readonly number[],
  steps: readonly { readonly number: number }[],
): void {
  const known = Math.max(...steps.map((step) => step.number));
  const found = Math.max(0, ...done);
  if (found > known) throw new JzError('JZ_STORE_NEWER', { file, found, known });
}
