import { expect, it } from 'vitest';
import { departmentLedger } from '../../features/testing/department-ledger.ts';
import { isoDate } from '../../src/core/dates.ts';
import { auditColumns } from './audit-columns.ts';

it('reads the head’s sex and age and the registration as known on each row’s date', async () => {
  const db = await departmentLedger({
    household: [
      { household_id: 'h1', hukou_type: 'rural', head_person_id: 'p1', occurred_on: '2020-01-01' },
      { household_id: 'h1', hukou_type: 'urban', head_person_id: 'p2', occurred_on: '2024-05-01' },
      { household_id: 'h2', occurred_on: '2020-01-01' },
    ],
    person: [
      { person_id: 'p1', sex: '1', birth_date: '1949-02-01' },
      {
        person_id: 'p2',
        sex: '2',
        birth_date: '1989-07-01',
        recorded_at: '2024-05-02',
        occurred_on: '2024-05-01',
      },
    ],
  });

  const columns = await auditColumns(
    db,
    ['h1', 'h1', 'h2', 'h3'],
    ['2024-01-31', '2024-06-30', '2024-06-30', '2024-06-30'].map((day) => isoDate(day)),
  );
  db.close();

  expect(Object.fromEntries(columns.map(({ id, values }) => [id, values]))).toEqual({
    head_sex: ['1', '2', null, null],
    head_age: ['60_74', 'under_35', null, null],
    hukou: ['rural', 'urban', null, null],
  });
});
