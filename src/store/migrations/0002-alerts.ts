import { sql, type Compilable, type Kysely } from 'kysely';
import type { Migration } from '../../io/sqlite/migrate.ts';
import type { StoreSchema } from '../schema.ts';

/** Alerts with their evidence and visits, the rounds that raised them, the audit chain, idempotency keys. */
export const alertsMigration: Migration<StoreSchema> = {
  number: 2,
  name: 'alerts',
  statements: (db) => [
    alertRound(db),
    alertSkip(db),
    alert(db),
    oneOpenAlert(db),
    alertIndex(db, ['area', 'state']),
    alertIndex(db, ['household_id', 'sequence']),
    alertIndex(db, ['due_on']),
    alertEvidence(db),
    alertVisit(db),
    auditEntry(db),
    auditSubject(db),
    idempotency(db),
  ],
};

function alertRound(db: Kysely<StoreSchema>): Compilable {
  return db.schema
    .createTable('alert_round')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('sequence', 'integer', (column) => column.notNull().unique())
    .addColumn('as_of', 'text', (column) => column.notNull())
    .addColumn('run_id', 'text', (column) => column.notNull())
    .addColumn('settings', 'text', (column) => column.notNull())
    .addColumn('counts', 'text', (column) => column.notNull());
}

function alertSkip(db: Kysely<StoreSchema>): Compilable {
  return db.schema
    .createTable('alert_skip')
    .addColumn('round_id', 'text', (column) => column.notNull().references('alert_round.id'))
    .addColumn('household_id', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('details', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('alert_skip_key', ['round_id', 'household_id']);
}

function alert(db: Kysely<StoreSchema>): Compilable {
  return db.schema
    .createTable('alert')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('sequence', 'integer', (column) => column.notNull().unique())
    .addColumn('household_id', 'text', (column) => column.notNull())
    .addColumn('area', 'text', (column) => column.notNull())
    .addColumn('region', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('is_open', 'integer', (column) => column.notNull())
    .addColumn('outcome', 'text')
    .addColumn('level', 'text', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('round_id', 'text', (column) => column.notNull().references('alert_round.id'))
    .addColumn('probability', 'double precision')
    .addColumn('area_rank', 'integer')
    .addColumn('raised_on', 'text', (column) => column.notNull())
    .addColumn('due_on', 'text')
    .addColumn('assignee', 'text')
    .addColumn('escalation', 'integer', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .addCheckConstraint('alert_version', sql`version >= 1`)
    .addCheckConstraint('alert_open', sql`is_open in (0, 1)`);
}

/** The store itself refuses a second open alert of a household. */
function oneOpenAlert(db: Kysely<StoreSchema>): Compilable {
  return db.schema
    .createIndex('alert_one_open')
    .unique()
    .on('alert')
    .column('household_id')
    .where(sql.ref('is_open'), '=', sql.lit(1));
}

function alertIndex(
  db: Kysely<StoreSchema>,
  columns: ('area' | 'state' | 'household_id' | 'sequence' | 'due_on')[],
): Compilable {
  return db.schema
    .createIndex(`alert_by_${columns.join('_')}`)
    .on('alert')
    .columns(columns);
}

function alertEvidence(db: Kysely<StoreSchema>): Compilable {
  return db.schema
    .createTable('alert_evidence')
    .addColumn('alert_id', 'text', (column) => column.notNull().references('alert.id'))
    .addColumn('sequence', 'integer', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('code', 'text', (column) => column.notNull())
    .addColumn('level', 'text', (column) => column.notNull())
    .addColumn('as_of', 'text', (column) => column.notNull())
    .addColumn('zh', 'text', (column) => column.notNull())
    .addColumn('en', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('alert_evidence_key', ['alert_id', 'sequence']);
}

function alertVisit(db: Kysely<StoreSchema>): Compilable {
  return db.schema
    .createTable('alert_visit')
    .addColumn('alert_id', 'text', (column) => column.notNull().references('alert.id'))
    .addColumn('sequence', 'integer', (column) => column.notNull())
    .addColumn('visited_on', 'text', (column) => column.notNull())
    .addColumn('visitor', 'text', (column) => column.notNull())
    .addColumn('outcome', 'text')
    .addColumn('concluded_on', 'text')
    .addColumn('findings', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('alert_visit_key', ['alert_id', 'sequence']);
}

function auditEntry(db: Kysely<StoreSchema>): Compilable {
  return db.schema
    .createTable('audit_entry')
    .addColumn('number', 'integer', (column) => column.primaryKey().notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('details', 'text', (column) => column.notNull())
    .addColumn('row_hashes', 'text', (column) => column.notNull())
    .addColumn('previous', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull());
}

function auditSubject(db: Kysely<StoreSchema>): Compilable {
  return db.schema.createIndex('audit_entry_subject').on('audit_entry').columns(['subject', 'number']);
}

function idempotency(db: Kysely<StoreSchema>): Compilable {
  return db.schema
    .createTable('idempotency')
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('request_hash', 'text', (column) => column.notNull())
    .addColumn('response', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('idempotency_key', ['actor', 'key']);
}
