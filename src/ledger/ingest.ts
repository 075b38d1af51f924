/**
 * Departments' files become a new generation of the ledger, whole or not at all.
 */
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { JzError } from '../core/errors/index.ts';
import type { Json } from '../core/json.ts';
import type { Progress } from '../core/progress.ts';
import { publishFolder } from '../io/publish.ts';
import { publishedResult, unchangedResult, type IngestResult } from './ingest-result.ts';
import { generationName, writeCurrent } from './lake/current.ts';
import type { SourceFact } from './lake/facts.ts';
import { inheritedEntries, inheritSources, readGeneration, type Generation } from './lake/generation.ts';
import { withLakeLock } from './lake/lock.ts';
import { batchId, loadDelivery, newFiles, type NewFile } from './load/delivery.ts';
import type { LoadedFile } from './load/load-file.ts';
import { qualityJson } from './load/quality.ts';
import { findSourceFiles } from './load/source-file.ts';
import { loadMapping } from './mapping/load.ts';
import type { Mapping } from './mapping/schema.ts';

export type { IngestedFile, IngestResult } from './ingest-result.ts';

/** What to ingest and where to. */
export interface IngestRequest {
  /** Folder with the departments' files. */
  readonly directory: string;
  readonly mappingFile: string;
  readonly lakeDirectory: string;
  readonly progress: Progress;
  /** Worker threads; the bytes written never depend on it. */
  readonly threads?: number;
}

/** A generation left by an ingest that was killed before CURRENT was written is put there again. */
const KIND = 'ledger-generation';

/**
 * Ingests a folder. The lake's old generation stays as it was; readers switch when the new one is complete.
 *
 * @throws JZ_MAPPING_INVALID, JZ_NO_SOURCE_FILES, JZ_FILE_*, JZ_COLUMN_*, JZ_DELIMITER_WRONG, JZ_NO_GOOD_ROWS:
 *         nothing is published; JZ_LOCKED while another ingest runs; JZ_HASH_MISMATCH when the lake is damaged
 */
export async function ingest(request: IngestRequest): Promise<IngestResult> {
  const mapping = await loadMapping(request.mappingFile);
  const files = await findSourceFiles(request.directory, mapping);
  return withLakeLock(request.lakeDirectory, async () => {
    await removeStrays(request.lakeDirectory);
    const parent = await readGeneration(request.lakeDirectory);
    checkCurrency(request.mappingFile, mapping, parent);
    const fresh = await newFiles(files, mapping, parent);
    return parent && fresh.length === 0
      ? unchangedResult(parent)
      : publish(request, mapping.currency, fresh, parent);
  });
}

async function publish(
  request: IngestRequest,
  currency: string,
  fresh: readonly NewFile[],
  parent: Generation | null,
): Promise<IngestResult> {
  const { lakeDirectory: lake, threads, progress } = request;
  const sequence = (parent?.facts.sequence ?? 0) + 1;
  const names = fresh.map(({ file }) => file);
  const batch = batchId(fresh);
  let loaded: LoadedFile[] = [];
  const { manifest } = await publishFolder(
    KIND,
    { parent: lake, name: (made) => generationName(sequence, made.id), replace: KIND },
    async (folder) => {
      const inherited = inheritSources(parent, names);
      const target = { lake, folder, batch, inherited: inherited.sources, threads, progress };
      loaded = await loadDelivery(fresh, target);
      await writeQuality(folder, loaded, inherited.quality);
      const own = loaded.map((file, i) => sourceFact(file, fresh[i]?.mapping ?? '', batch));
      const sources = [...inherited.sources, ...own].sort((a, b) => (factKey(a) < factKey(b) ? -1 : 1));
      const facts = { sequence, parent: parent?.name ?? null, currency, sources, rows: rowsByTable(sources) };
      return { facts, inherited: inheritedEntries(parent, inherited.sources) };
    },
  );
  const generation = generationName(sequence, manifest.id);
  await writeCurrent(lake, generation);
  return publishedResult(lake, { generation, parent: parent?.name ?? null }, loaded);
}

function checkCurrency(file: string, mapping: Mapping, parent: Generation | null): void {
  if (!parent || parent.facts.currency === mapping.currency) return;
  throw new JzError('JZ_MAPPING_INVALID', {
    file,
    path: 'currency',
    problem: `the ledger holds ${parent.facts.currency}, not ${mapping.currency}`,
  });
}

/** What is left of an ingest that was killed. */
async function removeStrays(lake: string): Promise<void> {
  for (const name of await readdir(lake))
    if (/^(\.tmp-|LOCK\.|CURRENT\.tmp-)/.test(name))
      await rm(join(lake, name), { recursive: true, force: true });
}

function sourceFact(loaded: LoadedFile, mapping: string, batch: string): SourceFact {
  const { file, sha256, rowsIn } = loaded;
  return {
    department: file.source.department,
    file: file.name,
    sha256,
    mapping,
    batch,
    rowsIn,
    loaded: loaded.loaded,
    quarantined: loaded.quarantined.rows,
    ignoredColumns: [...loaded.ignoredColumns],
    parts: [...loaded.parts],
    unique: file.source.unique,
    keys: loaded.keys,
  };
}

function factKey(fact: SourceFact): string {
  return `${fact.department}/${fact.file}`;
}

function rowsByTable(sources: readonly SourceFact[]): Record<string, number> {
  const rows: Record<string, number> = {};
  for (const part of sources.flatMap((source) => source.parts))
    rows[part.table] = (rows[part.table] ?? 0) + part.rows;
  return rows;
}

async function writeQuality(
  folder: string,
  loaded: readonly LoadedFile[],
  inherited: readonly Json[],
): Promise<void> {
  const files: Json[] = loaded.map((one) => ({
    department: one.file.source.department,
    file: one.file.name,
    rowsIn: one.rowsIn,
    loaded: one.loaded,
    quarantined: one.quarantined.rows,
    quarantinedByCode: one.quarantined.byCode,
    ignoredColumns: one.ignoredColumns,
    columns: qualityJson(one.quality),
  }));
  const report = { format: 1, files: [...inherited, ...files] };
  await writeFile(join(folder, 'quality.json'), `${JSON.stringify(report, null, 2)}\n`);
}
