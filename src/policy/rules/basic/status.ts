/**
 * 身份：其他事项按这些身份开门（低保、低边、特困、刚性支出）。
 */
import { text } from '../../text.ts';
import { and, any, holds, or, paramFlag } from '../build.ts';
import { boolRule, law, type Programme } from '../rule.ts';

const tiers = law('g39', '分层分类');

const basic = boolRule(
  'status.basic',
  'person',
  text('特困、低保或低边对象', 'Tekun, Dibao or Dibian'),
  tiers,
  or(holds('tekun.eligible'), holds('person.on_dibao'), and(holds('unit.member'), holds('dibian.eligible'))),
);

const lowIncome = boolRule(
  'status.low_income',
  'person',
  text('低收入人口（含刚性支出困难）', 'low-income person, rigid-spending hardship included'),
  tiers,
  or(holds('status.basic'), and(holds('unit.member'), holds('rigid.eligible'))),
);

const support = boolRule(
  'status.support',
  'person',
  text('特困或低保对象', 'Tekun or Dibao'),
  tiers,
  or(holds('tekun.eligible'), holds('person.on_dibao')),
);

const householdBasic = boolRule(
  'household.basic',
  'household',
  text('家庭有特困、低保或低边对象', 'the household has a Tekun, Dibao or Dibian member'),
  tiers,
  any(holds('status.basic')),
);

const householdSupport = boolRule(
  'household.support',
  'household',
  text('家庭有特困或低保对象', 'the household has a Tekun or Dibao member'),
  tiers,
  any(holds('status.support')),
);

const educationOpen = boolRule(
  'status.education',
  'person',
  text('教育救助对象', 'within education assistance'),
  law('zj', '第二十六至二十八条'),
  or(
    holds('status.basic'),
    holds('child_orphan.eligible'),
    holds('child_defacto.eligible'),
    and(paramFlag('education.covers_rigid'), holds('status.low_income')),
  ),
);

/** Statuses that open other items. */
export const status: Programme = {
  rules: [basic, lowIncome, support, householdBasic, householdSupport, educationOpen],
  items: [],
};
