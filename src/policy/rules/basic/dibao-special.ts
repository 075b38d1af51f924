/**
 * 低保派生：分类施保、单人保、渐退。
 */
import { text } from '../../text.ts';
import type { BoolExpr } from '../ast.ts';
import {
  and,
  any,
  fact,
  flag,
  ge,
  gt,
  holds,
  le,
  lt,
  max,
  min,
  not,
  or,
  param,
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

const n57 = (article: string): ReturnType<typeof law> => law('n57', article);

const elderly = ge(fact('person.age'), param('dibao.category_elder_age'));
const categories: readonly (readonly [BoolExpr, string])[] = [
  [elderly, 'dibao.category_elder_share'],
  [holds('person.minor'), 'dibao.category_minor_share'],
  [holds('person.severe_disability'), 'dibao.category_disability_share'],
  [flag('person.severe_illness'), 'dibao.category_illness_share'],
];

const categoryShare = numberRule(
  'dibao.category_share',
  { level: 'person', unit: 'ratio' },
  text('分类施保比例（一人多类取最高）', 'categorical share; of several the highest'),
  law('zxbf', '第十二条'),
  max(...categories.map(([expr, share]) => when(expr, param(share), zero('ratio')))),
);

const onDibao = boolRule(
  'person.on_dibao',
  'person',
  text('低保对象（含单人保）', 'covered by Dibao, alone or with the household'),
  n57('第八条'),
  or(and(holds('unit.member'), holds('dibao.eligible')), holds('dibao_single.eligible')),
);

const category: Item = {
  id: 'dibao_category',
  title: text('分类施保', 'categorical top-up'),
  department: departments.civil,
  level: 'person',
  kind: 'monthly',
  inForce: 'dibao.in_force',
  clauses: [
    clause(
      'on_dibao',
      text('是低保对象', 'covered by Dibao'),
      law('zxbf', '第十二条'),
      holds('person.on_dibao'),
    ),
    clause(
      'category',
      text(
        '是老年人、未成年人、重度残疾人或重病患者',
        'is elderly, a minor, severely disabled or gravely ill',
      ),
      n57('第二十七条'),
      gt(ref('dibao.category_share'), zero('ratio')),
    ),
  ],
  amount: {
    expr: roundTo(
      scale(ref('standard.monthly'), ref('dibao.category_share'), 'up'),
      param('dibao.round_up_to'),
      'up',
    ),
    law: law('zxbf', '第十二条'),
  },
  isCeiling: false,
};

const singleReason = boolRule(
  'dibao.single_reason',
  'person',
  text('重残、重病或宗教教职人员', 'severe disability, listed illness or religious staff'),
  n57('第八条'),
  or(holds('person.severe_disability'), flag('person.severe_illness')),
);

const dependentDisabledAdult = boolRule(
  'dibao.dependent_disabled_adult',
  'person',
  text(
    '成年无业重度残疾人（可按单人户申请）',
    'adult severely disabled person without work, as a household of one',
  ),
  law('n83', '低保扩围'),
  and(
    not(holds('person.minor')),
    holds('person.severe_disability'),
    not(holds('person.employed')),
    lt(
      sub(
        ref('income.person'),
        scale(
          min(fact('person.support_from_kin'), fact('person.support_received')),
          param('dibao.kin_support_disregard'),
          'down',
        ),
      ),
      ref('standard.yearly'),
    ),
  ),
);

const localAlone = boolRule(
  'dibao.local_alone',
  'person',
  text(
    '当地规定可单独申请的其他人员，本人收入低于标准',
    'one who may apply alone by local rules, own income below the standard',
  ),
  n57('第八条'),
  and(flag('person.single_locally'), lt(ref('income.person'), ref('standard.yearly'))),
);

const religiousAlone = boolRule(
  'dibao.religious_alone',
  'person',
  text(
    '脱离家庭三年以上的宗教教职人员，本人收入低于标准',
    'religious staff apart for 3 years, own income below the standard',
  ),
  n57('第八条'),
  and(
    flag('person.alive'),
    flag('person.religious_apart_3y'),
    lt(ref('income.person'), ref('standard.yearly')),
  ),
);

const single: Item = {
  id: 'dibao_single',
  title: text('单人保', 'Dibao for one member alone'),
  department: departments.civil,
  level: 'person',
  kind: 'monthly',
  inForce: 'dibao.in_force',
  clauses: [
    clause(
      'member',
      text('是家庭成员或可单独申请者', 'a member, or one who may apply alone'),
      n57('第八条'),
      or(holds('unit.member'), holds('dibao.religious_alone')),
    ),
    clause(
      'local',
      text('户籍或居住证在本地', 'registered or resident here'),
      n57('第五条'),
      flag('household.local'),
    ),
    clause(
      'not_dibao',
      text('家庭不是低保家庭', 'the household is not on Dibao'),
      n57('第八条'),
      or(not(holds('dibao.eligible')), holds('dibao.religious_alone')),
    ),
    clause(
      'reason',
      text(
        '低边家庭的重残、重病成员，成年无业重度残疾人，或当地规定的其他人员',
        'severely disabled or ill in a Dibian household, a jobless severely disabled adult, or another by local rules',
      ),
      n57('第八条'),
      or(
        and(holds('dibian.eligible'), holds('dibao.single_reason')),
        holds('dibao.dependent_disabled_adult'),
        holds('dibao.religious_alone'),
        holds('dibao.local_alone'),
      ),
    ),
  ],
  amount: {
    expr: roundTo(
      scale(ref('standard.monthly'), param('dibao.single_share'), 'up'),
      param('dibao.round_up_to'),
      'up',
    ),
    law: n57('第八条'),
  },
  isCeiling: false,
};

const gradual: Item = {
  id: 'dibao_gradual_exit',
  title: text('低保渐退', 'gradual exit from Dibao'),
  department: departments.civil,
  level: 'household',
  kind: 'monthly',
  inForce: 'dibao.in_force',
  clauses: [
    clause(
      'held',
      text('正在享受低保', 'on Dibao now'),
      law('n83', '低保扩围'),
      flag('household.dibao_held'),
    ),
    clause(
      'over',
      text('家庭人均收入已达到标准', 'income a head has reached the standard'),
      law('n83', '低保扩围'),
      not(lt(ref('income.household'), ref('dibao.line'))),
    ),
    clause(
      'work',
      text('收入增加由就业引起', 'the rise came from work'),
      law('n83', '低保扩围'),
      flag('household.income_rose_from_work'),
    ),
    clause(
      'months',
      text('未超过渐退期', 'within the months of gradual exit'),
      law('n83', '低保扩围'),
      le(fact('household.months_over_line'), param('dibao.gradual_exit_months')),
    ),
    clause(
      'assets',
      text('财产符合规定', 'assets within the rules'),
      law('n83', '低保扩围'),
      assetsWithin('dibao'),
    ),
  ],
  amount: { expr: fact('household.dibao_amount_held'), law: law('n83', '低保扩围') },
  isCeiling: false,
};

const anyOnDibao = boolRule(
  'household.has_dibao',
  'household',
  text('家庭有低保对象', 'someone in the household is on Dibao'),
  n57('第八条'),
  or(holds('dibao.eligible'), any(holds('dibao_single.eligible'))),
);

/** 分类施保、单人保、渐退。 */
export const dibaoSpecialProgramme: Programme = {
  rules: [
    categoryShare,
    onDibao,
    singleReason,
    dependentDisabledAdult,
    religiousAlone,
    localAlone,
    anyOnDibao,
  ],
  items: [category, single, gradual],
};
