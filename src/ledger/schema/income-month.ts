import { coded, column, householdId, ledgerTable, nullable, personId, sensitive } from './table.ts';

/** Income of a household or person in one month. */
export const incomeMonth = ledgerTable(
  'income_month',
  { zh: '月收入', en: 'income of a month' },
  [
    nullable(householdId),
    nullable({ ...personId, en: 'person; empty for the household' }),
    column('month', 'VARCHAR', '', '月份 YYYY-MM', 'month, YYYY-MM'),
    coded('kind', 'income_kind', '收入类别', 'kind: total, per_capita, wage …'),
    sensitive(column('amount_fen', 'BIGINT', 'fen', '金额（最小货币单位）', 'amount in minor units')),
  ],
  { sortedBy: ['household_id', 'person_id', 'occurred_on', 'kind'], entity: ['household_id', 'person_id'] },
);
