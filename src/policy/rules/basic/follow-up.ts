/**
 * 确认之后：多久复核、谁须单独登记并由县级入户、骗取与漏报如何处理；以及标准制定的约束。
 */
import { text } from '../../text.ts';
import { and, any, flag, fact, ge, gt, holds, le, not, param, scale, times, when, zero } from '../build.ts';
import { boolRule, law, numberRule, type Programme } from '../rule.ts';

const zj10 = law('zj', '第十条');
const sumOfHousehold = { level: 'household', unit: 'fen' } as const;

const recheck = numberRule(
  'dibao.recheck_months',
  { level: 'household', unit: 'months' },
  text('多少个月内复核', 'to be rechecked within months'),
  [law('n57', '第三十一条'), law('n83', '低保扩围')],
  when(
    any(not(flag('person.alive'))),
    param('clock.dibao_recheck_death'),
    when(
      and(flag('household.irregular_income'), any(and(holds('unit.member'), holds('person.labour_capable')))),
      param('clock.dibao_recheck_unstable'),
      param('clock.dibao_recheck_stable'),
    ),
  ),
);

const relatives = boolRule(
  'dibao.relatives_recorded',
  'household',
  text('近亲属单独登记备案，县级民政部门必须入户核查', 'recorded apart as relatives; the county must visit'),
  [law('n57', '第十一条'), law('n57', '第二十条')],
  flag('household.relative_of_staff'),
);

const criticism = boolRule(
  'sanction.criticism',
  'household',
  text('情况变化超过规定时间未报告，批评教育', 'a change went unreported too long: admonition'),
  law('n83', '低保扩围'),
  gt(fact('household.change_unreported_months'), param('sanction.unreported_months')),
);

const recovered = numberRule(
  'sanction.recovered',
  sumOfHousehold,
  text('停止救助并退回骗取的款物', 'aid stopped, what was obtained by fraud given back'),
  [law('n83', '低保扩围'), law('zxbf', '第六十八条')],
  when(flag('household.obtained_by_fraud'), fact('household.overpaid'), zero('fen')),
);

const fine = (which: 'least' | 'most', zh: string, en: string): ReturnType<typeof numberRule> =>
  numberRule(
    `sanction.fine_${which}`,
    sumOfHousehold,
    text(zh, en),
    law('zxbf', '第六十八条'),
    times(
      when(flag('household.obtained_by_fraud'), fact('household.overpaid'), zero('fen')),
      param(`sanction.fine_${which}_times`),
    ),
  );

const ruralFloor = boolRule(
  'standard.rural_floor',
  'household',
  text('农村标准不低于城市标准的规定比例', 'rural standard not below its share of the urban one'),
  zj10,
  ge(
    param('dibao.standard_rural'),
    scale(param('dibao.standard_urban'), param('standard.rural_floor_share'), 'up'),
  ),
);

const wageBand = boolRule(
  'standard.wage_band',
  'household',
  text('城市标准在最低工资的规定比例之间', 'urban standard within its band of the minimum wage'),
  zj10,
  and(
    ge(param('dibao.standard_urban'), scale(param('local.min_wage'), param('standard.wage_share_low'), 'up')),
    le(
      param('dibao.standard_urban'),
      scale(param('local.min_wage'), param('standard.wage_share_high'), 'down'),
    ),
  ),
);

/** 确认之后。 */
export const followUp: Programme = {
  rules: [
    recheck,
    relatives,
    criticism,
    recovered,
    fine('least', '骗取救助的罚款下限', 'least fine for fraud'),
    fine('most', '骗取救助的罚款上限', 'greatest fine for fraud'),
    ruralFloor,
    wageBand,
  ],
  items: [],
};
