import type { Database, Statement } from 'better-sqlite3';
import type { Compilable } from 'kysely';
import { prepared } from './statements.ts';

/**
 * An insert compiled once and run for many rows inside the caller's transaction.
 *
 * @param compile writes the insert for one row; every row must come from the same object literal, because the
 *   values are bound in the order of its members
 */
export function bulkInsert<Row extends object>(
  raw: Database,
  compile: (row: Row) => Compilable,
): (row: Row) => void {
  let statement: Statement | undefined;
  return (row) => {
    statement ??= prepared(raw, compile(row).compile().sql);
    const values: unknown[] = Object.values(row);
    statement.run(...values);
  };
}
