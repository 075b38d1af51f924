/**
 * What became of households after an as-of date, from the ledger alone: take-up and need, kept apart, and who was lost
 * from sight.
 */
import { addMonths, type IsoDate } from '../../src/core/dates.ts';
import { JzError } from '../../src/core/errors/index.ts';
import type { DuckDb } from '../../src/io/duckdb.ts';
import { livingAidItems } from '../../src/scoring/county-cohort.ts';

/** A window of outcomes. */
export interface OutcomeWindow {
  readonly asOf: IsoDate;
  /** Last day that counts. */
  readonly end: IsoDate;
  /** Rows recorded later are not known yet. */
  readonly knownOn: IsoDate;
  /** Dibao standard a head and year on the as-of date, in fen: verified income under it is need. */
  readonly standardFen: number;
}

/** What happened to one household; days are the first ones. */
export interface Outcome {
  readonly tookUpOn: IsoDate | null;
  /** A visit confirmed hardship or verified income under the standard. */
  readonly neededOn: IsoDate | null;
  /** Somebody looked: without a visit, need is not known. */
  readonly isVisited: boolean;
}

/** Outcomes of a date by household. */
export interface Outcomes {
  /** Households of which something is known; others had no event. */
  readonly of: ReadonlyMap<string, Outcome>;
  /** Households with members on the window's last day: the others moved away, died out or merged. */
  readonly remaining: ReadonlySet<string>;
}

/** Reads the outcomes of a window. Rows of persons count for the household they lived in on the as-of date. */
export async function readOutcomes(db: DuckDb, window: OutcomeWindow): Promise<Outcomes> {
  const { asOf, end, knownOn, standardFen } = window;
  const days = { as_of: asOf, end_day: end, known_on: knownOn };
  const takeUp = await db.texts(takeUpSql, { ...days, items: livingAidItems.join(',') });
  const visits = await db.texts(visitsSql, { ...days, standard: BigInt(Math.round(standardFen)) });
  const remaining = await db.texts(
    'SELECT DISTINCT household_id FROM members_at(CAST($end_day AS DATE), CAST($known_on AS DATE))',
    { end_day: end, known_on: knownOn },
  );
  const of = new Map<string, Outcome>();
  const nothing: Outcome = { tookUpOn: null, neededOn: null, isVisited: false };
  for (const [id, day] of pairs(takeUp.columns)) of.set(id, { ...nothing, tookUpOn: day });
  for (const [id, day] of pairs(visits.columns))
    of.set(id, { ...(of.get(id) ?? nothing), neededOn: day, isVisited: true });
  return { of, remaining: new Set(remaining.columns[0]?.filter((id) => id !== null)) };
}

/**
 * Refuses windows that end after the ledger does.
 *
 * @throws JZ_LABEL_BEYOND_DATA naming the date
 */
export async function refuseUnknownOutcomes(
  db: DuckDb,
  file: string,
  windows: readonly Pick<OutcomeWindow, 'asOf' | 'knownOn'>[],
): Promise<void> {
  const dataDate = (await dataDateOf(db)) ?? '-';
  const last = await lastRecordedDay(db);
  const beyond = windows.find(({ knownOn }) => knownOn > last);
  if (beyond)
    throw new JzError('JZ_LABEL_BEYOND_DATA', {
      file,
      asOf: beyond.asOf,
      knownOn: beyond.knownOn,
      dataDate,
    });
}

/**
 * Last day whose outcomes are recorded: a ledger whose last rows are of the month is complete for it, as departments
 * seldom write on its very last day. An empty one has none.
 */
export async function lastRecordedDay(db: DuckDb): Promise<IsoDate> {
  const day = await dataDateOf(db);
  return day ? monthEnd(day) : ('0001-01-01' as IsoDate);
}

async function dataDateOf(db: DuckDb): Promise<IsoDate | null> {
  const [row] = await db.rows(
    `SELECT max(day)::VARCHAR AS day FROM (
       SELECT max(recorded_at) AS day FROM assistance_grant UNION ALL
       SELECT max(recorded_at) FROM assistance_application UNION ALL SELECT max(recorded_at) FROM visit)`,
  );
  const day = row?.['day'];
  return typeof day === 'string' ? (day as IsoDate) : null;
}

function monthEnd(day: IsoDate): IsoDate {
  const first = `${day.slice(0, 7)}-01` as IsoDate;
  return new Date(Date.parse(`${addMonths(first, 1)}T00:00:00Z`) - 86_400_000)
    .toISOString()
    .slice(0, 10) as IsoDate;
}

const home = `home AS (
    SELECT person_id, household_id FROM members_at(CAST($as_of AS DATE), CAST($as_of AS DATE)))`;
const inWindow = (row: string): string => `${row}.occurred_on > CAST($as_of AS DATE)
    AND ${row}.occurred_on <= CAST($end_day AS DATE) AND ${row}.recorded_at <= CAST($known_on AS DATE)
    AND (${row}.superseded_at IS NULL OR ${row}.superseded_at > CAST($known_on AS DATE))`;

const takeUpSql = `WITH ${home}
  SELECT coalesce(a.household_id, h.household_id) AS household_id, min(a.occurred_on)::VARCHAR AS day
  FROM assistance_application AS a LEFT JOIN home AS h ON a.person_id = h.person_id
  WHERE ${inWindow('a')} AND a.action IN ('applied', 'approved')
    AND list_contains(string_split($items, ','), a.item)
    AND coalesce(a.household_id, h.household_id) IS NOT NULL
  GROUP BY 1 ORDER BY 1`;

/** Income verified by the visit: its four kinds a head. A visit that tells none of them verifies nothing. */
const visitsSql = `WITH seen AS (
    SELECT v.household_id, v.occurred_on,
      v.outcome = 'confirmed' OR (v.members > 0
        AND coalesce(v.wage_fen, v.business_fen, v.property_fen, v.transfer_fen) IS NOT NULL
        AND coalesce(v.wage_fen, 0) + coalesce(v.business_fen, 0) + coalesce(v.property_fen, 0)
          + coalesce(v.transfer_fen, 0) < $standard * v.members) AS in_need
    FROM visit AS v WHERE ${inWindow('v')} AND v.outcome NOT IN ('declined_by_citizen', 'out_of_jurisdiction'))
  SELECT household_id, (min(occurred_on) FILTER (in_need))::VARCHAR AS day FROM seen
  GROUP BY household_id ORDER BY household_id`;

function* pairs(
  columns: readonly (readonly (string | null)[])[],
): Generator<[id: string, day: IsoDate | null]> {
  const [ids = [], days = []] = columns;
  for (const [i, id] of ids.entries()) if (id !== null) yield [id, (days[i] ?? null) as IsoDate | null];
}
