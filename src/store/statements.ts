/**
 * Compiled queries run at once, for work inside one transaction.
 */
import type { Database } from 'better-sqlite3';
import type { CompiledQuery } from 'kysely';
import { sqliteErrors } from '../io/sqlite/errors.ts';
import type { Store } from './store.ts';

interface Query<Row> {
  compile(): CompiledQuery<Row>;
}

/** Every row of a query. */
export function allRows<Row>(raw: Database, query: Query<Row>): Row[] {
  const { sql, parameters } = query.compile();
  return raw.prepare<unknown[], Row>(sql).all(...parameters);
}

/** The first row of a query. */
export function firstRow<Row>(raw: Database, query: Query<Row>): Row | undefined {
  const { sql, parameters } = query.compile();
  return raw.prepare<unknown[], Row>(sql).get(...parameters);
}

/**
 * Runs work whole or not at all; what it wrote is on disk when this returns.
 *
 * @throws JZ_STORE_BUSY, JZ_STORE_DAMAGED, JZ_RESOURCE, and whatever the work throws
 */
export function inTransaction<T>(store: Store, work: () => T): T {
  const write = store.raw.transaction(work);
  return sqliteErrors(store.file, () => write.immediate());
}
