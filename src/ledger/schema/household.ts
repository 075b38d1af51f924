import { coded, column, householdId, ledgerTable, nullable, personId } from './table.ts';

/** A household as one source described it on one day. */
export const household = ledgerTable(
  'household',
  { zh: '家庭', en: 'household' },
  [
    householdId,
    nullable(column('region_code', 'VARCHAR', '', '地区代码', 'region, smallest area known')),
    nullable(column('region_group_code', 'VARCHAR', '', '上级地区代码', 'region the area lies in')),
    nullable(coded('hukou_type', 'hukou_type', '户口性质', 'urban or rural registration')),
    nullable({ ...personId, name: 'head_person_id', zh: '户主', en: 'head of the household' }),
    nullable(column('weight', 'DOUBLE', 'weight', '抽样权重', 'households it stands for in a survey')),
  ],
  { sortedBy: ['household_id', 'occurred_on'] },
);
