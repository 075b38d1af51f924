/**
 * What was known of each person on a date: age and sex.
 */
import type { IsoDate } from '../../src/core/dates.ts';
import type { DuckDb } from '../../src/io/duckdb.ts';
import { dayNumber } from '../days.ts';
import { daySql, NEVER } from './scan-sql.ts';

/** Rows of the person table as columns, by person, a later version after an earlier one. */
export interface PersonVersions {
  readonly person: Int32Array;
  /** Year, month and day as one number, 20240229; 0 = not known. */
  readonly birth: Int32Array;
  /** GB/T 2261.1; 0 = not known. */
  readonly sex: Int32Array;
  /** Days since 1970. */
  readonly recorded: Int32Array;
  readonly superseded: Int32Array;
}

const NAMES = ['person', 'birth', 'sex', 'recorded', 'superseded'] as const;

/** Reads every version known by a date; needs `person_index`. */
export async function personVersions(db: DuckDb, upTo: IsoDate): Promise<PersonVersions> {
  const known = 'recorded_at <= CAST($up_to AS DATE)';
  const [row] = await db.rows(
    `SELECT count(*) AS n FROM person AS t JOIN person_index AS p ON t.person_id = p.person_id WHERE ${known}`,
    { up_to: upTo },
  );
  const columns = NAMES.map(() => new Int32Array(Number(row?.['n'])));
  await db.stream(
    `SELECT CAST(row_number() OVER (ORDER BY p.number, recorded_at, occurred_on, source_dept, source_row) - 1 AS INTEGER),
       p.number, coalesce(year(birth_date) * 10000 + month(birth_date) * 100 + day(birth_date), 0)::INTEGER,
       CASE sex WHEN '1' THEN 1 WHEN '2' THEN 2 ELSE 0 END::INTEGER,
       ${daySql('recorded_at')}, coalesce(${daySql('superseded_at')}, ${NEVER})::INTEGER
     FROM person AS t JOIN person_index AS p ON t.person_id = p.person_id WHERE ${known}`,
    { up_to: upTo },
    ({ count, columns: [at, ...values] }) => {
      for (const [j, column] of columns.entries())
        for (let i = 0; i < count; i++) column[at![i]!] = values[j]![i]!;
    },
  );
  const [person, birth, sex, recorded, superseded] = columns;
  return { person: person!, birth: birth!, sex: sex!, recorded: recorded!, superseded: superseded! };
}

/** Completed years of age (NaN = birth date not known) and sex (0 = not known) of each person, as known on a date. */
export function personsOn(
  versions: PersonVersions,
  nPersons: number,
  asOf: IsoDate,
): { ages: Float64Array; sex: Uint8Array } {
  const ages = new Float64Array(nPersons).fill(Number.NaN);
  const sex = new Uint8Array(nPersons);
  const knownOn = dayNumber(asOf);
  const today = Number(asOf.replaceAll('-', ''));
  for (let i = 0; i < versions.person.length; i++) {
    if (versions.recorded[i]! > knownOn || versions.superseded[i]! <= knownOn) continue;
    const person = versions.person[i]!;
    // Whole years between two dates are whole ten thousands between their numbers.
    if (versions.birth[i]! > 0) ages[person] = Math.floor((today - versions.birth[i]!) / 10_000);
    if (versions.sex[i]! > 0) sex[person] = versions.sex[i]!;
  }
  return { ages, sex };
}
