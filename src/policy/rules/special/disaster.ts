/**
 * 受灾人员救助：应急、过渡安置、遇难抚慰、住房恢复重建、冬春。
 */
import { text } from '../../text.ts';
import { fact, flag, gt, isIn, min, param, times, zero } from '../build.ts';
import { departments } from '../departments.ts';
import { clause, law, type Clause, type Item, type Programme } from '../rule.ts';

const zxbf = (article: string): ReturnType<typeof law> => law('zxbf', article);
const struck: Clause = clause(
  'disaster',
  text('遭受自然灾害', 'struck by a natural disaster'),
  zxbf('第二十至二十六条'),
  flag('household.disaster'),
);
const base = {
  department: departments.emergency,
  level: 'household',
  inForce: 'disaster.in_force',
  isCeiling: false,
} as const;

const relief: Item = {
  ...base,
  id: 'disaster_relief',
  title: text('灾害应急救助', 'emergency relief after a disaster'),
  kind: 'in_kind',
  clauses: [struck],
  amount: null,
};

const lodging: Item = {
  ...base,
  id: 'disaster_lodging',
  title: text('过渡期生活救助', 'living aid while lodged elsewhere'),
  kind: 'once',
  clauses: [
    struck,
    clause(
      'relocated',
      text('需要过渡安置', 'must be lodged meanwhile'),
      zxbf('第二十至二十六条'),
      gt(fact('household.relocated_persons'), zero('count')),
    ),
  ],
  amount: {
    expr: times(
      times(
        param('disaster.lodging_day'),
        min(fact('household.relocated_days'), param('disaster.lodging_days')),
      ),
      fact('household.relocated_persons'),
    ),
    law: zxbf('第二十至二十六条'),
  },
};

const consolation: Item = {
  ...base,
  id: 'disaster_consolation',
  title: text('遇难人员家属抚慰金', 'consolation for deaths in a disaster'),
  kind: 'once',
  clauses: [
    struck,
    clause(
      'deaths',
      text('有因灾死亡人员', 'a member died in it'),
      zxbf('第二十至二十六条'),
      gt(fact('household.disaster_deaths'), zero('count')),
    ),
  ],
  amount: {
    expr: times(param('disaster.consolation'), fact('household.disaster_deaths')),
    law: zxbf('第二十至二十六条'),
  },
};

const rebuild: Item = {
  ...base,
  id: 'disaster_rebuild',
  title: text('因灾倒损住房恢复重建补助', 'grant to rebuild a house lost in a disaster'),
  kind: 'once',
  clauses: [
    struck,
    clause(
      'house',
      text('住房倒塌或严重损坏', 'house collapsed or gravely damaged'),
      zxbf('第二十至二十六条'),
      isIn('household.house', 'disaster.rebuild_states'),
    ),
  ],
  amount: { expr: param('disaster.rebuild'), law: zxbf('第二十至二十六条') },
};

const winter: Item = {
  ...base,
  id: 'disaster_winter',
  title: text('冬春临时生活救助', 'winter and spring relief'),
  kind: 'in_kind',
  clauses: [
    struck,
    clause(
      'need',
      text('冬春口粮、衣被、取暖困难', 'lacks food, clothing or heat'),
      zxbf('第二十至二十六条'),
      flag('household.winter_need'),
    ),
  ],
  amount: null,
};

/** 受灾人员救助。 */
export const disasterProgramme: Programme = {
  rules: [],
  items: [relief, lodging, consolation, rebuild, winter],
};
