/**
 * Compiled queries run at once, for work inside one transaction.
 */
import type { Database, Statement } from 'better-sqlite3';
import type { CompiledQuery } from 'kysely';
import { sqliteErrors } from '../io/sqlite/errors.ts';
import type { Store } from './store.ts';

interface Query<Row> {
  compile(): CompiledQuery<Row>;
}

/** Statements kept prepared of each open store; their texts are ours, so they are few. */
const kept = new WeakMap<Database, Map<string, Statement>>();
const mostKept = 500;

/** A statement, prepared once: preparing takes longer than looking up a row. */
export function prepared(raw: Database, sql: string): Statement {
  const known = kept.get(raw) ?? new Map<string, Statement>();
  kept.set(raw, known);
  const found = known.get(sql);
  if (found) return found;
  if (known.size >= mostKept) known.clear();
  const made = raw.prepare(sql);
  known.set(sql, made);
  return made;
}

/** Every row of a query. */
export function allRows<Row>(raw: Database, query: Query<Row>): Row[] {
  const { sql, parameters } = query.compile();
  return prepared(raw, sql).all(...parameters) as Row[];
}

/** The first row of a query. */
export function firstRow<Row>(raw: Database, query: Query<Row>): Row | undefined {
  const { sql, parameters } = query.compile();
  return prepared(raw, sql).get(...parameters) as Row | undefined;
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
