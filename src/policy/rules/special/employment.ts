/**
 * 就业救助：低保、低边家庭失业人员；零就业家庭至少一人就业。
 */
import { text } from '../../text.ts';
import { and, count, eq, gt, holds, is, ref, zero } from '../build.ts';
import { departments } from '../departments.ts';
import { boolRule, clause, law, numberRule, type Item, type Programme } from '../rule.ts';

const zj = (article: string): ReturnType<typeof law> => law('zj', article);

const jobless = boolRule(
  'employment.jobless',
  'person',
  text('有劳动能力且失业', 'able to work and unemployed'),
  zj('第三十三至三十七条'),
  and(holds('person.labour_capable'), is('person.work', 'unemployed')),
);

const workers = numberRule(
  'employment.workers',
  { level: 'household', unit: 'count' },
  text('在业成员', 'members in work'),
  zj('第三十三至三十七条'),
  count(and(holds('member.counted'), holds('person.employed'))),
);

const idle = numberRule(
  'employment.idle',
  { level: 'household', unit: 'count' },
  text('失业的有劳动能力成员', 'able members without work'),
  zj('第三十三至三十七条'),
  count(and(holds('member.counted'), holds('employment.jobless'))),
);

const assistance: Item = {
  id: 'employment_assistance',
  title: text('就业救助（培训、岗位、补贴）', 'employment assistance: training, posts, subsidies'),
  department: departments.labour,
  level: 'person',
  kind: 'service',
  inForce: 'employment.in_force',
  clauses: [
    clause(
      'status',
      text('是低保或低边家庭成员', 'in a Dibao or Dibian household'),
      zj('第三十三至三十七条'),
      holds('status.basic'),
    ),
    clause(
      'jobless',
      text('有劳动能力且失业', 'able to work and unemployed'),
      zj('第三十三至三十七条'),
      holds('employment.jobless'),
    ),
  ],
  amount: null,
  isCeiling: false,
};

const zeroEmployment: Item = {
  id: 'employment_zero_household',
  title: text('零就业家庭就业援助（至少一人就业）', 'zero-employment household: one job ensured'),
  department: departments.labour,
  level: 'household',
  kind: 'service',
  inForce: 'employment.in_force',
  clauses: [
    clause(
      'status',
      text('是低保或低边家庭', 'a Dibao or Dibian household'),
      zj('第三十三至三十七条'),
      holds('household.basic'),
    ),
    clause(
      'none_works',
      text('没有成员在业', 'no member in work'),
      zj('第三十三至三十七条'),
      eq(ref('employment.workers'), zero('count')),
    ),
    clause(
      'some_idle',
      text('有失业的有劳动能力成员', 'has an able member without work'),
      zj('第三十三至三十七条'),
      gt(ref('employment.idle'), zero('count')),
    ),
  ],
  amount: null,
  isCeiling: false,
};

/** 就业救助。 */
export const employmentProgramme: Programme = {
  rules: [jobless, workers, idle],
  items: [assistance, zeroEmployment],
};
