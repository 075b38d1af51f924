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
  const isIncome = (row: TinyRow): boolean => row.code === 'per_capita' || row.code === 'total';
  await insert(db, 'income_month', rows.filter(isIncome));
  await insert(
    db,
    'observation',
    rows.filter((row) => !isIncome(row)),
  );
  return { db };
}

async function insert(
  db: DuckDb,
  table: 'income_month' | 'observation',
  rows: readonly TinyRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const person = table === 'income_month' ? 'NULL, ' : '';
  const tuples = rows.map(
    (_, i) => `($h${i}, ${person}$c${i}, $v${i}, CAST($o${i} AS DATE), CAST($r${i} AS DATE), $b${i})`,
  );
  const values = rows.flatMap((row, i): [string, string | number][] => [
    [`h${i}`, row.household],
    [`c${i}`, row.code],
    [`v${i}`, row.value],
    [`o${i}`, row.occurredOn],
    [`r${i}`, row.recordedAt],
    [`b${i}`, row.batch ?? 'b1'],
  ]);
  await db.run(`INSERT INTO ${table} VALUES ${tuples.join(', ')}`, Object.fromEntries(values));
}
