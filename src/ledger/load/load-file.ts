/**
 * One file, from the sender's bytes to sorted parts, quarantine and quality figures.
 */
import { join } from 'node:path';
import { JzError } from '../../core/errors/index.ts';
import type { DuckDb } from '../../io/duckdb.ts';
import type { PersonResolver } from '../persons/person-resolver.ts';
import { rememberPersons } from '../persons/remember.ts';
import { resolveRows, type ResolvedRows } from '../persons/resolve-rows.ts';
import { withholdErased } from '../persons/withhold-erased.ts';
import type { Mutex } from '../persons/mutex.ts';
import type { ReadWarning } from '../read/readable.ts';
import { checkRows, keepRefused } from './check-rows.ts';
import { dateRows } from './dated-rows.ts';
import { keepPending, knownRowsSql } from './good-rows.ts';
import { keyRows, refuseDuplicates, writeKeys, type KnownKeys } from './keys.ts';
import { measureQuality, type ColumnQuality } from './quality.ts';
import { writeQuarantine, type Quarantined } from './quarantine.ts';
import { readSource } from './read-source.ts';
import { restateRows, type EarlierVersion } from './restate.ts';
import type { SourceTable } from './source-columns.ts';
import type { SourceFile } from './source-file.ts';
import { writeParts, type Part, type PartsTarget } from './write-parts.ts';

/** Rows that wait for linking: where they lie and what their columns are. */
export interface PendingRows {
  readonly path: string;
  readonly source: Pick<SourceTable, 'file' | 'header'>;
}

/** What became of a file. `rowsIn = loaded + quarantined.rows`, to the row. */
export interface LoadedFile {
  readonly file: SourceFile;
  readonly rowsIn: number;
  readonly loaded: number;
  readonly quarantined: Quarantined;
  readonly ignoredColumns: readonly string[];
  readonly parts: readonly Part[];
  /** Relative to the generation's folder. */
  readonly keys: string;
  readonly quality: readonly ColumnQuality[];
  /** How the sender wrote; null for Parquet and workbooks. */
  readonly encoding: string | null;
  readonly warnings: readonly ReadWarning[];
  readonly persons: ResolvedRows;
  readonly pending: PendingRows | null;
  /** 1, and one more each time it came again under its name. */
  readonly version: number;
  /** The day what a later version changed became known; null for a first version. */
  readonly newsOn: string | null;
}

/** Where a file's parts go, and what stands around it. */
export interface LoadTarget extends PartsTarget {
  /** The file's place in the delivery's order. */
  readonly origin: number;
  /** Null when the mapping names no person and no household. */
  readonly resolver: PersonResolver | null;
  /** The shared tables learn from one file at a time. */
  readonly sharing: Mutex;
  /** Keys of earlier files of the group, once those are loaded. */
  readonly known: () => Promise<readonly KnownKeys[]>;
  readonly version: number;
  /** What the lake holds of the file already. */
  readonly before: readonly EarlierVersion[];
  /** Folder for passing files. */
  readonly scratch: string;
}

/**
 * Loads one file into a generation's folder.
 *
 * @throws JZ_FILE_*, JZ_COLUMN_*, JZ_DELIMITER_WRONG, JZ_RECORD_TOO_LONG
 */
export async function loadFile(db: DuckDb, file: SourceFile, target: LoadTarget): Promise<LoadedFile> {
  const source = await readSource(db, file, { folder: target.scratch, stem: target.stem });
  const repairs = await checkRows(db, source);
  await dateRows(db, source);
  const persons = await resolve(db, source, target);
  await keyRows(db, source, target.resolver?.salt ?? '');
  if (!file.source.supersedes) await refuseDuplicates(db, source, await target.known());
  await keepRefused(db, source);
  await withholdErased(db, source, target.resolver);
  const newsOn = await restateRows(db, source, target.before);
  const keys = await writeKeys(db, target);
  const quarantined = await writeQuarantine(db, source, target);
  const loaded = await countGood(db);
  checkReconciled(source, loaded, quarantined);
  const pending = await setPendingApart(db, source, target, persons);
  const parts = await writeParts(db, source, knownRowsSql(source, pending !== null), target);
  return {
    file,
    rowsIn: source.rowsIn,
    loaded,
    quarantined,
    ignoredColumns: source.header.filter((name) => !Object.hasOwn(file.source.columns, name)),
    parts,
    keys,
    quality: await measureQuality(db, source, repairs),
    encoding: source.readable.encoding,
    warnings: source.readable.warnings,
    persons,
    pending,
    version: target.version,
    newsOn,
  };
}

async function resolve(db: DuckDb, source: SourceTable, target: LoadTarget): Promise<ResolvedRows> {
  const { resolver, sharing, origin } = target;
  if (resolver === null) return { pending: 0, invalidNumbers: {} };
  const resolved = await sharing(() => resolveRows(db, source, resolver));
  await rememberPersons(db, source, origin);
  return resolved;
}

async function setPendingApart(
  db: DuckDb,
  source: SourceTable,
  target: LoadTarget,
  persons: ResolvedRows,
): Promise<PendingRows | null> {
  if (persons.pending === 0) return null;
  const path = join(target.scratch, `${target.stem}.pending.parquet`);
  await keepPending(db, source, path);
  return { path, source: { file: source.file, header: source.header } };
}

async function countGood(db: DuckDb): Promise<number> {
  const [row] = await db.rows('SELECT count(*) AS n FROM typed');
  return Number(row?.['n']);
}

function checkReconciled(source: SourceTable, loaded: number, quarantined: Quarantined): void {
  const { rowsIn, file } = source;
  if (rowsIn !== loaded + quarantined.rows)
    throw new JzError('JZ_INTERNAL', {
      problem: `${file.name}: ${rowsIn} rows in, ${loaded} loaded, ${quarantined.rows} quarantined`,
    });
}
