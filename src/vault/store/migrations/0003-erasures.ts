import type { Migration } from '../../../io/sqlite/migrate.ts';
import type { VaultSchema } from '../schema.ts';

/** Persons who had themselves deleted: pseudonyms only. */
export const erasuresMigration: Migration<VaultSchema> = {
  number: 3,
  name: 'erasures',
  statements: (db) => [
    db.schema
      .createTable('erasure')
      .addColumn('person_id', 'text', (column) => column.primaryKey().notNull()),
  ],
};
