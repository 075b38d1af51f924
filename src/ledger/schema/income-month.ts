import { column, ledgerTable, nullable, personal } from './table.ts';

/** Income of a household or person in one month. */
export const incomeMonth = ledgerTable(
  'income_month',
  { zh: '月收入', en: 'income of a month' },
  [
    personal(column('household_id', 'VARCHAR', '', '家庭编号', 'household')),
    nullable(personal(column('person_id', 'VARCHAR', '', '人员编号', 'person; empty for the household'))),
    column('month', 'VARCHAR', '', '月份 YYYY-MM', 'month, YYYY-MM'),
    column('kind', 'VARCHAR', '', '收入类别', 'kind: total, per_capita, wage …'),
    personal(column('amount_fen', 'BIGINT', 'fen', '金额（最小货币单位）', 'amount in minor units')),
  ],
  ['household_id', 'occurred_on', 'kind'],
);
