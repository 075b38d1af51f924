/** Who lives in the household, and who has to live on whom. */
import type { LedgerFeature } from '../engine/declaration.ts';
import { and, constant, difference, equal, feature, greater, ratio, sum } from '../expression.ts';
import { police } from './departments.ts';
import { text } from './define.ts';

const size = 'household__size_members';

const counts: LedgerFeature[] = [
  police.members(
    { name: size, direction: 'either', title: text('共同生活人口', 'members living together') },
    'count',
  ),
  ...(
    [
      ['under_6', '6 岁以下儿童', 'children under 6', { toAge: 5 }],
      ['minors', '未成年人', 'minors', { toAge: 17 }],
      [
        'working_age',
        '劳动年龄人口（16–59 岁）',
        'members of working age (16–59)',
        { fromAge: 16, toAge: 59 },
      ],
      ['aged_25_50', '25–50 岁成员', 'members aged 25–50', { fromAge: 25, toAge: 50 }],
      ['elders_60', '60 岁以上老人', 'members of 60 and over', { fromAge: 60 }],
      ['elders_80', '80 岁以上老人', 'members of 80 and over', { fromAge: 80 }],
      [
        'women_working_age',
        '劳动年龄女性',
        'women of working age',
        { fromAge: 16, toAge: 59, sex: '2' as const },
      ],
    ] as const
  ).map(([name, zh, en, members]) =>
    police.members(
      { name: `household__${name}_members`, direction: 'either', title: text(zh, en) },
      'count',
      members,
    ),
  ),
];

const NO_BIRTH_DATE = text('出生日期不详', 'no birth date known');

const ages: LedgerFeature[] = [
  police.members(
    {
      name: 'household__oldest_years',
      direction: 'either',
      title: text('最年长成员年龄', 'age of the oldest member'),
      missing: NO_BIRTH_DATE,
    },
    'oldest',
  ),
  police.members(
    {
      name: 'household__youngest_years',
      direction: 'either',
      title: text('最年幼成员年龄', 'age of the youngest member'),
      missing: NO_BIRTH_DATE,
    },
    'youngest',
  ),
  police.members(
    {
      name: 'household__mean_age_years',
      direction: 'either',
      title: text('平均年龄', 'mean age'),
      missing: NO_BIRTH_DATE,
    },
    'mean_age',
  ),
];

const one = constant(1, 'members');
const none = constant(0, 'members');

const derived: LedgerFeature[] = [
  police.derived(
    {
      name: 'household__dependents_ratio',
      direction: 'rises',
      title: text('非劳动年龄人口占比', 'share of members outside working age'),
    },
    ratio(difference(feature(size), feature('household__working_age_members')), feature(size)),
  ),
  police.derived(
    {
      name: 'household__alone_flag',
      direction: 'either',
      title: text('单人家庭', 'one person living alone'),
      reasonNot: text('不是单人家庭', 'not a single person'),
    },
    equal(feature(size), one),
  ),
  police.derived(
    {
      name: 'household__elder_alone_flag',
      direction: 'rises',
      title: text('60 岁以上老人独居', 'a person of 60 or over living alone'),
      reasonNot: text('没有独居老人', 'no elder living alone'),
    },
    and(equal(feature(size), one), equal(feature('household__elders_60_members'), one)),
  ),
  police.derived(
    {
      name: 'household__single_adult_with_minors_flag',
      direction: 'rises',
      title: text('一名成人独自抚养未成年人', 'one adult alone with minors'),
      reasonNot: text('不是单亲抚养', 'not one adult alone with minors'),
    },
    and(
      equal(difference(feature(size), feature('household__minors_members')), one),
      greater(feature('household__minors_members'), none),
    ),
  ),
  police.derived(
    {
      name: 'household__no_working_age_flag',
      direction: 'rises',
      title: text('没有劳动年龄成员', 'nobody of working age'),
      reasonNot: text('有劳动年龄成员', 'somebody of working age'),
    },
    equal(feature('household__working_age_members'), none),
  ),
];

const movement: LedgerFeature[] = (
  [
    ['died', '死亡', 'died', ['death'], 'rises'],
    ['left', '迁出', 'moved away', ['moved_out'], 'either'],
    ['born', '出生', 'born', ['birth'], 'either'],
  ] as const
).map(([name, zh, en, events, direction]) =>
  police.event(
    {
      name: `household__${name}_12m_count`,
      direction,
      title: text(`近 12 个月${zh}人数`, `members who ${en} in 12 months`),
    },
    {
      source: 'vital_event',
      where: [{ column: 'event', in: [...events] }],
      aggregate: 'count',
      home: 'last',
    },
  ),
);

const rest: LedgerFeature[] = [
  police.derived(
    {
      name: 'household__changes_12m_count',
      direction: 'either',
      title: text('近 12 个月人口变动次数', 'changes of members in 12 months'),
    },
    sum(
      feature('household__died_12m_count'),
      feature('household__left_12m_count'),
      feature('household__born_12m_count'),
    ),
  ),
];

/** Composition and dependency. */
export const householdFeatures: readonly LedgerFeature[] = [
  ...counts,
  ...ages,
  ...derived,
  ...movement,
  ...rest,
];
