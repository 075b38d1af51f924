/**
 * 孤儿、事实无人抚养儿童基本生活保障。
 */
import type { CodeFactId } from '../../facts/catalogue.ts';
import { text } from '../../text.ts';
import type { BoolExpr } from '../ast.ts';
import { and, flag, holds, isIn, not, or, param, when } from '../build.ts';
import { departments } from '../departments.ts';
import { boolRule, clause, law, type Clause, type Item, type Programme } from '../rule.ts';

const g54 = law('g54', '一');
const m62 = law('m62', '一');
const parents: readonly CodeFactId[] = ['person.father', 'person.mother'];
const both = (codes: string): BoolExpr => and(...parents.map((parent) => isIn(parent, codes)));

const orphanRule = boolRule(
  'child.orphan',
  'person',
  text('父母均去世或查找不到', 'both parents dead or untraceable'),
  g54,
  and(holds('person.minor'), both('child.orphan_states')),
);

const defactoRule = boolRule(
  'child.defacto',
  'person',
  text('父母双方或一方无力、不能履行抚养责任', 'parents unable to raise the child'),
  m62,
  and(
    holds('person.minor'),
    not(holds('child.orphan')),
    isIn('person.father', 'child.absent_states'),
    isIn('person.mother', 'child.absent_states'),
  ),
);

const allowanceOpen = boolRule(
  'child.allowance_open',
  'person',
  text('可领儿童基本生活费', 'may draw the child allowance'),
  [g54, m62],
  or(holds('child.orphan'), holds('child.defacto')),
);

const common: readonly Clause[] = [
  clause('alive', text('健在', 'alive'), g54, flag('person.alive')),
  clause('local', text('户籍或居住证在本地', 'registered or resident here'), g54, flag('household.local')),
  clause(
    'not_tekun',
    text('未选择特困供养', 'has not chosen Tekun support'),
    law('n43', '未成年人选择'),
    not(flag('person.elects_tekun')),
  ),
];

const amount = when(
  flag('person.lives_in_institution'),
  param('child.institution_amount'),
  param('child.family_amount'),
);

const orphan: Item = {
  id: 'child_orphan',
  title: text('孤儿基本生活费', 'orphan allowance'),
  department: departments.civil,
  level: 'person',
  kind: 'monthly',
  inForce: 'child.in_force',
  clauses: [
    clause(
      'orphan',
      text('未满18周岁且父母均去世或查找不到', 'under age, both parents dead or untraceable'),
      g54,
      holds('child.orphan'),
    ),
    ...common,
  ],
  amount: { expr: amount, law: g54 },
  isCeiling: false,
};

const defacto: Item = {
  id: 'child_defacto',
  title: text('事实无人抚养儿童基本生活补贴', 'allowance for children de facto without support'),
  department: departments.civil,
  level: 'person',
  kind: 'monthly',
  inForce: 'child.in_force',
  clauses: [
    clause(
      'defacto',
      text('未满18周岁且父母不能抚养', 'under age, parents unable to raise the child'),
      m62,
      holds('child.defacto'),
    ),
    ...common,
  ],
  amount: { expr: amount, law: m62 },
  isCeiling: false,
};

/** 儿童基本生活保障。 */
export const childrenProgramme: Programme = {
  rules: [orphanRule, defactoRule, allowanceOpen],
  items: [orphan, defacto],
};
