/**
 * 高龄津贴与困难失能老人养老服务补贴。
 */
import { text } from '../../text.ts';
import { fact, ge, holds, one, param, when } from '../build.ts';
import { departments } from '../departments.ts';
import { clause, law, type Item, type Programme } from '../rule.ts';

const elder = law('elder', '第三十三条');
const age = fact('person.age');

const allowance: Item = {
  id: 'elder_allowance',
  title: text('高龄津贴', 'old-age allowance'),
  department: departments.civil,
  level: 'person',
  kind: 'monthly',
  inForce: 'elder.in_force',
  clauses: [
    clause('member', text('在本户且健在', 'of this household and alive'), elder, holds('member.counted')),
    clause('age', text('达到高龄', 'of advanced age'), elder, ge(age, param('elder.age_first'))),
  ],
  amount: {
    expr: when(
      ge(age, param('elder.age_third')),
      param('elder.amount_third'),
      when(ge(age, param('elder.age_second')), param('elder.amount_second'), param('elder.amount_first')),
    ),
    law: elder,
  },
  isCeiling: false,
};

const care: Item = {
  id: 'elder_care',
  title: text('养老服务补贴（困难失能老人）', 'care subsidy for poor elders who lost self-care'),
  department: departments.civil,
  level: 'person',
  kind: 'monthly',
  inForce: 'elder.care_in_force',
  clauses: [
    clause('age', text('老年人', 'an elder'), law('elder', '第三十七条'), ge(age, param('elder.care_age'))),
    clause(
      'status',
      text('是低保、低边或特困对象', 'Tekun, Dibao or Dibian'),
      law('elder', '第三十七条'),
      holds('status.basic'),
    ),
    clause(
      'disabled',
      text('部分或完全失能', 'lost self-care, in part or fully'),
      law('elder', '第三十七条'),
      ge(fact('person.self_care_failures'), one),
    ),
  ],
  amount: {
    expr: when(
      ge(fact('person.self_care_failures'), param('tekun.full_care_from')),
      param('elder.care_full'),
      param('elder.care_half'),
    ),
    law: law('elder', '第三十七条'),
  },
  isCeiling: false,
};

/** 老年福利。 */
export const elderlyProgramme: Programme = { rules: [], items: [allowance, care] };
