/**
 * Table `audit_entry`: who did what when, each entry bound to the one before by SM3, and to the rows it left behind.
 */
import { hash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { canonicalJson, type Json } from '../core/json.ts';
import { bulkInsert } from './bulk-insert.ts';
import type { AuditEntryTable } from './schema.ts';
import { firstRow } from './statements.ts';
import type { Store } from './store.ts';

/** What is told of an action. */
export interface AuditNote {
  /** `YYYY-MM-DD` or a full ISO 8601 moment; the caller's clock. */
  readonly at: string;
  /** Who did it: an officer, or the job that ran. */
  readonly actor: string;
  readonly action: string;
  /** Id of the alert or round. */
  readonly subject: string;
  readonly details: Readonly<Record<string, Json>>;
  /** Every audited row the action wrote, as it is now. */
  readonly rows: readonly AuditedRow[];
}

/** A row of a table whose last state the chain vouches for. */
export interface AuditedRow {
  readonly table: AuditedTable;
  readonly key: string;
  readonly row: object;
}

/** Tables of which every row is vouched for. */
export const auditedTables = ['alert_round', 'alert', 'alert_evidence', 'alert_visit'] as const;
/** One of them. */
export type AuditedTable = (typeof auditedTables)[number];

/** The last entry: written down elsewhere, it also betrays a chain that was cut short or made anew. */
export interface AuditHead {
  readonly number: number;
  readonly hash: string;
}

/** One entry as people read it. */
export interface AuditEntry extends Omit<AuditNote, 'rows'> {
  readonly number: number;
  readonly hash: string;
}

/** Before the first entry. */
export const auditStart: AuditHead = { number: 0, hash: '0'.repeat(64) };

/** Appends entries inside the caller's transaction. */
export function auditWriter({ db, raw }: Store): (note: AuditNote) => AuditHead {
  let head = lastEntry(raw, db);
  const insert = bulkInsert(raw, (row: AuditEntryTable) => db.insertInto('audit_entry').values(row));
  return ({ at, actor, action, subject, details, rows }) => {
    const body = {
      number: head.number + 1,
      at,
      actor,
      action,
      subject,
      details: canonicalJson(details),
      row_hashes: canonicalJson(
        Object.fromEntries(rows.map(({ table, key, row }) => [rowName(table, key), rowHash(row)])),
      ),
      previous: head.hash,
    };
    const row = { ...body, hash: entryHash(body) };
    insert(row);
    head = { number: row.number, hash: row.hash };
    return head;
  };
}

/** The last entry of the chain. */
export function auditHead({ db, raw }: Store): AuditHead {
  return lastEntry(raw, db);
}

/** Entries about a subject, oldest first. */
export async function listAudit({ db }: Store, subject: string): Promise<AuditEntry[]> {
  const rows = await db
    .selectFrom('audit_entry')
    .selectAll()
    .where('subject', '=', subject)
    .orderBy('number')
    .execute();
  return rows.map(({ number, at, actor, action, details, hash: own }) => ({
    number,
    at,
    actor,
    action,
    subject,
    details: JSON.parse(details) as Record<string, Json>,
    hash: own,
  }));
}

/** SM3 of an entry's content, which includes the hash of the one before. */
export function entryHash(body: Omit<AuditEntryTable, 'hash'>): string {
  return hash('sm3', canonicalJson(body));
}

/** SM3 of a row. */
export function rowHash(row: object): string {
  return hash('sm3', canonicalJson(row));
}

/** How the chain names a row. */
export function rowName(table: AuditedTable, key: string): string {
  return `${table}/${key}`;
}

function lastEntry(raw: Database, db: Store['db']): AuditHead {
  const query = db.selectFrom('audit_entry').select(['number', 'hash']).orderBy('number', 'desc').limit(1);
  return firstRow(raw, query) ?? auditStart;
}
