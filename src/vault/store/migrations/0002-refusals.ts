import type { Compilable, Kysely } from 'kysely';
import type { Migration } from '../../../io/sqlite/migrate.ts';
import type { VaultSchema } from '../schema.ts';

/** Links a person refused. */
export const refusalsMigration: Migration<VaultSchema> = {
  number: 2,
  name: 'refusals',
  statements: (db) => [refusal(db), refusalPerson(db)],
};

function refusal(db: Kysely<VaultSchema>): Compilable {
  return db.schema
    .createTable('refusal')
    .addColumn('alias', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('refusal_pair', ['alias', 'person_id']);
}

function refusalPerson(db: Kysely<VaultSchema>): Compilable {
  return db.schema.createIndex('refusal_person').on('refusal').column('person_id');
}
