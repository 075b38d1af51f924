import { coded, column, ledgerTable, nullable, personId, sensitive } from './table.ts';

/** A person as one source described them on one day; names and identity numbers are only in the vault. */
export const person = ledgerTable(
  'person',
  { zh: '人员', en: 'person' },
  [
    personId,
    nullable(coded('sex', 'sex', '性别', 'sex')),
    nullable(sensitive(column('birth_date', 'DATE', 'date', '出生日期', 'date of birth'))),
    nullable(coded('marital', 'marital', '婚姻状况', 'marital status')),
    nullable(coded('education', 'education', '文化程度', 'highest education')),
    nullable(column('region_code', 'VARCHAR', '', '户籍地区代码', 'region of registration')),
  ],
  { sortedBy: ['person_id', 'occurred_on'] },
);
