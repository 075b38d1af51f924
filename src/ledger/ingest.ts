/**
 * Departments' files become a new generation of the ledger, whole or not at all.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { JzError } from '../core/errors/index.ts';
import { canonicalJson } from '../core/json.ts';
import type { Progress } from '../core/progress.ts';
import { publishFolder } from '../io/publish.ts';
import { vaultFile } from '../vault/index.ts';
import { publishedResult, unchangedResult, type IngestResult } from './ingest-result.ts';
import { generationName, writeCurrent } from './lake/current.ts';
import type { LinkFact, SourceFact } from './lake/facts.ts';
import { inheritedEntries, inheritSources, readGeneration, type Generation } from './lake/generation.ts';
import { withLakeLock } from './lake/lock.ts';
import { deleteRetired } from './lake/retire.ts';
import { removeStrays } from './lake/strays.ts';
import { loadDelivery } from './load/delivery.ts';
import { finishDelivery, type FinishedDelivery } from './load/finish.ts';
import { keyGroup } from './load/keys.ts';
import type { LoadedFile } from './load/load-file.ts';
import { batchId, newFiles, type NewFile } from './load/new-files.ts';
import { qualityReport } from './load/quality-report.ts';
import { findSourceFiles } from './load/source-file.ts';
import { loadMapping } from './mapping/load.ts';
import type { Mapping } from './mapping/schema.ts';
import { openPersonStore, type PersonStore } from './persons/person-store.ts';
import { readLinkDecisions } from './persons/read-decisions.ts';
import { isPurged } from './purge/tombstone.ts';

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
  /** Where the keys lie: `--keys`, or the environment's; else the mapping's, else beside the lake. */
  readonly keys?: { readonly option?: string | undefined; readonly environment?: string | undefined };
  /** A review list that came back decided: `review/links.csv` of a generation. */
  readonly links?: string;
  /** Where to write the pairs a person has to decide, with names: for its owner's eyes only. */
  readonly reviewFile?: string;
  /** `YYYY-MM-DD`, written into a key file that has to be made. */
  readonly today?: string;
}

/** A generation left by an ingest that was killed before CURRENT was written is put there again. */
const KIND = 'ledger-generation';

/**
 * Ingests a folder. The lake's old generation stays as it was; readers switch when the new one is complete.
 *
 * Pairs of pseudonyms that a person decided on (`links`) hold from this generation on, also for rows loaded before.
 *
 * @throws JZ_MAPPING_INVALID, JZ_NO_SOURCE_FILES, JZ_FILE_*, JZ_COLUMN_*, JZ_DELIMITER_WRONG, JZ_NO_GOOD_ROWS:
 *         nothing is published; JZ_LOCKED while another ingest runs; JZ_HASH_MISMATCH when the lake is damaged
 */
export async function ingest(request: IngestRequest): Promise<IngestResult> {
  const { lakeDirectory: lake } = request;
  const mapping = await loadMapping(request.mappingFile);
  const { files, unclaimed } = await findSourceFiles(request.directory, mapping);
  return withLakeLock(lake, async () => {
    await removeStrays(lake);
    await deleteRetired(lake, isPurged);
    const parent = await readGeneration(lake);
    checkCurrency(request.mappingFile, mapping, parent);
    const fresh = await newFiles(files, mapping, parent);
    if (parent && fresh.length === 0 && request.links === undefined)
      return { ...unchangedResult(parent), unclaimed };
    const store = openPersonStore(mapping, { lake, ...request.keys }, request.today ?? '1970-01-01');
    try {
      await decideLinks(request, store);
      if (parent && fresh.length === 0 && sameLinks(parent, store))
        return { ...unchangedResult(parent), unclaimed };
      return await publish(request, { currency: mapping.currency, fresh, parent, store, unclaimed });
    } finally {
      store?.vault.close();
    }
  });
}

/** Keeps what persons decided in the vault. */
async function decideLinks(
  { links, lakeDirectory }: IngestRequest,
  store: PersonStore | null,
): Promise<void> {
  if (links === undefined) return;
  if (store === null) throw new JzError('JZ_VAULT_MISSING', { file: vaultFile(lakeDirectory) });
  const { confirmed, refused } = await readLinkDecisions(links, store.vault);
  store.vault.confirmLinks(confirmed);
  store.vault.refuseLinks(refused);
}

function sameLinks({ facts }: Generation, store: PersonStore | null): boolean {
  return store === null || canonicalJson(facts.links) === canonicalJson(linksOf(store));
}

