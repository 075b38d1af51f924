import { column, ledgerTable, nullable, personal } from './table.ts';

/** A household as one source described it on one day. */
export const household = ledgerTable(
  'household',
  { zh: '家庭', en: 'household' },
  [
    personal(column('household_id', 'VARCHAR', '', '家庭编号', 'household')),
    nullable(column('region_code', 'VARCHAR', '', '地区代码', 'region, smallest area known')),
    nullable(column('region_group_code', 'VARCHAR', '', '上级地区代码', 'region the area lies in')),
    nullable(column('weight', 'DOUBLE', 'weight', '抽样权重', 'households it stands for in a survey')),
  ],
  ['household_id', 'occurred_on'],
);
