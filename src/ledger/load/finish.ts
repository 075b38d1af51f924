/**
 * What can only be done when every file of a delivery is read: persons to the vault, linking, superseded rows.
 */
import { join } from 'node:path';
import type { DuckDb } from '../../io/duckdb.ts';
import type { SourceFact, SupersededFact } from '../lake/facts.ts';
import { fillVault } from '../persons/fill-vault.ts';
import { knownPersons } from '../persons/known-persons.ts';
import { countStrangers, linkStrangers, type LinkFigures } from '../persons/link-strangers.ts';
import type { PersonStore } from '../persons/person-store.ts';
import { linkedRowsSql } from './good-rows.ts';
import { keyGroup } from './keys.ts';
import type { LoadedFile } from './load-file.ts';
import { fileStems } from './stems.ts';
import { writeSuperseded, type VersionedFile } from './superseded.ts';
import { writeParts } from './write-parts.ts';

/** A delivery with nothing left to do. */
export interface FinishedDelivery {
  readonly loaded: readonly LoadedFile[];
  readonly superseded: readonly SupersededFact[];
  readonly links: LinkFigures | null;
}

/** Where the delivery's files lie. */
export interface FinishTarget {
  readonly folder: string;
  readonly batchId: string;
  readonly inherited: readonly SourceFact[];
  /** Lists of the parent generation, as the new one names them. */
  readonly supersededBefore: readonly SupersededFact[];
  readonly store: PersonStore | null;
  readonly threads: number;
  /** Where the pairs to be decided go with names; null for nowhere. */
  readonly reviewFile: string | null;
}

/** Completes a delivery in the database its files were loaded in. */
export async function finishDelivery(
  db: DuckDb,
  loaded: readonly LoadedFile[],
  target: FinishTarget,
): Promise<FinishedDelivery> {
  await db.run('CREATE OR REPLACE TABLE linked (tuple BIGINT, person_id VARCHAR, confidence DOUBLE)');
  const replaced = listSuperseded(db, loaded, target);
  // Neither is left running in a closed database when the other fails.
  const links = await (
    target.store === null ? Promise.resolve(null) : knowEverybody(db, target.store, target)
  ).finally(() => replaced.catch(() => undefined));
  const stems = fileStems(loaded.map(({ file }) => file));
  const complete: LoadedFile[] = [];
  for (const [i, file] of loaded.entries())
    complete.push(await writePending(db, file, { ...target, stem: `${stems[i] ?? ''}~linked` }));
  return { loaded: complete, superseded: await replaced, links };
}

async function knowEverybody(
  db: DuckDb,
  { vault }: PersonStore,
  target: FinishTarget,
): Promise<LinkFigures | null> {
  const known = (await countStrangers(db)) === 0 ? null : knownPersons();
  await fillVault(db, vault, (batch) => known?.add(batch));
  return known === null ? null : linkStrangers(db, vault, known, target);
}

/** The rows that waited become parts of their own. */
async function writePending(
  db: DuckDb,
  file: LoadedFile,
  target: FinishTarget & { readonly stem: string },
): Promise<LoadedFile> {
  if (file.pending === null) return file;
  const { path, source } = file.pending;
  const parts = await writeParts(db, source, linkedRowsSql(source, path), target);
  return { ...file, parts: [...file.parts, ...parts] };
}

/** In a session of its own: it needs no person, and linking leaves the database to it. */
async function listSuperseded(
  db: DuckDb,
  loaded: readonly LoadedFile[],
  target: FinishTarget,
): Promise<SupersededFact[]> {
  const session = await db.session();
  try {
    return await writeLists(session, loaded, target);
  } finally {
    session.close();
  }
}

async function writeLists(
  db: DuckDb,
  loaded: readonly LoadedFile[],
  { folder, batchId, inherited, supersededBefore }: FinishTarget,
): Promise<SupersededFact[]> {
  const changed = new Map(
    loaded
      .filter(({ file, newsOn }) => file.source.supersedes || newsOn !== null)
      .map(({ file }) => [keyGroup(file.source), file.source]),
  );
  const lists = supersededBefore.filter(({ group }) => !changed.has(group));
  for (const [id, { department, supersedes }] of changed) {
    const before = inherited.filter(({ group }) => group === id);
    const files: VersionedFile[] = [
      ...before.map((fact) => ({ ...fact, path: join(folder, fact.keys) })),
      ...loaded
        .filter(({ file }) => keyGroup(file.source) === id)
        .map((one) => ({ ...versionOf(one), batch: batchId, path: join(folder, one.keys) })),
    ];
    const written = await writeSuperseded(db, { id, supersedes, files }, folder);
    if (written) lists.push({ group: id, department, ...written });
  }
  return lists.sort((a, b) => (a.group < b.group ? -1 : 1));
}

function versionOf({ file, version, newsOn }: LoadedFile): Omit<VersionedFile, 'batch' | 'path'> {
  const { name, deliveredOn, source } = file;
  return { file: name, deliveredOn, version, newsOn, snapshot: source.snapshot === true };
}
