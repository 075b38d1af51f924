/**
 * Income: level and place among all households, now and before.
 */
import type { Declaration } from './engine/declaration.ts';
import { feature, log } from '../expression.ts';
import { derived, income, text, windows } from './define.ts';

/** Names of the features that are relative to the median. */
export const relative = (name: string): string => `income__relative_to_median_${name}`;

const level: Declaration[] = [
  income('total', {
    name: 'income__total_month_fen',
    unit: 'fen',
    direction: 'falls',
    title: text('家庭月总收入', 'total household income a month'),
    reason: text('家庭月总收入 {value} 比索', 'the household has {value} pesos a month in all'),
  }),
  income('per_capita', {
    name: 'income__per_capita_month_fen',
    unit: 'fen',
    direction: 'falls',
    title: text('人均月收入', 'income per head a month'),
    reason: text('人均月收入 {value} 比索', 'income per head is {value} pesos a month'),
  }),
  income(
    'per_capita',
    {
      name: relative('ratio'),
      unit: 'ratio',
      direction: 'falls',
      title: text('人均收入与同期中位数之比', 'income per head relative to the median of the quarter'),
      reason: text(
        '人均收入为同期中位数的 {value}',
        'income per head is {value} of the median of that quarter',
      ),
    },
    { context: 'median_ratio' },
  ),
  derived(log(feature(relative('ratio'))), {
    name: relative('log'),
    unit: 'log',
    direction: 'falls',
    title: text('相对收入的对数', 'logarithm of relative income'),
    missing: text('没有收入', 'no income'),
  }),
  income(
    'per_capita',
    {
      name: 'income__rank_in_quarter_share',
      unit: 'share',
      direction: 'falls',
      title: text('人均收入在当季全部家庭中的位次', 'rank of income per head among all households'),
      reason: text(
        '人均收入高于当季 {value} 的家庭',
        'income per head is above that of {value} of households',
      ),
    },
    { context: 'percentile' },
  ),
  income(
    'per_capita',
    {
      name: 'income__under_line_flag',
      unit: 'flag',
      direction: 'rises',
      title: text('人均收入低于中位数的 60%', 'income per head under 60 % of the median'),
      reason: text('人均收入低于同期中位数的 60%', 'income per head is under 60 % of the median'),
      reasonNot: text('人均收入不低于同期中位数的 60%', 'income per head is not under 60 % of the median'),
    },
    { context: 'under_60_median' },
  ),
];

/** Why a value of the previous quarter is missing. */
export const NO_PREVIOUS = text('上一季度没有调查到', 'not surveyed in the previous quarter');
/** Why a value of a year ago is missing. */
export const NO_YEAR_AGO = text('去年同季没有调查到', 'not surveyed a year ago');
/** Why a value of the 24 months before is missing. */
export const NO_EARLIER = text('此前 24 个月没有调查到', 'not surveyed in the 24 months before');

const lagged: Declaration[] = [
  income(
    'per_capita',
    {
      name: relative('prev_quarter_ratio'),
      unit: 'ratio',
      direction: 'falls',
      title: text('上季度相对收入', 'relative income in the previous quarter'),
      reason: text(
        '上季度人均收入为中位数的 {value}',
        'income per head was {value} of the median last quarter',
      ),
      missing: NO_PREVIOUS,
    },
    { context: 'median_ratio', ...windows.previousQuarter },
  ),
  income(
    'per_capita',
    {
      name: relative('year_ago_ratio'),
      unit: 'ratio',
      direction: 'falls',
      title: text('去年同季相对收入', 'relative income a year ago'),
      reason: text(
        '去年同季人均收入为中位数的 {value}',
        'income per head was {value} of the median a year ago',
      ),
      missing: NO_YEAR_AGO,
    },
    { context: 'median_ratio', ...windows.yearAgo },
  ),
  income(
    'per_capita',
    {
      name: 'income__under_line_prev_quarter_flag',
      unit: 'flag',
      direction: 'rises',
      title: text('上季度低于中位数的 60%', 'under 60 % of the median in the previous quarter'),
      reason: text('上季度已低于中位数的 60%', 'already under 60 % of the median last quarter'),
      reasonNot: text('上季度不低于中位数的 60%', 'not under 60 % of the median last quarter'),
      missing: NO_PREVIOUS,
    },
    { context: 'under_60_median', ...windows.previousQuarter },
  ),
  income(
    'per_capita',
    {
      name: 'income__under_line_year_ago_flag',
      unit: 'flag',
      direction: 'rises',
      title: text('去年同季低于中位数的 60%', 'under 60 % of the median a year ago'),
      reason: text('去年同季低于中位数的 60%', 'under 60 % of the median a year ago'),
      reasonNot: text('去年同季不低于中位数的 60%', 'not under 60 % of the median a year ago'),
      missing: NO_YEAR_AGO,
    },
    { context: 'under_60_median', ...windows.yearAgo },
  ),
  income(
    'per_capita',
    {
      name: 'income__under_line_earlier_24m_count',
      unit: 'count',
      direction: 'rises',
      title: text(
        '此前 24 个月低于中位数 60% 的次数',
        'times under 60 % of the median in the 24 months before',
      ),
      missing: NO_EARLIER,
    },
    { context: 'under_60_median', aggregate: 'sum', ...windows.earlier24 },
  ),
];

/** Declarations about the level of income. */
export const incomeLevelFeatures: readonly Declaration[] = [...level, ...lagged];
