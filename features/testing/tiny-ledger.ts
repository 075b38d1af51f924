/**
 * A tiny ledger for tests: real DuckDB tables with the ledger's columns, filled row by row.
 */
import { openDuckDb, type DuckDb } from '../../src/io/duckdb.ts';

/** One income or observation row. */
export interface TinyRow {
  readonly household: string;
  /** `per_capita`, `total`, or an observation's code. */
  readonly code: string;
  readonly value: number;
  readonly occurredOn: string;
  readonly recordedAt: string;
  readonly batch?: string;
}

/** Opens a database with the ledger's tables and these rows, in the order given. */
export async function tinyLedger(rows: readonly TinyRow[], threads = 1): Promise<{ db: DuckDb }> {
  const db = await openDuckDb({ threads });
  const times = 'occurred_on DATE, recorded_at DATE, batch_id VARCHAR';
  await db.run(`CREATE TABLE household (household_id VARCHAR, region_code VARCHAR, region_group_code VARCHAR,
    weight DOUBLE, ${times})`);
  await db.run(
    `CREATE TABLE income_month (household_id VARCHAR, person_id VARCHAR, kind VARCHAR, amount_fen BIGINT, ${times})`,
  );
  await db.run(`CREATE TABLE observation (household_id VARCHAR, code VARCHAR, value DOUBLE, ${times})`);
  for (const row of rows) await insert(db, row);
  return { db };
}

async function insert(db: DuckDb, row: TinyRow): Promise<void> {
  const isIncome = row.code === 'per_capita' || row.code === 'total';
  const into = isIncome ? 'income_month' : 'observation';
  const values = isIncome ? '$household, NULL, $code, $value' : '$household, $code, $value';
  await db.run(
    `INSERT INTO ${into} VALUES (${values}, CAST($occurred AS DATE), CAST($recorded AS DATE), $batch)`,
    {
      household: row.household,
      code: row.code,
      value: row.value,
      occurred: row.occurredOn,
      recorded: row.recordedAt,
      batch: row.batch ?? 'b1',
    },
  );
}
