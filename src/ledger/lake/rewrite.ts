/**
 * A generation without some rows: everything it stands on is in its own folder, so that all earlier ones may go.
 */
import { copyFile, link, mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as z from 'zod';
import type { Json } from '../../core/json.ts';
import { duckDbPath, parquetSql, sqlLiteral, type DuckDb } from '../../io/duckdb.ts';
import { publishFolder } from '../../io/publish.ts';
import { findTable, type LedgerTable } from '../schema/index.ts';
import { generationName } from './current.ts';
import type { Generation } from './generation.ts';
import { PARQUET } from './parquet.ts';

const KIND = 'ledger-generation';

/** What is taken out and what is put beside the rest. */
export interface Rewriting {
  /** Condition that a row of a table is left out; tables it names are in `db`. */
  readonly leaveOut: (table: LedgerTable) => string;
  readonly db: DuckDb;
  /** Whether the keys of rows left out go too; while they stay, the same rows are refused when they are sent again. */
  readonly forgetKeys: boolean;
  /** Pseudonyms that no link may name any more. */
  readonly forgetPersons: readonly string[];
  /** Files to add, by path. */
  readonly add: Readonly<Record<string, string>>;
}

/** Files that belong to one delivery and are not taken over: rows that were sent back, and what the last purge said. */
const left = /^(quarantine|review)\/|^purge\.json$/;

const partFact = z.looseObject({ table: z.string(), path: z.string(), rows: z.int() });
const sourceFact = z.looseObject({ parts: z.array(partFact), keys: z.string() });
const rewritableFacts = z.looseObject({ sources: z.array(sourceFact), rows: z.record(z.string(), z.int()) });
type Source = z.infer<typeof sourceFact>;

/**
 * Publishes the generation after this one; readers stay with the old one until CURRENT names the new one.
 *
 * @returns the new generation's name
 */
export async function rewriteGeneration(lake: string, old: Generation, work: Rewriting): Promise<string> {
  const sequence = old.facts.sequence + 1;
  const { manifest } = await publishFolder(
    KIND,
    { parent: lake, name: (made) => generationName(sequence, made.id), replace: KIND },
    async (folder) => {
      const paths = ownPaths(old);
      const facts = rewritableFacts.parse(renamed(old.manifest.facts, paths));
      const before = rewritableFacts.parse(old.manifest.facts);
      const changed = new Set<string>();
      for (const [i, source] of facts.sources.entries())
        for (const path of await rewriteSource(old, before.sources[i], source, { folder, work }))
          changed.add(path);
      for (const [from, to] of paths)
        if (!changed.has(to)) await place(join(old.folder, from), join(folder, to));
      for (const [path, text] of Object.entries(work.add)) await writeFile(join(folder, path), text);
      const gone = new Set(work.forgetPersons);
      const links = old.facts.links.filter(({ alias, personId }) => !gone.has(alias) && !gone.has(personId));
      const made = { ...facts, links, sequence, parent: old.name, rows: rowsByTable(facts.sources) };
      return { facts: z.record(z.string(), z.json()).parse(made) };
    },
  );
  return generationName(sequence, manifest.id);
}

/** Where each file of the old generation lies in the new one. */
function ownPaths(old: Generation): Map<string, string> {
  const paths = new Map<string, string>();
  const taken = new Set<string>();
  for (const { path } of old.manifest.files) {
    const [, earlier = '', plain = path] = /^\.\.\/([^/]+)\/(.+)$/.exec(path) ?? [];
    if (left.test(plain)) continue;
    const own = taken.has(plain) ? `${dirname(plain)}/${earlier}-${basename(plain)}` : plain;
    taken.add(own);
    paths.set(path, own);
  }
  return paths;
}

/** Facts with every path as the new folder has it. */
function renamed(value: Json, paths: ReadonlyMap<string, string>): Json {
  if (typeof value === 'string') return paths.get(value) ?? value;
  if (Array.isArray(value)) return value.map((item: Json) => renamed(item, paths));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, renamed(item, paths)]));
}

/** Writes the parts that lose rows, and the file's keys without those rows; corrects the row counts. */
async function rewriteSource(
  old: Generation,
  before: Source | undefined,
  source: Source,
  { folder, work }: { folder: string; work: Rewriting },
): Promise<string[]> {
  const written: string[] = [];
  const lost: string[] = [];
  for (const [i, part] of source.parts.entries()) {
    const table = findTable(part.table);
    const file = join(old.folder, before?.parts[i]?.path ?? '');
    if (!table) continue;
    const rows = `FROM ${parquetSql([file])} WHERE`;
    const count = await countRows(work.db, `${rows} ${work.leaveOut(table)}`);
    if (count === 0) continue;
    await copyRows(work.db, `SELECT * ${rows} NOT (${work.leaveOut(table)})`, join(folder, part.path));
    part.rows -= count;
    written.push(part.path);
    lost.push(`SELECT source_row ${rows} ${work.leaveOut(table)}`);
  }
  if (lost.length === 0 || !work.forgetKeys) return written;
  const keys = `FROM ${parquetSql([join(old.folder, before?.keys ?? '')])}`;
  const kept = `WHERE source_row NOT IN (${lost.join(' UNION ')})`;
  await copyRows(work.db, `SELECT * ${keys} ${kept}`, join(folder, source.keys));
  return [...written, source.keys];
}

async function countRows(db: DuckDb, from: string): Promise<number> {
  const [row] = await db.rows(`SELECT count(*) AS n ${from}`);
  return Number(row?.['n']);
}

async function copyRows(db: DuckDb, sql: string, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await db.run(`COPY (${sql}) TO ${sqlLiteral(duckDbPath(path))} ${PARQUET}`);
}

/** The same bytes in the new folder: a second name where the file system can, a copy where not. */
async function place(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await link(from, to).catch(() => copyFile(from, to));
}

function rowsByTable(sources: readonly Source[]): Record<string, number> {
  const rows: Record<string, number> = {};
  for (const part of sources.flatMap(({ parts }) => parts))
    rows[part.table] = (rows[part.table] ?? 0) + part.rows;
  return rows;
}
