import Sqlite from 'better-sqlite3';
import { JzError } from '../../core/errors/index.ts';

/**
 * Runs a piece of work and names SQLite's errors.
 *
 * @throws JZ_STORE_DAMAGED, JZ_STORE_BUSY, JZ_RESOURCE
 */
export function sqliteErrors<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw asSqliteError(file, cause) ?? cause;
  }
}

/** The named error of a SQLite failure; `null` for anything else. */
export function asSqliteError(file: string, cause: unknown): JzError | null {
  if (!(cause instanceof Sqlite.SqliteError)) return null;
  const problem = cause.message;
  if (/^SQLITE_(NOTADB|CORRUPT)/.test(cause.code))
    return new JzError('JZ_STORE_DAMAGED', { file, problem }, { cause });
  if (/^SQLITE_(BUSY|LOCKED)/.test(cause.code)) return new JzError('JZ_STORE_BUSY', { file }, { cause });
  if (/^SQLITE_(FULL|IOERR|CANTOPEN|READONLY|NOMEM)/.test(cause.code))
    return new JzError('JZ_RESOURCE', { problem: `${file}: ${problem}` }, { cause });
  return null;
}
