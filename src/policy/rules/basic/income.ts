/**
 * 家庭收入：哪些计入、哪些不计入、哪些扣减；近12个月合计。
 */
import type { NumberFactId } from '../../facts/catalogue.ts';
import { text } from '../../text.ts';
import type { NumberExpr } from '../ast.ts';
import {
  add,
  and,
  excess,
  fact,
  flag,
  ge,
  holds,
  le,
  min,
  one,
  or,
  param,
  paramFlag,
  sum,
  times,
  when,
  withinYear,
  yearly,
  zero,
  ref,
} from '../build.ts';
import { law, numberRule, type Programme } from '../rule.ts';

/** Kinds of income; whether each counts is the parameter `income.counts.<kind>`. */
export const incomeKinds = [
  'wage',
  'business',
  'property',
  'pension',
  'basic_pension',
  'unemployment_benefit',
  'support_received',
  'other_transfer',
  'preferential',
  'family_planning',
  'scholarship',
  'heroic',
  'social_assistance',
  'disability_subsidy',
  'elder_allowance',
] as const satisfies readonly (NumberFactId extends `person.${infer Key}` | `household.${string}`
  ? Key
  : never)[];

const n57 = law('n57', '第十三条');
const personYear = { level: 'person', unit: 'fen_year' } as const;

const standardMonthly = numberRule(
  'standard.monthly',
  { level: 'household', unit: 'fen_month' },
  text('低保标准（每人每月）', 'Dibao standard per person per month'),
  law('zxbf', '第十条'),
  when(flag('household.rural'), param('dibao.standard_rural'), param('dibao.standard_urban')),
);

const standardYearly = numberRule(
  'standard.yearly',
  { level: 'household', unit: 'fen_year' },
  text('低保标准（每人每年）', 'Dibao standard per person per year'),
  law('zxbf', '第十条'),
  yearly(ref('standard.monthly')),
);

const gross = numberRule(
  'income.gross',
  personYear,
  text('计入的收入', 'income that counts'),
  n57,
  add(...incomeKinds.map(counted)),
);

function counted(kind: (typeof incomeKinds)[number]): NumberExpr {
  return when(paramFlag(`income.counts.${kind}`), fact(`person.${kind}`), zero('fen_year'));
}

const disregard = numberRule(
  'income.disregard',
  personYear,
  text('低保期间新就业收入豁免', 'disregard of income from new work while on Dibao'),
  law('zj', '第五十条'),
  when(
    and(
      flag('person.new_work_on_dibao'),
      le(fact('person.new_work_months'), param('dibao.disregard_months')),
    ),
    min(
      fact('person.new_work_income'),
      withinYear(
        times(times(ref('standard.monthly'), param('dibao.disregard_times')), fact('person.new_work_months')),
      ),
    ),
    zero('fen_year'),
  ),
);

const illnessCosts = numberRule(
  'income.illness_costs',
  personYear,
  text('因残疾、重病增加的刚性支出', 'rigid costs of disability or grave illness'),
  n57,
  when(
    or(ge(fact('person.disability_grade'), one), flag('person.severe_illness')),
    add(ref('rigid.medical_paid'), fact('person.rehabilitation')),
    zero('fen_year'),
  ),
);

const deductions = numberRule(
  'income.deductions',
  personYear,
  text(
    '扣减项（税费社保、赡养抚养支出、必要就业成本、残疾重病支出、就业豁免）',
    'deductions: taxes, support paid, work costs, costs of illness, disregard',
  ),
  [n57, law('zj', '第五十条')],
  add(
    fact('person.contributions'),
    fact('person.support_paid'),
    when(paramFlag('income.deducts.work_cost'), fact('person.work_cost'), zero('fen_year')),
    when(paramFlag('income.deducts.illness_costs'), ref('income.illness_costs'), zero('fen_year')),
    ref('income.disregard'),
  ),
);

const person = numberRule(
  'income.person',
  personYear,
  text('本人可计收入（近12个月）', "the person's countable income, 12 months"),
  n57,
  excess(ref('income.gross'), ref('income.deductions'), 'fen_year'),
);

const household = numberRule(
  'income.household',
  { level: 'household', unit: 'fen_year' },
  text('家庭可计收入（近12个月）', "the household's countable income, 12 months"),
  n57,
  sum(ref('income.person'), holds('unit.member')),
);

/** Income and the standard it is held against. */
export const income: Programme = {
  rules: [standardMonthly, standardYearly, gross, disregard, illnessCosts, deductions, person, household],
  items: [],
};
