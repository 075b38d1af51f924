/** Assistance: held, refused, left, and how long ago. */
import type { LedgerFeature } from '../engine/declaration.ts';
import { constant, feature, greater, sum } from '../expression.ts';
import { civilAffairs, several } from './departments.ts';
import { text } from './define.ts';

const grants = 'assistance_grant';
const steps = 'assistance_application';
const items = (...codes: string[]): { column: string; in: string[] } => ({ column: 'item', in: codes });
const paid = { column: 'action', in: ['paid'] };
const dibao = items('dibao', 'dibao_single', 'dibao_category', 'dibao_gradual_exit');
const temporary = items('temporary', 'temporary_emergency', 'temporary_expenditure');

const held: LedgerFeature[] = (
  [
    ['dibao', '低保', 'Dibao', dibao],
    ['tekun', '特困供养', 'Tekun support', items('tekun', 'tekun_care')],
    [
      'disability_subsidy',
      '残疾人两项补贴',
      'disability subsidies',
      items('disability_living', 'disability_nursing'),
    ],
  ] as const
).map(([name, zh, en, item]) =>
  civilAffairs.event(
    {
      name: `aid__${name}_held_flag`,
      direction: 'either',
      title: text(`正在享受${zh}`, `on ${en}`),
      reasonNot: text(`没有享受${zh}`, `not on ${en}`),
    },
    { source: grants, where: [item, paid], aggregate: 'any', months: 2 },
  ),
);

const paidSums: LedgerFeature[] = [
  civilAffairs.event(
    {
      name: 'aid__paid_12m_fen',
      direction: 'either',
      title: text('近 12 个月救助金合计', 'assistance paid in 12 months'),
    },
    { source: grants, where: [paid], columns: ['amount_fen'], aggregate: 'sum' },
  ),
  civilAffairs.monthly(
    {
      name: 'aid__since_dibao_months',
      direction: 'either',
      title: text('距最近一次低保发放的月数', 'months since Dibao was last paid'),
      missing: text('36 个月内没有低保', 'no Dibao in 36 months'),
    },
    { source: grants, where: [dibao, paid], months: 36 },
    { kind: 'months_without' },
  ),
  civilAffairs.event(
    {
      name: 'aid__temporary_12m_count',
      direction: 'rises',
      title: text('近 12 个月临时救助次数', 'temporary assistance in 12 months'),
    },
    { source: grants, where: [temporary, paid], aggregate: 'count' },
  ),
  several.event(
    {
      name: 'aid__charity_union_24m_count',
      direction: 'rises',
      title: text('近 24 个月慈善与工会帮扶次数', 'help from charities and unions in 24 months'),
    },
    {
      source: grants,
      where: [
        items(
          'charity_medical',
          'charity_education',
          'charity_living',
          'union_deep',
          'union_relative',
          'union_accident',
        ),
      ],
      aggregate: 'count',
      months: 24,
    },
  ),
];

const history: LedgerFeature[] = (
  [
    ['applied', '申请救助', 'applications', ['applied'], 12],
    ['refused', '申请被拒', 'applications refused', ['refused'], 12],
    ['left', '退出或停发', 'ends of assistance', ['left', 'stopped'], 24],
  ] as const
).flatMap(([name, zh, en, actions, months]) => [
  civilAffairs.event(
    {
      name: `aid__${name}_${months}m_count`,
      direction: 'rises',
      title: text(`近 ${months} 个月${zh}次数`, `${en} in ${months} months`),
    },
    { source: steps, where: [{ column: 'action', in: [...actions] }], aggregate: 'count', months },
  ),
  civilAffairs.event(
    {
      name: `aid__since_${name}_days`,
      direction: 'falls',
      title: text(`距最近一次${zh}的天数`, `days since the last of ${en}`),
      missing: text('36 个月内没有', 'none in 36 months'),
    },
    {
      source: steps,
      where: [{ column: 'action', in: [...actions] }],
      aggregate: 'days_since',
      months: 36,
      empty: 'missing',
    },
  ),
]);

const standing: LedgerFeature[] = [
  civilAffairs.event(
    {
      name: 'aid__dibian_24m_flag',
      direction: 'either',
      title: text(
        '近 24 个月认定为低保边缘或刚性支出困难家庭',
        'recognised as Dibian or rigid-expenditure household',
      ),
      reasonNot: text('未认定为低边、刚性支出困难家庭', 'not so recognised'),
    },
    {
      source: steps,
      where: [items('dibian', 'rigid'), { column: 'action', in: ['approved'] }],
      aggregate: 'any',
      months: 24,
    },
  ),
  civilAffairs.event(
    {
      name: 'aid__refused_for_income_24m_flag',
      direction: 'falls',
      title: text('近 24 个月因收入或财产超标被拒', 'refused for income or assets above the limit'),
      reasonNot: text('没有因超标被拒', 'not refused for being above a limit'),
    },
    {
      source: steps,
      where: [
        { column: 'action', in: ['refused'] },
        { column: 'reason', in: ['income_above', 'assets_above'] },
      ],
      aggregate: 'any',
      months: 24,
    },
  ),
  civilAffairs.event(
    {
      name: 'aid__monitored_flag',
      direction: 'rises',
      title: text('防止返贫监测对象', 'monitored against falling back into poverty'),
      reasonNot: text('不是防止返贫监测对象', 'not monitored'),
    },
    {
      source: 'observation',
      where: [
        { column: 'code', in: ['rural.monitored'] },
        { column: 'value', atLeast: 1 },
      ],
      aggregate: 'any',
      months: 36,
    },
  ),
  civilAffairs.derived(
    {
      name: 'aid__any_held_flag',
      direction: 'either',
      title: text('正在享受低保或特困', 'on Dibao or Tekun support'),
      reasonNot: text('没有享受低保或特困', 'on neither'),
    },
    greater(sum(feature('aid__dibao_held_flag'), feature('aid__tekun_held_flag')), constant(0, 'flag')),
  ),
];

/** Assistance history. */
export const aidFeatures: readonly LedgerFeature[] = [...held, ...paidSums, ...history, ...standing];
