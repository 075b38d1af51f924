/**
 * 工会困难职工：深度、相对、意外致困。
 */
import { text } from '../../text.ts';
import {
  add,
  and,
  any,
  excess,
  fact,
  flag,
  holds,
  le,
  lt,
  not,
  or,
  param,
  ref,
  scale,
  sum,
  times,
  gt,
  zero,
} from '../build.ts';
import { departments } from '../departments.ts';
import { boolRule, clause, law, numberRule, type Clause, type Item, type Programme } from '../rule.ts';

const gh = law('gh', '认定条件');
const yearOfHousehold = { level: 'household', unit: 'fen_year' } as const;

const line = numberRule(
  'union.line',
  yearOfHousehold,
  text('低保标准×人数×12个月（职工家庭）', 'standard × persons × 12 months, worker’s family'),
  gh,
  times(ref('standard.yearly'), ref('member.size')),
);

const familyIncome = numberRule(
  'union.income',
  yearOfHousehold,
  text('职工家庭收入', 'income of the worker’s family'),
  gh,
  sum(ref('income.person'), holds('member.counted')),
);

const residual = numberRule(
  'union.residual',
  yearOfHousehold,
  text('扣除疾病、教育、残疾支出后的收入', 'income after illness, school and disability costs'),
  gh,
  excess(
    ref('union.income'),
    sum(
      add(ref('rigid.medical_paid'), fact('person.education_fees'), fact('person.rehabilitation')),
      holds('member.counted'),
    ),
    'fen_year',
  ),
);

const accidentResidual = numberRule(
  'union.accident_residual',
  yearOfHousehold,
  text('扣除意外支出后的收入', 'income after the cost of the accident'),
  gh,
  excess(ref('union.residual'), fact('household.accident_loss'), 'fen_year'),
);

const eligibleFamily = boolRule(
  'union.not_excluded',
  'household',
  text('没有排除情形（多套房、企业主、高价私校或留学）', 'none of: several homes, firm owner, costly school'),
  gh,
  and(
    lt(fact('household.homes'), param('union.homes_excluded')),
    not(flag('household.shop_owner')),
    not(flag('household.private_or_overseas_school')),
  ),
);

const open: readonly Clause[] = [
  clause(
    'worker',
    text('有工会会员职工', 'has a union member'),
    gh,
    any(and(holds('member.counted'), flag('person.union_member'))),
  ),
  clause('not_excluded', text('没有排除情形', 'not excluded'), gh, holds('union.not_excluded')),
];
const base = {
  department: departments.union,
  level: 'household',
  kind: 'status',
  inForce: 'union.in_force',
  amount: null,
  isCeiling: false,
} as const;

const deep: Item = {
  ...base,
  id: 'union_deep',
  title: text('深度困难职工', 'worker in deep hardship'),
  clauses: [
    ...open,
    clause(
      'income',
      text('人均收入低于低保标准', 'income a head below the standard'),
      gh,
      lt(ref('union.income'), ref('union.line')),
    ),
  ],
};

const relative: Item = {
  ...base,
  id: 'union_relative',
  title: text('相对困难职工', 'worker in relative hardship'),
  clauses: [
    ...open,
    clause('not_deep', text('不是深度困难', 'not in deep hardship'), gh, not(holds('union_deep.eligible'))),
    clause(
      'income',
      text('人均收入不超过低保标准的规定倍数', 'income a head within the multiple of the standard'),
      gh,
      le(ref('union.income'), scale(ref('union.line'), param('union.relative_multiple'), 'down')),
    ),
    clause(
      'residual',
      text('扣除刚性支出后不高于低保标准', 'after rigid costs not above the standard'),
      gh,
      le(ref('union.residual'), ref('union.line')),
    ),
  ],
};

const accident: Item = {
  ...base,
  id: 'union_accident',
  title: text('意外致困职工', 'worker struck by an accident'),
  clauses: [
    ...open,
    clause(
      'not_others',
      text('不是深度或相对困难', 'neither deep nor relative'),
      gh,
      not(or(holds('union_deep.eligible'), holds('union_relative.eligible'))),
    ),
    clause(
      'event',
      text('有意外支出', 'has costs of an accident'),
      gh,
      gt(fact('household.accident_loss'), zero('fen_year')),
    ),
    clause(
      'income',
      text('人均收入不超过低保标准的规定倍数', 'income a head within the multiple of the standard'),
      gh,
      le(ref('union.income'), scale(ref('union.line'), param('union.accident_multiple'), 'down')),
    ),
    clause(
      'residual',
      text('扣除支出后不高于低保标准', 'after those costs not above the standard'),
      gh,
      le(ref('union.accident_residual'), ref('union.line')),
    ),
  ],
};

/** 工会困难职工帮扶。 */
export const unionProgramme: Programme = {
  rules: [line, familyIncome, residual, accidentResidual, eligibleFamily],
  items: [deep, relative, accident],
};
