import { column, householdId, ledgerTable, nullable, personId, sensitive } from './table.ts';

/** Any other indicator of a household or person: a code, a day, a number. A missing value is no row. */
export const observation = ledgerTable(
  'observation',
  { zh: '观测', en: 'observation' },
  [
    nullable(householdId),
    nullable({ ...personId, en: 'person; empty for the household' }),
    column('code', 'VARCHAR', '', '指标代码', 'indicator, as the mapping names it'),
    sensitive(column('value', 'DOUBLE', 'as coded', '数值', 'value')),
    nullable(
      sensitive(
        column('detail', 'VARCHAR', '', '说明（如病种编码）', 'detail, for example a diagnosis code'),
      ),
    ),
  ],
  { sortedBy: ['household_id', 'occurred_on', 'code'], entity: ['household_id', 'person_id'] },
);
