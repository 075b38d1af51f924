/** Loss of an earner: death at 25 to 50, detention, departure. */
import type { LedgerFeature } from '../engine/declaration.ts';
import { difference, feature, ratio } from '../expression.ts';
import { police, tax } from './departments.ts';
import { text } from './define.ts';

const source = 'vital_event';
const events = (...codes: string[]): { column: string; in: string[] }[] => [{ column: 'event', in: codes }];
const ofLastHome = (name: string, zh: string, en: string, months: number, before: number): LedgerFeature =>
  tax.event(
    { name, direction: 'either', title: text(zh, en), helper: true },
    {
      source: 'income_month',
      where: [{ column: 'kind', in: ['wage', 'labour', 'business', 'pension', 'basic_pension'] }],
      columns: ['amount_fen'],
      aggregate: 'sum',
      months,
      before,
      home: 'last',
    },
  );

/** Loss of an earner. */
export const earnerFeatures: readonly LedgerFeature[] = [
  ...([6, 12, 24] as const).map((months) =>
    police.event(
      {
        name: `earner__died_25_50_${months}m_count`,
        direction: 'rises',
        title: text(`近 ${months} 个月 25–50 岁成员死亡`, `deaths at 25–50 in ${months} months`),
        reason: text(
          `近 ${months} 个月有 {value} 名 25–50 岁成员死亡`,
          `{value} members of 25–50 died in ${months} months`,
        ),
      },
      {
        source,
        where: events('death'),
        aggregate: 'count',
        months,
        home: 'last',
        who: { fromAge: 25, toAge: 50 },
      },
    ),
  ),
  police.event(
    {
      name: 'earner__died_working_age_12m_count',
      direction: 'rises',
      title: text('近 12 个月劳动年龄成员死亡', 'deaths at working age in 12 months'),
    },
    { source, where: events('death'), aggregate: 'count', home: 'last', who: { fromAge: 16, toAge: 59 } },
  ),
  police.event(
    {
      name: 'earner__detained_24m_count',
      direction: 'rises',
      title: text(
        '近 24 个月成员被羁押（仅是否，不含事由）',
        'members detained in 24 months (yes or no only)',
      ),
    },
    { source, where: events('detained'), aggregate: 'count', months: 24, home: 'last' },
  ),
  police.event(
    {
      name: 'earner__missing_24m_count',
      direction: 'rises',
      title: text('近 24 个月成员失踪', 'members missing in 24 months'),
    },
    { source, where: events('missing'), aggregate: 'count', months: 24, home: 'last' },
  ),
  police.event(
    {
      name: 'earner__left_working_age_12m_count',
      direction: 'either',
      title: text('近 12 个月劳动年龄成员迁出', 'members of working age who left in 12 months'),
    },
    { source, where: events('moved_out'), aggregate: 'count', home: 'last', who: { fromAge: 16, toAge: 59 } },
  ),
  ofLastHome(
    'earner__with_former_12m_fen',
    '含已离开成员的前 12 个月收入',
    'income before, former members too',
    12,
    6,
  ),
  tax.event(
    {
      name: 'earner__without_former_12m_fen',
      direction: 'either',
      title: text('现有成员的前 12 个月收入', 'income before, present members'),
      helper: true,
    },
    {
      source: 'income_month',
      where: [{ column: 'kind', in: ['wage', 'labour', 'business', 'pension', 'basic_pension'] }],
      columns: ['amount_fen'],
      aggregate: 'sum',
      months: 12,
      before: 6,
    },
  ),
  tax.derived(
    {
      name: 'earner__lost_income_ratio',
      direction: 'rises',
      title: text('已离开成员占家庭此前收入', 'share of earlier income earned by those who are gone'),
      reason: text(
        '家庭此前收入的 {value} 由已离开（死亡、迁出）的成员取得',
        '{value} of earlier income was earned by members now gone',
      ),
      missing: text('此前没有登记收入', 'no income recorded before'),
    },
    ratio(
      difference(feature('earner__with_former_12m_fen'), feature('earner__without_former_12m_fen')),
      feature('earner__with_former_12m_fen'),
    ),
  ),
];
