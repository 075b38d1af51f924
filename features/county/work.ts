/** Work: contributions, dismissal, unemployment, benefits that end. */
import type { LedgerFeature } from '../engine/declaration.ts';
import { and, constant, difference, equal, feature, greater, ratio } from '../expression.ts';
import { socialSecurity } from './departments.ts';
import { text } from './define.ts';

const source = 'employment_event';
const events = (...codes: string[]): { column: string; in: string[] }[] => [{ column: 'event', in: codes }];

/** Contributions of employees: those of residents are paid once a year and say nothing of work. */
const employed = [...events('contribution'), { column: 'scheme', in: ['employee_pension', 'unemployment'] }];

const contributions: LedgerFeature[] = [
  ...[3, 12].map((months) =>
    socialSecurity.event(
      {
        name: `work__contributors_${months}m_members`,
        direction: 'falls',
        title: text(`近 ${months} 个月缴纳社保的成员`, `members who paid contributions in ${months} months`),
      },
      { source, where: employed, aggregate: 'count', months, perPerson: 'count' },
    ),
  ),
  socialSecurity.event(
    {
      name: 'work__contributors_before_12m_members',
      direction: 'either',
      title: text('前 4–15 个月缴纳社保的成员', 'members who paid contributions 4 to 15 months ago'),
    },
    { source, where: employed, aggregate: 'count', months: 12, before: 3, perPerson: 'count' },
  ),
  socialSecurity.monthly(
    {
      name: 'work__since_contribution_months',
      direction: 'rises',
      title: text('全家距最近一次缴费的月数', 'months since anybody paid contributions'),
      reason: text('全家已 {value} 个月没有社保缴费', 'nobody has paid contributions for {value} months'),
      missing: text('24 个月内没有缴费', 'no contributions in 24 months'),
    },
    { source, where: employed, months: 24 },
    { kind: 'months_without' },
  ),
  socialSecurity.monthly(
    {
      name: 'work__contributions_recent_3m_to_past_ratio',
      direction: 'falls',
      title: text('近 3 个月缴费次数与此前之比', 'contributions of 3 months against before'),
      missing: text('此前没有缴费', 'no contributions before'),
    },
    { source, where: employed, months: 24 },
    { kind: 'ratio_to_past', recent: 3 },
  ),
  socialSecurity.event(
    {
      name: 'work__stopped_6m_count',
      direction: 'rises',
      title: text('近 6 个月缴费中断次数', 'contributions missed in 6 months'),
    },
    { source, where: events('contribution_stopped'), aggregate: 'count', months: 6 },
  ),
  socialSecurity.event(
    {
      name: 'work__base_last_12m_fen',
      direction: 'falls',
      title: text('最高缴费基数', 'highest contribution base'),
      missing: text('没有缴费', 'no contributions'),
    },
    {
      source,
      where: employed,
      columns: ['amount_fen'],
      aggregate: 'last',
      perPerson: 'max',
      empty: 'missing',
    },
  ),
];

const losses: LedgerFeature[] = (
  [
    ['dismissed', '解除劳动合同', 'dismissals', ['dismissed']],
    ['registered', '失业登记', 'registrations of unemployment', ['unemployment_registered']],
    ['benefit_started', '开始领取失业金', 'starts of unemployment benefit', ['benefit_started']],
    ['benefit_stopped', '停发失业金', 'ends of unemployment benefit', ['benefit_stopped']],
  ] as const
).flatMap(([name, zh, en, codes]) =>
  [6, 12].map((months) =>
    socialSecurity.event(
      {
        name: `work__${name}_${months}m_count`,
        direction: 'rises',
        title: text(`近 ${months} 个月${zh}人次`, `${en} in ${months} months`),
      },
      { source, where: events(...codes), aggregate: 'count', months },
    ),
  ),
);

const states: LedgerFeature[] = [
  socialSecurity.event(
    {
      name: 'work__since_loss_days',
      direction: 'falls',
      title: text('距最近一次失业（解除合同或登记）的天数', 'days since the last loss of work'),
      missing: text('24 个月内没有失业记录', 'no loss of work in 24 months'),
    },
    {
      source,
      where: events('dismissed', 'unemployment_registered'),
      aggregate: 'days_since',
      months: 24,
      empty: 'missing',
    },
  ),
  socialSecurity.event(
    {
      name: 'work__unemployed_now_members',
      direction: 'rises',
      title: text('登记失业且未再就业的成员', 'members registered as unemployed and not working again'),
    },
    {
      source,
      where: events('unemployment_registered', 'dismissed', 'benefit_started', 'benefit_stopped'),
      aggregate: 'last',
      months: 24,
      endedBy: events('employment_registered', 'contribution', 'public_post'),
      perPerson: 'count',
    },
  ),
  socialSecurity.event(
    {
      name: 'work__back_at_work_12m_count',
      direction: 'falls',
      title: text('近 12 个月再就业人次', 'returns to work in 12 months'),
    },
    { source, where: events('employment_registered', 'public_post'), aggregate: 'count' },
  ),
];

const none = constant(0, 'members');

const derived: LedgerFeature[] = [
  socialSecurity.derived(
    {
      name: 'work__contributors_lost_members',
      direction: 'rises',
      title: text(
        '缴费成员减少数（近 3 个月与此前一年相比）',
        'fewer members paying contributions than in the year before',
      ),
    },
    difference(feature('work__contributors_before_12m_members'), feature('work__contributors_3m_members')),
  ),
  socialSecurity.derived(
    {
      name: 'work__contributors_3m_ratio',
      direction: 'falls',
      title: text('缴费成员占劳动年龄人口', 'share of members of working age who pay contributions'),
      missing: text('没有劳动年龄成员', 'nobody of working age'),
    },
    ratio(feature('work__contributors_3m_members'), feature('household__working_age_members')),
  ),
  socialSecurity.derived(
    {
      name: 'work__zero_employment_flag',
      direction: 'rises',
      title: text(
        '零就业家庭：有人登记失业，近 3 个月无人缴费',
        'somebody unemployed, nobody contributing in 3 months',
      ),
      reasonNot: text('不是零就业家庭', 'not a zero-employment household'),
    },
    and(
      greater(feature('work__unemployed_now_members'), none),
      equal(feature('work__contributors_3m_members'), none),
    ),
  ),
];

/** Work. */
export const workFeatures: readonly LedgerFeature[] = [...contributions, ...losses, ...states, ...derived];
