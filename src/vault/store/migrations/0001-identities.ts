import type { Compilable, Kysely } from 'kysely';
import type { Migration } from '../../../io/sqlite/migrate.ts';
import type { VaultSchema } from '../schema.ts';

/** Sealed identities, confirmed links, facts of the vault. */
export const identitiesMigration: Migration<VaultSchema> = {
  number: 1,
  name: 'identities',
  statements: (db) => [identity(db), link(db), linkPerson(db), fact(db)],
};

function identity(db: Kysely<VaultSchema>): Compilable {
  return db.schema
    .createTable('identity')
    .addColumn('person_id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('sealed', 'blob', (column) => column.notNull());
}

function link(db: Kysely<VaultSchema>): Compilable {
  return db.schema
    .createTable('link')
    .addColumn('alias', 'text', (column) => column.primaryKey().notNull())
    .addColumn('person_id', 'text', (column) => column.notNull());
}

function linkPerson(db: Kysely<VaultSchema>): Compilable {
  return db.schema.createIndex('link_person').on('link').column('person_id');
}

function fact(db: Kysely<VaultSchema>): Compilable {
  return db.schema
    .createTable('fact')
    .addColumn('name', 'text', (column) => column.primaryKey().notNull())
    .addColumn('value', 'text', (column) => column.notNull());
}
