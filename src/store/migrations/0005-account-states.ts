import type { Migration } from '../../io/sqlite/migrate.ts';
import type { StoreSchema } from '../schema.ts';

/** Since when an account may not be used; empty while it may. */
export const accountStatesMigration: Migration<StoreSchema> = {
  number: 5,
  name: 'account states',
  statements: (db) => [db.schema.alterTable('account').addColumn('disabled_at', 'text')],
};
