/**
 * 特困人员：无劳动能力、无生活来源、无有能力的义务人；六项自理指标定照料档次。
 */
import { text } from '../../text.ts';
import type { NumberExpr } from '../ast.ts';
import {
  and,
  count,
  eq,
  fact,
  flag,
  ge,
  holds,
  isIn,
  le,
  lt,
  not,
  one,
  or,
  param,
  paramFlag,
  ref,
  roundTo,
  scale,
  sub,
  when,
  zero,
} from '../build.ts';
import { departments } from '../departments.ts';
import { boolRule, clause, law, numberRule, type Item, type Programme } from '../rule.ts';
import { assetsWithin } from './assets.ts';

const n43 = (article: string): ReturnType<typeof law> => law('n43', article);
const graded = (types: string, grade: string): ReturnType<typeof and> =>
  and(
    isIn('person.disability_type', types),
    ge(fact('person.disability_grade'), one),
    le(fact('person.disability_grade'), param(grade)),
  );

const noCapacity = boolRule(
  'tekun.no_work_capacity',
  'person',
  text('无劳动能力', 'no capacity for work'),
  n43('第五条'),
  or(
    ge(fact('person.age'), param('tekun.old_age')),
    lt(fact('person.age'), param('tekun.young_age')),
    and(flag('person.on_tekun'), or(holds('person.minor'), isIn('person.student', 'education.senior'))),
    flag('person.no_capacity_locally'),
    graded('disability.mind_types', 'tekun.grade_mind'),
    graded('tekun.physical_types', 'tekun.grade_physical'),
    graded('tekun.visual_types', 'tekun.grade_visual'),
  ),
);

const noIncome = boolRule(
  'tekun.no_income',
  'person',
  text('无生活来源（收入低于低保标准）', 'no source of living (income below the standard)'),
  n43('无生活来源'),
  lt(ref('income.person'), ref('standard.yearly')),
);

const lowIncome = boolRule(
  'supporter.low_income',
  'person',
  text('义务人收入低于当地上年人均可支配收入', 'supporter’s income below the local mean'),
  n43('无履行义务能力'),
  or(
    and(flag('person.outside_supporter'), flag('person.income_below_mean')),
    and(not(flag('person.outside_supporter')), lt(ref('income.person'), ref('local.mean_income'))),
  ),
);

const fewAssets = boolRule(
  'supporter.assets_within',
  'person',
  text('义务人财产符合规定', 'supporter’s assets within the rules'),
  n43('无履行义务能力'),
  or(
    and(flag('person.outside_supporter'), flag('person.assets_within_limits')),
    and(not(flag('person.outside_supporter')), assetsWithin('dibao')),
  ),
);

const lowMeans = and(holds('supporter.low_income'), holds('supporter.assets_within'));

const incapable = boolRule(
  'supporter.incapable',
  'person',
  text('无履行义务能力', 'unable to give support'),
  n43('无履行义务能力'),
  or(
    flag('person.on_tekun'),
    flag('person.incapable_locally'),
    and(ge(fact('person.age'), param('supporter.old_on_dibao')), flag('person.on_dibao')),
    and(ge(fact('person.age'), param('supporter.old_age')), lowMeans),
    and(holds('person.severe_disability'), lowMeans),
    and(
      or(flag('person.no_civil_capacity'), flag('person.declared_missing'), flag('person.imprisoned')),
      holds('supporter.assets_within'),
    ),
    and(
      paramFlag('tekun.joint_application'),
      not(flag('person.outside_supporter')),
      holds('tekun.no_work_capacity'),
      holds('tekun.no_income'),
    ),
  ),
);

const capable = boolRule(
  'supporter.capable',
  'person',
  text('有履行义务能力的法定义务人', 'a legal supporter able to support'),
  n43('法定义务人'),
  and(
    flag('person.alive'),
    not(holds('person.minor')),
    or(
      flag('person.outside_supporter'),
      isIn('person.relation', 'tekun.supporter_relations'),
      flag('person.support_duty'),
    ),
    not(holds('supporter.incapable')),
  ),
);

const capableOthers = numberRule(
  'tekun.capable_others',
  { level: 'person', unit: 'count' },
  text('本人以外有能力的义务人', 'able supporters besides the person'),
  n43('法定义务人'),
  sub(count(holds('supporter.capable')), when(holds('supporter.capable'), one, zero('count'))),
);

const clauses = [
  clause(
    'member',
    text('在本户且健在', 'of this household and alive'),
    n43('认定条件'),
    holds('member.counted'),
  ),
  clause(
    'local',
    text('户籍或居住证在本地', 'registered or resident here'),
    n43('认定条件'),
    flag('household.local'),
  ),
  clause(
    'capacity',
    text('无劳动能力', 'no capacity for work'),
    n43('第五条'),
    holds('tekun.no_work_capacity'),
  ),
  clause('income', text('无生活来源', 'no source of living'), n43('无生活来源'), holds('tekun.no_income')),
  clause('assets', text('财产符合规定', 'assets within the rules'), n43('无生活来源'), assetsWithin('dibao')),
  clause(
    'supporters',
    text('没有有能力的法定义务人', 'no able legal supporter'),
    n43('法定义务人'),
    and(eq(ref('tekun.capable_others'), zero('count')), flag('household.no_other_supporters')),
  ),
  clause(
    'not_child_allowance',
    text('未选择儿童基本生活费', 'has not chosen the child allowance'),
    n43('未成年人选择'),
    or(flag('person.elects_tekun'), not(holds('child.allowance_open'))),
  ),
] as const;

const careShare: NumberExpr = when(
  ge(fact('person.self_care_failures'), param('tekun.full_care_from')),
  param('tekun.care_share_full'),
  when(
    ge(fact('person.self_care_failures'), param('tekun.half_care_from')),
    param('tekun.care_share_half'),
    param('tekun.care_share_none'),
  ),
);

const tekun: Item = {
  id: 'tekun',
  title: text('特困人员救助供养（基本生活）', 'Tekun support: basic living'),
  department: departments.civil,
  level: 'person',
  kind: 'monthly',
  inForce: 'tekun.in_force',
  clauses,
  amount: {
    expr: roundTo(
      scale(ref('standard.monthly'), param('tekun.basic_ratio'), 'up'),
      param('dibao.round_up_to'),
      'up',
    ),
    law: law('zxbf', '供养标准'),
  },
  isCeiling: false,
};

const care: Item = {
  id: 'tekun_care',
  title: text('特困人员照料护理', 'Tekun support: care'),
  department: departments.civil,
  level: 'person',
  kind: 'monthly',
  inForce: 'tekun.in_force',
  clauses: [
    clause('tekun', text('是特困人员', 'is a Tekun person'), n43('照料护理'), holds('tekun.eligible')),
  ],
  amount: { expr: scale(param('local.min_wage'), careShare, 'up'), law: n43('照料护理') },
  isCeiling: false,
};

/** 特困人员救助供养。 */
export const tekunProgramme: Programme = {
  rules: [noCapacity, noIncome, lowIncome, fewAssets, incapable, capable, capableOthers],
  items: [tekun, care],
};
