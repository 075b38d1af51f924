/**
 * A household's own ledger with some facts otherwise: its rows in tables of their own, changed, so that features and
 * score can be computed of what is not (yet) so.
 */
import type { IsoDate } from '../core/dates.ts';
import { sqlIdentifier, type DuckDb } from '../io/duckdb.ts';
import { ledgerTables } from '../ledger/schema/index.ts';
import type { FactId } from '../policy/index.ts';

/** A fact of a person as it would be; money in fen, a year's. */
export interface Supposed {
  readonly fact: FactId;
  readonly personId: string;
  readonly value: number;
}

/** Kinds of `income_month` behind a fact of income; the first is the one of rows that are added. */
const incomeKinds: Partial<Record<FactId, readonly [string, ...string[]]>> = {
  'person.wage': ['wage', 'labour'],
  'person.business': ['business'],
  'person.property': ['property'],
  'person.pension': ['pension'],
  'person.basic_pension': ['basic_pension'],
  'person.unemployment_benefit': ['unemployment_benefit'],
  'person.other_transfer': ['transfer'],
};

/**
 * Takes the household's rows into temporary tables that stand before the ledger's views in this session.
 *
 * @param db a session of its own: whoever reads it afterwards sees this household alone
 */
export async function isolateHousehold(db: DuckDb, asOf: IsoDate, household: string): Promise<void> {
  const values = { as_of: asOf, household };
  await db.run(
    `CREATE OR REPLACE TEMP TABLE only_members AS SELECT DISTINCT person_id FROM membership WHERE household_id = $household
     UNION SELECT person_id FROM members_at(CAST($as_of AS DATE), CAST($as_of AS DATE)) WHERE household_id = $household`,
    values,
  );
  for (const { name, columns } of ledgerTables) {
    const has = (column: string): boolean => columns.some((one) => one.name === column);
    const of = [
      ...(has('household_id') ? ['household_id = $household'] : []),
      ...(has('person_id') ? ['person_id IN (SELECT person_id FROM only_members)'] : []),
    ];
    await db.run(
      `CREATE OR REPLACE TEMP TABLE ${sqlIdentifier(name)} AS SELECT * FROM main.${sqlIdentifier(name)} WHERE ${of.join(' OR ')}`,
      has('household_id') ? { household } : {},
    );
  }
}

/**
 * Changes the isolated household's rows as supposed.
 *
 * @returns facts that leave no row in a ledger: a score cannot follow them
 */
export async function suppose(db: DuckDb, asOf: IsoDate, supposed: readonly Supposed[]): Promise<FactId[]> {
  const untraced: FactId[] = [];
  for (const one of supposed) {
    const kinds = incomeKinds[one.fact];
    if (kinds) await supposeIncome(db, asOf, kinds, one);
    else if (rowsOf[one.fact]) await db.run(rowsOf[one.fact] ?? '', valuesOf(asOf, one));
    else untraced.push(one.fact);
  }
  return untraced;
}

const year = `person_id = $person AND occurred_on > CAST($as_of AS DATE) - INTERVAL 12 MONTH AND occurred_on <= CAST($as_of AS DATE)`;
/** Times and origin of an added row. */
const origin = `CAST($as_of AS DATE) AS occurred_on, CAST($as_of AS DATE) AS recorded_at, 'whatif' AS source_dept,
  'whatif' AS batch_id, 'whatif' AS source_file, 1 AS source_row`;

/** Fact → the row that would tell of it. */
const rowsOf: Partial<Record<FactId, string>> = {
  'person.medical_in_scope': `INSERT INTO medical_claim BY NAME SELECT ${origin}, $person AS person_id, 'inpatient' AS setting,
    added AS total_fen, added AS in_scope_fen, added AS self_paid_fen, 0 AS out_of_scope_fen
    FROM (SELECT $value - coalesce(sum(in_scope_fen), 0) AS added FROM medical_claim WHERE ${year}) WHERE added > 0`,
  'person.medical_out_of_scope': `INSERT INTO medical_claim BY NAME SELECT ${origin}, $person AS person_id,
    'inpatient' AS setting, added AS total_fen, 0 AS in_scope_fen, 0 AS self_paid_fen, added AS out_of_scope_fen
    FROM (SELECT $value - coalesce(sum(out_of_scope_fen), 0) AS added FROM medical_claim WHERE ${year}) WHERE added > 0`,
  'person.disability_grade': `INSERT INTO disability_cert BY NAME SELECT ${origin}, $person AS person_id, 'issued' AS action,
    coalesce((SELECT max(type) FROM disability_cert WHERE person_id = $person), '4') AS type, $value AS grade WHERE $value > 0`,
  'person.registered_unemployed': `INSERT INTO employment_event BY NAME SELECT ${origin}, $person AS person_id,
    'unemployment_registered' AS event WHERE $value > 0`,
  'person.severe_illness': `INSERT INTO observation BY NAME SELECT ${origin}, $person AS person_id,
    'health.major_disease' AS code, 1 AS value WHERE $value > 0`,
};

/** Rows of the year are scaled to the sum; where there are none, twelve equal ones are added. */
async function supposeIncome(
  db: DuckDb,
  asOf: IsoDate,
  kinds: readonly [string, ...string[]],
  one: Supposed,
): Promise<void> {
  const { value, ...place } = { ...valuesOf(asOf, one) };
  const own = { ...place, kinds: kinds.join(',') };
  const rows = `${year} AND list_contains(string_split($kinds, ','), kind)`;
  const { columns } = await db.texts(
    `SELECT coalesce(sum(amount_fen), 0)::VARCHAR AS fen FROM income_month WHERE ${rows}`,
    own,
  );
  const sum = BigInt(columns[0]?.[0] ?? 0);
  if (sum > 0n)
    await db.run(
      `UPDATE income_month SET amount_fen = CAST(round(amount_fen * (CAST($value AS DOUBLE) / CAST($sum AS DOUBLE))) AS BIGINT)
       WHERE ${rows}`,
      { ...own, value, sum },
    );
  else
    await db.run(
      `INSERT INTO income_month BY NAME SELECT day AS occurred_on, day AS recorded_at, 'whatif' AS source_dept,
         'whatif' AS batch_id, 'whatif' AS source_file, 1 AS source_row, $person AS person_id, $kind AS kind,
         strftime(day, '%Y-%m') AS month, CAST($value // 12 AS BIGINT) AS amount_fen
       FROM (SELECT CAST($as_of AS DATE) - to_months(CAST(i AS INTEGER)) AS moment, CAST(moment AS DATE) AS day FROM range(12) AS t(i))`,
      { ...place, value, kind: kinds[0] },
    );
}

function valuesOf(asOf: IsoDate, { personId, value }: Supposed) {
  return { as_of: asOf, person: personId, value: BigInt(Math.round(value)) };
}
