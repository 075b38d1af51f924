import type { Compilable, Kysely } from 'kysely';
import type { Migration } from '../../io/sqlite/migrate.ts';
import type { StoreSchema } from '../schema.ts';

/** Who may use the service, and where they are signed in. */
export const accountsMigration: Migration<StoreSchema> = {
  number: 3,
  name: 'accounts',
  statements: (db) => [account(db), session(db)],
};

function account(db: Kysely<StoreSchema>): Compilable {
  return db.schema
    .createTable('account')
    .addColumn('name', 'text', (column) => column.primaryKey().notNull())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('areas', 'text')
    .addColumn('password_hash', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull());
}

function session(db: Kysely<StoreSchema>): Compilable {
  return db.schema
    .createTable('session')
    .addColumn('token_hash', 'text', (column) => column.primaryKey().notNull())
    .addColumn('account', 'text', (column) => column.notNull().references('account.name'))
    .addColumn('expires_at', 'text', (column) => column.notNull());
}
