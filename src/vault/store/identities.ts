/**
 * Table `identity`: sealed records by pseudonym.
 */
import type { Database } from 'better-sqlite3';
import { sql, type Kysely } from 'kysely';
import { keyIdAt, keyIdBytes, type Refuse, type Sealed, type Sealer } from '../crypto/seal.ts';
import type { IdentityRecord } from '../types.ts';
import { recordOf, recordText } from './record.ts';
import type { IdentityTable, VaultSchema } from './schema.ts';

/** Records sealed or opened in one go: their key streams stay in the processor's cache. */
const batchRecords = 2048;

/** The table's work; the caller gives the transaction. */
export interface Identities {
  put(batch: readonly IdentityRecord[]): void;
  all(except?: (personId: string) => boolean): AsyncIterable<readonly IdentityRecord[]>;
  get(personIds: readonly string[]): IdentityRecord[];
  remove(personIds: readonly string[]): number;
  count(): number;
  countOf(personIds: readonly string[]): number;
  olderSeals(): number;
  /** Seals the next batch of older records after a person again; returns the last one, '' when none are left. */
  resealAfter(person: string): { readonly last: string; readonly records: number };
}

/** Binds the table to an open vault. */
export function identityTable(
  raw: Database,
  db: Kysely<VaultSchema>,
  seals: Sealer,
  refuse: Refuse,
): Identities {
  const statements = prepare(raw, db);
  const newest = Buffer.from(seals.keyId, 'hex');
  const opened = (rows: readonly IdentityTable[]): IdentityRecord[] =>
    seals.open(rows.map(sealedOf), refuse).map(recordOf);
  return {
    put: (batch) => {
      for (const part of parts(inOrder(batch)))
        for (const { name, sealed } of seals.seal(part.map(recordText))) statements.put.run(name, sealed);
    },
    get: (personIds) => parts(personIds).flatMap((part) => opened(statements.get.all(JSON.stringify(part)))),
    // eslint-disable-next-line @typescript-eslint/require-await -- readers need not know that SQLite answers at once
    all: async function* (except = () => false) {
      let rows = statements.after.all('', batchRecords);
      while (rows.length > 0) {
        yield opened(rows.filter(({ person_id }) => !except(person_id)));
        rows = statements.after.all(rows.at(-1)?.person_id ?? '', batchRecords);
      }
    },
    remove: (personIds) =>
      parts(personIds).reduce((n, part) => n + statements.remove.run(JSON.stringify(part)).changes, 0),
    count: () => statements.count.get()?.n ?? 0,
    countOf: (personIds) =>
      parts(personIds).reduce((n, part) => n + (statements.countOf.get(JSON.stringify(part))?.n ?? 0), 0),
    olderSeals: () => statements.countOlder.get(newest)?.n ?? 0,
    resealAfter: (person) => {
      const rows = statements.older.all(newest, person, batchRecords);
      for (const { name, sealed } of seals.seal(seals.open(rows.map(sealedOf), refuse)))
        statements.put.run(name, sealed);
      return { last: rows.at(-1)?.person_id ?? '', records: rows.length };
    },
  };
}

/** Cuts a list into batches. */
export function parts<T>(list: readonly T[]): (readonly T[])[] {
  return Array.from({ length: Math.ceil(list.length / batchRecords) }, (_, i) =>
    list.slice(i * batchRecords, (i + 1) * batchRecords),
  );
}

function prepare(raw: Database, db: Kysely<VaultSchema>) {
  const row = { person_id: '', sealed: Buffer.alloc(0) };
  const put = db
    .insertInto('identity')
    .values(row)
    .onConflict((conflict) =>
      conflict.column('person_id').doUpdateSet((eb) => ({ sealed: eb.ref('excluded.sealed') })),
    );
  const after = db
    .selectFrom('identity')
    .selectAll()
    .where('person_id', '>', '')
    .orderBy('person_id')
    .limit(batchRecords);
  // The list comes as one JSON text: SQLite then walks it without a call for each person.
  const get = sql`select identity.person_id, identity.sealed from json_each(${''}) as asked cross join identity on identity.person_id = asked.value`;
  const remove = db
    .deleteFrom('identity')
    .where('person_id', 'in', sql<string>`(select value from json_each(${''}))`);
  const count = db.selectFrom('identity').select((eb) => eb.fn.countAll<number>().as('n'));
  const countOf = count.where('person_id', 'in', sql<string>`(select value from json_each(${''}))`);
  const older = db
    .selectFrom('identity')
    .where(
      sql<Buffer>`substr(sealed, ${sql.lit(keyIdAt + 1)}, ${sql.lit(keyIdBytes)})`,
      '<>',
      Buffer.alloc(0),
    );
  const countOlder = older.select((eb) => eb.fn.countAll<number>().as('n'));
  const someOlder = older.selectAll().where('person_id', '>', '').orderBy('person_id').limit(batchRecords);
  return {
    put: raw.prepare(put.compile().sql),
    after: raw.prepare<[string, number], IdentityTable>(after.compile().sql),
    get: raw.prepare<[string], IdentityTable>(get.compile(db).sql),
    remove: raw.prepare<[string]>(remove.compile().sql),
    older: raw.prepare<[Buffer, string, number], IdentityTable>(someOlder.compile().sql),
    countOlder: raw.prepare<[Buffer], { n: number }>(countOlder.compile().sql),
    count: raw.prepare<[], { n: number }>(count.compile().sql),
    countOf: raw.prepare<[string], { n: number }>(countOf.compile().sql),
  };
}

function sealedOf({ person_id, sealed }: IdentityTable): Sealed {
  return { name: person_id, sealed };
}

/** In the index's order, so that a batch comes to each page of it once. */
function inOrder(batch: readonly IdentityRecord[]): IdentityRecord[] {
  return [...batch].sort((a, b) => (a.personId < b.personId ? -1 : a.personId > b.personId ? 1 : 0));
}
