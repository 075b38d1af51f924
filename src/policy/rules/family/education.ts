/**
 * 教育救助：学前、义务教育、高中阶段、高等教育。
 */
import type { Text } from '../../text.ts';
import { text } from '../../text.ts';
import type { BoolExpr } from '../ast.ts';
import { flag, holds, is, isIn, param, when } from '../build.ts';
import { departments } from '../departments.ts';
import { clause, law, type Clause, type Item, type Programme } from '../rule.ts';

const zj = (article: string): ReturnType<typeof law> => law('zj', article);
const status: Clause = clause(
  'status',
  text('是教育救助对象', 'within education assistance'),
  zj('第二十六至二十八条'),
  holds('status.education'),
);

function stage(title: Text, expr: BoolExpr): Clause {
  return clause('stage', title, zj('第二十六至二十八条'), expr);
}

const base = {
  department: departments.education,
  level: 'person',
  inForce: 'education.in_force',
  isCeiling: false,
} as const;

const preschool: Item = {
  ...base,
  id: 'education_preschool',
  title: text('学前教育保育费减免', 'preschool fee waiver'),
  kind: 'waiver',
  clauses: [status, stage(text('在幼儿园', 'in kindergarten'), is('person.student', 'preschool'))],
  amount: null,
};

const compulsory: Item = {
  ...base,
  id: 'education_boarding',
  title: text('义务教育寄宿生生活补助', 'boarders’ living grant in compulsory education'),
  kind: 'yearly',
  clauses: [
    status,
    stage(text('义务教育在读', 'in compulsory education'), isIn('person.student', 'education.compulsory')),
    clause('boards', text('寄宿', 'boards at school'), zj('第二十六至二十八条'), flag('person.boards')),
  ],
  amount: {
    expr: when(
      is('person.student', 'primary'),
      param('education.boarding_primary'),
      param('education.boarding_junior'),
    ),
    law: zj('第二十六至二十八条'),
  },
};

const meals: Item = {
  ...base,
  id: 'education_meals',
  title: text('义务教育营养餐', 'meals in compulsory education'),
  kind: 'in_kind',
  clauses: [
    status,
    stage(text('义务教育在读', 'in compulsory education'), isIn('person.student', 'education.compulsory')),
  ],
  amount: null,
};

const seniorWaiver: Item = {
  ...base,
  id: 'education_senior_waiver',
  title: text('普通高中、中职学费减免', 'tuition waiver in senior secondary'),
  kind: 'waiver',
  clauses: [
    status,
    stage(text('高中阶段在读', 'in senior secondary'), isIn('person.student', 'education.senior')),
  ],
  amount: null,
};

const seniorGrant: Item = {
  ...base,
  id: 'education_senior_grant',
  title: text('高中阶段国家助学金', 'state grant in senior secondary'),
  kind: 'yearly',
  clauses: [
    status,
    stage(text('高中阶段在读', 'in senior secondary'), isIn('person.student', 'education.senior')),
  ],
  amount: { expr: param('education.senior_grant'), law: zj('第二十六至二十八条') },
};

const higher = stage(
  text('高等教育全日制在读', 'in full-time higher education'),
  isIn('person.student', 'education.higher'),
);

const higherGrant: Item = {
  ...base,
  id: 'education_higher_grant',
  title: text('高等教育国家助学金', 'state grant in higher education'),
  kind: 'yearly',
  clauses: [
    status,
    higher,
    clause('full_time', text('全日制', 'full time'), zj('第二十六至二十八条'), flag('person.full_time')),
  ],
  amount: { expr: param('education.higher_grant'), law: zj('第二十六至二十八条') },
};

const loan: Item = {
  ...base,
  id: 'education_loan',
  title: text('国家助学贷款、勤工助学', 'student loan and work-study'),
  kind: 'service',
  clauses: [status, higher],
  amount: null,
};

/** 教育救助。 */
export const educationProgramme: Programme = {
  rules: [],
  items: [preschool, compulsory, meals, seniorWaiver, seniorGrant, higherGrant, loan],
};
