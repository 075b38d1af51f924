/**
 * The new files of one ingest: registers first, then the others, two at a time.
 */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { JzError } from '../../core/errors/index.ts';
import type { Progress } from '../../core/progress.ts';
import { openDuckDb, type DuckDb } from '../../io/duckdb.ts';
import type { SourceFact } from '../lake/facts.ts';
import { createIdentityTables } from '../persons/identity-tables.ts';
import { mutex } from '../persons/mutex.ts';
import type { PersonResolver } from '../persons/person-resolver.ts';
import { listBarred } from '../persons/refuse-barred.ts';
import { keyGroup, type KnownKeys } from './keys.ts';
import { inLanes, openPromise } from './lanes.ts';
import { loadFile, type LoadedFile } from './load-file.ts';
import { fileState, isFile, isVersionOf, type NewFile } from './new-files.ts';
import type { EarlierVersion } from './restate.ts';
import type { SourceFile } from './source-file.ts';
import { fileStems } from './stems.ts';

/** Where and how a delivery is loaded. */
export interface DeliveryTarget {
  readonly lake: string;
  /** The generation's folder while it is built. */
  readonly folder: string;
  readonly batch: string;
  /** Files the new generation takes over. */
  readonly inherited: readonly SourceFact[];
  readonly resolver: PersonResolver | null;
  /** Persons who had themselves deleted. */
  readonly barred: readonly string[];
  readonly threads: number | undefined;
  readonly progress: Progress;
}

/** Below this many bytes one thread is faster than several (measured on 2 cores: 1.0 s against 2.7 s writing). */
const SMALL_DELIVERY_BYTES = 64 * 2 ** 20;
/** Files loaded at once when there is more than one thread. */
const LANES = 2;

/**
 * Loads the files into the generation's folder, then lets `finish` complete it in the same database.
 *
 * @throws what `loadFile` throws, for the first file in order that fails; JZ_NO_GOOD_ROWS when no file has one;
 *         JZ_FILE_CHANGED when a file changes while it is read
 */
export async function loadDelivery<T>(
  fresh: readonly NewFile[],
  target: DeliveryTarget,
  finish: (db: DuckDb, loaded: readonly LoadedFile[], threads: number) => Promise<T>,
): Promise<T> {
  const scratch = await mkdtemp(join(target.lake, '.tmp-scratch-'));
  const threads = await chooseThreads(fresh, target.threads);
  const memoryLimit = `${Math.floor(totalmem() / 2 / 2 ** 20)}MiB`;
  const db = await openDuckDb({ memoryLimit, tempDirectory: scratch, threads });
  try {
    await createIdentityTables(db);
    await listBarred(db, target.barred);
    const lanes = threads === 1 ? 1 : Math.min(LANES, fresh.length);
    await db.run(`SET threads = ${await threadsOfLane(fresh, threads, lanes)}`);
    const loaded = await loadAll(db, fresh, { ...target, scratch, lanes });
    await db.run(`SET threads = ${threads}`);
    checkAnyGood(loaded);
    return await finish(db, loaded, threads);
  } finally {
    db.close();
    await rm(scratch, { recursive: true, force: true });
  }
}

/**
 * A file of bad rows alone goes back like any bad row; a whole delivery of them has the wrong mapping, unless some are
 * refused for whom they are about.
 */
function checkAnyGood(files: readonly LoadedFile[]): void {
  const [first] = files;
  if (first === undefined || files.some(isUnderstood)) return;
  throw new JzError('JZ_NO_GOOD_ROWS', {
    file: first.file.path,
    rows: first.rowsIn,
    problem: first.quarantined.problems[0]?.en ?? '',
  });
}

function isUnderstood({ loaded, quarantined }: LoadedFile): boolean {
  return loaded > 0 || 'JZ_PERSON_ERASED' in quarantined.byCode;
}

async function chooseThreads(fresh: readonly NewFile[], asked: number | undefined): Promise<number> {
  if (asked !== undefined) return asked;
  let bytes = 0;
  for (const { file } of fresh) bytes += (await stat(file.path)).size;
  return bytes < SMALL_DELIVERY_BYTES ? 1 : 2;
}

