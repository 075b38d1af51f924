/**
 * What one ingest knows of persons and households, in tables all its sessions share.
 */
import type { DuckDb } from '../../io/duckdb.ts';

/**
 * Makes the shared tables:
 * `identity` every number met, as written, with its person (NULL: not valid);
 * `home` every household number;
 * `stranger` every person met without a valid number, by what is known of them;
 * `candidate` what each file says of persons with a number, for the vault;
 * `labelled` some rows that have a number and other fields: linking learns from them.
 */
export async function createIdentityTables(db: DuckDb): Promise<void> {
  await db.run(`CREATE TABLE identity (text VARCHAR, person_id VARCHAR, id_number VARCHAR, sex VARCHAR,
    birth_date VARCHAR, fault VARCHAR)`);
  await db.run('CREATE TABLE home (text VARCHAR, household_id VARCHAR)');
  await db.run(`CREATE TABLE stranger (tuple BIGINT, person_id VARCHAR, name VARCHAR, sex VARCHAR,
    birth_date VARCHAR, phone VARCHAR, address VARCHAR, id_text VARCHAR)`);
  await db.run(`CREATE TABLE candidate (person_id VARCHAR, registry BOOLEAN, known_on DATE, origin INTEGER,
    row BIGINT, name VARCHAR, sex VARCHAR, birth_date VARCHAR, phone VARCHAR, address VARCHAR)`);
  await db.run(`CREATE TABLE labelled (person_id VARCHAR, origin INTEGER, row BIGINT, name VARCHAR, sex VARCHAR,
    birth_date VARCHAR, phone VARCHAR, address VARCHAR)`);
}

/**
 * Hands on the rows of a SELECT of texts in batches, so that millions of them need little memory.
 */
export async function inBatches(
  db: DuckDb,
  sql: string,
  take: (columns: readonly (readonly (string | null)[])[]) => Promise<void>,
): Promise<void> {
  await db.run(`CREATE OR REPLACE TEMP TABLE batched AS ${sql}`);
  const [count] = await db.rows('SELECT count(*) AS n FROM batched');
  for (let start = 0; start < Number(count?.['n']); start += BATCH) {
    const end = start + BATCH;
    const { columns } = await db.texts(`FROM batched WHERE rowid >= ${start} AND rowid < ${end}`);
    await take(columns);
  }
  await db.run('DROP TABLE temp.batched');
}

/** Appends rows of text to a shared table; `null` is NULL. */
export async function appendTexts(
  db: DuckDb,
  table: 'identity' | 'home' | 'stranger',
  columns: readonly (readonly (string | null)[])[],
): Promise<void> {
  const nRows = columns[0]?.length ?? 0;
  for (let start = 0; start < nRows; start += BATCH) {
    const cells = columns.map((_, i) => `unnest(from_json($c${i}, '["VARCHAR"]'))`).join(', ');
    const values = columns.map((column, i): [string, string] => [
      `c${i}`,
      JSON.stringify(column.slice(start, start + BATCH)),
    ]);
    await db.run(`INSERT INTO ${table} SELECT ${cells}`, Object.fromEntries(values));
  }
}

const BATCH = 100_000;
