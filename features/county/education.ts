/** Schooling: who studies beyond compulsory school, what it costs, who dropped out. */
import type { LedgerFeature } from '../engine/declaration.ts';
import { difference, feature, ratio, sum } from '../expression.ts';
import { education } from './departments.ts';
import { text } from './define.ts';

const source = 'education_enrolment';
const enrolled = [{ column: 'status', in: ['enrolled'] }];
const beyond = [
  ...enrolled,
  { column: 'stage', in: ['senior', 'vocational', 'college', 'bachelor', 'graduate'] },
];

const money = (name: string, zh: string, en: string, column: string): LedgerFeature =>
  education.event(
    { name, direction: 'either', title: text(zh, en) },
    { source, where: enrolled, columns: [column], aggregate: 'last', months: 14, perPerson: 'sum' },
  );

/** Schooling. */
export const educationFeatures: readonly LedgerFeature[] = [
  education.event(
    {
      name: 'education__pupils_members',
      direction: 'either',
      title: text('在读成员', 'members at school'),
    },
    { source, where: enrolled, aggregate: 'any', months: 14, perPerson: 'count' },
  ),
  education.event(
    {
      name: 'education__beyond_compulsory_members',
      direction: 'rises',
      title: text('非义务教育阶段在读成员', 'members studying beyond compulsory school'),
    },
    { source, where: beyond, aggregate: 'any', months: 14, perPerson: 'count' },
  ),
  money('education__tuition_fen', '学费（学年）', 'tuition of the school year', 'tuition_fen'),
  money('education__board_fen', '住宿费（学年）', 'board of the school year', 'board_fen'),
  money('education__aid_fen', '已获资助（学年）', 'aid of the school year', 'aid_fen'),
  education.event(
    {
      name: 'education__dropped_out_12m_count',
      direction: 'rises',
      title: text('近 12 个月辍学', 'dropped out in 12 months'),
    },
    { source, where: [{ column: 'status', in: ['dropped_out'] }], aggregate: 'count' },
  ),
  education.derived(
    {
      name: 'education__fees_fen',
      direction: 'rises',
      title: text('学费与住宿费（学年）', 'tuition and board of the school year'),
    },
    sum(feature('education__tuition_fen'), feature('education__board_fen')),
  ),
  education.derived(
    {
      name: 'education__net_fees_fen',
      direction: 'rises',
      title: text('扣除资助后的教育费用', 'fees less aid'),
    },
    difference(feature('education__fees_fen'), feature('education__aid_fen')),
  ),
  education.derived(
    {
      name: 'education__net_fees_to_income_ratio',
      direction: 'rises',
      title: text('教育费用占登记收入', 'fees as a share of recorded income'),
      missing: text('没有登记收入', 'no income recorded'),
    },
    ratio(feature('education__net_fees_fen'), feature('income__all_sum_12m_fen')),
  ),
];
