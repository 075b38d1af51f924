/**
 * A random ledger of departments, written straight to Parquet by DuckDB: about 100 rows a household over 36 months,
 * each table in the order the ledger keeps. Values come from hashes of row numbers: the same for every call.
 */
import { join } from 'node:path';
import { openDuckDb, sqlLiteral } from '../../src/io/duckdb.ts';

const MONTHS = 36;
const MEMBERS = 2.4;

/** What was written. */
export interface BenchLedger {
  readonly rows: number;
  /** Rows of each table that features are read from. */
  readonly tables: Readonly<Record<string, number>>;
}

/** Tables of rows that features are read from, with the rows a household has in a month and the column sums are of. */
export const eventTables = {
  income_month: {
    rate: 1,
    sums: 'amount_fen',
    columns: `CASE hash(i * 3) % 3 WHEN 0 THEN 'wage' WHEN 1 THEN 'pension' ELSE 'business' END AS kind,
      (hash(i * 5) % 1000000)::BIGINT AS amount_fen`,
  },
  employment_event: {
    rate: 0.8,
    sums: 'amount_fen',
    columns: `CASE WHEN hash(i * 3) % 60 = 0 THEN 'unemployment_registered' ELSE 'contribution' END AS event,
      'employee_pension' AS scheme, (hash(i * 5) % 1000000)::BIGINT AS amount_fen`,
  },
  utility_month: {
    rate: 0.7,
    sums: '"usage"',
    columns: `CASE hash(i * 3) % 4 WHEN 0 THEN 'water' ELSE 'electricity' END AS kind,
      (hash(i * 5) % 30000) / 100.0 AS "usage", (hash(i * 7) % 3)::BIGINT AS arrears_bills`,
  },
  medical_claim: {
    rate: 0.2,
    sums: 'self_paid_fen',
    columns: `CASE hash(i * 3) % 5 WHEN 0 THEN 'inpatient' ELSE 'outpatient' END AS setting,
      (hash(i * 5) % 1000000)::BIGINT AS total_fen, (hash(i * 15) % 300000)::BIGINT AS self_paid_fen,
      (hash(i * 25) % 100000)::BIGINT AS out_of_scope_fen`,
  },
  observation: {
    rate: 0.05,
    sums: 'value',
    columns: `'insurance.enrolled' AS code, (hash(i * 5) % 10 > 0)::INTEGER::DOUBLE AS value`,
  },
} as const;

/** Writes the tables into a folder, saying which is being written. */
export async function writeLedger(
  folder: string,
  households: number,
  say: (text: string) => void = () => undefined,
): Promise<BenchLedger> {
  const people = Math.floor(households * MEMBERS);
  const db = await openDuckDb({ threads: 2, memoryLimit: '3GiB', tempDirectory: join(folder, 'spill') });
  const write = async (table: string, select: string): Promise<void> => {
    const file = sqlLiteral(join(folder, `${table}.parquet`));
    await db.run(`COPY (${select}) TO ${file} (FORMAT parquet, COMPRESSION zstd)`);
  };
  const start = facts('-30', 'police');
  await write(
    'person',
    `SELECT ${personId('i')} AS person_id, CASE i % 2 WHEN 0 THEN '1' ELSE '2' END AS sex,
      DATE '1940-01-01' + (hash(i) % 29000)::INTEGER AS birth_date, ${start} FROM range(${people}) AS t(i)`,
  );
  await write(
    'household',
    `SELECT ${householdId('i')} AS household_id, '330199' || lpad((i % 20)::VARCHAR, 3, '0') ||
      lpad((i % 200)::VARCHAR, 3, '0') AS region_code, ${start} FROM range(${households}) AS t(i)`,
  );
  await write(
    'membership',
    `SELECT ${householdId(`i % ${households}`)} AS household_id, ${personId('i')} AS person_id,
      DATE '2010-01-01' AS valid_from, ${start} FROM range(${people}) AS t(i)`,
  );
  const tables: Record<string, number> = {};
  for (const [table, { rate, columns }] of Object.entries(eventTables)) {
    const count = Math.floor(households * MONTHS * rate);
    tables[table] = count;
    say(`${table}: ${count} rows`);
    const day = facts('hash(i * 11) % 1095', 'department');
    await write(
      table,
      `SELECT * FROM (SELECT ${personId(`hash(i) % ${people}`)} AS person_id, ${columns}, ${day}
        FROM range(${count}) AS t(i)) ORDER BY person_id, occurred_on`,
    );
  }
  db.close();
  return { rows: Object.values(tables).reduce((sum, count) => sum + count, 0), tables };
}

/** Identifiers look like the ledger's: no order of theirs is the order of rows. */
function personId(number: string): string {
  return `'p' || substr(md5((${number})::VARCHAR), 1, 26)`;
}

function householdId(number: string): string {
  return `'h' || substr(md5('h' || (${number})::VARCHAR), 1, 26)`;
}

/** When it happened, up to 40 days later became known, and where the row stands. */
function facts(day: string, department: string): string {
  return `(DATE '2022-01-01' + (${day})::INTEGER) AS occurred_on,
    (DATE '2022-01-01' + (${day})::INTEGER + (hash(i * 13) % 40)::INTEGER) AS recorded_at,
    '${department}' AS source_dept, 'b' AS batch_id, 'f' AS source_file, i AS source_row`;
}
