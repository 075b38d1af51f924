/**
 * Opens the operational store: one SQLite file, WAL, every commit on disk before it is acknowledged.
 */
import { existsSync } from 'node:fs';
import Sqlite, { type Database } from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { JzError } from '../core/errors/index.ts';
import { migrate } from './migrate.ts';
import type { StoreSchema } from './schema.ts';

/** "JZST": marks our files, so that another program's database is never migrated by mistake. */
const applicationId = 0x4a5a5354;

/** Larger than SQLite's default of 4 KiB: a household's reasons fill several KiB. */
const pageBytes = 16_384;

/** An open store. Repositories read through `db`; only `publish.ts` and `migrate.ts` use `raw`. */
export interface Store {
  readonly file: string;
  readonly db: Kysely<StoreSchema>;
  readonly raw: Database;
  close(): Promise<void>;
}

/** How to open a store. */
export interface OpenOptions {
  /** Make the file when it is not there; default true. */
  readonly create?: boolean;
  /** Longest wait for another process's write to end; default 5 seconds. */
  readonly busyTimeoutMs?: number;
}

/**
 * Opens a store, checks it, and migrates it.
 *
 * @param file path of the SQLite file
 * @throws JZ_STORE_MISSING, JZ_STORE_DAMAGED, JZ_STORE_FOREIGN, JZ_STORE_NEWER, JZ_STORE_BUSY
 */
export function openStore(file: string, options: OpenOptions = {}): Store {
  if (options.create === false && !existsSync(file)) throw new JzError('JZ_STORE_MISSING', { file });
  const raw = storeErrors(file, () => new Sqlite(file, { timeout: options.busyTimeoutMs ?? 5000 }));
  try {
    const db = new Kysely<StoreSchema>({ dialect: new SqliteDialect({ database: raw }) });
    storeErrors(file, () => {
      checkOwner(raw);
      configure(raw);
      migrate(raw, db);
      checkPages(raw);
    });
    return { file, db, raw, close: () => db.destroy() };
  } catch (error) {
    raw.close();
    throw error;
  }
}

/**
 * Runs a piece of work and names SQLite's errors.
 *
 * @throws JZ_STORE_DAMAGED, JZ_STORE_BUSY, JZ_RESOURCE
 */
export function storeErrors<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw asStoreError(file, cause) ?? cause;
  }
}

/** The named error of a SQLite failure; `null` for anything else. */
export function asStoreError(file: string, cause: unknown): JzError | null {
  if (!(cause instanceof Sqlite.SqliteError)) return null;
  const problem = cause.message;
  if (/^SQLITE_(NOTADB|CORRUPT)/.test(cause.code))
    return new JzError('JZ_STORE_DAMAGED', { file, problem }, { cause });
  if (/^SQLITE_(BUSY|LOCKED)/.test(cause.code)) return new JzError('JZ_STORE_BUSY', { file }, { cause });
  if (/^SQLITE_(FULL|IOERR|CANTOPEN|READONLY|NOMEM)/.test(cause.code))
    return new JzError('JZ_RESOURCE', { problem: `${file}: ${problem}` }, { cause });
  return null;
}

function configure(raw: Database): void {
  raw.pragma('journal_mode = WAL');
  raw.pragma('synchronous = FULL');
  raw.pragma('foreign_keys = ON');
  raw.pragma('trusted_schema = OFF');
  raw.pragma('cell_size_check = ON');
}

/** Marks a new file; refuses one that is somebody else's. */
function checkOwner(raw: Database): void {
  const found = raw.pragma('application_id', { simple: true });
  if (found === applicationId) return;
  const tables = raw.prepare<[], { n: number }>('select count(*) as n from sqlite_master').get();
  if (found !== 0 || (tables?.n ?? 0) > 0) throw new JzError('JZ_STORE_FOREIGN', { file: raw.name });
  raw.pragma(`page_size = ${pageBytes}`);
  raw.pragma(`application_id = ${applicationId}`);
}

function checkPages(raw: Database): void {
  const verdict = raw.pragma('quick_check(1)', { simple: true });
  if (verdict !== 'ok') throw new JzError('JZ_STORE_DAMAGED', { file: raw.name, problem: String(verdict) });
}