/**
 * Lanes side by side keep the cores busy already: a query with threads of its own costs a fifth more CPU (7.6 s a
 * million Parquet rows against 6.2 s). But one file as large as all others together would run on alone.
 */
async function threadsOfLane(fresh: readonly NewFile[], threads: number, lanes: number): Promise<number> {
  const sizes = await Promise.all(fresh.map(async ({ file }) => (await stat(file.path)).size));
  const all = sizes.reduce((sum, size) => sum + size, 0);
  return lanes > 1 && Math.max(...sizes) <= all / lanes ? Math.max(1, Math.floor(threads / lanes)) : threads;
}

interface Lanes extends DeliveryTarget {
  readonly scratch: string;
  readonly lanes: number;
}

async function loadAll(db: DuckDb, fresh: readonly NewFile[], target: Lanes): Promise<LoadedFile[]> {
  const stems = fileStems(fresh.map(({ file }) => file));
  const sharing = mutex();
  const jobs = fresh.map((one, origin) => ({ one, origin, stem: stems[origin] ?? '' }));
  const results = jobs.map(() => openPromise<LoadedFile>());
  const load = async (session: DuckDb, { one, origin, stem }: (typeof jobs)[number]): Promise<void> => {
    const { folder, batch: batchId, scratch, resolver } = target;
    const earlier = jobs.filter((job) => job.origin < origin && isGrouped(job.one.file, one.file));
    const known = async (): Promise<KnownKeys[]> => {
      const files = await Promise.all(earlier.flatMap((job) => results[job.origin]?.promise ?? []));
      return [
        ...inheritedKeys(one.file, target),
        ...files.map(({ file, keys }) => ({ file: file.name, path: join(folder, keys) })),
      ];
    };
    const before = earlierVersions(one.file, target);
    const { version } = one;
    const about = { folder, stem, batchId, scratch, resolver, origin, sharing, known, version, before };
    results[origin]?.resolve(await ofUnchanged(one, loadFile(session, one.file, about)));
  };
  for (const isRegistry of [true, false])
    await inLanes(
      db,
      target.lanes,
      jobs.filter(({ one }) => one.file.source.registry === isRegistry),
      {
        run: load,
        failed: (job, error) => results[job.origin]?.reject(error),
        started: (job) => {
          target.progress(job.one.file.name, job.origin, fresh.length);
        },
      },
    );
  target.progress('装入完成 / loaded', fresh.length, fresh.length);
  return Promise.all(results.map((result) => result.promise));
}

/**
 * What was read of a file that is still being written is wrong, and so is any complaint about it.
 *
 * @throws JZ_FILE_CHANGED
 */
async function ofUnchanged<T>({ file, state }: NewFile, reading: Promise<T>): Promise<T> {
  const [read] = await Promise.allSettled([reading]);
  if ((await fileState(file.path)) !== state) throw new JzError('JZ_FILE_CHANGED', { file: file.path });
  if (read.status === 'rejected') throw read.reason;
  return read.value;
}

function isGrouped(other: SourceFile, file: SourceFile): boolean {
  return keyGroup(other.source) === keyGroup(file.source);
}

/** Keys of the group's other files that the lake holds already, without versions that are over as a whole. */
function inheritedKeys(file: SourceFile, target: DeliveryTarget): KnownKeys[] {
  const group = keyGroup(file.source);
  const isOver = (fact: SourceFact): boolean =>
    fact.snapshot && target.inherited.some((other) => isFile(other, fact) && other.version > fact.version);
  return target.inherited
    .filter((fact) => fact.group === group && !isVersionOf(fact, file) && !isOver(fact))
    .map((fact) => ({ file: fact.file, path: join(target.folder, fact.keys) }));
}

/** What the lake holds of a file that came again with other bytes. */
function earlierVersions(file: SourceFile, target: DeliveryTarget): EarlierVersion[] {
  return target.inherited
    .filter((fact) => isVersionOf(fact, file))
    .map(({ version, newsOn, keys }) => ({ version, newsOn, path: join(target.folder, keys) }));
}
