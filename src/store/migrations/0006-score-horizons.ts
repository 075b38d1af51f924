import type { Migration } from '../../io/sqlite/migrate.ts';
import type { StoreSchema } from '../schema.ts';

/** Probabilities of each scored household by every horizon that the model answers; null where it answers one. */
export const scoreHorizonsMigration: Migration<StoreSchema> = {
  number: 6,
  name: 'score horizons',
  statements: (db) => [db.schema.alterTable('household_score').addColumn('horizons', 'text')],
};
