/**
 * 住房救助：公租房、租赁补贴、农村危房改造。
 */
import { text } from '../../text.ts';
import {
  and,
  any,
  fact,
  flag,
  holds,
  is,
  isIn,
  lt,
  min,
  not,
  or,
  param,
  ref,
  scale,
  times,
} from '../build.ts';
import { departments } from '../departments.ts';
import { boolRule, clause, law, type Clause, type Item, type Programme } from '../rule.ts';

const zj = (article: string): ReturnType<typeof law> => law('zj', article);
const base = {
  department: departments.housing,
  level: 'household',
  isCeiling: false,
  inForce: 'housing.in_force',
} as const;

const status = boolRule(
  'housing.status',
  'household',
  text('低保、低边或分散供养特困家庭', 'Dibao, Dibian or Tekun living at home'),
  zj('第二十九至三十二条'),
  or(
    holds('dibao.eligible'),
    holds('dibian.eligible'),
    any(holds('dibao_single.eligible')),
    any(and(holds('tekun.eligible'), not(flag('person.lives_in_institution')))),
  ),
);

const hardship = boolRule(
  'housing.hardship',
  'household',
  text('无自有住房或人均面积低于规定', 'no home of its own, or too little space'),
  zj('第二十九至三十二条'),
  or(
    isIn('household.tenure', 'housing.tenures_without_home'),
    lt(fact('household.dwelling_area'), times(param('housing.area_person'), ref('member.size'))),
  ),
);

const open: readonly Clause[] = [
  clause(
    'status',
    text('是住房救助对象', 'within housing assistance'),
    zj('第二十九至三十二条'),
    holds('housing.status'),
  ),
  clause(
    'hardship',
    text('住房困难', 'in housing hardship'),
    zj('第二十九至三十二条'),
    holds('housing.hardship'),
  ),
];

const publicRental: Item = {
  ...base,
  id: 'housing_public_rental',
  title: text('公共租赁住房', 'public rental housing'),
  kind: 'in_kind',
  clauses: [
    ...open,
    clause(
      'not_held',
      text('尚未入住公租房', 'not in public rental yet'),
      zj('第二十九至三十二条'),
      not(is('household.tenure', 'public_rental')),
    ),
  ],
  amount: null,
};

const rentSubsidy: Item = {
  ...base,
  id: 'housing_rent_subsidy',
  title: text('住房租赁补贴', 'rent subsidy'),
  kind: 'monthly',
  clauses: [
    ...open,
    clause(
      'rents',
      text('在市场租房', 'rents privately'),
      zj('第二十九至三十二条'),
      is('household.tenure', 'private_rental'),
    ),
  ],
  amount: {
    expr: scale(
      min(fact('household.rent'), times(param('housing.rent_cap_person'), ref('member.size'))),
      param('housing.rent_share'),
      'down',
    ),
    law: zj('第二十九至三十二条'),
  },
};

const dilapidated: Item = {
  ...base,
  id: 'housing_dilapidated',
  title: text('农村危房改造补助', 'grant to rebuild an unsafe rural house'),
  kind: 'once',
  clauses: [
    clause('rural', text('农村', 'rural'), zj('第二十九至三十二条'), flag('household.rural')),
    clause(
      'status',
      text('是住房救助对象或监测对象', 'within housing assistance or monitored'),
      zj('第二十九至三十二条'),
      or(holds('housing.status'), holds('monitoring.eligible')),
    ),
    clause(
      'grade',
      text('房屋鉴定为 C 级或 D 级', 'the house is graded C or D'),
      zj('第二十九至三十二条'),
      isIn('household.dwelling_grade', 'housing.unsafe_grades'),
    ),
    clause(
      'owned',
      text('自有住房', 'owns the house'),
      zj('第二十九至三十二条'),
      is('household.tenure', 'owned'),
    ),
  ],
  amount: { expr: param('housing.rebuild'), law: zj('第二十九至三十二条') },
};

/** 住房救助。 */
export const housingProgramme: Programme = {
  rules: [status, hardship],
  items: [publicRental, rentSubsidy, dilapidated],
};
