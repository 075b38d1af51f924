/**
 * Who lives in the household, and where.
 */
import type { Declaration } from './engine/declaration.ts';
import { difference, feature, ratio } from '../expression.ts';
import { derived, described, observed, text, windows } from './define.ts';

const NO_PREVIOUS = text('上一季度没有调查到', 'not surveyed in the previous quarter');

const size: Declaration[] = [
  observed('members.total', 'members', {
    name: 'household__size_members',
    unit: 'members',
    direction: 'rises',
    title: text('家庭人数', 'members of the household'),
    reason: text('家庭有 {value} 人', 'the household has {value} members'),
  }),
  observed('members.under_10', 'members', {
    name: 'household__under_10_members',
    unit: 'members',
    direction: 'rises',
    title: text('10 岁以下儿童数', 'children under 10'),
    reason: text('有 {value} 名 10 岁以下儿童', 'there are {value} children under 10'),
  }),
  observed('members.from_10', 'members', {
    name: 'household__aged_10_and_over_members',
    unit: 'members',
    direction: 'either',
    title: text('10 岁及以上人数', 'members aged 10 and over'),
  }),
  observed(
    'members.total',
    'members',
    {
      name: 'household__size_prev_quarter_members',
      unit: 'members',
      direction: 'either',
      title: text('上季度家庭人数', 'members in the previous quarter'),
      missing: NO_PREVIOUS,
    },
    windows.previousQuarter,
  ),
  derived(difference(feature('household__size_members'), feature('household__size_prev_quarter_members')), {
    name: 'household__size_change_prev_quarter_members',
    unit: 'members',
    direction: 'either',
    title: text('家庭人数比上季度的增减', 'change in members since last quarter'),
    missing: NO_PREVIOUS,
  }),
  derived(ratio(feature('household__under_10_members'), feature('household__aged_10_and_over_members')), {
    name: 'household__dependency_ratio',
    unit: 'ratio',
    direction: 'rises',
    title: text('儿童抚养比', 'children under 10 for each older member'),
    reason: text('10 岁以下儿童为其他成员的 {value}', 'children under 10 are {value} of the older members'),
  }),
];

const region = {
  1: text('大布宜诺斯艾利斯', 'Gran Buenos Aires'),
  40: text('西北', 'Noroeste'),
  41: text('东北', 'Noreste'),
  42: text('库约', 'Cuyo'),
  43: text('潘帕斯', 'Pampeana'),
  44: text('巴塔哥尼亚', 'Patagonia'),
};

const place: Declaration[] = [
  described('region_code', 'code', {
    name: 'place__urban_area_code',
    unit: 'code',
    direction: 'either',
    title: text('城市群', 'urban area'),
    reason: text('所在城市群（代码 {value}）', 'lives in urban area {value}'),
  }),
  described('region_group_code', 'code', {
    name: 'place__region_code',
    unit: 'code',
    direction: 'either',
    title: text('大区', 'region'),
    reason: text('所在大区：{value}', 'lives in {value}'),
    codes: region,
  }),
];

/** Declarations about the household and its place. */
export const householdFeatures: readonly Declaration[] = [...size, ...place];
