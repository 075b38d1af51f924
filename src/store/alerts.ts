/**
 * Table `alert`: reading alerts, and writing one inside a transaction.
 */
import type { ExpressionBuilder, ExpressionWrapper, SqlBool } from 'kysely';
import type { AlertTable, StoreSchema } from './schema.ts';
import { allRows, firstRow } from './statements.ts';
import type { Store } from './store.ts';
import { run } from '../io/sqlite/migrate.ts';

/** Which alerts to show; every member narrows. */
export interface AlertFilter {
  readonly isOpen?: boolean | undefined;
  readonly state?: string | undefined;
  /** Beginning of the region code: county, township or village. */
  readonly region?: string | undefined;
  /** Region codes that begin with any of these: what an officer may see; `null` for all. */
  readonly within?: readonly string[] | null | undefined;
  readonly level?: string | undefined;
  readonly assignee?: string | undefined;
  readonly household?: string | undefined;
  /** Due before this day. */
  readonly dueBefore?: string | undefined;
}

/** Which part of the filtered list. */
export interface AlertSlice {
  readonly afterSequence?: number | undefined;
  readonly limit: number;
}

/** Alerts that match, in the order they were raised. */
export function listAlertRows({ db }: Store, filter: AlertFilter, slice: AlertSlice): Promise<AlertTable[]> {
  return db
    .selectFrom('alert')
    .selectAll()
    .where((eb) => eb.and([...matching(eb, filter), eb('sequence', '>', slice.afterSequence ?? 0)]))
    .orderBy('sequence')
    .limit(slice.limit)
    .execute();
}

/** How many alerts match. */
export async function countAlerts({ db }: Store, filter: AlertFilter): Promise<number> {
  const row = await db
    .selectFrom('alert')
    .select((eb) => eb.fn.countAll<number>().as('rows'))
    .where((eb) => eb.and(matching(eb, filter)))
    .executeTakeFirstOrThrow();
  return row.rows;
}

/** Alerts of each state and level. */
export function alertTotals({ db, raw }: Store): { state: string; level: string; alerts: number }[] {
  return allRows(
    raw,
    db
      .selectFrom('alert')
      .select((eb) => ['state', 'level', eb.fn.countAll<number>().as('alerts')])
      .groupBy(['state', 'level'])
      .orderBy('state')
      .orderBy('level'),
  );
}

/** An alert by its id. */
export function alertRow({ db, raw }: Store, id: string): AlertTable | undefined {
  return firstRow(raw, db.selectFrom('alert').selectAll().where('id', '=', id));
}

/** Every open alert. */
export function openAlertRows({ db, raw }: Store): AlertTable[] {
  return allRows(raw, db.selectFrom('alert').selectAll().where('is_open', '=', 1).orderBy('sequence'));
}

/** A household's alerts, newest first. */
export function householdAlertRows({ db, raw }: Store, household: string): AlertTable[] {
  return allRows(
    raw,
    db.selectFrom('alert').selectAll().where('household_id', '=', household).orderBy('sequence', 'desc'),
  );
}

/** The sequence number of the next alert. */
export function nextAlertSequence({ db, raw }: Store): number {
  const row = firstRow(
    raw,
    db.selectFrom('alert').select((eb) => eb.fn.max('sequence').as('last')),
  );
  return (row?.last ?? 0) + 1;
}

/** Writes an alert over its earlier state. */
export function updateAlertRow({ db, raw }: Store, { id, ...row }: AlertTable): void {
  run(raw, db.updateTable('alert').set(row).where('id', '=', id));
}

type Conditions = ExpressionBuilder<StoreSchema, 'alert'>;

function matching(eb: Conditions, filter: AlertFilter): ExpressionWrapper<StoreSchema, 'alert', SqlBool>[] {
  const { isOpen, state, region, within, level, assignee, household, dueBefore } = filter;
  const found: ExpressionWrapper<StoreSchema, 'alert', SqlBool>[] = [];
  if (isOpen !== undefined) found.push(eb('is_open', '=', isOpen ? 1 : 0));
  if (state !== undefined) found.push(eb('state', '=', state));
  const inRegion = (code: string) => eb.and([eb('region', '>=', code), eb('region', '<', `${code}:`)]);
  if (region !== undefined) found.push(inRegion(region));
  if (within) found.push(eb.or(within.map(inRegion)));
  if (level !== undefined) found.push(eb('level', '=', level));
  if (assignee !== undefined) found.push(eb('assignee', '=', assignee));
  if (household !== undefined) found.push(eb('household_id', '=', household));
  if (dueBefore !== undefined) found.push(eb.and([eb('is_open', '=', 1), eb('due_on', '<', dueBefore)]));
  return found;
}
