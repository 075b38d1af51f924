/** What people report, and what visits found. */
import type { LedgerFeature } from '../engine/declaration.ts';
import { civilAffairs, voices } from './departments.ts';
import { text } from './define.ts';

const source = 'report';

/** Reports and visits. */
export const voiceFeatures: readonly LedgerFeature[] = [
  ...([3, 12] as const).map((months) =>
    voices.event(
      {
        name: `voice__reports_${months}m_count`,
        direction: 'rises',
        title: text(`近 ${months} 个月困难上报次数`, `reports of hardship in ${months} months`),
      },
      { source, aggregate: 'count', months },
    ),
  ),
  voices.event(
    {
      name: 'voice__hotline_12m_count',
      direction: 'rises',
      title: text('近 12 个月 12345 来电次数', 'calls to the 12345 hotline in 12 months'),
    },
    { source, where: [{ column: 'channel', in: ['hotline_12345'] }], aggregate: 'count' },
  ),
  voices.event(
    {
      name: 'voice__self_reports_12m_count',
      direction: 'rises',
      title: text('近 12 个月本人上报次数', 'own reports in 12 months'),
    },
    { source, where: [{ column: 'reporter', in: ['self'] }], aggregate: 'count' },
  ),
  voices.event(
    {
      name: 'voice__since_report_days',
      direction: 'falls',
      title: text('距最近一次上报的天数', 'days since the last report'),
      missing: text('24 个月内没有上报', 'no report in 24 months'),
    },
    { source, aggregate: 'days_since', months: 24, empty: 'missing' },
  ),
  civilAffairs.event(
    {
      name: 'voice__visits_24m_count',
      direction: 'either',
      title: text('近 24 个月入户核查次数', 'visits in 24 months'),
    },
    { source: 'visit', aggregate: 'count', months: 24 },
  ),
  civilAffairs.event(
    {
      name: 'voice__visit_confirmed_24m_flag',
      direction: 'rises',
      title: text('近 24 个月核查属实', 'a visit confirmed hardship in 24 months'),
      reasonNot: text('没有核查属实', 'no visit confirmed hardship'),
    },
    { source: 'visit', where: [{ column: 'outcome', in: ['confirmed'] }], aggregate: 'any', months: 24 },
  ),
  civilAffairs.event(
    {
      name: 'voice__visit_income_fen',
      direction: 'falls',
      title: text('最近一次核查的家庭年收入', 'yearly income found by the last visit'),
      missing: text('24 个月内没有核查', 'no visit in 24 months'),
    },
    {
      source: 'visit',
      columns: ['wage_fen', 'business_fen', 'property_fen', 'transfer_fen'],
      aggregate: 'last',
      months: 24,
      empty: 'missing',
    },
  ),
];
