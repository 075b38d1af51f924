/**
 * Who is at risk in a department ledger: lives somewhere, is not on Dibao or Tekun, is not waiting for a decision.
 */
import { countyLaw, shownMatrix } from '../../features/county/build.ts';
import type { DayFeatures } from '../../features/engine/compute.ts';
import type { IsoDate } from '../core/dates.ts';
import type { DuckDb } from '../io/duckdb.ts';
import type { Cohort } from './cohort.ts';
import { countyDerived } from './county-derived.ts';

/** Paid Dibao or Tekun within the last two months. */
const HELD_FLAG = 'aid__any_held_flag';

/** Items whose approval takes a household into assistance for its living. */
export const livingAidItems = [
  'dibao',
  'dibao_single',
  'tekun',
  'dibian',
  'rigid',
  'temporary',
  'temporary_emergency',
  'temporary_expenditure',
] as const;

/** Of these, the ones that are paid every month. */
const enrolled = ['dibao', 'dibao_single', 'tekun'];
const WAITS_MONTHS = 6;
const UNPAID_MONTHS = 3;

/**
 * The cohort of a day whose features are known.
 *
 * @param region GB/T 2260 code whose law the features were computed with; absent: the county most are registered in
 */
export async function countyCohortOn(db: DuckDb, day: DayFeatures, region?: string): Promise<Cohort> {
  const law = await countyLaw(db, region);
  return {
    ids: day.households,
    matrix: shownMatrix(day),
    rows: await atRiskRows(db, day),
    areas: new Map(day.households.map((id, row) => [id, day.regions[row] ?? ''])),
    dataDate: await latestKnown(db, day.asOf),
    derived: countyDerived(day, law(day.asOf)),
  };
}

/**
 * Rows of the day's households that are scored. Left out: on Dibao or Tekun; approved for it within 3 months though not
 * yet paid; an application of the last 6 months still undecided (somebody is already looking at them).
 */
export async function atRiskRows(
  db: DuckDb,
  day: Pick<DayFeatures, 'asOf' | 'households' | 'matrix'>,
): Promise<number[]> {
  const held = day.matrix.columns[day.matrix.names.indexOf(HELD_FLAG)];
  const { columns } = await db.texts(standingSql, { as_of: day.asOf, items: livingAidItems.join(',') });
  const busy = new Set(columns[0]);
  return [...day.households.keys()].filter(
    (row) => held?.[row] === 0 && !busy.has(day.households[row] ?? ''),
  );
}

const standingSql = `WITH home AS (
    SELECT person_id, household_id FROM members_at(CAST($as_of AS DATE), CAST($as_of AS DATE))),
  step AS (
    SELECT coalesce(a.household_id, h.household_id) AS household_id, a.item, a.action, a.occurred_on,
      struct_pack(a.occurred_on, a.recorded_at, a.source_row) AS moment
    FROM assistance_application AS a LEFT JOIN home AS h ON a.person_id = h.person_id
    WHERE a.occurred_on <= CAST($as_of AS DATE) AND a.recorded_at <= CAST($as_of AS DATE)
      AND (a.superseded_at IS NULL OR a.superseded_at > CAST($as_of AS DATE))
      AND list_contains(string_split($items, ','), a.item)),
  waiting AS (
    SELECT household_id FROM step GROUP BY household_id
    HAVING arg_max(action, moment) = 'applied'
      AND max(occurred_on) > CAST($as_of AS DATE) - INTERVAL ${WAITS_MONTHS} MONTH),
  unpaid AS (
    SELECT household_id FROM step
    WHERE item IN (${enrolled.map((item) => `'${item}'`).join(', ')}) AND action IN ('approved', 'left', 'stopped')
    GROUP BY household_id
    HAVING arg_max(action, moment) = 'approved'
      AND max(occurred_on) > CAST($as_of AS DATE) - INTERVAL ${UNPAID_MONTHS} MONTH)
  SELECT household_id FROM waiting UNION SELECT household_id FROM unpaid`;

/** Latest day on which anything used became known: monthly tables move it every month. */
async function latestKnown(db: DuckDb, asOf: IsoDate): Promise<string> {
  const tables = ['income_month', 'employment_event', 'medical_claim', 'utility_month', 'assistance_grant'];
  const parts = tables.map(
    (table) => `SELECT max(recorded_at) AS day FROM ${table} WHERE recorded_at <= CAST($as_of AS DATE)`,
  );
  const [row] = await db.rows(`SELECT max(day)::VARCHAR AS day FROM (${parts.join(' UNION ALL ')})`, {
    as_of: asOf,
  });
  const day = row?.['day'];
  return typeof day === 'string' ? day : asOf;
}
