/** How fresh and how complete what is known of the household is. */
import type { LedgerFeature } from '../engine/declaration.ts';
import { feature, isMissing } from '../expression.ts';
import { several } from './departments.ts';
import { text } from './define.ts';

const tables = [
  ['income', '收入', 'income', 'income_month'],
  ['work', '社保', 'contributions', 'employment_event'],
  ['medical', '医疗结算', 'medical claims', 'medical_claim'],
  ['utility', '水电', 'utilities', 'utility_month'],
] as const;

/** Freshness and missingness. */
export const freshnessFeatures: readonly LedgerFeature[] = tables.flatMap(([name, zh, en, source]) => {
  const age = `known__${name}_days`;
  return [
    several.event(
      {
        name: age,
        direction: 'either',
        title: text(`最近一次收到${zh}数据距今天数`, `days since data on ${en} last came in`),
        missing: text('24 个月内没有数据', 'no data in 24 months'),
      },
      { source, aggregate: 'days_since_known', months: 24, empty: 'missing' },
    ),
    several.derived(
      {
        name: `known__no_${name}_flag`,
        direction: 'either',
        title: text(`24 个月内没有${zh}数据`, `no data on ${en} in 24 months`),
        reasonNot: text(`有${zh}数据`, `data on ${en}`),
      },
      isMissing(feature(age)),
    ),
  ];
});
