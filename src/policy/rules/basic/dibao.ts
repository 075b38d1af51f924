/**
 * 最低生活保障：收入与财产、补差（或分档）、拒绝就业。
 */
import { text } from '../../text.ts';
import {
  and,
  count,
  eq,
  excess,
  fact,
  flag,
  ge,
  gt,
  holds,
  le,
  lt,
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
  sub,
  times,
  when,
  zero,
} from '../build.ts';
import { departments } from '../departments.ts';
import { boolRule, clause, law, numberRule, type Item, type Programme } from '../rule.ts';
import { assetClauses } from './assets.ts';

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
      or(
        eq(param('dibao.refusals_within'), zero('months')),
        le(fact('person.work_refusals_months'), param('dibao.refusals_within')),
      ),
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

/** 最低生活保障。 */
export const dibaoProgramme: Programme = {
  rules: [unitMember, unitSize, line, gap, refusers, gapPaid, banded, amount],
  items: [dibao],
};
