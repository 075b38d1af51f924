/**
 * Households and persons by number, and who lived where on each as-of date.
 */
import { addMonths, type IsoDate } from '../../src/core/dates.ts';
import type { DuckDb } from '../../src/io/duckdb.ts';
import { membersSql } from '../../src/ledger/households/members-sql.ts';
import { personVersions, personsOn, type PersonVersions } from './persons.ts';

/** Numbers of households and persons: their place among the sorted ids. */
export interface People {
  readonly households: readonly string[];
  readonly nPersons: number;
  readonly versions: PersonVersions;
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

const MONTHS_BACK = [3, 6, 12, 24];
const DAYS = { asOf: 'CAST($as_of AS DATE)', knownAt: 'CAST($known_at AS DATE)' };
/** Where everybody lived, and where those lived who live nowhere now. Numbers join faster than identifiers. */
const everybody = membersSql(DAYS, { membership: 'numbered_membership', vitalEvent: 'numbered_event' });
const homeless = membersSql(DAYS, { membership: 'homeless_membership', vitalEvent: 'numbered_event' });

/**
 * Numbers households and persons that were known by a date: temporary tables `household_index`, `person_index`, and the
 * rows that say who lives where with numbers for identifiers.
 */
export async function numberPeople(db: DuckDb, upTo: IsoDate): Promise<People> {
  const known = 'recorded_at <= CAST($up_to AS DATE)';
  const index = (name: string, id: string, tables: readonly string[]): string =>
    `CREATE OR REPLACE TEMP TABLE ${name} AS SELECT ${id}, CAST(row_number() OVER (ORDER BY ${id}) - 1 AS INTEGER)
     AS number FROM (${tables.map((table) => `SELECT ${id} FROM ${table} WHERE ${known}`).join(' UNION ')})
     WHERE ${id} IS NOT NULL`;
  await db.run(index('household_index', 'household_id', ['household', 'membership']), { up_to: upTo });
  await db.run(index('person_index', 'person_id', ['person', 'membership']), { up_to: upTo });
  await db.run(
    `CREATE OR REPLACE TEMP TABLE numbered_membership AS
     SELECT p.number AS person_id, h.number AS household_id, NULL::VARCHAR AS relation, valid_from, valid_to, coresident,
       occurred_on, recorded_at, superseded_at
     FROM membership AS t JOIN person_index AS p ON t.person_id = p.person_id
     JOIN household_index AS h ON t.household_id = h.household_id WHERE ${known}`,
    { up_to: upTo },
  );
  await db.run(
    `CREATE OR REPLACE TEMP TABLE numbered_event AS
     SELECT p.number AS person_id, event, occurred_on, recorded_at, superseded_at, source_row
     FROM vital_event AS t JOIN person_index AS p ON t.person_id = p.person_id WHERE ${known}`,
    { up_to: upTo },
  );
  const [households] = (await db.texts('SELECT household_id FROM household_index ORDER BY number')).columns;
  const [count] = await db.rows('SELECT count(*) AS n FROM person_index');
  return {
    households: (households ?? []).map((id) => id ?? ''),
    nPersons: Number(count?.['n']),
    versions: await personVersions(db, upTo),
  };
}

/** Who lived where on a date, as known on it. */
export async function homesOn(db: DuckDb, people: People, asOf: IsoDate): Promise<Homes> {
  const current = new Int32Array(people.nPersons).fill(-1);
  await db.run(
    `CREATE OR REPLACE TEMP TABLE home_now AS SELECT person_id, household_id FROM (${everybody})`,
    {
      as_of: asOf,
      known_at: asOf,
    },
  );
  await fillHomes(db, 'SELECT person_id, household_id FROM home_now', {}, current);
  const { start, members } = byHousehold(current, people.households.length);
  const rows = Int32Array.from(people.households.keys()).filter((h) => start[h + 1]! > start[h]!);
  const last = await lastHomes(db, current, asOf);
  return { asOf, current, last, start, members, rows, ...personsOn(people.versions, people.nPersons, asOf) };
}

/** The present home, or of those who have none the latest one they had. */
async function lastHomes(db: DuckDb, current: Int32Array, asOf: IsoDate): Promise<Int32Array> {
  await db.run(
    `CREATE OR REPLACE TEMP TABLE homeless_membership AS
     SELECT * FROM numbered_membership AS t ANTI JOIN home_now USING (person_id)`,
  );
  const last = current.slice();
  for (const back of MONTHS_BACK.toReversed()) {
    const days = { as_of: addMonths(asOf, -back), known_at: asOf };
    await fillHomes(db, `SELECT person_id, household_id FROM (${homeless})`, days, last);
  }
  return last;
}

async function fillHomes(
  db: DuckDb,
  sql: string,
  days: Readonly<Record<string, string>>,
  home: Int32Array,
): Promise<void> {
  await db.stream(sql, days, ({ count, columns: [person, household] }) => {
    for (let i = 0; i < count; i++) home[person![i]!] = household![i]!;
  });
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
