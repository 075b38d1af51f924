/**
 * 刚性支出困难家庭：比例形式（全国）与剩余收入形式（上海），及由此产生的生活救助金。
 */
import { text } from '../../text.ts';
import type { NumberExpr } from '../ast.ts';
import {
  add,
  and,
  excess,
  fact,
  flag,
  ge,
  gt,
  holds,
  lt,
  max,
  min,
  monthly,
  not,
  or,
  param,
  paramFlag,
  ref,
  roundTo,
  scale,
  sub,
  sum,
  when,
  zero,
} from '../build.ts';
import { departments } from '../departments.ts';
import { boolRule, clause, law, numberRule, type Item, type Programme } from '../rule.ts';
import { assetClauses } from './assets.ts';

const n24 = (article: string): ReturnType<typeof law> => law('n24', article);
const sh = law('sh', '支出型贫困生活救助');
const personYear = { level: 'person', unit: 'fen_year' } as const;
const yearOfHousehold = { level: 'household', unit: 'fen_year' } as const;
const optional = (name: string, x: NumberExpr): NumberExpr => when(paramFlag(name), x, zero('fen_year'));

const medicalPaid = numberRule(
  'rigid.medical_paid',
  personYear,
  text('扣除各项报销后的医疗支出', 'medical spending after every reimbursement'),
  n24('第五条'),
  max(
    sub(
      add(
        ref('medical.after_serious_plain'),
        optional('rigid.counts_out_of_scope', fact('person.medical_out_of_scope')),
      ),
      add(fact('person.aid_paid'), fact('person.commercial_paid')),
    ),
    zero('fen_year'),
  ),
);

const living = numberRule(
  'rigid.living',
  yearOfHousehold,
  text('计入的基本生活支出', 'living costs that count'),
  [n24('第五条'), law('gs', '草案')],
  when(
    paramFlag('rigid.living_capped'),
    min(fact('household.living_costs'), ref('dibao.line')),
    fact('household.living_costs'),
  ),
);

const necessary = numberRule(
  'rigid.medical_and_education',
  yearOfHousehold,
  text('医疗和教育支出', 'medical and education spending'),
  n24('第五条'),
  sum(add(ref('rigid.medical_paid'), fact('person.education_fees')), holds('unit.member')),
);

const spending = numberRule(
  'rigid.spending',
  yearOfHousehold,
  text('刚性支出（近12个月）', 'rigid spending, 12 months'),
  n24('第五条'),
  max(
    sub(
      add(
        ref('rigid.living'),
        ref('rigid.medical_and_education'),
        sum(fact('person.rehabilitation'), holds('unit.member')),
        fact('household.other_rigid_costs'),
      ),
      optional('rigid.deducts_charity', fact('household.charity_received')),
    ),
    zero('fen_year'),
  ),
);

const residual = numberRule(
  'rigid.residual',
  yearOfHousehold,
  text('扣除医疗教育支出后的收入', 'income left after medical and education costs'),
  sh,
  excess(ref('income.household'), ref('rigid.medical_and_education'), 'fen_year'),
);

const ratioForm = boolRule(
  'rigid.ratio_form',
  'household',
  text('刚性支出占收入的比例超过规定', 'rigid spending above the ratio of income'),
  n24('认定条件'),
  and(
    paramFlag('rigid.ratio_form'),
    or(
      gt(ref('rigid.spending'), scale(ref('income.household'), param('rigid.ratio'), 'down')),
      and(
        paramFlag('rigid.ratio_inclusive'),
        gt(ref('rigid.spending'), zero('fen_year')),
        ge(ref('rigid.spending'), scale(ref('income.household'), param('rigid.ratio'), 'up')),
      ),
    ),
  ),
);

const residualForm = boolRule(
  'rigid.residual_form',
  'household',
  text('扣除医疗教育支出后人均低于低保标准', 'after medical and education costs below the standard a head'),
  sh,
  and(
    paramFlag('rigid.residual_form'),
    gt(ref('rigid.medical_and_education'), zero('fen_year')),
    lt(ref('rigid.residual'), ref('dibao.line')),
  ),
);

const medicalShare = boolRule(
  'rigid.medical_share_form',
  'household',
  text('医疗支出占可支配收入的比例达到规定', 'medical spending reaches the ratio of disposable income'),
  sh,
  and(
    paramFlag('rigid.residual_form'),
    gt(sum(ref('rigid.medical_paid'), holds('unit.member')), zero('fen_year')),
    ge(
      sum(ref('rigid.medical_paid'), holds('unit.member')),
      scale(ref('income.household'), param('rigid.medical_ratio'), 'up'),
    ),
  ),
);

const rigid: Item = {
  id: 'rigid',
  title: text('刚性支出困难家庭', 'household in hardship from rigid spending'),
  department: departments.civil,
  level: 'household',
  kind: 'status',
  inForce: 'rigid.in_force',
  clauses: [
    clause(
      'local',
      text('户籍或居住证在本地', 'registered or resident here'),
      n24('认定条件'),
      flag('household.local'),
    ),
    clause(
      'members',
      text('有家庭成员', 'has members'),
      n24('认定条件'),
      gt(ref('unit.size'), zero('count')),
    ),
    clause(
      'not_lower_tier',
      text('不是低保、低边家庭', 'neither Dibao nor Dibian'),
      n24('认定条件'),
      and(not(holds('dibao.eligible')), not(holds('dibian.eligible'))),
    ),
    clause(
      'income',
      text('人均收入低于当地上年人均可支配收入', 'income a head below last year’s local mean'),
      n24('认定条件'),
      lt(ref('income.household'), ref('local.mean_line')),
    ),
    ...assetClauses('rigid'),
    clause(
      'burden',
      text('刚性支出负担达到规定', 'the burden of rigid spending reaches the rule'),
      n24('认定条件'),
      or(holds('rigid.ratio_form'), holds('rigid.residual_form'), holds('rigid.medical_share_form')),
    ),
  ],
  amount: null,
  isCeiling: false,
};

const livingAid: Item = {
  id: 'rigid_living_aid',
  title: text('支出型生活救助金', 'living aid after rigid spending'),
  department: departments.civil,
  level: 'household',
  kind: 'monthly',
  inForce: 'rigid.living_aid_in_force',
  clauses: [
    clause(
      'status',
      text('是刚性支出困难家庭或低边家庭', 'in rigid-spending hardship or Dibian'),
      sh,
      or(holds('rigid.eligible'), holds('dibian.eligible')),
    ),
    clause(
      'residual',
      text('扣除医疗教育支出后人均低于低保标准', 'below the standard after those costs'),
      sh,
      holds('rigid.residual_form'),
    ),
  ],
  amount: {
    expr: roundTo(
      monthly(excess(ref('dibao.line'), ref('rigid.residual'), 'fen_year'), 'up'),
      param('dibao.round_up_to'),
      'up',
    ),
    law: sh,
  },
  isCeiling: false,
};

/** 刚性支出困难家庭。 */
export const rigidProgramme: Programme = {
  rules: [medicalPaid, living, necessary, spending, residual, ratioForm, residualForm, medicalShare],
  items: [rigid, livingAid],
};
