import { sql, type Compilable, type Kysely } from 'kysely';
import type { Migration } from '../../io/sqlite/migrate.ts';
import type { StoreSchema } from '../schema.ts';

/** Published score lists and the households' histories behind them. */
export const scoresMigration: Migration<StoreSchema> = {
  number: 1,
  name: 'scores',
  statements: (db) => [
    scoreRun(db),
    householdScore(db),
    uniqueRank(db),
    scoreIndex(db, 'band'),
    scoreIndex(db, 'area'),
    householdReason(db),
    householdPeriod(db),
  ],
};

function scoreRun(db: Kysely<StoreSchema>): Compilable {
  return db.schema
    .createTable('score_run')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('model_id', 'text', (column) => column.notNull())
    .addColumn('model', 'text', (column) => column.notNull())
    .addColumn('as_of', 'text', (column) => column.notNull())
    .addColumn('generation_id', 'text', (column) => column.notNull())
    .addColumn('data_date', 'text', (column) => column.notNull())
    .addColumn('rows', 'integer', (column) => column.notNull())
    .addColumn('currency', 'text', (column) => column.notNull())
    .addColumn('source_titles', 'text', (column) => column.notNull())
    .addColumn('published_sequence', 'integer', (column) => column.notNull().unique());
}

function householdScore(db: Kysely<StoreSchema>): Compilable {
  return db.schema
    .createTable('household_score')
    .addColumn('run_id', 'text', (column) => column.notNull().references('score_run.id').onDelete('cascade'))
    .addColumn('household_id', 'text', (column) => column.notNull())
    .addColumn('rank', 'integer', (column) => column.notNull())
    .addColumn('probability', 'double precision', (column) => column.notNull())
    .addColumn('lower', 'double precision', (column) => column.notNull())
    .addColumn('upper', 'double precision', (column) => column.notNull())
    .addColumn('band', 'text', (column) => column.notNull())
    .addColumn('area', 'text', (column) => column.notNull())
    .addColumn('top_reasons', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('household_score_key', ['run_id', 'household_id'])
    .addCheckConstraint('household_score_probability', sql`probability between 0 and 1`)
    .addCheckConstraint('household_score_interval', sql`0 <= lower and lower <= upper and upper <= 1`);
}

function uniqueRank(db: Kysely<StoreSchema>): Compilable {
  return db.schema
    .createIndex('household_score_rank')
    .unique()
    .on('household_score')
    .columns(['run_id', 'rank']);
}

function scoreIndex(db: Kysely<StoreSchema>, column: 'band' | 'area'): Compilable {
  return db.schema
    .createIndex(`household_score_${column}`)
    .on('household_score')
    .columns(['run_id', column, 'rank']);
}

function householdPeriod(db: Kysely<StoreSchema>): Compilable {
  return db.schema
    .createTable('household_period')
    .addColumn('generation_id', 'text', (column) => column.notNull())
    .addColumn('household_id', 'text', (column) => column.notNull())
    .addColumn('period', 'text', (column) => column.notNull())
    .addColumn('facts', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('household_period_key', ['generation_id', 'household_id', 'period']);
}

function householdReason(db: Kysely<StoreSchema>): Compilable {
  return db.schema
    .createTable('household_reason')
    .addColumn('run_id', 'text', (column) => column.notNull())
    .addColumn('household_id', 'text', (column) => column.notNull())
    .addColumn('reasons', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('household_reason_key', ['run_id', 'household_id'])
    .addForeignKeyConstraint(
      'household_reason_score',
      ['run_id', 'household_id'],
      'household_score',
      ['run_id', 'household_id'],
      (constraint) => constraint.onDelete('cascade'),
    );
}
