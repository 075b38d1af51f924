/**
 * 临时救助：急难型、支出型、生活无着的外来务工人员；封顶线与乡镇小额审批。
 */
import { text } from '../../text.ts';
import {
  excess,
  fact,
  flag,
  ge,
  gt,
  holds,
  is,
  le,
  lt,
  max,
  min,
  not,
  or,
  param,
  ref,
  times,
  when,
  worth,
  zero,
} from '../build.ts';
import { departments } from '../departments.ts';
import { boolRule, clause, law, numberRule, type Clause, type Item, type Programme } from '../rule.ts';
import { assetsWithin } from '../basic/assets.ts';

const n23 = (article: string): ReturnType<typeof law> => law('n23', article);
const sumOfHousehold = { level: 'household', unit: 'fen' } as const;
const zj39 = law('zj', '第三十九条');

const cap = numberRule(
  'temporary.cap',
  sumOfHousehold,
  text('临时救助封顶线（全户）', 'ceiling of temporary aid, whole household'),
  zj39,
  times(
    times(
      ref('standard.monthly'),
      when(flag('household.special_hardship'), param('temporary.special_months'), param('temporary.months')),
    ),
    ref('member.size'),
  ),
);

const emergencyFloor = numberRule(
  'temporary.emergency_floor',
  sumOfHousehold,
  text('急难型最低救助额', 'least amount for an emergency'),
  law('ah2', '急难型'),
  times(ref('standard.monthly'), param('temporary.emergency_least_months')),
);

const outlay = numberRule(
  'temporary.shortfall',
  { level: 'household', unit: 'fen_year' },
  text('刚性支出使生活低于低保标准的缺口', 'shortfall below the standard after rigid spending'),
  n23('支出型'),
  min(
    ref('rigid.spending'),
    excess(ref('dibao.line'), excess(ref('income.household'), ref('rigid.spending'), 'fen_year'), 'fen_year'),
  ),
);

const townshipDecides = boolRule(
  'temporary.township_decides',
  'household',
  text('小额救助，乡镇（街道）审批', 'small amount: the township decides'),
  n23('小额救助'),
  le(
    max(ref('temporary_emergency.payable'), ref('temporary_expenditure.payable')),
    param('temporary.township_limit'),
  ),
);

const notRepeated: Clause = clause(
  'not_repeated',
  text('本年度同一事由未超过次数', 'not over the times a year for the same cause'),
  law('local', '临时救助重复申请'),
  lt(fact('household.temporary_aid_this_year'), param('temporary.times_a_year')),
);

const emergency: Item = {
  id: 'temporary_emergency',
  title: text('临时救助（急难型）', 'temporary assistance: emergency'),
  department: departments.civil,
  level: 'household',
  kind: 'once',
  inForce: 'temporary.in_force',
  clauses: [
    clause(
      'event',
      text('遭遇火灾、交通事故、突发疾病等急难', 'fire, traffic accident, sudden illness or the like'),
      law('zxbf', '第四十七条'),
      not(is('household.emergency', 'none')),
    ),
    clause(
      'living',
      text('基本生活暂时出现严重困难', 'basic living gravely endangered'),
      law('zxbf', '第四十七条'),
      flag('household.basic_living_at_risk'),
    ),
    notRepeated,
  ],
  amount: {
    expr: min(ref('temporary.cap'), max(fact('household.emergency_loss'), ref('temporary.emergency_floor'))),
    law: zj39,
  },
  isCeiling: true,
};

const expenditure: Item = {
  id: 'temporary_expenditure',
  title: text('临时救助（支出型）', 'temporary assistance: expenditure'),
  department: departments.civil,
  level: 'household',
  kind: 'once',
  inForce: 'temporary.in_force',
  clauses: [
    clause(
      'local',
      text('户籍或居住证在本地', 'registered or resident here'),
      law('zxbf', '第四十七条'),
      flag('household.local'),
    ),
    clause(
      'income',
      text('人均收入低于当地上年人均可支配收入', 'income a head below last year’s local mean'),
      n23('支出型'),
      lt(ref('income.household'), ref('local.mean_line')),
    ),
    clause('assets', text('财产符合规定', 'assets within the rules'), n23('支出型'), assetsWithin('rigid')),
    clause(
      'burden',
      text('必需支出使生活低于低保标准', 'necessary spending pushes living below the standard'),
      law('zxbf', '第四十七条'),
      gt(ref('temporary.shortfall'), zero('fen_year')),
    ),
    notRepeated,
  ],
  amount: { expr: min(ref('temporary.cap'), worth(ref('temporary.shortfall'))), law: zj39 },
  isCeiling: true,
};

const migrant: Item = {
  id: 'temporary_migrant',
  title: text('未参保失业农民工一次性临时救助', 'one-off aid to uninsured jobless migrants'),
  department: departments.civil,
  level: 'person',
  kind: 'once',
  inForce: 'temporary.migrant_in_force',
  clauses: [
    clause('alive', text('在本户', 'of this household'), law('n83', '急难救助'), holds('member.counted')),
    clause(
      'months',
      text('连续无收入达到规定月数', 'months without income reach the rule'),
      law('n83', '急难救助'),
      ge(fact('person.migrant_without_income_months'), param('temporary.migrant_months')),
    ),
    clause(
      'not_dibao',
      text('未享受低保', 'not on Dibao'),
      law('n83', '急难救助'),
      not(or(holds('person.on_dibao'), holds('tekun.eligible'))),
    ),
  ],
  amount: {
    expr: times(ref('standard.monthly'), param('temporary.migrant_aid_months')),
    law: law('n83', '急难救助'),
  },
  isCeiling: true,
};

/** 临时救助。 */
export const temporaryProgramme: Programme = {
  rules: [cap, emergencyFloor, outlay, townshipDecides],
  items: [emergency, expenditure, migrant],
};
