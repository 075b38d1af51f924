/**
 * Opens one of our SQLite files: WAL, every commit on disk before it is acknowledged.
 */
import { existsSync } from 'node:fs';
import Sqlite, { type Database } from 'better-sqlite3';
import { JzError } from '../../core/errors/index.ts';
import { sqliteErrors } from './errors.ts';

/** What kind of file it is and how to open it. */
export interface SqliteKind {
  /** Marks our files, so that another program's database is never migrated by mistake. */
  readonly applicationId: number;
  /** Of a new file. */
  readonly pageBytes: number;
  /** Make the file when it is not there; default true. */
  readonly create?: boolean;
  /** Longest wait for another process's write to end; default 5 seconds. */
  readonly busyTimeoutMs?: number;
}

/**
 * Opens a file and lets `prepare` migrate and check it; closes it when that fails.
 *
 * @throws JZ_STORE_MISSING, JZ_STORE_DAMAGED, JZ_STORE_FOREIGN, JZ_STORE_NEWER, JZ_STORE_BUSY, JZ_RESOURCE
 */
export function openSqlite<T>(file: string, kind: SqliteKind, prepare: (raw: Database) => T): T {
  if (kind.create === false && !existsSync(file)) throw new JzError('JZ_STORE_MISSING', { file });
  const raw = sqliteErrors(file, () => new Sqlite(file, { timeout: kind.busyTimeoutMs ?? 5000 }));
  try {
    return sqliteErrors(file, () => {
      checkOwner(raw, kind);
      configure(raw);
      return prepare(raw);
    });
  } catch (error) {
    raw.close();
    throw error;
  }
}

/**
 * Reads every page once.
 *
 * @throws JZ_STORE_DAMAGED
 */
export function checkPages(raw: Database): void {
  const verdict = raw.pragma('quick_check(1)', { simple: true });
  if (verdict !== 'ok') throw new JzError('JZ_STORE_DAMAGED', { file: raw.name, problem: String(verdict) });
}

function configure(raw: Database): void {
  raw.pragma('journal_mode = WAL');
  raw.pragma('synchronous = FULL');
  raw.pragma('foreign_keys = ON');
  raw.pragma('trusted_schema = OFF');
  raw.pragma('cell_size_check = ON');
}

/** Marks a new file; refuses one that is somebody else's. */
function checkOwner(raw: Database, { applicationId, pageBytes }: SqliteKind): void {
  const found = raw.pragma('application_id', { simple: true });
  if (found === applicationId) return;
  const tables = raw.prepare<[], { n: number }>('select count(*) as n from sqlite_master').get();
  if (found !== 0 || (tables?.n ?? 0) > 0) throw new JzError('JZ_STORE_FOREIGN', { file: raw.name });
  raw.pragma(`page_size = ${pageBytes}`);
  raw.pragma(`application_id = ${applicationId}`);
}
