/**
 * Departments' files become a new generation of the ledger, whole or not at all.
 */
import { readdir, rm, writeFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { canonicalJson, type Json } from '../core/json.ts';
import type { Progress } from '../core/progress.ts';
import { openDuckDb, type DuckDb } from '../io/duckdb.ts';
import { hashFile, sha256 } from '../io/files.ts';
import { publishFolder } from '../io/publish.ts';
import { generationName, writeCurrent } from './lake/current.ts';
import type { SourceFact } from './lake/facts.ts';
import { inheritedEntries, inheritSources, readGeneration, type Generation } from './lake/generation.ts';
import { withLakeLock } from './lake/lock.ts';
import { loadFile, type LoadedFile } from './load/load-file.ts';
import { qualityJson } from './load/quality.ts';
import type { RowProblem } from './load/quarantine.ts';
import { findSourceFiles, type SourceFile } from './load/source-file.ts';
import { loadMapping, mappingHash } from './mapping/load.ts';
import type { Mapping } from './mapping/schema.ts';

/** A generation left by an ingest that was killed before CURRENT was written is put there again. */
const KIND = 'ledger-generation';

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

/** What became of one file. */
export interface IngestedFile {
  readonly department: string;
  readonly file: string;
  readonly rowsIn: number;
  readonly loaded: number;
  readonly quarantined: number;
  readonly expectedBadShare: number;
  readonly ignoredColumns: readonly string[];
  /** Path of the file with the rejected rows. */
  readonly quarantineFile: string | null;
}

/** What an ingest did. */
export interface IngestResult {
  readonly generation: string;
  readonly parent: string | null;
  /** True when the lake already held these very files under this mapping: nothing was written. */
  readonly unchanged: boolean;
  readonly rowsIn: number;
  readonly loaded: number;
  readonly quarantined: number;
  readonly files: readonly IngestedFile[];
  /** The first problems of each file. */
  readonly problems: readonly RowProblem[];
  /** Whether some file has more bad rows than its mapping expects. */
  readonly tooManyBad: boolean;
}

/** A file that the lake does not hold yet, and the hash of its mapping. */
interface NewFile {
  readonly file: SourceFile;
  readonly mapping: string;
}

/**
 * Ingests a folder. The lake's old generation stays as it was; readers switch when the new one is complete.
 *
 * @throws JZ_MAPPING_INVALID, JZ_NO_SOURCE_FILES, JZ_FILE_*, JZ_COLUMN_*, JZ_LOCKED, JZ_HASH_MISMATCH
 */
export async function ingest(request: IngestRequest): Promise<IngestResult> {
  const mapping = await loadMapping(request.mappingFile);
  const files = await findSourceFiles(request.directory, mapping);
  return withLakeLock(request.lakeDirectory, async () => {
    await removeStrays(request.lakeDirectory);
    const parent = await readGeneration(request.lakeDirectory);
    const fresh = await newFiles(files, mapping, parent);
    if (parent && fresh.length === 0) return unchangedResult(parent);
    return publish(request, mapping, fresh, parent);
  });
}

async function publish(
  request: IngestRequest,
  mapping: Mapping,
  fresh: readonly NewFile[],
  parent: Generation | null,
): Promise<IngestResult> {
  const lake = request.lakeDirectory;
  const sequence = (parent?.facts.sequence ?? 0) + 1;
  let loaded: LoadedFile[] = [];
  const { manifest } = await publishFolder(
    KIND,
    { parent: lake, name: (made) => generationName(sequence, made.id), replace: KIND },
    async (folder) => {
      const batch = await batchId(fresh);
      loaded = await loadAll(request, fresh, { folder, batch });
      const inherited = inheritSources(
        parent,
        fresh.map(({ file }) => file),
      );
      await writeQuality(folder, loaded, inherited.quality);
      const sources = [
        ...inherited.sources,
        ...loaded.map((file, i) => sourceFact(file, fresh[i]?.mapping ?? '', batch)),
      ];
      const facts = {
        sequence,
        parent: parent?.name ?? null,
        currency: mapping.currency,
        sources: sources.sort((a, b) => (factKey(a) < factKey(b) ? -1 : 1)),
        rows: rowsByTable(sources),
      };
      return { facts, inherited: inheritedEntries(parent, inherited.sources) };
    },
  );
  const generation = generationName(sequence, manifest.id);
  await writeCurrent(lake, generation);
  return ingestResult(lake, generation, parent?.name ?? null, loaded);
}

async function loadAll(
  request: IngestRequest,
  fresh: readonly NewFile[],
  { folder, batch }: { folder: string; batch: string },
): Promise<LoadedFile[]> {
  const spill = join(request.lakeDirectory, `.tmp-spill-${process.pid}`);
  const stems = fileStems(fresh);
  const db = await openLoader(spill, request.threads);
  try {
    const loaded: LoadedFile[] = [];
    for (const [i, { file }] of fresh.entries()) {
      request.progress(file.name, i, fresh.length);
      loaded.push(await loadFile(db, file, { folder, stem: stems[i] ?? '', batchId: batch }));
    }
    request.progress('装入完成 / loaded', fresh.length, fresh.length);
    return loaded;
  } finally {
    db.close();
    await rm(spill, { recursive: true, force: true });
  }
}

function openLoader(spill: string, threads: number | undefined): Promise<DuckDb> {
  const memoryLimit = `${Math.floor(totalmem() / 2 / 2 ** 20)}MiB`;
  return openDuckDb({ memoryLimit, tempDirectory: spill, ...(threads === undefined ? {} : { threads }) });
}

async function newFiles(
  files: readonly SourceFile[],
  mapping: Mapping,
  parent: Generation | null,
): Promise<NewFile[]> {
  const fresh: NewFile[] = [];
  for (const file of files) {
    const hash = mappingHash(mapping, file.source);
    const known = parent?.facts.sources.find(
      (fact) =>
        fact.department === file.source.department && fact.file === file.name && fact.mapping === hash,
    );
    if (known && known.sha256 === (await hashFile(file.path)).sha256) continue;
    fresh.push({ file, mapping: hash });
  }
  return fresh;
}

/** What is left of an ingest that was killed. */
async function removeStrays(lake: string): Promise<void> {
  for (const name of await readdir(lake))
    if (name.startsWith('.tmp-') || name.startsWith('LOCK.') || name.startsWith('CURRENT.tmp-'))
      await rm(join(lake, name), { recursive: true, force: true });
}

/** The same files under the same mappings are the same batch, whenever they are loaded. */
async function batchId(fresh: readonly NewFile[]): Promise<string> {
  const parts: Json[] = [];
  for (const { file, mapping } of fresh)
    parts.push([file.source.department, file.name, (await hashFile(file.path)).sha256, mapping]);
  return `b-${sha256(canonicalJson(parts)).slice(0, 12)}`;
}

/** Names for a file's parts: department and file name, numbered when two would be alike. */
function fileStems(fresh: readonly NewFile[]): string[] {
  const seen = new Map<string, number>();
  return fresh.map(({ file }) => {
    const plain = file.name.replace(/\.(csv|csv\.gz|parquet)$/, '').replace(/[^\p{L}\p{N}._-]/gu, '_');
    const stem = `${file.source.department}-${plain}`;
    const count = (seen.get(stem) ?? 0) + 1;
    seen.set(stem, count);
    return count === 1 ? stem : `${stem}-${count}`;
  });
}

function sourceFact(loaded: LoadedFile, mapping: string, batch: string): SourceFact {
  return {
    department: loaded.file.source.department,
    file: loaded.file.name,
    sha256: loaded.sha256,
    mapping,
    batch,
    rowsIn: loaded.rowsIn,
    loaded: loaded.loaded,
    quarantined: loaded.quarantined.rows,
    ignoredColumns: [...loaded.ignoredColumns],
    parts: [...loaded.parts],
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
  const files: Json[] = loaded.map((file) => ({
    department: file.file.source.department,
    file: file.file.name,
    rowsIn: file.rowsIn,
    loaded: file.loaded,
    quarantined: file.quarantined.rows,
    quarantinedByCode: file.quarantined.byCode,
    ignoredColumns: file.ignoredColumns,
    columns: qualityJson(file.quality),
  }));
  const report = { format: 1, files: [...inherited, ...files] };
  await writeFile(join(folder, 'quality.json'), `${JSON.stringify(report, null, 2)}\n`);
}

function ingestResult(
  lake: string,
  generation: string,
  parent: string | null,
  loaded: readonly LoadedFile[],
): IngestResult {
  const files = loaded.map((file): IngestedFile => ({
    department: file.file.source.department,
    file: file.file.name,
    rowsIn: file.rowsIn,
    loaded: file.loaded,
    quarantined: file.quarantined.rows,
    expectedBadShare: file.file.source.expected_bad_share,
    ignoredColumns: file.ignoredColumns,
    quarantineFile: file.quarantined.path === null ? null : join(lake, generation, file.quarantined.path),
  }));
  return {
    generation,
    parent,
    unchanged: false,
    ...totals(files),
    files,
    problems: loaded.flatMap((file) => file.quarantined.problems),
    tooManyBad: files.some((file) => file.quarantined > file.expectedBadShare * file.rowsIn),
  };
}

function unchangedResult(parent: Generation): IngestResult {
  const { name, facts } = parent;
  return {
    generation: name,
    parent: facts.parent,
    unchanged: true,
    ...totals(facts.sources),
    files: [],
    problems: [],
    tooManyBad: false,
  };
}

function totals(files: readonly { rowsIn: number; loaded: number; quarantined: number }[]): {
  rowsIn: number;
  loaded: number;
  quarantined: number;
} {
  const sum = (of: (file: (typeof files)[number]) => number): number =>
    files.reduce((total, file) => total + of(file), 0);
  return {
    rowsIn: sum((f) => f.rowsIn),
    loaded: sum((f) => f.loaded),
    quarantined: sum((f) => f.quarantined),
  };
}
