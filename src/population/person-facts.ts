/**
 * Facts of persons, one SQL expression each over the tables of `sums.ts`. NULL = unknown.
 */
import { codeOf, type CodeList, type FactId } from '../policy/index.ts';

/** SQL of a CASE that gives a code's number. */
function caseOf(
  list: CodeList,
  choices: readonly (readonly [when: string, name: string])[],
  otherwise: string,
): string {
  const cases = choices.map(([when, name]) => `WHEN ${when} THEN ${codeOf(list, name) ?? 'NULL'}`);
  return `CASE ${cases.join(' ')} ELSE ${otherwise} END`;
}

const age = `date_part('year', age(CAST($as_of AS DATE), birth_date))`;

/** Relation by the first digits of GB/T 4761. */
const relation = caseOf(
  'relation',
  [
    ["m.relation IN ('01', '02')", 'self'],
    ["m.relation[1:1] = '1'", 'spouse'],
    ["m.relation IN ('28', '38')", 'child_in_law'],
    ["m.relation[1:1] IN ('2', '3')", 'child'],
    ["m.relation[1:1] = '4'", 'grandchild'],
    ["m.relation IN ('53', '54', '55', '56')", 'parent_in_law'],
    ["m.relation[1:1] = '5'", 'parent'],
    ["m.relation[1:1] = '6'", 'grandparent'],
    ["m.relation[1:1] = '7'", 'sibling'],
    ['m.relation IS NULL', 'other'],
  ],
  String(codeOf('relation', 'other')),
);

const isStudent = `coalesce(e.status = 'enrolled', false)`;
const isOutOfWork = `w.event IN ('dismissed', 'unemployment_registered', 'benefit_started', 'benefit_stopped')`;

const work = caseOf(
  'work',
  [
    [`${isStudent} OR ${age} < 16`, 'student'],
    [`coalesce(w.contributes, false) OR coalesce(i.earns, false)`, 'employed'],
    [`coalesce(i.trades, false)`, 'self_employed'],
    [isOutOfWork, 'unemployed'],
    [`coalesce(i.is_pensioner, false) AND ${age} >= 50`, 'retired'],
  ],
  `CASE WHEN ${age} >= 60 THEN ${codeOf('work', 'none')} END`,
);

const holdsCertificate = `coalesce(d.action <> 'cancelled', false)`;
const yearly = (column: string): string => `coalesce(i.${column}, 0)`;

/** A child of the head has the head and the head's spouse for parents; of others nothing is known. */
const parent = (
  sex: '1' | '2',
): string => `CASE WHEN m.relation[1:1] IN ('2', '3') AND m.relation NOT IN ('28', '38')
  AND EXISTS (SELECT 1 FROM p_members AS f JOIN p_person AS g ON g.person_id = f.person_id
    WHERE f.household_id = m.household_id AND f.relation[1:1] IN ('0', '1') AND g.sex = '${sex}')
  THEN ${codeOf('parent_state', 'present')} END`;

/** Fact → SQL of a DOUBLE. */
export const personFacts = {
  'person.age': age,
  'person.relation': relation,
  'person.coresident': '1',
  'person.support_duty': `CASE WHEN m.relation[1:1] IN ('0', '1', '2', '3', '4', '5', '6') THEN 1 ELSE 0 END`,
  'person.disability_type': `CASE WHEN ${holdsCertificate} THEN TRY_CAST(d.type AS INTEGER) ELSE 0 END`,
  'person.disability_grade': `CASE WHEN ${holdsCertificate} THEN d.grade ELSE 0 END`,
  'person.needs_long_care': `CASE WHEN ${holdsCertificate} THEN CAST(d.care_need AS INTEGER) ELSE 0 END`,
  'person.severe_illness': 'CASE WHEN s.person_id IS NULL THEN 0 ELSE 1 END',
  'person.work': work,
  'person.registered_unemployed': `CASE WHEN ${isOutOfWork} THEN 1 ELSE 0 END`,
  'person.wage': yearly('wage'),
  'person.business': yearly('business'),
  'person.property': yearly('property'),
  'person.pension': yearly('pension'),
  'person.basic_pension': yearly('basic_pension'),
  'person.unemployment_benefit': yearly('unemployment_benefit'),
  'person.other_transfer': yearly('transfer'),
  'person.insurance': `CASE WHEN n.insured IS NULL THEN NULL WHEN n.insured < 1 THEN ${codeOf('insurance', 'none')}
    WHEN n.scheme LIKE 'employee%' THEN ${codeOf('insurance', 'employee')} ELSE ${codeOf('insurance', 'resident')} END`,
  'person.medical_in_scope': 'coalesce(c.in_scope, 0)',
  'person.medical_out_of_scope': 'coalesce(c.out_of_scope, 0)',
  'person.basic_paid': 'coalesce(c.basic_paid, 0)',
  'person.aid_paid': 'coalesce(c.aid_paid, 0)',
  'person.student': `CASE WHEN ${isStudent} THEN ${caseOf(
    'student',
    (
      ['preschool', 'primary', 'junior', 'senior', 'vocational', 'college', 'bachelor', 'graduate'] as const
    ).map((stage) => [`e.stage = '${stage}'`, stage] as const),
    '0',
  )} ELSE 0 END`,
  'person.boards': `CASE WHEN ${isStudent} THEN coalesce(CAST(e.boards AS INTEGER), 0) ELSE 0 END`,
  'person.education_fees': `CASE WHEN ${isStudent} THEN coalesce(e.fees, 0) ELSE 0 END`,
  'person.father': parent('1'),
  'person.mother': parent('2'),
  'person.on_tekun': `CASE WHEN EXISTS (SELECT 1 FROM p_grant AS g WHERE g.person_id = m.person_id
    AND g.item IN ('tekun', 'tekun_care') AND g.occurred_on > CAST($as_of AS DATE) - INTERVAL 2 MONTH)
    THEN 1 ELSE 0 END`,
} as const satisfies Partial<Record<FactId, string>>;

/** Where the expressions read. */
export const personFrom = `p_members AS m LEFT JOIN p_person AS b ON b.person_id = m.person_id
  LEFT JOIN p_income AS i ON i.person_id = m.person_id
  LEFT JOIN p_work AS w ON w.person_id = m.person_id
  LEFT JOIN p_medical AS c ON c.person_id = m.person_id
  LEFT JOIN p_disability AS d ON d.person_id = m.person_id
  LEFT JOIN p_illness AS s ON s.person_id = m.person_id
  LEFT JOIN p_insurance AS n ON n.person_id = m.person_id
  LEFT JOIN p_school AS e ON e.person_id = m.person_id`;

/** Head first, so that the first person of a household is the applicant. */
export const personOrder = `m.household_id, CASE WHEN m.relation IN ('01', '02') THEN 0 ELSE 1 END, m.person_id`;
