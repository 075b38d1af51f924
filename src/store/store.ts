/**
 * Opens the operational store: one SQLite file, WAL, every commit on disk before it is acknowledged.
 */
import type { Database } from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { checkPages, openSqlite } from '../io/sqlite/open.ts';
import { migrate } from './migrate.ts';
import type { StoreSchema } from './schema.ts';

/** "JZST" */
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
  return openSqlite(file, { applicationId, pageBytes, ...options }, (raw) => {
    const db = new Kysely<StoreSchema>({ dialect: new SqliteDialect({ database: raw }) });
    migrate(raw, db);
    checkPages(raw);
    return { file, db, raw, close: () => db.destroy() };
  });
}
