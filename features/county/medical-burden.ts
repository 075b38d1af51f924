/** What medical costs weigh against income and against the poverty line. */
import type { LedgerFeature } from '../engine/declaration.ts';
import { and, constant, difference, feature, greater, parameter, product, ratio } from '../expression.ts';
import { medicalInsurance } from './departments.ts';
import { text } from './define.ts';

const income12 = feature('income__all_sum_12m_fen');
const borne12 = feature('medical__borne_sum_12m_fen');

const derived: LedgerFeature[] = [
  medicalInsurance.derived(
    {
      name: 'medical__borne_to_income_12m_ratio',
      direction: 'rises',
      title: text('个人负担医疗费占登记收入', 'medical costs borne as a share of recorded income'),
      missing: text('没有登记收入', 'no income recorded'),
    },
    ratio(borne12, income12),
  ),
  medicalInsurance.derived(
    {
      name: 'medical__borne_12m_fen_per_member',
      direction: 'rises',
      title: text('人均个人负担医疗费', 'medical costs borne a member'),
    },
    ratio(borne12, feature('household__size_members')),
  ),
  medicalInsurance.derived(
    {
      name: 'medical__borne_to_earlier_year_ratio',
      direction: 'rises',
      title: text('医疗负担与再前一年之比', 'medical costs borne against the year before'),
      missing: text('再前一年没有医疗费用', 'no medical costs in the year before'),
    },
    ratio(borne12, feature('medical__borne_sum_earlier_12m_fen')),
  ),
  medicalInsurance.derived(
    {
      name: 'medical__borne_share_12m_ratio',
      direction: 'rises',
      title: text('个人负担占医疗总费用', 'share of medical costs borne'),
      missing: text('没有医疗费用', 'no medical costs'),
    },
    ratio(borne12, feature('medical__total_sum_12m_fen')),
  ),
  ...([10, 25] as const).map((percent) =>
    medicalInsurance.derived(
      {
        name: `medical__catastrophic_${percent}_percent_flag`,
        direction: 'rises',
        title: text(
          `灾难性医疗支出：个人负担超过登记收入的 ${percent}%（世卫组织预算份额口径）`,
          `catastrophic: medical costs borne above ${percent} % of recorded income (WHO, budget share)`,
        ),
        reasonNot: text(`医疗负担未超过收入的 ${percent}%`, `not above ${percent} % of income`),
        missing: text('没有登记收入', 'no income recorded'),
      },
      and(
        greater(ratio(borne12, income12), constant(percent / 100, 'ratio')),
        greater(borne12, constant(0, 'fen')),
      ),
    ),
  ),
];

const line = product(parameter('dibao_standard_year', 'fen_per_member'), feature('household__size_members'));

/** The definition in force since March 2025: 40 % of what is left above the poverty line, here the Dibao standard. */
const discretionary: LedgerFeature[] = [
  medicalInsurance.derived(
    {
      name: 'medical__discretionary_12m_fen',
      direction: 'falls',
      title: text('登记收入减去低保标准后的可支配部分', 'recorded income above the Dibao standard'),
      helper: true,
    },
    difference(income12, line),
  ),
  medicalInsurance.derived(
    {
      name: 'medical__catastrophic_discretionary_flag',
      direction: 'rises',
      title: text(
        '灾难性医疗支出：个人负担超过可支配部分的 40%（世卫组织 2025 年口径，以低保标准为贫困线）',
        'catastrophic: medical costs borne above 40 % of income over the Dibao standard (WHO 2025)',
      ),
      reasonNot: text('医疗负担未超过可支配部分的 40%', 'not above 40 % of income over the standard'),
    },
    and(
      greater(borne12, product(constant(0.4, 'ratio'), feature('medical__discretionary_12m_fen'))),
      greater(borne12, constant(0, 'fen')),
    ),
  ),
  medicalInsurance.derived(
    {
      name: 'medical__borne_to_disposable_ratio',
      direction: 'rises',
      title: text(
        '个人负担医疗费与当地上年人均可支配收入之比',
        'medical costs borne against last year’s local mean income a head',
      ),
    },
    ratio(
      borne12,
      product(parameter('disposable_income_per_capita', 'fen_per_member'), constant(1, 'members')),
    ),
  ),
];

/** The burden of medical costs. */
export const medicalBurdenFeatures: readonly LedgerFeature[] = [...derived, ...discretionary];
