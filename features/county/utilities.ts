/** Power and water: use against the household's own past, arrears. */
import type { LedgerFeature } from '../engine/declaration.ts';
import { feature, ratio } from '../expression.ts';
import { utilities } from './departments.ts';
import { text } from './define.ts';

const electricity = { source: 'utility_month', where: [{ column: 'kind', in: ['electricity'] }] };
const water = { source: 'utility_month', where: [{ column: 'kind', in: ['water'] }] };
const power = { ...electricity, columns: ['usage'], unit: 'kwh' as const };

/** Power and water. */
export const utilityFeatures: readonly LedgerFeature[] = [
  ...([3, 12] as const).map((months) =>
    utilities.event(
      {
        name: `utility__power_sum_${months}m_kwh`,
        direction: 'falls',
        title: text(`近 ${months} 个月用电量（千瓦时）`, `power used in ${months} months, kWh`),
        missing: text('没有用电记录', 'no power readings'),
      },
      { ...power, aggregate: 'sum', months, empty: 'missing' },
    ),
  ),
  utilities.event(
    {
      name: 'utility__power_year_ago_3m_kwh',
      direction: 'either',
      title: text('去年同期 3 个月用电量', 'power used in the same 3 months a year ago'),
      missing: text('没有用电记录', 'no power readings'),
    },
    { ...power, aggregate: 'sum', months: 3, before: 12, empty: 'missing' },
  ),
  utilities.derived(
    {
      name: 'utility__power_to_year_ago_ratio',
      direction: 'falls',
      title: text('用电量与去年同期之比', 'power used against the same months a year ago'),
      reason: text('近 3 个月用电量是去年同期的 {value}', 'power used in 3 months is {value} of a year ago'),
      missing: text('去年同期没有用电记录', 'no readings a year ago'),
    },
    ratio(feature('utility__power_sum_3m_kwh'), feature('utility__power_year_ago_3m_kwh')),
  ),
  utilities.monthly(
    {
      name: 'utility__power_recent_3m_z',
      direction: 'falls',
      title: text('近 3 个月用电偏离自身历史（稳健标准分）', 'power of 3 months against own past, robust z'),
    },
    { ...power, months: 24, empty: 'missing' },
    { kind: 'robust_z', recent: 3 },
  ),
  utilities.monthly(
    {
      name: 'utility__power_variation_24m_ratio',
      direction: 'either',
      title: text('24 个月用电波动', 'variation of power over 24 months'),
    },
    { ...power, months: 24, empty: 'missing' },
    { kind: 'variation' },
  ),
  utilities.derived(
    {
      name: 'utility__power_to_village_ratio',
      direction: 'falls',
      title: text(
        '用电量与村社其他家庭均值之比',
        'power used against the mean of other households of the village',
      ),
    },
    ratio(feature('utility__power_sum_12m_kwh'), feature('neighbourhood__power_12m_village_kwh')),
  ),
  ...(
    [
      ['power', '电费', 'power', electricity],
      ['water', '水费', 'water', water],
    ] as const
  ).flatMap(([name, zh, en, rows]) => [
    utilities.event(
      {
        name: `utility__${name}_arrears_6m_count`,
        direction: 'rises',
        title: text(`近 6 个月${zh}最多欠费笔数`, `most unpaid ${en} bills in 6 months`),
      },
      { ...rows, columns: ['arrears_bills'], unit: 'count', aggregate: 'max', months: 6 },
    ),
    utilities.event(
      {
        name: `utility__${name}_arrears_24m_count`,
        direction: 'rises',
        title: text(`近 24 个月${zh}有欠费的账期`, `${en} bills with arrears in 24 months`),
      },
      {
        ...rows,
        where: [...rows.where, { column: 'arrears_bills', atLeast: 1 }],
        aggregate: 'count',
        months: 24,
      },
    ),
  ]),
  utilities.event(
    {
      name: 'utility__water_sum_12m_m3',
      direction: 'either',
      title: text('近 12 个月用水量（立方米）', 'water used in 12 months, m³'),
      missing: text('没有用水记录', 'no water readings'),
    },
    { ...water, columns: ['usage'], unit: 'm3', aggregate: 'sum', empty: 'missing' },
  ),
  utilities.event(
    {
      name: 'utility__since_reading_days',
      direction: 'either',
      title: text('距最近一次抄表的天数', 'days since the last reading'),
      missing: text('24 个月内没有抄表', 'no reading in 24 months'),
    },
    { ...electricity, aggregate: 'days_since', months: 24, empty: 'missing' },
  ),
];
