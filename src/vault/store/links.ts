/**
 * Tables `link` and `refusal`: what a person decided about pairs of pseudonyms.
 */
import type { Database } from 'better-sqlite3';
import { sql, type Kysely } from 'kysely';
import type { DecidedLink } from '../types.ts';
import { parts } from './identities.ts';
import type { LinkTable, VaultSchema } from './schema.ts';

/** The tables' work; the caller gives the transaction. The later decision on a pair holds. */
export interface Links {
  confirm(links: readonly DecidedLink[]): void;
  refuse(links: readonly DecidedLink[]): void;
  confirmed(): DecidedLink[];
  refused(): DecidedLink[];
  /** Forgets every decision that names one of these on either side. */
  remove(personIds: readonly string[]): void;
}

/** Binds the tables to an open vault. */
export function linkTables(raw: Database, db: Kysely<VaultSchema>): Links {
  const row = { alias: '', person_id: '' };
  const toLink = raw.prepare<[string, string]>(
    db
      .insertInto('link')
      .values(row)
      .onConflict((conflict) =>
        conflict.column('alias').doUpdateSet((eb) => ({ person_id: eb.ref('excluded.person_id') })),
      )
      .compile().sql,
  );
  const toRefusal = raw.prepare<[string, string]>(
    db
      .insertInto('refusal')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .compile().sql,
  );
  const pairFrom = (table: 'link' | 'refusal') =>
    raw.prepare<[string, string]>(
      db.deleteFrom(table).where('alias', '=', '').where('person_id', '=', '').compile().sql,
    );
  const [outOfLinks, outOfRefusals] = [pairFrom('link'), pairFrom('refusal')];
  const asked = sql<string>`(select value from json_each(${''}))`;
  const removals = (['link', 'refusal'] as const).map((table) =>
    raw.prepare<[string, string]>(
      db
        .deleteFrom(table)
        .where((eb) => eb.or([eb('alias', 'in', asked), eb('person_id', 'in', asked)]))
        .compile().sql,
    ),
  );
  return {
    confirm: (links) => {
      for (const { alias, personId } of links) {
        toLink.run(alias, personId);
        outOfRefusals.run(alias, personId);
      }
    },
    refuse: (links) => {
      for (const { alias, personId } of links) {
        toRefusal.run(alias, personId);
        outOfLinks.run(alias, personId);
      }
    },
    confirmed: () => allOf(raw, db, 'link'),
    refused: () => allOf(raw, db, 'refusal'),
    remove: (personIds) => {
      for (const part of parts(personIds))
        for (const removal of removals) removal.run(JSON.stringify(part), JSON.stringify(part));
    },
  };
}

function allOf(raw: Database, db: Kysely<VaultSchema>, table: 'link' | 'refusal'): DecidedLink[] {
  const query = db.selectFrom(table).selectAll().orderBy('alias').orderBy('person_id').compile();
  return raw
    .prepare<[], LinkTable>(query.sql)
    .all()
    .map(({ alias, person_id: personId }) => ({ alias, personId }));
}
