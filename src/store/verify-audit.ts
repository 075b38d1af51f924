/**
 * Checks the audit chain entry by entry, and every audited row against the entry that wrote it last.
 */
import * as z from 'zod';
import { auditStart, entryHash, rowHash, rowName, type AuditedTable, type AuditHead } from './audit.ts';
import type { StoreSchema } from './schema.ts';
import { allRows } from './statements.ts';
import type { Store } from './store.ts';

/** What a check found. */
export type AuditVerdict =
  | { readonly holds: true; readonly head: AuditHead; readonly rows: number }
  | { readonly holds: false; readonly place: string; readonly problem: string };

const PAGE = 5000;
const hashes = z.record(z.string(), z.string());

/**
 * Verifies the whole chain.
 *
 * @param known a head written down earlier: the chain must contain it
 */
export function verifyAudit(store: Store, known?: AuditHead): AuditVerdict {
  return store.raw.transaction(() => verifyNow(store, known))();
}

function verifyNow(store: Store, known: AuditHead | undefined): AuditVerdict {
  const last = new Map<string, string>();
  let head = auditStart;
  let isKnownMet = known === undefined || sameHead(known, head);
  for (;;) {
    const page = allRows(
      store.raw,
      store.db
        .selectFrom('audit_entry')
        .selectAll()
        .where('number', '>', head.number)
        .orderBy('number')
        .limit(PAGE),
    );
    for (const { hash, ...body } of page) {
      const problem = entryProblem(body, hash, head);
      if (problem !== null) return broken(`audit_entry/${head.number + 1}`, problem);
      for (const [name, value] of Object.entries(hashes.parse(JSON.parse(body.row_hashes))))
        last.set(name, value);
      head = { number: body.number, hash };
      isKnownMet ||= known !== undefined && sameHead(known, head);
    }
    if (page.length < PAGE) break;
  }
  if (!isKnownMet) return broken('audit_entry', `entry ${known?.number ?? 0} is not the one written down`);
  return rowsVerdict(store, last, head);
}

function entryProblem(body: Parameters<typeof entryHash>[0], hash: string, head: AuditHead): string | null {
  if (body.number !== head.number + 1) return `entry ${head.number + 1} is missing`;
  if (body.previous !== head.hash) return 'it does not follow the entry before';
  return entryHash(body) === hash ? null : 'its content is not what was written';
}

function rowsVerdict(store: Store, last: ReadonlyMap<string, string>, head: AuditHead): AuditVerdict {
  let rows = 0;
  for (const { table, keys } of tables) {
    for (const row of pages(store, table, keys)) {
      const name = rowName(table, keyOf(row, keys));
      const expected = last.get(name);
      if (expected === undefined) return broken(name, 'no entry wrote this row');
      if (expected !== rowHash(row)) return broken(name, 'the row is not what its last entry wrote');
      rows++;
    }
  }
  if (rows !== last.size) return broken('rows', `${last.size} rows were written, ${rows} are there`);
  return { holds: true, head, rows };
}

interface TableKeys {
  readonly table: AuditedTable;
  readonly keys: readonly ['id'] | readonly ['alert_id', 'sequence'];
}

const tables: readonly TableKeys[] = [
  { table: 'alert_round', keys: ['id'] },
  { table: 'alert', keys: ['id'] },
  { table: 'alert_evidence', keys: ['alert_id', 'sequence'] },
  { table: 'alert_visit', keys: ['alert_id', 'sequence'] },
];

/** Key of an audited row as the chain writes it. */
function keyOf(row: object, keys: readonly string[]): string {
  const cells = new Map<string, unknown>(Object.entries(row));
  return keys.map((key) => String(cells.get(key))).join('/');
}

function* pages(store: Store, table: keyof StoreSchema, keys: readonly string[]): Generator<object> {
  const rows = store.db.selectFrom(table).selectAll();
  const { sql } = keys.reduce((query, key) => query.orderBy(store.db.dynamic.ref(key)), rows).compile();
  yield* store.raw.prepare<[], object>(sql).iterate();
}

function sameHead(a: AuditHead, b: AuditHead): boolean {
  return a.number === b.number && a.hash === b.hash;
}

function broken(place: string, problem: string): AuditVerdict {
  return { holds: false, place, problem };
}
