/**
 * Removing persons, or rows whose time to be kept is over, from the vault and from every generation of a lake.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { JzError } from '../../core/errors/index.ts';
import { openDuckDb, type DuckDb } from '../../io/duckdb.ts';
import type { Vault } from '../../vault/index.ts';
import { writeCurrent } from '../lake/current.ts';
import { readGeneration, type Generation } from '../lake/generation.ts';
import { withLakeLock } from '../lake/lock.ts';
import { deleteRetired, generationsOnDisk } from '../lake/retire.ts';
import { rewriteGeneration } from '../lake/rewrite.ts';
import { removeStrays } from '../lake/strays.ts';
import { gonePersons, isGone, planPersons, planRetention, type RemovalCounts } from './plan.ts';
import { isPurged, PURGE_FILE, purgeText, readTombstones, type Tombstone } from './tombstone.ts';

/** Whom or what to remove. */
export type PurgeScope =
  | { readonly kind: 'person'; readonly personIds: readonly string[] }
  | { readonly kind: 'retention'; readonly before: string };

/** Who removes it, when and on what ground. */
export interface PurgeOrder {
  /** `YYYY-MM-DD`. */
  readonly on: string;
  readonly by: string;
  readonly ground: string;
}

/** What a purge would do, or did. */
export interface PurgeResult {
  /** False for a dry run. */
  readonly done: boolean;
  /** Rows, by table. */
  readonly rows: RemovalCounts;
  /** Identity records in the vault. */
  readonly identities: number;
  /** Generations deleted, or to be deleted. */
  readonly generations: readonly string[];
  /** The generation that readers use afterwards. */
  readonly generation: string;
}

/** Where to remove it from. */
export interface PurgeRequest {
  readonly lake: string;
  /** Null when the lake has no vault. */
  readonly vault: Vault | null;
  readonly scope: PurgeScope;
  /** Null: only count. */
  readonly order: PurgeOrder | null;
}

/**
 * Bars a deleted person from being loaded again, removes identities from the vault at once, publishes a generation without the rows, and deletes every earlier one.
 * Killed at any moment, the next call goes on: rows already gone are not found again, links last until the rows are
 * gone, and generations that a killed purge left are deleted first.
 *
 * @throws JZ_LAKE_MISSING, JZ_PURGE_NOTHING, JZ_HASH_MISMATCH, JZ_LOCKED
 */
export async function purge(request: PurgeRequest): Promise<PurgeResult> {
  return withLakeLock(request.lake, async () => {
    if (request.order) await removeStrays(request.lake);
    const leftover = request.order ? await deleteRetired(request.lake, isPurged) : [];
    const generation = await readGeneration(request.lake);
    if (!generation) throw new JzError('JZ_LAKE_MISSING', { path: request.lake });
    const scratch = await mkdtemp(join(request.lake, '.tmp-purge-'));
    const db = await openDuckDb({ tempDirectory: scratch });
    try {
      return await purgeGeneration(request, generation, db, leftover);
    } finally {
      db.close();
      await rm(scratch, { recursive: true, force: true });
    }
  });
}

async function purgeGeneration(
  { lake, vault, scope, order }: PurgeRequest,
  generation: Generation,
  db: DuckDb,
  leftover: readonly string[],
): Promise<PurgeResult> {
  const persons = scope.kind === 'person' ? withAliases(vault, scope.personIds) : [];
  const rows =
    scope.kind === 'person'
      ? await planPersons(db, generation, persons)
      : await planRetention(db, generation, scope.before);
  const gone = await gonePersons(db);
  const identities = vault?.countOf(gone) ?? 0;
  const found = { rows, identities, generation: generation.name };
  const isEmpty = Object.keys(rows).length === 0;
  if (!order) return { ...found, done: false, generations: isEmpty ? [] : await generationsOnDisk(lake) };
  if (isEmpty && identities === 0) {
    if (leftover.length === 0) throw new JzError('JZ_PURGE_NOTHING', { path: lake });
    return { ...found, done: true, generations: leftover };
  }
  if (vault) forget(vault, scope, gone);
  const tombstone: Tombstone = {
    ...order,
    kind: scope.kind,
    before: scope.kind === 'retention' ? scope.before : null,
    rows,
    identities,
    generations: await generationsOnDisk(lake),
  };
  const add = { [PURGE_FILE]: purgeText([...(await earlierTombstones(lake)), tombstone]) };
  const name = await rewriteGeneration(lake, generation, {
    db,
    leaveOut: isGone,
    forgetKeys: scope.kind === 'person',
    forgetPersons: gone,
    add,
  });
  await writeCurrent(lake, name);
  const generations = await deleteRetired(lake, isPurged);
  vault?.unlink(gone);
  return { ...found, done: true, generation: name, generations };
}

/** Who asked to be deleted is not to come back with a later file. */
function forget(vault: Vault, { kind }: PurgeScope, gone: readonly string[]): void {
  if (kind === 'person') vault.barPersons(gone);
  vault.remove(gone);
}

/** A person's pseudonyms: the one given, and those confirmed to be the same person. */
function withAliases(vault: Vault | null, personIds: readonly string[]): string[] {
  const links = vault?.links() ?? [];
  const chosen = new Set(personIds);
  for (const { alias, personId } of links) if (chosen.has(alias)) chosen.add(personId);
  for (const { alias, personId } of links) if (chosen.has(personId)) chosen.add(alias);
  return [...chosen].sort();
}

async function earlierTombstones(lake: string): Promise<Tombstone[]> {
  const found = await Promise.all(
    (await generationsOnDisk(lake)).map((name) => readTombstones(join(lake, name))),
  );
  return found.findLast((tombstones) => tombstones !== null) ?? [];
}
