/**
 * Where the income of the last three months came from, and what appeared or vanished.
 */
import type { Bilingual, Direction } from '../declaration.ts';
import type { Declaration, MeasuredFeature } from './engine/declaration.ts';
import { countTrue, feature, greater, less } from '../expression.ts';
import { derived, helper, observed, text, windows } from './define.ts';

interface IncomeSource {
  readonly key: string;
  readonly direction: Direction;
  readonly zh: string;
  readonly en: string;
}

const list: readonly IncomeSource[] = [
  { key: 'work', direction: 'either', zh: '工作收入', en: 'income from work' },
  { key: 'pension', direction: 'falls', zh: '养老金或抚恤金', en: 'a pension' },
  { key: 'pension_13th', direction: 'either', zh: '第十三月养老金', en: 'a thirteenth pension payment' },
  { key: 'pension_back_pay', direction: 'either', zh: '补发的养老金', en: 'back pay of a pension' },
  { key: 'severance', direction: 'either', zh: '遣散费', en: 'severance pay' },
  { key: 'unemployment_insurance', direction: 'either', zh: '失业保险金', en: 'unemployment insurance' },
  {
    key: 'aid_cash',
    direction: 'rises',
    zh: '政府或教会的现金救助',
    en: 'cash aid from the state or a church',
  },
  {
    key: 'aid_goods',
    direction: 'rises',
    zh: '政府或教会的实物救助',
    en: 'goods from the state or a church',
  },
  { key: 'others_goods', direction: 'rises', zh: '他人给的实物', en: 'goods from other people' },
  { key: 'rent', direction: 'falls', zh: '房租收入', en: 'rent' },
  { key: 'own_business', direction: 'either', zh: '不参与经营的生意收益', en: 'profit of a business' },
  { key: 'interest', direction: 'falls', zh: '利息或投资收益', en: 'interest or dividends' },
  { key: 'scholarship', direction: 'either', zh: '助学金', en: 'a scholarship' },
  { key: 'others_cash', direction: 'either', zh: '他人给的现金', en: 'cash from other people' },
  { key: 'other_cash', direction: 'either', zh: '其他现金', en: 'other cash' },
];

const nowName = (key: string): string => `source__${key}_flag`;
const earlierName = (key: string): string => `source__${key}_earlier_flag`;
const code = (key: string): string => `income_source.${key}`;

/** Income source code → wording, for households' histories. */
export const incomeSourceTitles: Readonly<Record<string, Bilingual>> = Object.fromEntries(
  list.map(({ key, zh, en }) => [code(key), text(zh, en)]),
);

const now = list.map(({ key, direction, zh, en }) =>
  observed(code(key), 'flag', {
    name: nowName(key),
    unit: 'flag',
    direction,
    title: text(`近三个月有${zh}`, `received ${en} in the last three months`),
    reason: text(`近三个月有${zh}`, `received ${en} in the last three months`),
    reasonNot: text(`近三个月没有${zh}`, `did not receive ${en} in the last three months`),
  }),
);

const earlier: MeasuredFeature[] = list.map(({ key, zh, en }) =>
  helper(
    observed(
      code(key),
      'flag',
      {
        name: earlierName(key),
        unit: 'flag',
        direction: 'either',
        title: text(`上次调查时有${zh}`, `received ${en} at the survey before`),
      },
      windows.earlier24,
    ),
  ),
);

const NO_EARLIER = text('此前 24 个月没有调查到', 'not surveyed in the 24 months before');

const appeared = (key: string) => greater(feature(nowName(key)), feature(earlierName(key)));
const vanished = (key: string) => less(feature(nowName(key)), feature(earlierName(key)));

const counts: Declaration[] = [
  derived(countTrue(...list.map(({ key }) => feature(nowName(key)))), {
    name: 'source__kinds_count',
    unit: 'count',
    direction: 'either',
    title: text('收入来源种数', 'kinds of income'),
  }),
  derived(countTrue(...list.map(({ key }) => appeared(key))), {
    name: 'source__appeared_count',
    unit: 'count',
    direction: 'either',
    title: text('比上次调查新增的收入来源', 'kinds of income that appeared since the survey before'),
    missing: NO_EARLIER,
  }),
  derived(countTrue(...list.map(({ key }) => vanished(key))), {
    name: 'source__vanished_count',
    unit: 'count',
    direction: 'either',
    title: text('比上次调查消失的收入来源', 'kinds of income that vanished since the survey before'),
    missing: NO_EARLIER,
  }),
];

const change = (
  key: 'work' | 'pension' | 'aid_cash',
  kind: 'appeared' | 'vanished',
  direction: Direction,
  zh: string,
  en: string,
): Declaration =>
  derived(kind === 'appeared' ? appeared(key) : vanished(key), {
    name: `source__${key}_${kind}_flag`,
    unit: 'flag',
    direction,
    title: text(zh, en),
    reason: text(zh, en),
    reasonNot: text(`没有发生：${zh}`, `did not happen: ${en}`),
    missing: NO_EARLIER,
  });

const changes: Declaration[] = [
  change('work', 'vanished', 'rises', '工作收入中断', 'income from work stopped'),
  change('work', 'appeared', 'either', '新有工作收入', 'income from work began'),
  change('pension', 'vanished', 'either', '养老金中断', 'the pension stopped'),
  change('pension', 'appeared', 'either', '新领养老金', 'a pension began'),
  change('aid_cash', 'vanished', 'either', '现金救助停止', 'cash aid stopped'),
];

const previous = (key: 'work' | 'pension', zh: string, en: string): Declaration =>
  observed(
    code(key),
    'flag',
    {
      name: `source__${key}_prev_quarter_flag`,
      unit: 'flag',
      direction: 'either',
      title: text(`上季度有${zh}`, `received ${en} in the quarter before`),
      reason: text(`上季度有${zh}`, `received ${en} in the quarter before`),
      reasonNot: text(`上季度没有${zh}`, `did not receive ${en} in the quarter before`),
      missing: text('上一季度没有调查到', 'not surveyed in the previous quarter'),
    },
    windows.previousQuarter,
  );

/** Declarations about sources of income. */
export const sourceFeatures: readonly Declaration[] = [
  ...now,
  ...earlier,
  ...counts,
  ...changes,
  previous('work', '工作收入', 'income from work'),
  previous('pension', '养老金', 'a pension'),
];
