/**
 * What can change in a household's life within months, as the features that would show it. Age, sex, disability, deaths,
 * disasters, what was applied for and what is past cannot, and are no lever.
 */
import type { Movable } from '../../models/counterfactual/candidates.ts';
import type { CatalogueName } from './household-bundle.ts';

/** A feature that can change, and its parts that change with it. */
export interface Lever {
  readonly feature: string;
  readonly direction: 'up' | 'down';
  /** Smallest change that is told: fen, members or months. */
  readonly step: number;
  /** Parts of it: other windows and kinds of the same money, which change in proportion. */
  readonly alongside?: readonly string[];
  /** Most that is supposed, as a multiple of today's; 2 when absent. A fall may end at 0. */
  readonly most?: number;
}

/** 100 yuan: finer figures would be false precision. */
const HUNDRED_YUAN = 10_000;

/** The levers of each catalogue. */
export const levers: Readonly<Record<CatalogueName, readonly Lever[]>> = {
  panel: [],
  county: [
    {
      feature: 'medical__borne_sum_12m_fen',
      direction: 'down',
      step: HUNDRED_YUAN,
      alongside: [
        'medical__borne_sum_3m_fen',
        'medical__borne_sum_6m_fen',
        'medical__borne_max_12m_fen',
        'medical__inpatient_borne_sum_12m_fen',
        'medical__inpatient_borne_max_12m_fen',
        'medical__borne_heaviest_member_12m_fen',
        'medical__out_of_scope_sum_12m_fen',
      ],
    },
    {
      feature: 'income__all_sum_12m_fen',
      direction: 'up',
      step: HUNDRED_YUAN,
      alongside: [
        'income__all_sum_3m_fen',
        'income__wage_sum_3m_fen',
        'income__wage_sum_12m_fen',
        'income__labour_sum_3m_fen',
        'income__labour_sum_12m_fen',
        'income__business_sum_3m_fen',
        'income__business_sum_12m_fen',
        'income__pension_sum_3m_fen',
        'income__pension_sum_12m_fen',
        'income__largest_earner_12m_fen',
      ],
    },
    { feature: 'work__unemployed_now_members', direction: 'down', step: 1 },
    { feature: 'work__contributors_3m_members', direction: 'up', step: 1 },
    { feature: 'medical__uninsured_members', direction: 'down', step: 1 },
    { feature: 'education__aid_fen', direction: 'up', step: HUNDRED_YUAN },
    {
      feature: 'housing__arrears_fen',
      direction: 'down',
      step: HUNDRED_YUAN,
      alongside: ['housing__arrears_months'],
    },
    { feature: 'utility__power_arrears_6m_count', direction: 'down', step: 1 },
    { feature: 'utility__water_arrears_6m_count', direction: 'down', step: 1 },
  ],
};

/** The levers a model knows, around a household's values: its own features and what changes alongside. */
export function movableOf(
  known: readonly Lever[],
  features: readonly string[],
  row: readonly number[],
): Movable[] {
  const has = new Set(features);
  return known
    .filter(({ feature }) => has.has(feature))
    .map(({ feature, direction, step, alongside, most = 2 }) => {
      const value = row[features.indexOf(feature)] ?? Number.NaN;
      const high = direction === 'up' ? Math.max(value * most, value + step) : value;
      const parts = alongside?.filter((name) => has.has(name));
      return { feature, direction, low: 0, high, step, ...(parts ? { alongside: parts } : {}) };
    });
}
