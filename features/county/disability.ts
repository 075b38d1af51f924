/** Disability: who has a certificate, how severe, what is new. */
import type { LedgerFeature } from '../engine/declaration.ts';
import { constant, feature, ratio, greater } from '../expression.ts';
import { disabledFederation } from './departments.ts';
import { text } from './define.ts';

const source = 'disability_cert';
const cancelled = [{ column: 'action', in: ['cancelled'] }];
const held = { source, endedBy: cancelled, aggregate: 'last', months: 600 } as const;
const actions = (...codes: string[]): { column: string; in: string[] }[] => [{ column: 'action', in: codes }];
const valid = actions('issued', 'upgraded', 'downgraded', 'renewed');

/** Disability. */
export const disabilityFeatures: readonly LedgerFeature[] = [
  disabledFederation.event(
    {
      name: 'disability__certified_members',
      direction: 'rises',
      title: text('持残疾人证的成员', 'members with a disability certificate'),
    },
    { ...held, where: valid, perPerson: 'count' },
  ),
  disabledFederation.event(
    {
      name: 'disability__severest_grade_count',
      direction: 'either',
      title: text('最重残疾等级（1 最重）', 'severest grade (1 severest)'),
      missing: text('没有持证残疾人', 'nobody certified'),
    },
    { ...held, where: valid, columns: ['grade'], unit: 'count', perPerson: 'min', empty: 'missing' },
  ),
  ...(
    [
      ['severe', '一、二级重度残疾成员', 'members with grade 1 or 2', [{ column: 'grade', atMost: 2 }]],
      [
        'mental',
        '智力、精神残疾成员',
        'members with intellectual or mental disability',
        [{ column: 'type', in: ['5', '6'] }],
      ],
      [
        'care',
        '需长期照护成员',
        'members in need of long-term care',
        [{ column: 'care_need', in: ['true'] }],
      ],
    ] as const
  ).map(([name, zh, en, where]) =>
    disabledFederation.event(
      { name: `disability__${name}_members`, direction: 'rises', title: text(zh, en) },
      { ...held, where: [...valid, ...where], perPerson: 'count' },
    ),
  ),
  ...([6, 12, 24] as const).map((months) =>
    disabledFederation.event(
      {
        name: `disability__new_${months}m_count`,
        direction: 'rises',
        title: text(`近 ${months} 个月新办残疾人证`, `certificates issued in ${months} months`),
      },
      { source, where: actions('issued'), aggregate: 'count', months },
    ),
  ),
  disabledFederation.event(
    {
      name: 'disability__upgraded_12m_count',
      direction: 'rises',
      title: text('近 12 个月残疾等级加重', 'certificates upgraded in 12 months'),
    },
    { source, where: actions('upgraded'), aggregate: 'count' },
  ),
  disabledFederation.event(
    {
      name: 'disability__since_change_days',
      direction: 'falls',
      title: text('距最近一次新办或加重的天数', 'days since a certificate was issued or upgraded'),
      missing: text('36 个月内没有变动', 'no change in 36 months'),
    },
    { source, where: actions('issued', 'upgraded'), aggregate: 'days_since', months: 36, empty: 'missing' },
  ),
  disabledFederation.derived(
    {
      name: 'disability__certified_ratio',
      direction: 'rises',
      title: text('持证残疾人占家庭人口', 'share of members with a certificate'),
    },
    ratio(feature('disability__certified_members'), feature('household__size_members')),
  ),
  disabledFederation.derived(
    {
      name: 'disability__several_flag',
      direction: 'rises',
      title: text('一户多残', 'two or more disabled members'),
      reasonNot: text('不是一户多残', 'fewer than two disabled members'),
    },
    greater(feature('disability__certified_members'), constant(1, 'members')),
  ),
];
