/**
 * 低保边缘家庭：人均收入低于低保标准的倍数（浙江不得高于最低工资）；青岛另有支出型形式。
 */
import { text } from '../../text.ts';
import {
  and,
  flag,
  ge,
  holds,
  lt,
  min,
  not,
  one,
  or,
  param,
  paramFlag,
  ref,
  scale,
  sub,
  times,
  when,
  yearly,
} from '../build.ts';
import { departments } from '../departments.ts';
import { boolRule, clause, law, numberRule, type Item, type Programme } from '../rule.ts';
import { assetClauses } from './assets.ts';

const n57 = law('n57', '第八条');
const yearOfHousehold = { level: 'household', unit: 'fen_year' } as const;

const multiple = numberRule(
  'dibian.multiple_line',
  yearOfHousehold,
  text('低保标准的倍数×人数×12个月', 'multiple of the standard × persons × 12 months'),
  [n57, law('n83', '低边认定')],
  scale(ref('dibao.line'), param('dibian.multiplier'), 'up'),
);

const line = numberRule(
  'dibian.line',
  yearOfHousehold,
  text('低边收入线（全年、全户）', 'Dibian line, whole year and household'),
  [n57, law('zj', '第十三条')],
  when(
    paramFlag('dibian.min_wage_cap'),
    min(ref('dibian.multiple_line'), times(yearly(param('local.min_wage')), ref('unit.size'))),
    ref('dibian.multiple_line'),
  ),
);

const meanLine = numberRule(
  'local.mean_line',
  yearOfHousehold,
  text('上年人均可支配收入×人数', 'last year’s local mean income × persons'),
  law('n24', '认定条件'),
  times(ref('local.mean_income'), ref('unit.size')),
);

const meanIncome = numberRule(
  'local.mean_income',
  yearOfHousehold,
  text('当地上年人均可支配收入', 'last year’s local disposable income a head'),
  law('n24', '认定条件'),
  when(flag('household.rural'), param('local.disposable_rural'), param('local.disposable_urban')),
);

const expenditureForm = boolRule(
  'dibian.expenditure_form',
  'household',
  text('扣除刚性支出后低于低边线（支出型低边）', 'below the line after rigid spending (expenditure form)'),
  law('qd', '支出型低边'),
  and(
    paramFlag('dibian.expenditure_form'),
    lt(ref('income.household'), ref('local.mean_line')),
    lt(sub(ref('income.household'), ref('rigid.spending')), ref('dibian.line')),
  ),
);

const dibian: Item = {
  id: 'dibian',
  title: text('低保边缘家庭', 'Dibao-margin household (Dibian)'),
  department: departments.civil,
  level: 'household',
  kind: 'status',
  inForce: 'dibian.in_force',
  clauses: [
    clause(
      'local',
      text('户籍或居住证在本地', 'registered or resident here'),
      law('n57', '第五条'),
      flag('household.local'),
    ),
    clause('members', text('有家庭成员', 'has members'), law('n57', '第七条'), ge(ref('unit.size'), one)),
    clause('not_dibao', text('不符合低保条件', 'not entitled to Dibao'), n57, not(holds('dibao.eligible'))),
    clause(
      'income',
      text('家庭人均收入低于低边线', 'income a head below the Dibian line'),
      n57,
      or(lt(ref('income.household'), ref('dibian.line')), holds('dibian.expenditure_form')),
    ),
    ...assetClauses('dibian'),
  ],
  amount: null,
  isCeiling: false,
};

/** 低保边缘家庭。 */
export const dibianProgramme: Programme = {
  rules: [meanIncome, meanLine, multiple, line, expenditureForm],
  items: [dibian],
};
