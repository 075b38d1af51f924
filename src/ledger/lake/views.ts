/**
 * A generation's tables as views: parts, replaced rows, what was known on a day, confirmed links.
 */
import { join } from 'node:path';
import { parquetSql, sqlIdentifier, sqlLiteral, type DuckDb } from '../../io/duckdb.ts';
import { membersSql } from '../households/members-sql.ts';
import { ledgerTables, type LedgerTable } from '../schema/index.ts';
import type { LinkFact, SourceFact } from './facts.ts';
import type { Generation } from './generation.ts';

/** How the views look at the rows. */
export interface ViewOptions {
  readonly asKnownAt: string | null;
}

/** Creates a view for every declared table, and the table function `members_at(as_of, known_at)`. */
export async function createViews(db: DuckDb, generation: Generation, options: ViewOptions): Promise<void> {
  await createSuperseded(db, generation);
  await createLinks(db, generation.facts.links);
  for (const table of ledgerTables) await db.run(viewSql(table, generation, options));
  const members = membersSql({ asOf: 'CAST(as_of AS DATE)', knownAt: 'CAST(known_at AS DATE)' });
  await db.run(`CREATE OR REPLACE MACRO members_at(as_of, known_at) AS TABLE ${members}`);
}

/** Table `ledger_superseded`: the generation's replaced rows. */
async function createSuperseded(db: DuckDb, { facts, folder }: Generation): Promise<void> {
  const lists = facts.superseded.map(
    ({ path, department }) =>
      `SELECT ${sqlLiteral(department)} AS source_dept, batch_id, source_file, source_row, superseded_at
       FROM ${parquetSql([join(folder, path)])}`,
  );
  const none = `SELECT '' AS source_dept, '' AS batch_id, '' AS source_file, CAST(0 AS BIGINT) AS source_row,
    CAST(NULL AS DATE) AS superseded_at WHERE false`;
  await db.run(
    `CREATE OR REPLACE TABLE ledger_superseded AS ${lists.length === 0 ? none : lists.join(' UNION ALL ')}`,
  );
}

async function createLinks(db: DuckDb, links: readonly LinkFact[]): Promise<void> {
  await db.run('CREATE OR REPLACE TABLE ledger_link (alias VARCHAR, person_id VARCHAR)');
  if (links.length === 0) return;
  await db.run(
    `INSERT INTO ledger_link SELECT unnest(from_json($links, '[{"alias":"VARCHAR","personId":"VARCHAR"}]'),
       recursive := true)`,
    { links: JSON.stringify(links) },
  );
}

function viewSql(table: LedgerTable, generation: Generation, options: ViewOptions): string {
  return `CREATE OR REPLACE VIEW ${sqlIdentifier(table.name)} AS ${knownSql(
    linkedSql(table, rowsSql(table, generation), generation),
    options,
  )}`;
}

/** All versions of all rows, the replaced ones with the day of it. */
function rowsSql(table: LedgerTable, generation: Generation): string {
  const names = table.columns.map((column) => sqlIdentifier(column.name));
  const replaced = new Set(generation.facts.superseded.map(({ group }) => group));
  const [plain = [], versioned = []] = [false, true].map((isVersioned) =>
    partPaths(
      table,
      generation,
      generation.facts.sources.filter(({ group }) => replaced.has(group) === isVersioned),
    ),
  );
  const selects: string[] = [];
  if (plain.length > 0)
    selects.push(`SELECT ${names.join(', ')}, CAST(NULL AS DATE) AS superseded_at FROM ${parquetSql(plain)}`);
  if (versioned.length > 0)
    selects.push(
      `SELECT ${names.map((name) => `t.${name}`).join(', ')}, s.superseded_at FROM ${parquetSql(versioned)} AS t
       LEFT JOIN ledger_superseded AS s ON s.source_row = t.source_row AND s.source_file = t.source_file
         AND s.source_dept = t.source_dept AND s.batch_id = t.batch_id`,
    );
  return selects.length === 0 ? emptyTableSql(table) : selects.join(' UNION ALL ');
}

function partPaths(table: LedgerTable, { folder }: Generation, sources: readonly SourceFact[]): string[] {
  return sources
    .flatMap((source) => source.parts)
    .filter((part) => part.table === table.name)
    .map((part) => join(folder, part.path));
}

/** Rows of an alias as the person's: sure, because a person confirmed it. */
function linkedSql(table: LedgerTable, rows: string, { facts: { links } }: Generation): string {
  const columns = table.own.filter(({ name }) => name.endsWith('person_id')).map(({ name }) => name);
  if (links.length === 0 || columns.length === 0) return rows;
  const replaced = columns.map((name) => `coalesce(l_${name}.person_id, t.${name}) AS ${name}`);
  const isLinked = columns.map((name) => `l_${name}.person_id IS NOT NULL`).join(' OR ');
  const joins = columns.map((name) => `LEFT JOIN ledger_link AS l_${name} ON l_${name}.alias = t.${name}`);
  return `SELECT t.* REPLACE (${replaced.join(', ')}, CASE WHEN ${isLinked} THEN 1 ELSE t.link_confidence END
    AS link_confidence) FROM (${rows}) AS t ${joins.join(' ')}`;
}

function knownSql(rows: string, { asKnownAt }: ViewOptions): string {
  if (asKnownAt === null) return rows;
  const day = `CAST(${sqlLiteral(asKnownAt)} AS DATE)`;
  return `SELECT * REPLACE (CAST(NULL AS DATE) AS superseded_at) FROM (${rows})
    WHERE recorded_at <= ${day} AND (superseded_at IS NULL OR superseded_at > ${day})`;
}

function emptyTableSql(table: LedgerTable): string {
  const cells = table.columns.map(
    (column) => `CAST(NULL AS ${column.type}) AS ${sqlIdentifier(column.name)}`,
  );
  return `SELECT ${cells.join(', ')}, CAST(NULL AS DATE) AS superseded_at WHERE false`;
}
