/**
 * Writes a round's rows with their audit entries, inside the caller's transaction.
 */
import type { IsoDate } from '../core/dates.ts';
import {
  auditWriter,
  bulkInsert,
  evidenceRows,
  updateAlertRow,
  type AlertEvidenceTable,
  type AlertRoundTable,
  type AlertSkipTable,
  type AlertTable,
  type AuditNote,
  type Store,
} from '../store/index.ts';
import { alertOf } from './alert.ts';
import type { Evidence, Fresh } from './evidence.ts';
import { alertStates } from './lifecycle.ts';
import { dueDay, type AlertLevel, type AlertSettings } from './settings.ts';

/** Who writes when, under which limits. */
export interface RoundWriting {
  readonly at: string;
  readonly actor: string;
  readonly settings: AlertSettings;
}

/** Each statement is prepared once. */
export function roundWriters(store: Store, { at, actor, settings }: RoundWriting) {
  const { db, raw } = store;
  const audit = auditWriter(store);
  const round = bulkInsert(raw, (row: AlertRoundTable) => db.insertInto('alert_round').values(row));
  const skip = bulkInsert(raw, (row: AlertSkipTable) => db.insertInto('alert_skip').values(row));
  const alert = bulkInsert(raw, (row: AlertTable) => db.insertInto('alert').values(row));
  const evidence = bulkInsert(raw, (row: AlertEvidenceTable) => db.insertInto('alert_evidence').values(row));
  /** A higher level may shorten the limit that runs, never lengthen it. */
  const sooner = (row: AlertTable, level: AlertLevel): string | null => {
    const { clock } = alertStates[alertOf(row).state];
    if (clock === null || row.due_on === null || level === row.level) return row.due_on;
    const anew = dueDay(settings, level, clock, at.slice(0, 10) as IsoDate);
    return anew < row.due_on ? anew : row.due_on;
  };
  const addEvidence = (id: string, from: number, parts: readonly Evidence[]): AuditNote['rows'] =>
    parts.map(({ kind, code, level, as_of: asOf, zh, en }, i) => {
      const row = { alert_id: id, sequence: from + i, kind, code, level, as_of: asOf, zh, en };
      evidence(row);
      return { table: 'alert_evidence', key: `${id}/${row.sequence}`, row };
    });
  return {
    skip,
    round: (row: AlertRoundTable, details: AuditNote['details']): void => {
      round(row);
      audit({
        at,
        actor,
        action: 'raise_round',
        subject: row.id,
        details,
        rows: [{ table: 'alert_round', key: row.id, row }],
      });
    },
    alert: (row: AlertTable, parts: readonly Evidence[]): void => {
      alert(row);
      const rows = [{ table: 'alert' as const, key: row.id, row }, ...addEvidence(row.id, 1, parts)];
      const details = {
        household: row.household_id,
        level: row.level,
        source: row.source,
        round: row.round_id,
        to: row.state,
      };
      audit({ at, actor, action: 'raise', subject: row.id, details, rows });
    },
    append: ({ row: before, level, evidence: parts }: Fresh): void => {
      const row = {
        ...before,
        level,
        due_on: sooner(before, level),
        version: before.version + 1,
        updated_at: at,
      };
      updateAlertRow(store, row);
      const from = evidenceRows(store, row.id).length + 1;
      const rows = [{ table: 'alert' as const, key: row.id, row }, ...addEvidence(row.id, from, parts)];
      const details = { codes: parts.map(({ code }) => code), level, was: before.level };
      audit({ at, actor, action: 'append', subject: row.id, details, rows });
    },
  };
}
