/**
 * 最低生活保障：收入与财产、补差（或分档）、单人保、分类施保、渐退、拒绝就业。
 */
import { text } from '../../text.ts';
import type { BoolExpr } from '../ast.ts';
import {
  and,
  any,
  count,
  excess,
  fact,
  flag,
  ge,
  gt,
  holds,
  le,
  lt,
  max,
  min,
  monthly,
  not,
  one,
  or,
  param,
  paramFlag,
  per,
  ref,
  roundTo,
  scale,
  sub,
  times,
  when,
  zero,
} from '../build.ts';
import { departments } from '../departments.ts';
import { boolRule, clause, law, numberRule, type Item, type Programme } from '../rule.ts';
import { assetClauses, assetsWithin } from './assets.ts';

const n57 = (article: string): ReturnType<typeof law> => law('n57', article);
const yearOfHousehold = { level: 'household', unit: 'fen_year' } as const;
const monthOfHousehold = { level: 'household', unit: 'fen_month' } as const;

const unitMember = boolRule(
  'unit.member',
  'person',
  text(
    '计入低保家庭的成员（特困人员、领取儿童基本生活费者另算）',
    'counted in the Dibao unit (Tekun persons and children on an allowance are not)',
  ),
  [n57('第七条'), law('zxbf', '第十四条')],
  and(
    holds('member.counted'),
    not(holds('tekun.eligible')),
    not(
      and(
        paramFlag('dibao.child_allowance_leaves_unit'),
        or(holds('child_orphan.eligible'), holds('child_defacto.eligible')),
      ),
    ),
  ),
);

const unitSize = numberRule(
  'unit.size',
  { level: 'household', unit: 'count' },
  text('保障人数', 'persons in the Dibao unit'),
  n57('第七条'),
  count(holds('unit.member')),
);

const line = numberRule(
  'dibao.line',
  yearOfHousehold,
  text('低保标准×人数×12个月', 'standard × persons × 12 months'),
  law('zxbf', '第九条'),
  times(ref('standard.yearly'), ref('unit.size')),
);

const gap = numberRule(
  'dibao.gap',
  yearOfHousehold,
  text('与标准的差额（全年、全户）', 'gap to the standard, whole year and household'),
  law('zxbf', '第十二条'),
  excess(ref('dibao.line'), ref('income.household'), 'fen_year'),
);

const refusers = numberRule(
  'dibao.refusers',
  { level: 'household', unit: 'count' },
  text('连续拒绝就业的有劳动能力成员', 'able members who kept refusing suitable work'),
  [n57('第三十四条'), law('zj', '第三十六条')],
  count(
    and(
      holds('unit.member'),
      holds('person.labour_capable'),
      ge(fact('person.work_refusals'), param('dibao.refusals')),
    ),
  ),
);

const gapPaid = numberRule(
  'dibao.gap_paid',
  yearOfHousehold,
  text('扣除拒绝就业者本人份额后的差额', 'gap less the shares of those who refused work'),
  n57('第三十四条'),
  per(times(ref('dibao.gap'), sub(ref('unit.size'), ref('dibao.refusers'))), ref('unit.size'), 'up'),
);

const amount = numberRule(
  'dibao.monthly',
  monthOfHousehold,
  text('低保金（每月）', 'Dibao a month'),
  [law('zxbf', '第十二条'), n57('第二十三条')],
  when(
    gt(param('dibao.bands'), zero('count')),
    ref('dibao.banded'),
    roundTo(monthly(ref('dibao.gap_paid'), 'up'), param('dibao.round_up_to'), 'up'),
  ),
);

const banded = numberRule(
  'dibao.banded',
  monthOfHousehold,
  text(
    '分档低保金：人均差额进到标准的整档',
    'banded Dibao: gap a head raised to a whole band of the standard',
  ),
  n57('第二十三条'),
  times(
    min(
      ref('standard.monthly'),
      roundTo(
        per(monthly(ref('dibao.gap_paid'), 'up'), ref('unit.size'), 'up'),
        per(ref('standard.monthly'), param('dibao.bands'), 'up'),
        'up',
      ),
    ),
    ref('unit.size'),
  ),
);

const incomeTest = lt(ref('income.household'), ref('dibao.line'));

const dibao: Item = {
  id: 'dibao',
  title: text('最低生活保障', 'minimum living allowance (Dibao)'),
  department: departments.civil,
  level: 'household',
  kind: 'monthly',
  inForce: 'dibao.in_force',
  clauses: [
    clause(
      'local',
      text('户籍或居住证在本地', 'registered or resident here'),
      n57('第五条'),
      flag('household.local'),
    ),
    clause(
      'members',
      text('有可保障的家庭成员', 'has members to be covered'),
      n57('第七条'),
      ge(ref('unit.size'), one),
    ),
    clause(
      'income',
      text('家庭人均收入低于低保标准', 'income a head below the standard'),
      law('zxbf', '第九条'),
      incomeTest,
    ),
    ...assetClauses('dibao'),
  ],
  amount: { expr: ref('dibao.monthly'), law: law('zxbf', '第十二条') },
  isCeiling: false,
};

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
  law('n83', '一'),
  and(
    not(holds('person.minor')),
    holds('person.severe_disability'),
    not(holds('person.employed')),
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
    clause('member', text('是家庭成员', 'a member of the household'), n57('第八条'), holds('unit.member')),
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
      not(holds('dibao.eligible')),
    ),
    clause(
      'reason',
      text(
        '低边家庭的重残、重病成员，或成年无业重度残疾人',
        'severely disabled or ill in a Dibian household, or a jobless severely disabled adult',
      ),
      n57('第八条'),
      or(
        and(holds('dibian.eligible'), holds('dibao.single_reason')),
        holds('dibao.dependent_disabled_adult'),
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
    clause('held', text('正在享受低保', 'on Dibao now'), law('n83', '一'), flag('household.dibao_held')),
    clause(
      'over',
      text('家庭人均收入已达到标准', 'income a head has reached the standard'),
      law('n83', '一'),
      not(incomeTest),
    ),
    clause(
      'work',
      text('收入增加由就业引起', 'the rise came from work'),
      law('n83', '一'),
      flag('household.income_rose_from_work'),
    ),
    clause(
      'months',
      text('未超过渐退期', 'within the months of gradual exit'),
      law('n83', '一'),
      le(fact('household.months_over_line'), param('dibao.gradual_exit_months')),
    ),
    clause(
      'assets',
      text('财产符合规定', 'assets within the rules'),
      law('n83', '一'),
      assetsWithin('dibao'),
    ),
  ],
  amount: { expr: fact('household.dibao_amount_held'), law: law('n83', '一') },
  isCeiling: false,
};

const anyOnDibao = boolRule(
  'household.has_dibao',
  'household',
  text('家庭有低保对象', 'someone in the household is on Dibao'),
  n57('第八条'),
  or(holds('dibao.eligible'), any(holds('dibao_single.eligible'))),
);

/** 低保及其派生事项。 */
export const dibaoProgramme: Programme = {
  rules: [
    unitMember,
    unitSize,
    line,
    gap,
    refusers,
    gapPaid,
    banded,
    amount,
    categoryShare,
    onDibao,
    singleReason,
    dependentDisabledAdult,
    anyOnDibao,
  ],
  items: [dibao, category, single, gradual],
};
