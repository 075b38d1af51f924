/**
 * Income against the household's own past: mean, extremes, volatility, trend, change.
 */
import type { Declaration } from './engine/declaration.ts';
import { difference, feature, ratio } from '../expression.ts';
import { derived, income, text, windows } from './define.ts';
import { NO_EARLIER, NO_PREVIOUS, NO_YEAR_AGO, relative } from './income-level.ts';

const past = (name: string, aggregate: 'mean' | 'min' | 'max', zh: string, en: string): Declaration =>
  income(
    'per_capita',
    {
      name: relative(`${name}_earlier_24m_ratio`),
      unit: 'ratio',
      direction: 'falls',
      title: text(`此前 24 个月相对收入${zh}`, `${en} relative income in the 24 months before`),
      missing: NO_EARLIER,
    },
    { context: 'median_ratio', aggregate, ...windows.earlier24 },
  );

const trend: Declaration[] = [
  past('mean', 'mean', '均值', 'mean'),
  past('min', 'min', '最低值', 'lowest'),
  past('max', 'max', '最高值', 'highest'),
  income(
    'per_capita',
    {
      name: relative('std_24m_ratio'),
      unit: 'ratio',
      direction: 'either',
      title: text('24 个月内相对收入的波动', 'volatility of relative income over 24 months'),
      missing: text('24 个月内不足两次调查', 'fewer than two surveys in 24 months'),
    },
    { context: 'median_ratio', aggregate: 'std', ...windows.last24 },
  ),
  income(
    'per_capita',
    {
      name: relative('slope_24m_ratio_per_month'),
      unit: 'ratio_per_month',
      direction: 'either',
      title: text('24 个月内相对收入的月变化', 'monthly trend of relative income over 24 months'),
      missing: text('24 个月内不足两次调查', 'fewer than two surveys in 24 months'),
    },
    { context: 'median_ratio', aggregate: 'slope', ...windows.last24 },
  ),
  derived(difference(feature(relative('ratio')), feature(relative('prev_quarter_ratio'))), {
    name: relative('change_prev_quarter_ratio'),
    unit: 'ratio',
    direction: 'either',
    title: text('相对收入比上季度的变化', 'change of relative income since last quarter'),
    reason: text(
      '人均收入比上季度变化了中位数的 {value}',
      'income per head moved by {value} of the median since last quarter',
    ),
    missing: NO_PREVIOUS,
  }),
  derived(difference(feature(relative('ratio')), feature(relative('year_ago_ratio'))), {
    name: relative('change_year_ratio'),
    unit: 'ratio',
    direction: 'either',
    title: text('相对收入比去年同季的变化', 'change of relative income since a year ago'),
    reason: text(
      '人均收入比去年同季变化了中位数的 {value}',
      'income per head moved by {value} of the median in a year',
    ),
    missing: NO_YEAR_AGO,
  }),
  derived(ratio(feature(relative('ratio')), feature(relative('mean_earlier_24m_ratio'))), {
    name: 'income__now_to_own_past_24m_ratio',
    unit: 'ratio',
    direction: 'either',
    title: text(
      '相对收入与自身此前 24 个月均值之比',
      'relative income against its own mean of the 24 months before',
    ),
    reason: text('相对收入为自身此前均值的 {value}', 'relative income is {value} of its own earlier mean'),
    missing: NO_EARLIER,
  }),
];

const history: Declaration[] = [
  income(
    'per_capita',
    {
      name: 'history__observations_earlier_24m_count',
      unit: 'count',
      direction: 'either',
      title: text('此前 24 个月调查次数', 'surveys in the 24 months before'),
    },
    { aggregate: 'count', ...windows.earlier24 },
  ),
];

/** Declarations about income over time. */
export const incomeTrendFeatures: readonly Declaration[] = [...trend, ...history];