function linksOf({ vault }: PersonStore): LinkFact[] {
  return vault.links().map(({ alias, personId }) => ({ alias, personId }));
}

interface Delivery {
  readonly currency: string;
  readonly fresh: readonly NewFile[];
  readonly parent: Generation | null;
  readonly store: PersonStore | null;
  readonly unclaimed: readonly string[];
}

async function publish(request: IngestRequest, delivery: Delivery): Promise<IngestResult> {
  const { lakeDirectory: lake } = request;
  const { fresh, parent, store, unclaimed } = delivery;
  const sequence = (parent?.facts.sequence ?? 0) + 1;
  const batch = batchId(fresh);
  const inherited = inheritSources(parent, fresh);
  let done: FinishedDelivery = { loaded: [], superseded: [], links: null };
  const { manifest } = await publishFolder(
    KIND,
    { parent: lake, name: (made) => generationName(sequence, made.id), replace: KIND },
    async (folder) => {
      done = await load(request, delivery, { folder, batch, inherited });
      const report = qualityReport(done, { inherited: inherited.quality, unclaimed });
      await writeFile(join(folder, 'quality.json'), `${JSON.stringify(report, null, 2)}\n`);
      const own = done.loaded.map((file, i) => sourceFact(file, fresh[i], batch));
      const sources = [...inherited.sources, ...own].sort((a, b) => (factKey(a) < factKey(b) ? -1 : 1));
      const { superseded } = done;
      const facts = {
        sequence,
        parent: parent?.name ?? null,
        currency: delivery.currency,
        sources,
        superseded: [...superseded],
        links: store ? linksOf(store) : (parent?.facts.links ?? []),
        rows: rowsByTable(sources),
      };
      return { facts, inherited: inheritedEntries(parent, inherited.sources, superseded) };
    },
  );
  const generation = generationName(sequence, manifest.id);
  await writeCurrent(lake, generation);
  const names = { generation, parent: parent?.name ?? null };
  const { links, loaded } = done;
  const keysMade = store?.keysMade === true ? store.keyFile : null;
  return { ...publishedResult(lake, names, loaded), unclaimed, links, keysMade };
}

function load(
  { lakeDirectory: lake, threads, progress, reviewFile }: IngestRequest,
  { fresh, store }: Delivery,
  {
    folder,
    batch,
    inherited,
  }: { folder: string; batch: string; inherited: ReturnType<typeof inheritSources> },
): Promise<FinishedDelivery> {
  const resolver = store?.resolver ?? null;
  const barred = store?.vault.barred() ?? [];
  const target = { lake, folder, batch, inherited: inherited.sources, resolver, barred, threads, progress };
  return loadDelivery(fresh, target, (db, loaded, used) =>
    finishDelivery(db, loaded, {
      folder,
      batchId: batch,
      inherited: inherited.sources,
      supersededBefore: inherited.superseded,
      store,
      threads: used,
      reviewFile: reviewFile ?? null,
    }),
  );
}

function checkCurrency(file: string, mapping: Mapping, parent: Generation | null): void {
  if (!parent || parent.facts.currency === mapping.currency) return;
  throw new JzError('JZ_MAPPING_INVALID', {
    file,
    path: 'currency',
    problem: `the ledger holds ${parent.facts.currency}, not ${mapping.currency}`,
  });
}

function sourceFact(loaded: LoadedFile, made: NewFile | undefined, batch: string): SourceFact {
  const { file, rowsIn } = loaded;
  const { department, unique, supersedes } = file.source;
  return {
    department,
    file: file.name,
    sha256: made?.sha256 ?? '',
    mapping: made?.mapping ?? '',
    batch,
    rowsIn,
    loaded: loaded.loaded,
    quarantined: loaded.quarantined.rows,
    ignoredColumns: [...loaded.ignoredColumns],
    parts: [...loaded.parts],
    unique,
    keys: loaded.keys,
    group: keyGroup(file.source),
    supersedes,
    deliveredOn: file.deliveredOn,
    version: loaded.version,
    newsOn: loaded.newsOn,
    snapshot: file.source.snapshot === true,
  };
}

function factKey(fact: SourceFact): string {
  return `${fact.department}/${fact.file}/${String(fact.version).padStart(6, '0')}`;
}

function rowsByTable(sources: readonly SourceFact[]): Record<string, number> {
  const rows: Record<string, number> = {};
  for (const part of sources.flatMap((source) => source.parts))
    rows[part.table] = (rows[part.table] ?? 0) + part.rows;
  return rows;
}
