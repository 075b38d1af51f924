/**
 * An alert as the rest of the program sees it.
 */
import * as z from 'zod';
import { isoDate, type IsoDate } from '../core/dates.ts';
import { JzError } from '../core/errors/index.ts';
import {
  alertRow,
  evidenceRows,
  householdAlertRows,
  listAlertRows,
  listAudit,
  visitRows,
  type AlertFilter,
  type AlertSlice,
  type AlertTable,
  type AuditEntry,
  type Store,
} from '../store/index.ts';
import { alertStates, visitOutcomes, type AlertState, type VisitOutcome } from './lifecycle.ts';
import { alertLevels, type AlertLevel } from './settings.ts';
import { findingsOf, type VisitFindings } from './findings.ts';

/** An alert. */
export interface Alert {
  readonly id: string;
  /** Order of raising. */
  readonly sequence: number;
  readonly household: string;
  /** Township, 9 digits. */
  readonly area: string;
  readonly region: string;
  readonly state: AlertState;
  readonly isOpen: boolean;
  readonly outcome: VisitOutcome | null;
  readonly level: AlertLevel;
  /** Of the list, or drawn at random off it. */
  readonly source: 'list' | 'audit';
  readonly round: string;
  readonly probability: number | null;
  /** Place in the township's list of its round; `null` for a random draw. */
  readonly areaRank: number | null;
  readonly raisedOn: IsoDate;
  /** Last day of the step that is due. */
  readonly dueOn: IsoDate | null;
  readonly assignee: string | null;
  /** 0 township, 1 county, 2 city. */
  readonly escalation: number;
  /** For `If-Match`. */
  readonly version: number;
  readonly updatedAt: string;
}

/** One piece of evidence. */
export interface AlertEvidence {
  readonly kind: string;
  readonly code: string;
  readonly level: AlertLevel;
  readonly asOf: string;
  readonly zh: string;
  readonly en: string;
}

/** A visit and what it found. */
export interface AlertVisit {
  readonly sequence: number;
  readonly visitedOn: IsoDate;
  readonly visitor: string;
  readonly outcome: VisitOutcome | null;
  readonly concludedOn: IsoDate | null;
  readonly findings: VisitFindings;
}

/** An alert with everything known of it. */
export interface AlertFile {
  readonly alert: Alert;
  readonly evidence: readonly AlertEvidence[];
  readonly visits: readonly AlertVisit[];
  readonly history: readonly AuditEntry[];
}

const stateNames = Object.keys(alertStates) as [AlertState, ...AlertState[]];
const stateOf = z.enum(stateNames);
const outcomeOf = z.enum(visitOutcomes).nullable();
const levelOf = z.enum(alertLevels);
const sourceOf = z.enum(['list', 'audit']);

/** The alert of a row. */
export function alertOf(row: AlertTable): Alert {
  return {
    id: row.id,
    sequence: row.sequence,
    household: row.household_id,
    area: row.area,
    region: row.region,
    state: stateOf.parse(row.state),
    isOpen: row.is_open === 1,
    outcome: outcomeOf.parse(row.outcome),
    level: levelOf.parse(row.level),
    source: sourceOf.parse(row.source),
    round: row.round_id,
    probability: row.probability,
    areaRank: row.area_rank,
    raisedOn: isoDate(row.raised_on),
    dueOn: row.due_on === null ? null : isoDate(row.due_on),
    assignee: row.assignee,
    escalation: row.escalation,
    version: row.version,
    updatedAt: row.updated_at,
  };
}

/** Alerts that match, in the order they were raised. */
export async function listAlerts(store: Store, filter: AlertFilter, slice: AlertSlice): Promise<Alert[]> {
  return (await listAlertRows(store, filter, slice)).map(alertOf);
}

/** A household's alerts, newest first. */
export function alertsOfHousehold(store: Store, household: string): Alert[] {
  return householdAlertRows(store, household).map(alertOf);
}

/**
 * The row of an alert.
 *
 * @throws JZ_ALERT_UNKNOWN
 */
export function knownAlertRow(store: Store, id: string): AlertTable {
  const row = alertRow(store, id);
  if (!row) throw new JzError('JZ_ALERT_UNKNOWN', { alert: id });
  return row;
}

/**
 * An alert with its evidence, visits and history.
 *
 * @throws JZ_ALERT_UNKNOWN
 */
export async function readAlert(store: Store, id: string): Promise<AlertFile> {
  return {
    alert: alertOf(knownAlertRow(store, id)),
    evidence: evidenceRows(store, id).map(({ kind, code, level, as_of: asOf, zh, en }) => ({
      kind,
      code,
      level: levelOf.parse(level),
      asOf,
      zh,
      en,
    })),
    visits: visitRows(store, id).map((row) => ({
      sequence: row.sequence,
      visitedOn: isoDate(row.visited_on),
      visitor: row.visitor,
      outcome: outcomeOf.parse(row.outcome),
      concludedOn: row.concluded_on === null ? null : isoDate(row.concluded_on),
      findings: findingsOf(row.findings),
    })),
    history: await listAudit(store, id),
  };
}
