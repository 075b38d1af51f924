/**
 * Lakes written by hand for tests: rows go straight into a generation, without files, mapping or ingest.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DuckDBValue } from '@duckdb/node-api';
import type { Json } from '../core/json.ts';
import { openDuckDb, parquetSql, sqlIdentifier, sqlLiteral, type DuckDb } from '../io/duckdb.ts';
import { publishFolder } from '../io/publish.ts';
import { generationName, writeCurrent } from './lake/current.ts';
import { inheritedEntries, inheritSources, readGeneration } from './lake/generation.ts';
import { findTable } from './schema/index.ts';

/** A row: its own columns; `occurred_on` and `recorded_at` are needed, the other common ones are filled. */
export type HandRow = Readonly<Record<string, DuckDBValue>> & {
  readonly occurred_on: string;
  readonly recorded_at: string;
};

/** One sender's file: rows by table, numbered as they come. */
export interface HandFile {
  readonly department: string;
  readonly file: string;
  readonly tables: Readonly<Record<string, readonly HandRow[]>>;
  readonly quarantined?: number;
  /** Further members of the file's entry in quality.json. */
  readonly quality?: Readonly<Record<string, Json>>;
}

/** Publishes a generation on top of the current one; returns its name. */
export async function handMadeGeneration(lake: string, files: readonly HandFile[]): Promise<string> {
  const parent = await readGeneration(lake);
  const sequence = (parent?.facts.sequence ?? 0) + 1;
  const db = await openDuckDb({ threads: 1 });
  try {
    const { manifest } = await publishFolder(
      'ledger-generation',
      { parent: lake, name: (made) => generationName(sequence, made.id), replace: 'ledger-generation' },
      async (folder) => {
        const own: Awaited<ReturnType<typeof writeFileParts>>[] = [];
        for (const one of files) own.push(await writeFileParts(db, folder, one));
        const inherited = inheritSources(
          parent,
          files.map(({ department, file }) => ({ file: { name: file, source: { department } }, version: 1 })),
        );
        const sources = [...inherited.sources, ...own];
        const entries = files.map((file, i) => qualityEntry(file, own[i]?.rowsIn ?? 0));
        const report = { format: 1, files: [...inherited.quality, ...entries], unclaimed: [], links: null };
        await writeFile(join(folder, 'quality.json'), JSON.stringify(report));
        const rows: Record<string, number> = {};
        for (const part of sources.flatMap(({ parts }) => parts))
          rows[part.table] = (rows[part.table] ?? 0) + part.rows;
        const facts = {
          sequence,
          parent: parent?.name ?? null,
          currency: 'CNY',
          superseded: inherited.superseded,
          sources,
          rows,
        };
        return { facts, inherited: inheritedEntries(parent, inherited.sources, inherited.superseded) };
      },
    );
    const name = generationName(sequence, manifest.id);
    await writeCurrent(lake, name);
    return name;
  } finally {
    db.close();
  }
}

/** Rows of a table as the current generation's parts hold them, without columns every row shares. */
export async function storedRows(lake: string, table: string): Promise<Record<string, unknown>[]> {
  const generation = await readGeneration(lake);
  const paths = (generation?.facts.sources ?? [])
    .flatMap(({ parts }) => parts)
    .filter((part) => part.table === table)
    .map(({ path }) => join(generation?.folder ?? '', path));
  const db = await openDuckDb({ threads: 1 });
  try {
    return paths.length === 0 ? [] : await db.rows(`SELECT * FROM ${parquetSql(paths)} ORDER BY ALL`);
  } finally {
    db.close();
  }
}

async function writeFileParts(
  db: DuckDb,
  folder: string,
  { department, file, tables, quarantined = 0 }: HandFile,
) {
  const stem = `${department}-${file}`;
  let row = 0;
  const parts: { table: string; path: string; rows: number }[] = [];
  for (const [table, rows] of Object.entries(tables)) {
    const common = { source_dept: department, batch_id: 'b', source_file: file };
    const path = `parts/${table}/${stem}.parquet`;
    await writeRows(
      db,
      table,
      rows.map((one) => ({ ...common, source_row: ++row, ...one })),
      join(folder, path),
    );
    parts.push({ table, path, rows: rows.length });
  }
  const keys = `keys/${stem}.parquet`;
  await mkdir(join(folder, 'keys'), { recursive: true });
  await db.run(
    `COPY (SELECT CAST(i AS VARCHAR) AS key, i AS source_row FROM range(1, $end) t(i)) TO ${sqlLiteral(join(folder, keys))} (FORMAT parquet)`,
    { end: row + 1 },
  );
  if (quarantined > 0) await writeQuarantine(folder, stem);
  const loaded = row;
  return {
    department,
    file,
    sha256: '0',
    mapping: '0',
    batch: 'b',
    rowsIn: loaded + quarantined,
    loaded,
    quarantined,
    ignoredColumns: [],
    parts,
    unique: ['id'],
    keys,
    group: stem,
    supersedes: false,
    deliveredOn: null,
    version: 1,
    newsOn: null,
    snapshot: false,
  };
}

async function writeRows(
  db: DuckDb,
  name: string,
  rows: readonly Readonly<Record<string, DuckDBValue>>[],
  path: string,
): Promise<void> {
  const columns = findTable(name)?.columns ?? [];
  await db.run(
    `CREATE OR REPLACE TABLE hand (${columns.map((column) => `${sqlIdentifier(column.name)} ${column.type}`).join(', ')})`,
  );
  const cells = columns.map(({ name: cell, type }) => `CAST($${cell} AS ${type})`).join(', ');
  for (const row of rows)
    await db.run(
      `INSERT INTO hand VALUES (${cells})`,
      Object.fromEntries(columns.map(({ name: cell }) => [cell, row[cell] ?? null])),
    );
  await mkdir(dirname(path), { recursive: true });
  await db.run(`COPY hand TO ${sqlLiteral(path)} (FORMAT parquet)`);
}

async function writeQuarantine(folder: string, stem: string): Promise<void> {
  await mkdir(join(folder, 'quarantine'), { recursive: true });
  await writeFile(join(folder, 'quarantine', `${stem}.csv`), 'a rejected row\n');
}

function qualityEntry({ department, file, quarantined = 0, quality = {} }: HandFile, rowsIn: number): Json {
  return { department, file, rowsIn, loaded: rowsIn - quarantined, quarantined, ...quality };
}

/** A generation's own text file. */
export async function generationText(lake: string, path: string): Promise<string> {
  const generation = await readGeneration(lake);
  return readFile(join(generation?.folder ?? '', path), 'utf8');
}
