import { column, ledgerTable, personal } from './table.ts';

/** Any other indicator of a household: a code, a day, a number. A missing value is no row. */
export const observation = ledgerTable(
  'observation',
  { zh: '观测', en: 'observation' },
  [
    personal(column('household_id', 'VARCHAR', '', '家庭编号', 'household')),
    column('code', 'VARCHAR', '', '指标代码', 'indicator, as the mapping names it'),
    personal(column('value', 'DOUBLE', 'as coded', '数值', 'value')),
  ],
  ['household_id', 'occurred_on', 'code'],
);
