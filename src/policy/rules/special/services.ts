/**
 * 探访关爱等服务类事项与慈善转介。
 */
import { text } from '../../text.ts';
import { and, any, eq, fact, flag, ge, holds, one, or, param, ref } from '../build.ts';
import { departments } from '../departments.ts';
import { boolRule, clause, law, type Item, type Programme } from '../rule.ts';

const seed = law('seed', '服务类救助');

const inNeed = boolRule(
  'service.in_need',
  'person',
  text(
    '需要探访关爱（独居高龄、失能、重残、事实无人抚养儿童）',
    'to be visited: old and alone, care need, severe disability, child without support',
  ),
  seed,
  or(
    and(ge(fact('person.age'), param('service.elder_age')), eq(ref('member.size'), one)),
    ge(fact('person.self_care_failures'), param('tekun.half_care_from')),
    holds('person.severe_disability'),
    holds('child.allowance_open'),
  ),
);

const visit: Item = {
  id: 'service_visit',
  title: text('探访关爱服务', 'visits and care'),
  department: departments.civil,
  level: 'household',
  kind: 'service',
  inForce: 'always.in_force',
  clauses: [
    clause(
      'need',
      text('有需要探访关爱的成员', 'has a member to be visited'),
      seed,
      any(and(holds('member.counted'), holds('service.in_need'))),
    ),
  ],
  amount: null,
  isCeiling: false,
};

const charity: Item = {
  id: 'charity_referral',
  title: text('转介慈善帮扶', 'referral to charities'),
  department: departments.charity,
  level: 'household',
  kind: 'service',
  inForce: 'always.in_force',
  clauses: [
    clause(
      'status',
      text('是低收入人口或突发严重困难', 'low-income, or in sudden grave hardship'),
      law('zj', '第四十三至四十六条'),
      or(
        any(holds('status.low_income')),
        flag('household.sudden_hardship'),
        flag('household.basic_living_at_risk'),
      ),
    ),
  ],
  amount: null,
  isCeiling: false,
};

/** 服务类与社会力量。 */
export const servicesProgramme: Programme = { rules: [inNeed], items: [visit, charity] };
