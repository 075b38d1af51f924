/**
 * Where departments contradict one another about the same person.
 */
import { sqlIdentifier, type DuckDb } from '../../io/duckdb.ts';
import { ledgerTables } from '../schema/index.ts';
import type { QualityCheck } from './schema.ts';

/** One check: SQL that gives (person_id, source_dept) of every row involved. Tables are the newest versions. */
interface Contradiction extends Pick<QualityCheck, 'id' | 'zh' | 'en' | 'remedyZh' | 'remedyEn' | 'kind'> {
  readonly sql: string;
}

/** Days after a death in which bills and wages may still be booked. */
const graceDays = 31;

const death = `(SELECT person_id, min(occurred_on) AS died, any_value(source_dept) AS death_dept
  FROM now_vital_event WHERE event = 'death' GROUP BY person_id)`;

/** Rows of a table dated after the person's death, with the department that says so and the one that recorded the death. */
function afterDeath(table: string, day: string, condition = 'true'): string {
  return `WITH late AS (SELECT t.person_id, t.source_dept, d.death_dept FROM ${table} AS t JOIN ${death} AS d USING (person_id)
      WHERE ${day} > d.died + ${graceDays} AND ${condition})
    SELECT person_id, source_dept FROM late UNION SELECT person_id, death_dept FROM late`;
}

/** Rows of persons whom different rows describe differently. */
function differing(column: string): string {
  return `SELECT person_id, source_dept FROM now_person WHERE ${column} IS NOT NULL AND person_id IN (
    SELECT person_id FROM now_person GROUP BY person_id HAVING count(DISTINCT ${column}) > 1)`;
}

const monthStart = `CAST(t.month || '-01' AS DATE)`;

const contradictions: readonly Contradiction[] = [
  {
    id: 'dead_but_earning',
    kind: 'contradiction',
    zh: '已登记死亡，仍有工资、养老金等收入',
    en: 'registered dead, yet earning or drawing a pension',
    remedyZh: '由公安与发放单位核对死亡日期，停发并追回',
    remedyEn: 'police and payer compare the day of death; stop and reclaim payments',
    sql: afterDeath('now_income_month', monthStart),
  },
  {
    id: 'dead_but_claiming',
    kind: 'contradiction',
    zh: '已登记死亡，仍有医保结算',
    en: 'registered dead, yet with medical claims',
    remedyZh: '由公安与医保核对，查是否冒用医保卡',
    remedyEn: 'police and insurance compare; look for another person using the card',
    sql: afterDeath('now_medical_claim', 't.occurred_on'),
  },
  {
    id: 'dead_but_aided',
    kind: 'contradiction',
    zh: '已登记死亡，仍在发放救助金',
    en: 'registered dead, yet paid assistance',
    remedyZh: '由民政与公安核对，停发并追回',
    remedyEn: 'civil affairs and police compare; stop and reclaim payments',
    sql: afterDeath('now_assistance_grant', 't.occurred_on', `t.person_id IS NOT NULL AND t.action = 'paid'`),
  },
  {
    id: 'dead_but_member',
    kind: 'contradiction',
    zh: '已登记死亡超过 90 天，户籍未注销',
    en: 'dead for more than 90 days, still in the household register',
    remedyZh: '由公安户籍部门办理注销',
    remedyEn: 'police close the registration',
    sql: `SELECT m.person_id, m.source_dept FROM now_membership AS m JOIN ${death} AS d USING (person_id)
      WHERE m.valid_to IS NULL AND m.relation IS NOT NULL AND d.died + 90 < (SELECT max(recorded_at) FROM now_membership)`,
  },
  {
    id: 'allowance_without_certificate',
    kind: 'contradiction',
    zh: '领取残疾人两项补贴，残联没有有效残疾人证',
    en: 'paid a disability subsidy without a valid certificate',
    remedyZh: '由残联核对证件，民政核对补贴资格',
    remedyEn: 'the federation checks the certificate, civil affairs the entitlement',
    sql: `SELECT person_id, source_dept FROM now_assistance_grant
      WHERE item IN ('disability_living', 'disability_nursing') AND action = 'paid' AND person_id IS NOT NULL
        AND person_id NOT IN (SELECT person_id FROM now_disability_cert WHERE action <> 'cancelled')`,
  },
  {
    id: 'severe_without_nursing',
    kind: 'lead',
    zh: '持一、二级残疾人证，没有重度残疾人护理补贴',
    en: 'certificate of grade 1 or 2 without the nursing subsidy',
    remedyZh: '由民政与残联比对，符合条件的主动告知',
    remedyEn: 'civil affairs and the federation compare; tell those who are entitled',
    sql: `SELECT person_id, source_dept FROM now_disability_cert WHERE grade <= 2 AND action <> 'cancelled'
      AND person_id NOT IN (SELECT person_id FROM now_assistance_grant
        WHERE item = 'disability_nursing' AND person_id IS NOT NULL)
      AND person_id NOT IN (SELECT person_id FROM now_vital_event WHERE event = 'death')`,
  },
  {
    id: 'two_sexes',
    kind: 'contradiction',
    zh: '同一人登记为两种性别',
    en: 'one person recorded with two sexes',
    remedyZh: '以身份证为准改正',
    remedyEn: 'correct it by the identity card',
    sql: differing('sex'),
  },
  {
    id: 'two_birth_dates',
    kind: 'contradiction',
    zh: '同一人登记了不同的出生日期',
    en: 'one person recorded with different dates of birth',
    remedyZh: '以身份证为准改正',
    remedyEn: 'correct it by the identity card',
    sql: differing('birth_date'),
  },
  {
    id: 'two_households',
    kind: 'contradiction',
    zh: '同一人同时登记在两个及以上家庭',
    en: 'one person in two or more households at the same time',
    remedyZh: '由公安户籍部门核对迁出、分户手续',
    remedyEn: 'police check whether the person moved out or the household split',
    sql: `SELECT person_id, source_dept FROM now_membership WHERE valid_to IS NULL
      AND relation IS NOT NULL AND person_id IN (SELECT person_id FROM now_membership
        WHERE valid_to IS NULL AND relation IS NOT NULL GROUP BY person_id HAVING count(DISTINCT household_id) > 1)`,
  },
];

