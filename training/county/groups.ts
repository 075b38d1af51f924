/**
 * Groups whose recall is audited: by township, age, disability and who lives together.
 */
import type { GroupColumn, Words } from '../../eval/index.ts';
import type { CohortDay } from './days.ts';

const groupIds = ['township', 'age', 'disability', 'household'] as const;
/** One way to group households. */
export type GroupId = (typeof groupIds)[number];

const words = (zh: string, en: string): Words => ({ zh, en });

const titles: Readonly<Record<GroupId, Words>> = {
  township: words('乡镇', 'township'),
  age: words('年龄', 'age'),
  disability: words('残疾', 'disability'),
  household: words('家庭类型', 'household type'),
};

const names: Readonly<Record<string, Words>> = {
  elders_only: words('全为 60 岁以上', 'all of 60 and over'),
  with_elders: words('有 60 岁以上成员', 'some of 60 and over'),
  younger: words('无 60 岁以上成员', 'none of 60 and over'),
  certified: words('有持证残疾人', 'a member holds a disability certificate'),
  not_certified: words('无持证残疾人', 'no certificate'),
  minors: words('有未成年人', 'with minors'),
  alone: words('单人户', 'living alone'),
  adults: words('无未成年人', 'no minors'),
};

/** The groups of a date's rows. */
export function groupsOf({
  X,
  regions,
}: Pick<CohortDay, 'X' | 'regions'>): Record<GroupId, (string | null)[]> {
  const column = (name: string): Float64Array => X.columns[X.names.indexOf(name)]!;
  const size = column('household__size_members');
  const elders = column('household__elders_60_members');
  const minors = column('household__minors_members');
  const certified = column('disability__certified_members');
  const rows = [...size.keys()];
  return {
    township: regions.map((region) => region?.slice(0, 9) ?? null),
    age: rows.map((i) =>
      elders[i] === 0 ? 'younger' : elders[i] === size[i] ? 'elders_only' : 'with_elders',
    ),
    disability: rows.map((i) => (certified[i]! > 0 ? 'certified' : 'not_certified')),
    household: rows.map((i) => (minors[i]! > 0 ? 'minors' : size[i] === 1 ? 'alone' : 'adults')),
  };
}

/** The groups of all test rows. */
export function groupColumns(
  days: readonly Readonly<Record<GroupId, readonly (string | null)[]>>[],
): GroupColumn[] {
  return groupIds.map((id) => ({ id, title: titles[id], values: days.flatMap((day) => day[id]), names }));
}
