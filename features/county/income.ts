/** Income as departments see it: level, trend, volatility, fall against the household's own past. */
import type { LedgerFeature } from '../engine/declaration.ts';
import { and, constant, equal, feature, greater, parameter, ratio } from '../expression.ts';
import { tax } from './departments.ts';
import { text } from './define.ts';

const rows = { source: 'income_month', columns: ['amount_fen'] } as const;
const kinds = [
  [
    'all',
    '登记收入',
    'recorded income',
    [
      'wage',
      'labour',
      'business',
      'pension',
      'basic_pension',
      'unemployment_benefit',
      'property',
      'transfer',
    ],
  ],
  ['wage', '工资薪金', 'wages', ['wage']],
  ['labour', '劳务报酬', 'fees for services', ['labour']],
  ['business', '经营所得', 'business income', ['business']],
  ['pension', '养老金', 'pensions', ['pension', 'basic_pension']],
] as const;

const sums: LedgerFeature[] = kinds.flatMap(([name, zh, en, list]) =>
  [3, 12].map((months) =>
    tax.event(
      {
        name: `income__${name}_sum_${months}m_fen`,
        direction: 'falls',
        title: text(`近 ${months} 个月${zh}`, `${en} in ${months} months`),
        missing: text('没有收入登记', 'no income recorded'),
      },
      { ...rows, where: [{ column: 'kind', in: [...list] }], aggregate: 'sum', months },
    ),
  ),
);

const all = kinds[0][3];
const work = ['wage', 'labour', 'business'];
const series = { ...rows, where: [{ column: 'kind', in: [...all] }], months: 24 };
const workSeries = { ...rows, where: [{ column: 'kind', in: work }], months: 24 };

const shapes: LedgerFeature[] = [
  tax.monthly(
    {
      name: 'income__recent_3m_to_past_24m_ratio',
      direction: 'falls',
      title: text('近 3 个月收入与此前 21 个月月均之比', 'income of 3 months against the 21 before'),
      reason: text(
        '近 3 个月月均登记收入是此前的 {value}',
        'recorded income of 3 months is {value} of before',
      ),
      missing: text('此前没有登记收入', 'no income recorded before'),
    },
    series,
    { kind: 'ratio_to_past', recent: 3 },
  ),
  tax.monthly(
    {
      name: 'income__recent_3m_z',
      direction: 'falls',
      title: text('近 3 个月收入偏离自身历史（稳健标准分）', 'income of 3 months against own past, robust z'),
    },
    series,
    { kind: 'robust_z', recent: 3 },
  ),
  tax.monthly(
    {
      name: 'income__trend_24m_ratio_per_month',
      direction: 'falls',
      title: text('24 个月收入趋势（每月相对变化）', 'trend of income over 24 months'),
      missing: text('登记收入不足', 'too little income recorded'),
    },
    series,
    { kind: 'slope' },
  ),
  tax.monthly(
    {
      name: 'income__volatility_24m_ratio',
      direction: 'rises',
      title: text('24 个月收入波动（变异系数）', 'variation of income over 24 months'),
      missing: text('登记收入不足', 'too little income recorded'),
    },
    series,
    { kind: 'variation' },
  ),
  tax.monthly(
    {
      name: 'income__since_work_income_months',
      direction: 'rises',
      title: text('距最近一次劳动收入的月数', 'months since the last income from work'),
      missing: text('24 个月内没有劳动收入', 'no income from work in 24 months'),
    },
    workSeries,
    { kind: 'months_without' },
  ),
  tax.monthly(
    {
      name: 'income__longest_gap_24m_months',
      direction: 'rises',
      title: text('24 个月内劳动收入最长中断', 'longest break of income from work in 24 months'),
      missing: text('24 个月内没有劳动收入', 'no income from work in 24 months'),
    },
    workSeries,
    { kind: 'longest_gap' },
  ),
  tax.monthly(
    {
      name: 'income__work_recent_3m_to_past_ratio',
      direction: 'falls',
      title: text('近 3 个月劳动收入与此前之比', 'income from work of 3 months against before'),
      missing: text('此前没有劳动收入', 'no income from work before'),
    },
    workSeries,
    { kind: 'ratio_to_past', recent: 3 },
  ),
];

const earners: LedgerFeature[] = [
  tax.event(
    {
      name: 'income__earners_6m_members',
      direction: 'falls',
      title: text('近 6 个月有劳动收入的成员', 'members with income from work in 6 months'),
    },
    {
      ...rows,
      where: [{ column: 'kind', in: work }],
      aggregate: 'sum',
      months: 6,
      perPerson: 'count',
    },
  ),
  tax.event(
    {
      name: 'income__largest_earner_12m_fen',
      direction: 'falls',
      title: text('收入最高成员近 12 个月收入', 'income of the highest earner in 12 months'),
    },
    { ...rows, where: [{ column: 'kind', in: work }], aggregate: 'sum', perPerson: 'max' },
  ),
];

const size = feature('household__size_members');
const perMember = (name: string, from: string, zh: string, en: string): LedgerFeature =>
  tax.derived({ name, direction: 'falls', title: text(zh, en) }, ratio(feature(from), size));

const derived: LedgerFeature[] = [
  perMember(
    'income__all_sum_12m_fen_per_member',
    'income__all_sum_12m_fen',
    '近 12 个月人均登记收入',
    'recorded income a member in 12 months',
  ),
  perMember(
    'income__all_sum_3m_fen_per_member',
    'income__all_sum_3m_fen',
    '近 3 个月人均登记收入',
    'recorded income a member in 3 months',
  ),
  tax.derived(
    {
      name: 'income__largest_earner_12m_ratio',
      direction: 'rises',
      title: text('收入最高成员占全家劳动收入', 'share of the highest earner in all recorded income'),
      missing: text('没有登记收入', 'no income recorded'),
    },
    ratio(feature('income__largest_earner_12m_fen'), feature('income__all_sum_12m_fen')),
  ),
  tax.derived(
    {
      name: 'income__no_record_12m_flag',
      direction: 'either',
      title: text('近 12 个月没有任何登记收入', 'no income recorded in 12 months'),
      reasonNot: text('近 12 个月有登记收入', 'income recorded in 12 months'),
    },
    equal(feature('income__all_sum_12m_fen'), constant(0, 'fen')),
  ),
  tax.derived(
    {
      name: 'income__no_earner_6m_flag',
      direction: 'rises',
      title: text(
        '有劳动年龄成员但近 6 个月无人有劳动收入',
        'members of working age, none with income from work',
      ),
      reasonNot: text('近 6 个月有人有劳动收入', 'somebody earns'),
    },
    and(
      equal(feature('income__earners_6m_members'), constant(0, 'members')),
      greater(feature('household__working_age_members'), constant(0, 'members')),
    ),
  ),
];

const line: LedgerFeature = tax.derived(
  {
    name: 'income__per_member_12m_to_standard_ratio',
    direction: 'falls',
    title: text(
      '近 12 个月人均登记收入与低保标准之比',
      'recorded income a member against the Dibao standard',
    ),
    reason: text(
      '人均登记收入是低保标准的 {value}',
      'recorded income a member is {value} of the Dibao standard',
    ),
  },
  ratio(feature('income__all_sum_12m_fen_per_member'), parameter('dibao_standard_year', 'fen_per_member')),
);

/** Income. */
export const incomeFeatures: readonly LedgerFeature[] = [...sums, ...shapes, ...earners, ...derived, line];
