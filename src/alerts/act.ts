/**
 * An officer's action on an alert: checked against the life cycle, written with its audit entry in one transaction.
 */
import * as z from 'zod';
import { isIsoDate, isoDate, type IsoDate } from '../core/dates.ts';
import { JzError } from '../core/errors/index.ts';
import type { Json } from '../core/json.ts';
import { findCodeTable } from '../ledger/codes/index.ts';
import {
  auditWriter,
  concludeVisit,
  inTransaction,
  insertVisit,
  openAlertRows,
  updateAlertRow,
  visitRows,
  type AlertTable,
  type AlertVisitTable,
  type AuditNote,
  type Store,
} from '../store/index.ts';
import { alertOf, knownAlertRow, type Alert } from './alert.ts';
import { visitFindings } from './findings.ts';
import {
  alertStates,
  checkPossible,
  nextState,
  visitOutcomes,
  type AlertAction,
  type AlertState,
  type VisitOutcome,
} from './lifecycle.ts';
import { dueDay, type AlertSettings } from './settings.ts';

const name = z.string().trim().min(1).max(100);
const reason = z.string().trim().min(1).max(2000);
const note = z.string().trim().max(2000).optional();
const knownItems = findCodeTable('assistance_item');
const item = z
  .string()
  .refine((code) => knownItems?.entries.has(code) ?? false, 'a code of assistance_item expected');
const items = z.array(item).min(1).max(40);

/** What each action needs to be told. */
export const actionForms = {
  assign: z.strictObject({ to: name, note }),
  accept: z.strictObject({ note }),
  visit: z.strictObject({ visited_on: z.iso.date().transform(isoDate), findings: visitFindings.optional() }),
  conclude: z.strictObject({ outcome: z.enum(visitOutcomes), findings: visitFindings.optional() }),
  match: z.strictObject({ items, note }),
  refer: z.strictObject({ department: name, items, note }),
  aid: z.strictObject({ items, note }),
  refuse: z.strictObject({ reason }),
  feed_back: z.strictObject({ note }),
  close: z.strictObject({ note }),
  reopen: z.strictObject({ reason }),
} as const;

/** What changes the alert beyond its state, of any action. */
const common = z.object({
  to: name.optional(),
  outcome: z.enum(visitOutcomes).optional(),
  visited_on: z.iso.date().transform(isoDate).optional(),
  findings: visitFindings.optional(),
});

/** What officers do; appending and escalating are the program's own. */
export type OfficerAction = keyof typeof actionForms;
/** What an action is told. */
export type ActionDetails<Action extends OfficerAction> = z.input<(typeof actionForms)[Action]>;

/** Every action an officer may do. */
export const officerActions = Object.keys(actionForms) as OfficerAction[];

/** One action. */
export interface ActRequest {
  readonly alert: string;
  readonly action: OfficerAction;
  /** Named officer who answers for it. */
  readonly actor: string;
  /** `YYYY-MM-DD` or an ISO 8601 moment; limits run from its day. */
  readonly at: string;
  /** Version the officer saw; another one is refused. */
  readonly expectedVersion?: number | undefined;
  /** Checked against the action's own form. */
  readonly details: unknown;
}

/**
 * Does an action. When this returns, it is on disk.
 *
 * @throws JZ_ALERT_UNKNOWN, JZ_ALERT_STALE, JZ_ALERT_TRANSITION, JZ_ALERT_INVALID, JZ_ALERT_OPEN, JZ_STORE_BUSY:
 *   nothing is changed then
 */
export function actOnAlert(store: Store, settings: AlertSettings, request: ActRequest): Alert {
  return inTransaction(store, () => {
    const row = knownAlertRow(store, request.alert);
    const { expectedVersion: expected } = request;
    if (expected !== undefined && expected !== row.version)
      throw new JzError('JZ_ALERT_STALE', { alert: row.id, expected, found: row.version });
    const day = dayOf(request);
    const before = alertOf(row);
    checkPossible(row.id, before.state, request.action);
    const told = toldOf(request);
    const state = nextState(before.state, request.action, told.outcome);
    if (request.action === 'reopen') refuseSecond(store, before);
    const visit = writeVisit(store, row, { request, told, day });
    const after = changed(row, settings, { state, request, day, told });
    updateAlertRow(store, after);
    auditWriter(store)({
      ...noteOf(request, told.details, before.state, state),
      rows: [{ table: 'alert', key: row.id, row: after }, ...visit],
    });
    return alertOf(after);
  });
}

/**
 * Does several actions on one alert, all or none.
 *
 * @param expectedVersion of the alert before the first
 * @throws as `actOnAlert`
 */
export function actAllOnAlert(
  store: Store,
  settings: AlertSettings,
  [first, ...others]: readonly ActRequest[],
  expectedVersion?: number,
): Alert {
  if (!first) throw new RangeError('at least one action expected');
  return inTransaction(store, () =>
    others.reduce(
      (_, request) => actOnAlert(store, settings, request),
      actOnAlert(store, settings, { ...first, expectedVersion }),
    ),
  );
}

