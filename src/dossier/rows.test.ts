import { describe, expect, it } from 'vitest';
import {
  addRows,
  departmentLedger,
  family,
  together,
  type LedgerRows,
} from '../../features/testing/department-ledger.ts';
import { isoDate } from '../core/dates.ts';
import { grantsOf } from './grants.ts';
import { mask } from './identities.ts';
import { membersOf } from './members.ts';
import { eventRows } from './rows.ts';

const asOf = isoDate('2024-06-30');
const people = together(
  family('h', { a: '1980-01-01', b: '2010-05-05' }),
  family('other', { c: '1990-01-01' }),
);
const paid = (day: string, item = 'dibao', amount = 500): LedgerRows => ({
  assistance_grant: [
    { household_id: 'h', item, action: 'paid', occurred_on: day, month: day.slice(0, 7), amount_fen: amount },
  ],
});

describe('events of a household', () => {
  it('are its own rows and those of its people, never a neighbour’s', async () => {
    const db = await departmentLedger(
      together(people, {
        vital_event: [{ person_id: 'c', event: 'detained', occurred_on: '2024-01-05' }],
        employment_event: [
          { person_id: 'a', event: 'dismissed', occurred_on: '2024-02-01' },
          { person_id: 'a', event: 'contribution', occurred_on: '2024-01-01' },
        ],
        report: [{ household_id: 'h', channel: 'hotline_12345', topic: 'living', occurred_on: '2024-03-01' }],
      }),
    );

    const rows = await eventRows(db, asOf, 'h');

    expect(rows.map(({ on, kind, code, personId }) => [on, kind, code, personId])).toEqual([
      ['2024-02-01', 'work', 'dismissed', 'a'],
      ['2024-03-01', 'report', 'living', null],
    ]);
    db.close();
  });

  it('of somebody who left are those of the time there', async () => {
    const left = { household_id: 'h', person_id: 'd', valid_from: '2015-01-01', valid_to: '2023-01-01' };
    const db = await departmentLedger(
      together(people, {
        membership: [{ ...left, reason: 'split', occurred_on: '2023-01-01' }],
        employment_event: [
          { person_id: 'd', event: 'dismissed', occurred_on: '2022-05-01' },
          { person_id: 'd', event: 'employment_registered', occurred_on: '2024-05-01' },
        ],
      }),
    );

    const rows = await eventRows(db, asOf, 'h');

    expect(rows.map(({ on, kind }) => [on, kind])).toEqual([
      ['2022-05-01', 'work'],
      ['2023-01-01', 'membership'],
    ]);
    db.close();
  });

  it('and its members do not change by what became known after the day', async () => {
    const db = await departmentLedger(
      together(people, paid('2024-05-15'), {
        disability_cert: [
          { person_id: 'a', action: 'issued', type: '4', grade: 2, occurred_on: '2023-01-01' },
        ],
      }),
    );
    const told = async () => [await eventRows(db, asOf, 'h'), await membersOf(db, asOf, 'h')];
    const before = await told();
    const late = { occurred_on: '2024-03-01', recorded_at: '2024-07-01' };
    await addRows(db, 'disability_cert', [
      { ...late, person_id: 'a', action: 'cancelled', type: '4', grade: 2 },
    ]);
    await addRows(db, 'visit', [{ ...late, household_id: 'h', outcome: 'confirmed' }]);
    await addRows(db, 'membership', [
      { ...late, household_id: 'h', person_id: 'c', valid_from: '2024-03-01' },
    ]);

    expect(await told()).toEqual(before);
    expect(before[1]).toMatchObject([
      { personId: 'a', age: 44, disability: { grade: 2, since: '2023-01-01' } },
      { personId: 'b', age: 14, disability: null },
    ]);
    db.close();
  });
});

it('payments join to spells: a pause of a month or two does not end one, a longer one does', async () => {
  const days = ['2023-01-15', '2023-02-15', '2023-04-20', '2024-04-15', '2024-05-15', '2024-06-15'];
  const db = await departmentLedger(
    together(people, ...days.map((day) => paid(day)), paid('2023-03-03', 'temporary', 90_000)),
  );

  const grants = grantsOf(await eventRows(db, asOf, 'h'), asOf);

  expect(
    grants.map(({ item, from, to, isCurrent, isMonthly, totalFen }) => [
      ...[item.code, from, to, isCurrent, isMonthly, totalFen],
    ]),
  ).toEqual([
    ['dibao', '2024-04-15', '2024-06-15', true, true, 1500],
    ['dibao', '2023-01-15', '2023-04-20', false, true, 1500],
    ['temporary', '2023-03-03', '2023-03-03', false, false, 90_000],
  ]);
  db.close();
});

it('masks keep the family name, the region and nothing else', () => {
  expect(mask({ name: '欧阳锋', idNumber: '110101196804120013' })).toEqual({
    name: '欧*',
    idNumber: '11010119**********',
  });
  expect(mask({ name: '𠮷田', idNumber: null })).toEqual({ name: '𠮷*', idNumber: null });
});
