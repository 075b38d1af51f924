/**
 * Table `erasure`: pseudonyms of persons who had themselves deleted, so that a file sent again does not bring them back.
 */
import type { Database } from 'better-sqlite3';
import { sql, type Kysely } from 'kysely';
import { parts } from './identities.ts';
import type { ErasureTable, VaultSchema } from './schema.ts';

/** The table's work; the caller gives the transaction. */
export interface Erasures {
  add(personIds: readonly string[]): void;
  /** Returns how many were on the list. */
  remove(personIds: readonly string[]): number;
  all(): string[];
}

/** Binds the table to an open vault. */
export function erasureTable(raw: Database, db: Kysely<VaultSchema>): Erasures {
  const add = db
    .insertInto('erasure')
    .values({ person_id: '' })
    .onConflict((conflict) => conflict.doNothing());
  const asked = sql<string>`(select value from json_each(${''}))`;
  const remove = db.deleteFrom('erasure').where('person_id', 'in', asked);
  const all = db.selectFrom('erasure').selectAll().orderBy('person_id');
  const toAdd = raw.prepare<[string]>(add.compile().sql);
  const toRemove = raw.prepare<[string]>(remove.compile().sql);
  const toList = raw.prepare<[], ErasureTable>(all.compile().sql);
  return {
    add: (personIds) => {
      for (const personId of personIds) toAdd.run(personId);
    },
    remove: (personIds) =>
      parts(personIds).reduce((n, part) => n + toRemove.run(JSON.stringify(part)).changes, 0),
    all: () => toList.all().map(({ person_id: personId }) => personId),
  };
}
