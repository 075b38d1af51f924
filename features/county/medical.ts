/** Medical costs: what the family bears, against its past and its income; new disease; lapse of insurance. */
import type { LedgerFeature } from '../engine/declaration.ts';
import { health, medicalInsurance } from './departments.ts';
import { text } from './define.ts';

const source = 'medical_claim';
/** What the patient bears: within the scope and outside it. */
const borne = { source, columns: ['self_paid_fen', 'out_of_scope_fen'] } as const;
const setting = (...codes: string[]): { column: string; in: string[] }[] => [
  { column: 'setting', in: codes },
];

const sums: LedgerFeature[] = [
  ...[3, 6, 12].map((months) =>
    medicalInsurance.event(
      {
        name: `medical__borne_sum_${months}m_fen`,
        direction: 'rises',
        title: text(`近 ${months} 个月个人负担医疗费`, `medical costs borne in ${months} months`),
        reason: text(
          `近 ${months} 个月个人负担医疗费 {value}`,
          `bore {value} of medical costs in ${months} months`,
        ),
      },
      { ...borne, aggregate: 'sum', months },
    ),
  ),
  medicalInsurance.event(
    {
      name: 'medical__borne_sum_earlier_12m_fen',
      direction: 'either',
      title: text('再前 12 个月个人负担医疗费', 'medical costs borne in the 12 months before'),
    },
    { ...borne, aggregate: 'sum', months: 12, before: 12 },
  ),
  medicalInsurance.event(
    {
      name: 'medical__borne_max_12m_fen',
      direction: 'rises',
      title: text('近 12 个月单次最高个人负担', 'largest single cost borne in 12 months'),
    },
    { ...borne, aggregate: 'max' },
  ),
  ...(
    [
      ['sum', '合计', 'in all'],
      ['max', '单次最高', 'at most in one stay'],
    ] as const
  ).map(([aggregate, zh, en]) =>
    medicalInsurance.event(
      {
        name: `medical__inpatient_borne_${aggregate}_12m_fen`,
        direction: 'rises',
        title: text(`近 12 个月住院个人负担${zh}`, `inpatient costs borne in 12 months, ${en}`),
      },
      { ...borne, where: setting('inpatient'), aggregate },
    ),
  ),
  medicalInsurance.event(
    {
      name: 'medical__borne_heaviest_member_12m_fen',
      direction: 'rises',
      title: text('负担最重成员近 12 个月医疗费', 'costs borne for the member with most in 12 months'),
    },
    { ...borne, aggregate: 'sum', perPerson: 'max' },
  ),
  ...(
    [
      ['total', '医疗费用总额', 'medical costs in all', 'total_fen', 'rises'],
      ['basic_paid', '基本医保支付', 'paid by basic insurance', 'basic_paid_fen', 'either'],
      ['serious_paid', '大病保险支付', 'paid by serious-illness insurance', 'serious_paid_fen', 'rises'],
      ['aid_paid', '医疗救助支付', 'paid by medical assistance', 'aid_paid_fen', 'either'],
      ['out_of_scope', '目录外自费', 'costs outside the scope', 'out_of_scope_fen', 'rises'],
    ] as const
  ).map(([name, zh, en, column, direction]) =>
    medicalInsurance.event(
      {
        name: `medical__${name}_sum_12m_fen`,
        direction,
        title: text(`近 12 个月${zh}`, `${en} in 12 months`),
      },
      { source, columns: [column], aggregate: 'sum' },
    ),
  ),
];

