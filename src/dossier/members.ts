/**
 * Who lives in a household, and what is known of each.
 */
import type { IsoDate } from '../core/dates.ts';
import type { DuckDb } from '../io/duckdb.ts';
import { happenedSql } from '../ledger/known-sql.ts';
import { codedCell, diseaseWords, type Coded, type Words } from './coded.ts';

/** A member, without a name. */
export interface Member {
  readonly personId: string;
  /** To the head; `null` when a visit found the person. */
  readonly relation: Coded | null;
  readonly isHead: boolean;
  readonly sex: Coded | null;
  /** Whole years. */
  readonly age: number | null;
  readonly marital: Coded | null;
  readonly education: Coded | null;
  /** Lives here since. */
  readonly since: string;
  readonly foundByVisit: boolean;
  readonly disability: {
    readonly type: Coded;
    readonly grade: number;
    readonly careNeed: boolean | null;
    readonly since: string;
  } | null;
  /** Latest event of work or unemployment, contributions apart. */
  readonly work: (Coded & { readonly on: string }) | null;
  readonly lastContributionOn: string | null;
  readonly studies: { readonly stage: Coded; readonly status: Coded; readonly schoolYear: string } | null;
  /** Severe illness on record. */
  readonly illness: (Words & { readonly since: string }) | null;
}

/** Members on a day as known on it, the head first. */
export async function membersOf(db: DuckDb, asOf: IsoDate, household: string): Promise<Member[]> {
  const { names, columns, nRows } = await db.texts(MEMBERS, { as_of: asOf, household });
  return Array.from({ length: nRows }, (_, i) =>
    memberOf(Object.fromEntries(names.map((name, j) => [name, columns[j]?.[i] ?? null]))),
  );
}

type Cells = Readonly<Record<string, string | null>>;

function memberOf(cells: Cells): Member {
  const { person_id: personId, relation, sex, marital, education, age, since, found } = cells;
  return {
    personId: personId ?? '',
    relation: codedCell('relation', relation),
    isHead: relation === '01' || relation === '02',
    sex: codedCell('sex', sex),
    age: numberOf(age),
    marital: codedCell('marital', marital),
    education: codedCell('education', education),
    since: since ?? '',
    foundByVisit: found === 'true',
    disability: disabilityOf(cells),
    ...workOf(cells),
    studies: studiesOf(cells),
    illness: illnessOf(cells),
  };
}

function disabilityOf({ cert_action, cert_type, grade, care_need, cert_on }: Cells): Member['disability'] {
  const type = codedCell('disability_type', cert_type);
  if (type === null || cert_action === 'cancelled') return null;
  const careNeed = care_need === null || care_need === undefined ? null : care_need === 'true';
  return { type, grade: numberOf(grade) ?? 0, careNeed, since: cert_on ?? '' };
}

function workOf({ event, event_on, paid_on }: Cells): Pick<Member, 'work' | 'lastContributionOn'> {
  const work = codedCell('employment_event', event);
  return { work: work && { ...work, on: event_on ?? '' }, lastContributionOn: paid_on ?? null };
}

function studiesOf({ stage, status, school_year }: Cells): Member['studies'] {
  const [at, how] = [codedCell('school_stage', stage), codedCell('school_status', status)];
  return at && how && { stage: at, status: how, schoolYear: school_year ?? '' };
}

function illnessOf({ illness_on, illness }: Cells): Member['illness'] {
  if (illness_on === null || illness_on === undefined) return null;
  return { ...diseaseWords(illness ?? ''), since: illness_on };
}

function numberOf(text: string | null | undefined): number | null {
  return text === null || text === undefined ? null : Number(text);
}

const latest = (value: string): string =>
  `CAST(arg_max(${value}, struct_pack(occurred_on, recorded_at, source_dept, source_file, source_row)) AS VARCHAR)`;

const MEMBERS = `WITH here AS (
    SELECT person_id, relation, since, found FROM members_at(CAST($as_of AS DATE), CAST($as_of AS DATE))
    WHERE household_id = $household),
  about AS (SELECT person_id, ${latest('sex')} AS sex, ${latest('birth_date')} AS birth, ${latest('marital')} AS marital,
      ${latest('education')} AS education FROM person WHERE ${happenedSql()} GROUP BY person_id),
  cert AS (SELECT person_id, ${latest('action')} AS cert_action, ${latest('type')} AS cert_type,
      ${latest('grade')} AS grade, ${latest('care_need')} AS care_need, ${latest('occurred_on')} AS cert_on
    FROM disability_cert WHERE ${happenedSql()} GROUP BY person_id),
  work AS (SELECT person_id, ${latest('event')} AS event, ${latest('occurred_on')} AS event_on FROM employment_event
    WHERE event <> 'contribution' AND ${happenedSql()} GROUP BY person_id),
  paid AS (SELECT person_id, CAST(max(occurred_on) AS VARCHAR) AS paid_on FROM employment_event
    WHERE event = 'contribution' AND ${happenedSql()} GROUP BY person_id),
  school AS (SELECT person_id, ${latest('stage')} AS stage, ${latest('status')} AS status,
      ${latest('school_year')} AS school_year FROM education_enrolment WHERE ${happenedSql()} GROUP BY person_id),
  ill AS (SELECT person_id, ${latest('detail')} AS illness, CAST(min(occurred_on) AS VARCHAR) AS illness_on
    FROM observation WHERE code = 'health.major_disease' AND ${happenedSql()} GROUP BY person_id)
  SELECT m.person_id, m.relation, CAST(m.since AS VARCHAR) AS since, CAST(m.found AS VARCHAR) AS found, b.sex, b.marital,
    b.education, CAST(date_part('year', age(CAST($as_of AS DATE), CAST(b.birth AS DATE))) AS VARCHAR) AS age,
    c.* EXCLUDE (person_id), w.* EXCLUDE (person_id), p.paid_on, e.* EXCLUDE (person_id), i.* EXCLUDE (person_id)
  FROM here AS m LEFT JOIN about AS b USING (person_id) LEFT JOIN cert AS c USING (person_id)
    LEFT JOIN work AS w USING (person_id) LEFT JOIN paid AS p USING (person_id)
    LEFT JOIN school AS e USING (person_id) LEFT JOIN ill AS i USING (person_id)
  ORDER BY CASE WHEN m.relation IN ('01', '02') THEN 0 ELSE 1 END, m.relation NULLS LAST, m.person_id`;
