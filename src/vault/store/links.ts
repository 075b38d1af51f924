/**
 * Table `link`: confirmed links between pseudonyms.
 */
import type { Database } from 'better-sqlite3';
import { sql, type Kysely } from 'kysely';
import type { ConfirmedLink } from '../types.ts';
import { parts } from './identities.ts';
import type { LinkTable, VaultSchema } from './schema.ts';

/** The table's work; the caller gives the transaction. */
export interface Links {
  put(links: readonly ConfirmedLink[]): void;
  all(): ConfirmedLink[];
  /** Forgets every link that names one of these on either side. */
  remove(personIds: readonly string[]): void;
}

/** Binds the table to an open vault. */
export function linkTable(raw: Database, db: Kysely<VaultSchema>): Links {
  const put = db
    .insertInto('link')
    .values({ alias: '', person_id: '' })
    .onConflict((conflict) =>
      conflict.column('alias').doUpdateSet((eb) => ({ person_id: eb.ref('excluded.person_id') })),
    );
  const asked = sql<string>`(select value from json_each(${''}))`;
  const remove = db
    .deleteFrom('link')
    .where((eb) => eb.or([eb('alias', 'in', asked), eb('person_id', 'in', asked)]));
  const putOne = raw.prepare<[string, string]>(put.compile().sql);
  const all = raw.prepare<[], LinkTable>(db.selectFrom('link').selectAll().orderBy('alias').compile().sql);
  const removeMany = raw.prepare<[string, string]>(remove.compile().sql);
  return {
    put: (links) => {
      for (const { alias, personId } of links) putOne.run(alias, personId);
    },
    all: () => all.all().map(({ alias, person_id: personId }) => ({ alias, personId })),
    remove: (personIds) => {
      for (const part of parts(personIds)) removeMany.run(JSON.stringify(part), JSON.stringify(part));
    },
  };
}
