/**
 * How the household got by in the last three months: savings, loans, credit, sales, children's work.
 */
import type { Bilingual } from '../declaration.ts';
import type { Declaration } from './engine/declaration.ts';
import { countTrue, difference, feature, or } from '../expression.ts';
import { derived, helper, observed, text, windows, type Wording } from './define.ts';

const list = [
  { key: 'spent_savings', zh: '动用了积蓄', en: 'spent savings' },
  { key: 'borrowed_from_people', zh: '向亲友借了钱', en: 'borrowed from relatives or friends' },
  { key: 'borrowed_from_bank', zh: '向银行借了钱', en: 'borrowed from a bank' },
  { key: 'bought_on_credit', zh: '分期或赊账购物', en: 'bought on credit' },
  { key: 'sold_belongings', zh: '变卖了家当', en: 'sold belongings' },
] as const;

type Key = (typeof list)[number]['key'];

const flag = (name: string, key: Key, title: Bilingual): Wording => ({
  name: `coping__${key}_${name}`,
  unit: 'flag',
  direction: 'either',
  title,
  reason: title,
  reasonNot: text(`未发生：${title.zh}`, `did not happen: ${title.en}`),
});

const now = list.map(({ key, zh, en }) =>
  observed(
    `coping.${key}`,
    'flag',
    flag('flag', key, text(`近三个月${zh}`, `${en} in the last three months`)),
  ),
);

const previous = list.map(({ key, zh, en }) =>
  observed(
    `coping.${key}`,
    'flag',
    {
      ...flag('prev_quarter_flag', key, text(`上季度${zh}`, `${en} in the quarter before`)),
      missing: text('上一季度没有调查到', 'not surveyed in the previous quarter'),
    },
    windows.previousQuarter,
  ),
);

const children = [
  { key: 'children_working', zh: '儿童做工', en: 'children worked' },
  { key: 'children_begging', zh: '儿童乞讨', en: 'children begged' },
] as const;

const childHelpers = children.map(({ key, zh, en }) => {
  const wording = { unit: 'flag', direction: 'rises', title: text(zh, en) } as const;
  return helper(observed(`coping.${key}`, 'flag', { name: `coping__${key}_flag`, ...wording }));
});

const strategies = (names: readonly string[]) => countTrue(...names.map(feature));
const nowNames = list.map(({ key }) => `coping__${key}_flag`);
const previousNames = list.map(({ key }) => `coping__${key}_prev_quarter_flag`);

const derivedOnes: Declaration[] = [
  derived(or(feature('coping__children_working_flag'), feature('coping__children_begging_flag')), {
    name: 'coping__children_work_or_beg_flag',
    unit: 'flag',
    direction: 'rises',
    title: text('有儿童做工或乞讨', 'children worked or begged'),
    reason: text('近三个月有儿童做工或乞讨', 'children worked or begged in the last three months'),
    reasonNot: text('近三个月没有儿童做工或乞讨', 'no child worked or begged in the last three months'),
  }),
  derived(strategies(nowNames), {
    name: 'coping__strategies_count',
    unit: 'count',
    direction: 'either',
    title: text('应对手段种数', 'ways of getting by, of five'),
  }),
  derived(difference(strategies(nowNames), strategies(previousNames)), {
    name: 'coping__strategies_change_prev_quarter_count',
    unit: 'count',
    direction: 'either',
    title: text('应对手段比上季度增减', 'change in ways of getting by since last quarter'),
    missing: text('上一季度没有调查到', 'not surveyed in the previous quarter'),
  }),
];

/** Declarations about coping. */
export const copingFeatures: readonly Declaration[] = [...now, ...previous, ...childHelpers, ...derivedOnes];
