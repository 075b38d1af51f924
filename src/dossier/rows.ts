/**
 * What the departments' rows say happened in a household, in one query.
 */
import type { IsoDate } from '../core/dates.ts';
import type { DuckDb } from '../io/duckdb.ts';
import { aroundSql, ownRows } from './own-rows.ts';
import { sourceOf, type Source } from './source.ts';

/** Kinds of rows that are told as events. */
export const eventKinds = [
  'grant',
  'application',
  'medical',
  'vital',
  'work',
  'disability',
  'education',
  'housing',
  'disaster',
  'report',
  'visit',
  'membership',
  'notice',
] as const;
/** One of them. */
export type EventKind = (typeof eventKinds)[number];

/** A row of some table. */
export interface EventRow {
  readonly kind: EventKind;
  readonly on: IsoDate;
  readonly knownOn: string;
  readonly personId: string | null;
  readonly code: string;
  /** A second code, in the words of `tables`. */
  readonly more: string | null;
  readonly amountFen: number | null;
  /** A second amount, or a number that is no money. */
  readonly other: number | null;
  readonly source: Source;
}

/** How the rows of a table are read: SQL of each part over its rows `t`. */
interface Reading {
  readonly kind: EventKind;
  readonly table: string;
  readonly code: string;
  readonly more?: string;
  readonly amount?: string;
  readonly other?: string;
  /** No person of its own: the row is the household's. */
  readonly isHouseholds?: true;
  readonly where?: string;
}

const borne = 'coalesce(t.self_paid_fen, 0) + coalesce(t.out_of_scope_fen, 0)';

const readings: readonly Reading[] = [
  {
    ...{ kind: 'grant', table: 'assistance_grant', code: 't.item', more: 't.action' },
    amount: 't.amount_fen',
  },
  { kind: 'application', table: 'assistance_application', code: 't.item', more: 't.action' },
  {
    ...{ kind: 'medical', table: 'medical_claim', code: 't.setting', more: 't.hospital_level' },
    ...{ amount: borne, other: 't.total_fen', where: `t.setting = 'inpatient'` },
  },
  { kind: 'vital', table: 'vital_event', code: 't.event' },
  {
    ...{ kind: 'work', table: 'employment_event', code: 't.event', more: 't.scheme', amount: 't.amount_fen' },
    where: `t.event <> 'contribution'`,
  },
  { kind: 'disability', table: 'disability_cert', code: 't.action', more: 't.type', other: 't.grade' },
  {
    ...{ kind: 'education', table: 'education_enrolment', code: 't.stage', more: 't.status' },
    amount: 'nullif(coalesce(t.tuition_fen, 0) + coalesce(t.board_fen, 0), 0)',
  },
  {
    ...{ kind: 'housing', table: 'housing', code: 't.kind', more: 't.grade' },
    ...{ amount: 't.arrears_fen', other: 't.arrears_months' },
  },
  { kind: 'disaster', table: 'disaster_event', code: 't.kind', more: 't.damage', amount: 't.loss_fen' },
  { kind: 'report', table: 'report', code: 't.topic', more: 't.channel' },
  { kind: 'visit', table: 'visit', code: 't.outcome', more: 't.cause', isHouseholds: true },
  {
    ...{ kind: 'membership', table: 'membership', code: 't.reason' },
    where: `t.household_id = $household AND t.reason NOT IN ('initial', 'birth', 'death', 'visit')`,
  },
  {
    ...{ kind: 'notice', table: 'observation', code: 't.code', more: 't.detail', other: 't.value' },
    where: `t.code IN ('health.major_disease', 'rural.monitored', 'court.enforcement', 'court.relief', 'court.legal_aid')`,
  },
];

/** Rows known on a day, oldest first. */
export async function eventRows(db: DuckDb, asOf: IsoDate, household: string): Promise<EventRow[]> {
  const parts = readings.map(partSql).join(' UNION ALL ');
  const { names, columns, nRows } = await db.texts(
    `WITH ${aroundSql} SELECT * FROM (${parts}) ORDER BY day, kind, code, person_id, source_file, source_row`,
    { as_of: asOf, household },
  );
  const at = (i: number) => (name: string) => columns[names.indexOf(name)]?.[i] ?? null;
  return Array.from({ length: nRows }, (_, i) => rowOf(at(i)));
}

function partSql({ kind, table, isHouseholds, where = 'true', ...reads }: Reading): string {
  const { code, more = 'NULL', amount = 'NULL', other = 'NULL' } = reads;
  const person = isHouseholds ? 'NULL' : 't.person_id';
  const cells = {
    ...{ kind: `'${kind}'`, day: 't.occurred_on', known: 't.recorded_at', person_id: person, code, more },
    ...{
      amount,
      other,
      source_dept: 't.source_dept',
      source_file: 't.source_file',
      source_row: 't.source_row',
    },
  };
  const list = Object.entries(cells).map(([name, sql]) => `CAST(${sql} AS VARCHAR) AS ${name}`);
  return `SELECT ${list.join(', ')} FROM ${table} AS t WHERE ${ownRows(table)} AND ${where}`;
}

function rowOf(cell: (name: string) => string | null): EventRow {
  const number = (name: string): number | null => {
    const text = cell(name);
    return text === null ? null : Number(text);
  };
  const kind = cell('kind');
  return {
    kind: eventKinds.find((one) => one === kind) ?? 'notice',
    on: (cell('day') ?? '') as IsoDate,
    knownOn: cell('known') ?? '',
    personId: cell('person_id'),
    code: cell('code') ?? '',
    more: cell('more'),
    amountFen: number('amount'),
    other: number('other'),
    source: sourceOf(cell('source_dept') ?? '', cell('source_file') ?? '', number('source_row') ?? 0),
  };
}
