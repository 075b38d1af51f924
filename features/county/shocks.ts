/** Disasters and accidents; debts before the court. */
import type { LedgerFeature } from '../engine/declaration.ts';
import { emergency, several } from './departments.ts';
import { text } from './define.ts';

const source = 'disaster_event';
const natural = ['flood', 'typhoon', 'drought', 'earthquake', 'geological', 'frost'];
const accidents = ['fire', 'traffic', 'work_injury', 'other'];

/** Disasters, accidents, debts. */
export const shockFeatures: readonly LedgerFeature[] = [
  ...(
    [
      ['disaster', '自然灾害', 'natural disasters', natural],
      ['accident', '火灾、交通、工伤等事故', 'fires, traffic and work accidents', accidents],
    ] as const
  ).flatMap(([name, zh, en, kinds]) => [
    emergency.event(
      {
        name: `shock__${name}_12m_count`,
        direction: 'rises',
        title: text(`近 12 个月${zh}次数`, `${en} in 12 months`),
      },
      { source, where: [{ column: 'kind', in: [...kinds] }], aggregate: 'count', home: 'last' },
    ),
    emergency.event(
      {
        name: `shock__${name}_loss_12m_fen`,
        direction: 'rises',
        title: text(`近 12 个月${zh}损失`, `loss from ${en} in 12 months`),
      },
      {
        source,
        where: [{ column: 'kind', in: [...kinds] }],
        columns: ['loss_fen'],
        aggregate: 'sum',
        home: 'last',
      },
    ),
  ]),
  emergency.event(
    {
      name: 'shock__house_lost_24m_flag',
      direction: 'rises',
      title: text('近 24 个月房屋倒塌或严重损坏', 'house collapsed or severely damaged in 24 months'),
      reasonNot: text('房屋没有因灾倒损', 'house not lost to a disaster'),
    },
    {
      source,
      where: [{ column: 'damage', in: ['house_collapsed', 'house_severely_damaged'] }],
      aggregate: 'any',
      months: 24,
    },
  ),
  emergency.event(
    {
      name: 'shock__crop_loss_12m_share',
      direction: 'rises',
      title: text('近 12 个月农作物最大损失比例', 'largest share of crops lost in 12 months'),
    },
    { source, columns: ['crop_loss_share'], unit: 'share', aggregate: 'max' },
  ),
  emergency.event(
    {
      name: 'shock__since_last_days',
      direction: 'falls',
      title: text('距最近一次灾害或事故的天数', 'days since the last disaster or accident'),
      missing: text('24 个月内没有灾害或事故', 'none in 24 months'),
    },
    { source, aggregate: 'days_since', months: 24, home: 'last', empty: 'missing' },
  ),
  several.event(
    {
      name: 'shock__enforcement_24m_count',
      direction: 'rises',
      title: text('近 24 个月作为被执行人的案件', 'cases of enforcement against a member in 24 months'),
    },
    {
      source: 'observation',
      where: [{ column: 'code', in: ['court.enforcement'] }],
      aggregate: 'count',
      months: 24,
    },
  ),
];
