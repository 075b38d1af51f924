/**
 * Which rows go: SQL over a generation's parts, kept in tables of one scratch database.
 */
import { join } from 'node:path';
import { parquetSql, sqlIdentifier, type DuckDb } from '../../io/duckdb.ts';
import type { Generation } from '../lake/generation.ts';
import { ledgerTables, type LedgerTable } from '../schema/index.ts';

/**
 * Tables that say what is, not what happened: a row may be years old and still hold. They go only with the person or
 * household they are about.
 */
const stateTables = new Set([
  'household',
  'person',
  'membership',
  'vital_event',
  'disability_cert',
  'asset_snapshot',
  'housing',
]);

/** Rows to remove, by table. */
export type RemovalCounts = Readonly<Record<string, number>>;

/** Names of the rows to remove, as tables of the scratch database: `gone_person`, `gone_household`, `gone_before`. */
export async function planPersons(
  db: DuckDb,
  generation: Generation,
  personIds: readonly string[],
): Promise<RemovalCounts> {
  await declare(db, generation);
  for (const id of personIds) await db.run('INSERT INTO gone_person VALUES ($id)', { id });
  // A household of nobody else says nothing of anybody else: its rows are the person's.
  await db.run(
    `INSERT INTO gone_household SELECT household_id FROM part_membership
     GROUP BY household_id HAVING bool_and(person_id IN (SELECT id FROM gone_person))`,
  );
  return countRemovals(db);
}

/**
 * Rows of events before a day, and everything about persons and households of whom nothing newer is known and who no
 * longer belong anywhere.
 *
 * @param before `YYYY-MM-DD`
 */
export async function planRetention(
  db: DuckDb,
  generation: Generation,
  before: string,
): Promise<RemovalCounts> {
  await declare(db, generation);
  await db.run('INSERT INTO gone_before VALUES (CAST($before AS DATE))', { before });
  await db.run(`CREATE TEMP TABLE living_member AS SELECT DISTINCT household_id, person_id FROM part_membership
    WHERE coalesce(valid_to >= (SELECT day FROM gone_before), true)
      AND person_id NOT IN (SELECT person_id FROM part_vital_event
        WHERE event = 'death' AND occurred_on < (SELECT day FROM gone_before))`);
  for (const entity of ['person', 'household'] as const)
    await db.run(`INSERT INTO ${sqlIdentifier(`gone_${entity}`)}
      ${everybody(entity, 'true')} EXCEPT (${everybody(entity, isRecent)}
        UNION SELECT ${entity}_id FROM living_member)`);
  return countRemovals(db);
}

/** Pseudonyms of the persons that go. */
export async function gonePersons(db: DuckDb): Promise<string[]> {
  const rows = await db.rows('SELECT id FROM gone_person ORDER BY id');
  return rows.map((row) => String(row['id']));
}

/** The condition that a row of a table goes; never NULL. */
export function isGone(table: LedgerTable): string {
  const has = (name: string): boolean => table.columns.some((column) => column.name === name);
  const conditions = [
    ...(has('person_id') ? ['person_id IN (SELECT id FROM gone_person)'] : []),
    ...(has('household_id') ? ['household_id IN (SELECT id FROM gone_household)'] : []),
    ...(stateTables.has(table.name) ? [] : ['occurred_on < (SELECT day FROM gone_before)']),
  ];
  return conditions.map((condition) => `coalesce(${condition}, false)`).join(' OR ');
}

const isRecent = 'greatest(occurred_on, recorded_at) >= (SELECT day FROM gone_before)';

/** Everybody named by a row of some table that meets a condition. */
function everybody(entity: 'person' | 'household', condition: string): string {
  const column = `${entity}_id`;
  return ledgerTables
    .filter((table) => table.columns.some(({ name }) => name === column))
    .map((table) => `SELECT ${column} FROM ${view(table)} WHERE ${column} IS NOT NULL AND ${condition}`)
    .join(' UNION ');
}

async function declare(db: DuckDb, generation: Generation): Promise<void> {
  await db.run('CREATE TEMP TABLE gone_person (id VARCHAR)');
  await db.run('CREATE TEMP TABLE gone_household (id VARCHAR)');
  await db.run('CREATE TEMP TABLE gone_before (day DATE)');
  for (const table of ledgerTables)
    await db.run(`CREATE TEMP VIEW ${view(table)} AS ${rowsOf(table, generation)}`);
}

/** Every stored row, also those that a correction replaced. */
function rowsOf(table: LedgerTable, generation: Generation): string {
  const paths = generation.facts.sources
    .flatMap((source) => source.parts)
    .filter((part) => part.table === table.name)
    .map((part) => join(generation.folder, part.path));
  const columns = table.columns.map(({ name, type }) =>
    paths.length === 0 ? `CAST(NULL AS ${type}) AS ${sqlIdentifier(name)}` : sqlIdentifier(name),
  );
  const from = paths.length === 0 ? 'WHERE false' : `FROM ${parquetSql(paths)}`;
  return `SELECT ${columns.join(', ')} ${from}`;
}

async function countRemovals(db: DuckDb): Promise<RemovalCounts> {
  const counts: Record<string, number> = {};
  for (const table of ledgerTables) {
    const [row] = await db.rows(`SELECT count(*) AS n FROM ${view(table)} WHERE ${isGone(table)}`);
    const n = Number(row?.['n']);
    if (n > 0) counts[table.name] = n;
  }
  return counts;
}

function view(table: LedgerTable): string {
  return sqlIdentifier(`part_${table.name}`);
}
