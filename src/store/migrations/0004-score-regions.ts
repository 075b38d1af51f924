import { sql, type Compilable, type Kysely } from 'kysely';
import type { Migration } from '../../io/sqlite/migrate.ts';
import type { StoreSchema } from '../schema.ts';

/** Of each scored household the smallest region known, beside its township, and whether its score is too uncertain. */
export const scoreRegionsMigration: Migration<StoreSchema> = {
  number: 4,
  name: 'score regions',
  statements: (db) => [
    db.schema
      .alterTable('household_score')
      .addColumn('region', 'text', (column) => column.notNull().defaultTo('')),
    db.schema.alterTable('household_score').addColumn('is_uncertain', 'integer', (column) =>
      column
        .notNull()
        .defaultTo(0)
        .check(sql`is_uncertain in (0, 1)`),
    ),
    db.updateTable('household_score').set((eb) => ({ region: eb.ref('area') })),
    regionIndex(db),
  ],
};

function regionIndex(db: Kysely<StoreSchema>): Compilable {
  return db.schema
    .createIndex('household_score_region')
    .on('household_score')
    .columns(['run_id', 'region', 'rank']);
}
