/**
 * What the ledger holds of each person and household up to a day: tables the facts are read from.
 * `$as_of` is the day; a year is the 12 months up to it.
 */
import { happenedSql } from '../ledger/known-sql.ts';

/** Rows that had happened and were known on the day. */
const KNOWN = happenedSql();
const YEAR = `occurred_on > CAST($as_of AS DATE) - INTERVAL 12 MONTH`;

const within = (months: number): string => `occurred_on > CAST($as_of AS DATE) - INTERVAL ${months} MONTH`;
const sumOf = (column: string, when: string): string =>
  `CAST(coalesce(sum(${column}) FILTER (${when}), 0) AS DOUBLE)`;
const latest = (value: string): string =>
  `arg_max(${value}, struct_pack(occurred_on, recorded_at, source_dept, source_file, source_row))`;

/** Tables by name, in the order they are made. */
export const sums: Readonly<Record<string, string>> = {
  p_members: `SELECT household_id, person_id, relation FROM members_at($as_of, $as_of)`,
  p_person: `SELECT person_id, ${latest('birth_date')} AS birth_date, ${latest('sex')} AS sex
    FROM person WHERE ${KNOWN} GROUP BY person_id`,
  p_income: `SELECT person_id, ${sumOf('amount_fen', "WHERE kind IN ('wage', 'labour')")} AS wage,
      ${sumOf('amount_fen', "WHERE kind = 'business'")} AS business,
      ${sumOf('amount_fen', "WHERE kind = 'property'")} AS property,
      ${sumOf('amount_fen', "WHERE kind = 'pension'")} AS pension,
      ${sumOf('amount_fen', "WHERE kind = 'basic_pension'")} AS basic_pension,
      ${sumOf('amount_fen', "WHERE kind = 'unemployment_benefit'")} AS unemployment_benefit,
      ${sumOf('amount_fen', "WHERE kind = 'transfer'")} AS transfer,
      bool_or(kind IN ('wage', 'labour') AND ${within(4)}) AS earns,
      bool_or(kind = 'business' AND ${within(6)}) AS trades,
      bool_or(kind IN ('pension', 'basic_pension') AND ${within(4)}) AS is_pensioner
    FROM income_month WHERE person_id IS NOT NULL AND ${YEAR} AND ${KNOWN} GROUP BY person_id`,
  p_work: `SELECT person_id, ${latest('event')} AS event,
      bool_or(event = 'contribution' AND scheme IN ('employee_pension', 'unemployment') AND ${within(4)}) AS contributes
    FROM employment_event WHERE ${within(24)} AND ${KNOWN}
      AND (event <> 'contribution' OR scheme IN ('employee_pension', 'unemployment')) GROUP BY person_id`,
  p_medical: `SELECT person_id, CAST(sum(coalesce(in_scope_fen, 0)) AS DOUBLE) AS in_scope,
      CAST(sum(coalesce(out_of_scope_fen, 0)) AS DOUBLE) AS out_of_scope,
      CAST(sum(coalesce(basic_paid_fen, 0)) AS DOUBLE) AS basic_paid,
      CAST(sum(coalesce(aid_paid_fen, 0)) AS DOUBLE) AS aid_paid
    FROM medical_claim WHERE ${YEAR} AND ${KNOWN} GROUP BY person_id`,
  p_disability: `SELECT person_id, ${latest('action')} AS action, ${latest('type')} AS type,
      ${latest('grade')} AS grade, ${latest('care_need')} AS care_need
    FROM disability_cert WHERE ${KNOWN} GROUP BY person_id`,
  p_illness: `SELECT DISTINCT person_id FROM observation
    WHERE code = 'health.major_disease' AND person_id IS NOT NULL AND ${within(60)} AND ${KNOWN}`,
  p_insurance: `SELECT person_id, ${latest('value')} AS insured, ${latest('detail')} AS scheme FROM observation
    WHERE code = 'insurance.enrolled' AND person_id IS NOT NULL AND ${within(24)} AND ${KNOWN} GROUP BY person_id`,
  p_school: `SELECT person_id, ${latest('stage')} AS stage, ${latest('status')} AS status,
      ${latest('boards')} AS boards,
      ${latest('coalesce(tuition_fen, 0) + coalesce(board_fen, 0)')} AS fees
    FROM education_enrolment WHERE ${within(14)} AND ${KNOWN} GROUP BY person_id`,
  p_grant: `SELECT coalesce(g.household_id, m.household_id) AS household_id, g.person_id, g.item, g.amount_fen,
      g.occurred_on
    FROM assistance_grant AS g LEFT JOIN p_members AS m ON m.person_id = g.person_id
    WHERE action = 'paid' AND ${within(12)} AND ${KNOWN}`,
  p_step: `SELECT coalesce(a.household_id, m.household_id) AS household_id, a.item, a.action, a.occurred_on
    FROM assistance_application AS a LEFT JOIN p_members AS m ON m.person_id = a.person_id
    WHERE ${within(36)} AND ${KNOWN}`,
  p_asset: `SELECT person_id, kind, ${latest('status')} AS status, ${latest('value_fen')} AS value_fen,
      ${latest('area_m2')} AS area_m2
    FROM asset_snapshot WHERE person_id IS NOT NULL AND ${KNOWN} GROUP BY person_id, kind`,
  p_house: `SELECT coalesce(h.household_id, m.household_id) AS household_id, ${latest('kind')} AS kind,
      max(grade) AS grade, ${latest('rent_fen')} AS rent_fen
    FROM housing AS h LEFT JOIN p_members AS m ON m.person_id = h.person_id
    WHERE ${within(36)} AND ${KNOWN} GROUP BY 1`,
  p_shock: `SELECT coalesce(d.household_id, m.household_id) AS household_id, kind, damage, loss_fen, occurred_on
    FROM disaster_event AS d LEFT JOIN p_members AS m ON m.person_id = d.person_id
    WHERE ${within(6)} AND ${KNOWN}`,
  p_home: `SELECT household_id, ${latest('hukou_type')} AS hukou_type, ${latest('region_code')} AS region_code
    FROM household WHERE ${KNOWN} GROUP BY household_id`,
  p_monitored: `SELECT household_id, ${latest('value')} AS monitored, ${latest('detail')} AS kind FROM observation
    WHERE code = 'rural.monitored' AND household_id IS NOT NULL AND ${KNOWN} GROUP BY household_id`,
};
