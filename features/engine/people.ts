/**
 * Households and persons by number, and who lived where on each as-of date.
 */
import { addMonths, type IsoDate } from '../../src/core/dates.ts';
import type { DuckDb } from '../../src/io/duckdb.ts';
import { dayNumber } from '../days.ts';
import { daySql } from './scan-sql.ts';
import { knownSql } from '../../src/ledger/known-sql.ts';

const MS_PER_DAY = 86_400_000;
/** Stands for a birth date that is not known: a day before any. */
const UNKNOWN_BIRTH = -1_000_000;

/** Numbers of households and persons: their place among the sorted ids. */
export interface People {
  readonly households: readonly string[];
  readonly nPersons: number;
}

/** Who lived where on one date. */
export interface Homes {
  readonly asOf: IsoDate;
  /** Household number of each person on the date; −1 = none. */
  readonly current: Int32Array;
  /** The same, or the household a person who died or left lived in last within two years. */
  readonly last: Int32Array;
  /** Members by household: persons `members[start[h]] …`. */
  readonly start: Int32Array;
  readonly members: Int32Array;
  /** Households with members, ascending: the rows of the matrix. */
  readonly rows: Int32Array;
  /** Completed years of age on the date by person; NaN = birth date not known. */
  readonly ages: Float64Array;
  /** Sex by person, GB/T 2261.1: 0 = not known. */
  readonly sex: Uint8Array;
}

/** Numbers households and persons that were known by a date: tables `household_index`, `person_index`. */
export async function numberPeople(db: DuckDb, upTo: IsoDate): Promise<People> {
  const known = 'recorded_at <= CAST($up_to AS DATE)';
  const index = (name: string, id: string, tables: readonly string[]): string =>
    `CREATE OR REPLACE TEMP TABLE ${name} AS SELECT ${id}, CAST(row_number() OVER (ORDER BY ${id}) - 1 AS INTEGER)
     AS number FROM (${tables.map((table) => `SELECT ${id} FROM ${table} WHERE ${known}`).join(' UNION ')})
     WHERE ${id} IS NOT NULL`;
  await db.run(index('household_index', 'household_id', ['household', 'membership']), { up_to: upTo });
  await db.run(index('person_index', 'person_id', ['person', 'membership']), { up_to: upTo });
  const [households] = (await db.texts('SELECT household_id FROM household_index ORDER BY number')).columns;
  const [count] = await db.rows('SELECT count(*) AS n FROM person_index');
  return { households: (households ?? []).map((id) => id ?? ''), nPersons: Number(count?.['n']) };
}

/** Who lived where on a date, as known on it. */
export async function homesOn(db: DuckDb, people: People, asOf: IsoDate): Promise<Homes> {
  const current = await homeNumbers(db, people, asOf, asOf);
  const last = current.slice();
  for (const back of [3, 6, 12, 24]) {
    const earlier = await homeNumbers(db, people, addMonths(asOf, -back), asOf);
    for (let p = 0; p < last.length; p++) if (last[p]! < 0) last[p] = earlier[p]!;
  }
  const { start, members } = byHousehold(current, people.households.length);
  const rows = Int32Array.from(people.households.keys()).filter((h) => start[h + 1]! > start[h]!);
  return { asOf, current, last, start, members, rows, ...(await personFacts(db, people, asOf)) };
}

async function homeNumbers(db: DuckDb, people: People, on: IsoDate, knownAt: IsoDate): Promise<Int32Array> {
  const home = new Int32Array(people.nPersons).fill(-1);
  await db.stream(
    `SELECT p.number AS person, h.number AS household FROM members_at($as_of, $known_at) AS m
     JOIN person_index AS p ON m.person_id = p.person_id JOIN household_index AS h ON m.household_id = h.household_id`,
    { as_of: on, known_at: knownAt },
    ({ count, columns: [person, household] }) => {
      for (let i = 0; i < count; i++) home[person![i]!] = household![i]!;
    },
  );
  return home;
}

/** The latest known birth date and sex of each person. */
async function personFacts(db: DuckDb, people: People, asOf: IsoDate): Promise<Pick<Homes, 'ages' | 'sex'>> {
  const ages = new Float64Array(people.nPersons).fill(Number.NaN);
  const sex = new Uint8Array(people.nPersons);
  const today = calendarNumber(dayNumber(asOf));
  await db.stream(
    `SELECT number, coalesce(arg_max(${daySql('birth_date')}, moment), ${UNKNOWN_BIRTH}) AS born,
       coalesce(arg_max(CASE sex WHEN '1' THEN 1 WHEN '2' THEN 2 END, moment), 0) AS sex
     FROM (SELECT p.number, birth_date, sex, struct_pack(recorded_at, occurred_on, source_dept, source_row) AS moment
       FROM person AS t JOIN person_index AS p ON t.person_id = p.person_id
       WHERE ${knownSql()}) GROUP BY number`,
    { as_of: asOf },
    ({ count, columns: [person, birth, kind] }) => {
      for (let i = 0; i < count; i++) {
        if (birth![i]! > UNKNOWN_BIRTH)
          ages[person![i]!] = Math.floor((today - calendarNumber(birth![i]!)) / 10_000);
        sex[person![i]!] = kind![i]!;
      }
    },
  );
  return { ages, sex };
}

/** Year, month and day as one number, 20240229: whole years between two are whole ten thousands. */
function calendarNumber(day: number): number {
  const date = new Date(day * MS_PER_DAY);
  return date.getUTCFullYear() * 10_000 + (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
}

function byHousehold(home: Int32Array, nHouseholds: number): { start: Int32Array; members: Int32Array } {
  const start = new Int32Array(nHouseholds + 1);
  for (const household of home) if (household >= 0) start[household + 1]!++;
  for (let h = 0; h < nHouseholds; h++) start[h + 1]! += start[h]!;
  const members = new Int32Array(start[nHouseholds]!);
  const next = start.slice();
  for (let p = 0; p < home.length; p++) {
    const household = home[p]!;
    if (household >= 0) members[next[household]!++] = p;
  }
  return { start, members };
}