/** The action's content, checked. */
interface Told {
  readonly details: Readonly<Record<string, Json>>;
  readonly to: string | undefined;
  readonly outcome: VisitOutcome | undefined;
  readonly visitedOn: IsoDate | undefined;
  readonly findings: string | undefined;
}

function toldOf({ action, details }: ActRequest): Told {
  const parsed = actionForms[action].safeParse(details);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue?.path.map(String).join('.') ?? '';
    throw new JzError('JZ_ALERT_INVALID', { action, field, value: '', expected: issue?.message ?? '' });
  }
  const { to, outcome, visited_on: visitedOn, findings } = common.parse(parsed.data);
  return {
    details: JSON.parse(JSON.stringify(parsed.data)) as Record<string, Json>,
    to,
    outcome,
    visitedOn,
    findings: findings && JSON.stringify(findings),
  };
}

function dayOf({ at, actor, action }: ActRequest): IsoDate {
  if (!name.safeParse(actor).success)
    throw new JzError('JZ_ALERT_INVALID', {
      action,
      field: 'actor',
      value: actor,
      expected: 'a named officer',
    });
  const day = at.slice(0, 10);
  if (!isIsoDate(day) || Number.isNaN(Date.parse(at)))
    throw new JzError('JZ_ALERT_INVALID', {
      action,
      field: 'at',
      value: at,
      expected: 'a day or an ISO moment',
    });
  return day;
}

interface Step {
  readonly state: AlertState;
  readonly request: ActRequest;
  readonly day: IsoDate;
  readonly told: Told;
}

function changed(row: AlertTable, settings: AlertSettings, { state, request, day, told }: Step): AlertTable {
  const { clock } = alertStates[state];
  const { level } = alertOf(row);
  const isReopened = request.action === 'reopen';
  return {
    ...row,
    state,
    is_open: state === 'closed' ? 0 : 1,
    outcome: isReopened ? null : (told.outcome ?? row.outcome),
    due_on: clock === null ? null : dueDay(settings, level, clock, day),
    assignee: isReopened ? null : (told.to ?? row.assignee),
    escalation: 0,
    version: row.version + 1,
    updated_at: request.at,
  };
}

/** A visit is a row of its own; its conclusion is written into it. */
function writeVisit(
  store: Store,
  { id }: AlertTable,
  { request, told, day }: Omit<Step, 'state'>,
): AuditNote['rows'] {
  const known = visitRows(store, id);
  const last = known.at(-1);
  const emptyFindings = JSON.stringify(visitFindings.parse({}));
  let row: AlertVisitTable;
  if (request.action === 'visit') {
    const visitedOn = told.visitedOn ?? day;
    if (visitedOn > day)
      throw new JzError('JZ_ALERT_INVALID', {
        action: 'visit',
        field: 'visited_on',
        value: visitedOn,
        expected: `not after ${day}`,
      });
    row = {
      alert_id: id,
      sequence: known.length + 1,
      visited_on: visitedOn,
      visitor: request.actor,
      outcome: null,
      concluded_on: null,
      findings: told.findings ?? emptyFindings,
    };
    insertVisit(store, row);
  } else if (request.action === 'conclude' && last && told.outcome) {
    row = { ...last, outcome: told.outcome, concluded_on: day, findings: told.findings ?? last.findings };
    concludeVisit(store, row);
  } else return [];
  return [{ table: 'alert_visit', key: `${id}/${row.sequence}`, row }];
}

function refuseSecond(store: Store, { id, household }: Alert): void {
  const open = openAlertRows(store).find((row) => row.household_id === household);
  if (open) throw new JzError('JZ_ALERT_OPEN', { alert: id, household, open: open.id });
}

function noteOf(
  { alert, action, actor, at }: ActRequest,
  details: Readonly<Record<string, Json>>,
  from: AlertState,
  to: AlertState,
): Omit<AuditNote, 'rows'> {
  return { at, actor, action, subject: alert, details: { ...details, from, to } };
}

/** How many levels an overdue alert can rise: county, then city. */
const HIGHEST = 2;

/**
 * Takes every alert whose limit has passed one office higher, at most to the city, and lets its limit run anew.
 *
 * @returns the alerts escalated
 */
export function escalateOverdue(
  store: Store,
  settings: AlertSettings,
  { actor, at }: { readonly actor: string; readonly at: string },
): Alert[] {
  const action: AlertAction = 'escalate';
  const day = isoDate(at.slice(0, 10));
  return inTransaction(store, () => {
    const write = auditWriter(store);
    const late = openAlertRows(store).filter(
      ({ due_on: due, escalation }) => due !== null && due < day && escalation < HIGHEST,
    );
    return late.map((row) => {
      const { state, level } = alertOf(row);
      checkPossible(row.id, state, action);
      const { clock } = alertStates[state];
      const after = {
        ...row,
        escalation: row.escalation + 1,
        due_on: clock === null ? null : dueDay(settings, level, clock, day),
        version: row.version + 1,
        updated_at: at,
      };
      updateAlertRow(store, after);
      const details = { state, was_due_on: row.due_on, escalation: after.escalation };
      write({
        at,
        actor,
        action,
        subject: row.id,
        details,
        rows: [{ table: 'alert', key: row.id, row: after }],
      });
      return alertOf(after);
    });
  });
}