const counts: LedgerFeature[] = [
  ...[3, 12].map((months) =>
    medicalInsurance.event(
      {
        name: `medical__inpatient_${months}m_count`,
        direction: 'rises',
        title: text(`近 ${months} 个月住院次数`, `stays in hospital in ${months} months`),
      },
      { source, where: setting('inpatient'), aggregate: 'count', months },
    ),
  ),
  medicalInsurance.event(
    {
      name: 'medical__chronic_12m_count',
      direction: 'rises',
      title: text('近 12 个月慢特病门诊次数', 'chronic-disease visits in 12 months'),
    },
    { source, where: setting('chronic'), aggregate: 'count' },
  ),
  medicalInsurance.event(
    {
      name: 'medical__outpatient_12m_count',
      direction: 'either',
      title: text('近 12 个月普通门诊次数', 'outpatient visits in 12 months'),
    },
    { source, where: setting('outpatient'), aggregate: 'count' },
  ),
  medicalInsurance.event(
    {
      name: 'medical__patients_12m_members',
      direction: 'rises',
      title: text('近 12 个月住过院的成员', 'members in hospital in 12 months'),
    },
    { source, where: setting('inpatient'), aggregate: 'any', perPerson: 'count' },
  ),
  medicalInsurance.event(
    {
      name: 'medical__tertiary_12m_count',
      direction: 'rises',
      title: text('近 12 个月三级医院住院次数', 'stays in tertiary hospitals in 12 months'),
    },
    {
      source,
      where: [...setting('inpatient'), { column: 'hospital_level', in: ['3'] }],
      aggregate: 'count',
    },
  ),
  medicalInsurance.event(
    {
      name: 'medical__since_inpatient_days',
      direction: 'falls',
      title: text('距最近一次住院的天数', 'days since the last stay in hospital'),
      missing: text('24 个月内没有住院', 'no stay in 24 months'),
    },
    { source, where: setting('inpatient'), aggregate: 'days_since', months: 24, empty: 'missing' },
  ),
];

const shapes: LedgerFeature[] = [
  medicalInsurance.monthly(
    {
      name: 'medical__borne_recent_3m_z',
      direction: 'rises',
      title: text(
        '近 3 个月医疗负担偏离自身历史（稳健标准分）',
        'medical costs of 3 months against own past, robust z',
      ),
    },
    { ...borne, months: 24 },
    { kind: 'robust_z', recent: 3 },
  ),
  medicalInsurance.monthly(
    {
      name: 'medical__borne_recent_3m_to_past_ratio',
      direction: 'rises',
      title: text('近 3 个月月均医疗负担与此前之比', 'medical costs of 3 months against before'),
      reason: text('近 3 个月月均自付是此前的 {value}', 'medical costs borne are {value} of before'),
      missing: text('此前没有医疗费用', 'no medical costs before'),
    },
    { ...borne, months: 24 },
    { kind: 'ratio_to_past', recent: 3 },
  ),
  medicalInsurance.monthly(
    {
      name: 'medical__borne_trend_24m_ratio_per_month',
      direction: 'rises',
      title: text('24 个月医疗负担趋势', 'trend of medical costs over 24 months'),
      missing: text('没有医疗费用', 'no medical costs'),
    },
    { ...borne, months: 24 },
    { kind: 'slope' },
  ),
];

const conditions: LedgerFeature[] = [
  ...[3, 12].map((months) =>
    health.event(
      {
        name: `medical__new_major_disease_${months}m_members`,
        direction: 'rises',
        title: text(
          `近 ${months} 个月新确诊重大疾病的成员`,
          `members newly found to have a major disease, ${months} months`,
        ),
      },
      {
        source: 'observation',
        where: [{ column: 'code', in: ['health.major_disease'] }],
        aggregate: 'any',
        months,
        perPerson: 'count',
      },
    ),
  ),
  health.event(
    {
      name: 'medical__major_disease_60m_members',
      direction: 'rises',
      title: text('患重大疾病的成员', 'members with a major disease'),
    },
    {
      source: 'observation',
      where: [{ column: 'code', in: ['health.major_disease'] }],
      aggregate: 'any',
      months: 60,
      perPerson: 'count',
    },
  ),
  medicalInsurance.event(
    {
      name: 'medical__uninsured_members',
      direction: 'rises',
      title: text('最近一次登记为未参保的成员', 'members last recorded as uninsured'),
    },
    {
      source: 'observation',
      where: [
        { column: 'code', in: ['insurance.enrolled'] },
        { column: 'value', atMost: 0 },
      ],
      endedBy: [
        { column: 'code', in: ['insurance.enrolled'] },
        { column: 'value', atLeast: 1 },
      ],
      aggregate: 'last',
      months: 24,
      perPerson: 'count',
    },
  ),
];

/** Medical costs, disease and insurance. */
export const medicalFeatures: readonly LedgerFeature[] = [...sums, ...counts, ...shapes, ...conditions];