/** What the checks found. */
export interface Contradictions {
  readonly checks: readonly QualityCheck[];
  /** By department: persons it names, and of these how many a contradiction involves. */
  readonly departments: ReadonlyMap<string, { readonly persons: number; readonly contradicted: number }>;
}

/** Runs every check on the newest versions of the ledger's rows. */
export async function findContradictions(db: DuckDb): Promise<Contradictions> {
  for (const { name } of ledgerTables)
    await db.run(
      `CREATE OR REPLACE TEMP VIEW ${sqlIdentifier(`now_${name}`)} AS
       SELECT * FROM ${sqlIdentifier(name)} WHERE superseded_at IS NULL`,
    );
  await db.run('CREATE OR REPLACE TEMP TABLE contradicted (person_id VARCHAR, source_dept VARCHAR)');
  const checks: QualityCheck[] = [];
  for (const { sql, ...check } of contradictions)
    checks.push({ ...check, ...(await runCheck(db, sql, check.kind)) });
  return { checks, departments: await countPersons(db) };
}

async function runCheck(
  db: DuckDb,
  sql: string,
  kind: QualityCheck['kind'],
): Promise<Pick<QualityCheck, 'persons' | 'departments'>> {
  await db.run(
    `CREATE OR REPLACE TEMP TABLE involved AS SELECT DISTINCT person_id, source_dept FROM (${sql})`,
  );
  if (kind === 'contradiction') await db.run('INSERT INTO contradicted SELECT * FROM involved');
  const [all] = await db.rows('SELECT count(DISTINCT person_id) AS n FROM involved');
  const rows = await db.rows('SELECT source_dept, count(*) AS n FROM involved GROUP BY 1 ORDER BY 1');
  return {
    persons: Number(all?.['n']),
    departments: Object.fromEntries(rows.map((row) => [String(row['source_dept']), Number(row['n'])])),
  };
}

async function countPersons(db: DuckDb): Promise<Contradictions['departments']> {
  const named = ledgerTables
    .filter(({ columns }) => columns.some(({ name }) => name === 'person_id'))
    .map(
      ({ name }) =>
        `SELECT DISTINCT source_dept, person_id FROM ${sqlIdentifier(name)} WHERE person_id IS NOT NULL`,
    );
  const rows = await db.rows(
    `WITH named AS (SELECT source_dept, count(DISTINCT person_id) AS persons
         FROM (${named.join(' UNION ALL ')}) GROUP BY 1),
       wrong AS (SELECT source_dept, count(DISTINCT person_id) AS n FROM contradicted GROUP BY 1)
     SELECT source_dept, persons, coalesce(n, 0) AS n FROM named LEFT JOIN wrong USING (source_dept) ORDER BY 1`,
  );
  return new Map(
    rows.map((row) => [
      String(row['source_dept']),
      { persons: Number(row['persons']), contradicted: Number(row['n']) },
    ]),
  );
}
