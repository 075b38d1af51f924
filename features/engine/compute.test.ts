import { describe, expect, it } from 'vitest';
import { declares, text } from '../county/define.ts';
import { family, together, type LedgerRow, type LedgerRows } from '../testing/department-ledger.ts';
import { day } from '../testing/one-day.ts';
import type { LedgerFeature } from './declaration.ts';

const { event, monthly, members, neighbourhood } = declares({
  department: text('测试', 'test'),
  legalBasis: text('测试', 'test'),
  sensitivity: 'personal',
});
const says = (name: string) => ({ name, direction: 'either' as const, title: text('名', 'name') });
async function valuesOf(rows: LedgerRows, feature: LedgerFeature, asOf: string): Promise<number[]> {
  const found = await day(rows, [feature], asOf);
  return [...found.matrix.columns[0]!];
}

const wages = (
  months: number,
  aggregate: 'sum' | 'count' | 'max' | 'min' | 'last' | 'days_since',
  before = 0,
): LedgerFeature =>
  event(says(`x__y_${aggregate === 'count' ? 'count' : aggregate === 'days_since' ? 'days' : 'fen'}`), {
    source: 'income_month',
    where: [{ column: 'kind', in: ['wage'] }],
    columns: ['amount_fen'],
    aggregate,
    months,
    before,
    empty: 'missing',
  });

const wage = (person: string, occurred: string, amount: number, more: LedgerRow = {}): LedgerRow => ({
  person_id: person,
  kind: 'wage',
  month: occurred.slice(0, 7),
  amount_fen: amount,
  occurred_on: occurred,
  ...more,
});

const home = family('h1', { p1: '1980-05-01', p2: '2015-05-01' });
const withWages = (...rows: LedgerRow[]): LedgerRows => together(home, { income_month: rows });

describe('windows', () => {
  const rows = withWages(
    wage('p1', '2023-12-31', 1),
    wage('p1', '2024-01-01', 10),
    wage('p1', '2024-03-31', 100),
    wage('p2', '2024-03-31', 1000),
    wage('p1', '2024-04-01', 10_000),
  );

  it('begin after their first day and end on the as-of date', async () => {
    expect(await valuesOf(rows, wages(3, 'sum'), '2024-03-31')).toEqual([1110]);
    expect(await valuesOf(rows, wages(3, 'sum'), '2024-04-01')).toEqual([11_100]);
  });

  it('may end some months before', async () => {
    expect(await valuesOf(rows, wages(3, 'sum', 3), '2024-06-30')).toEqual([1110]);
  });

  it.each([
    ['count', 3],
    ['max', 1000],
    ['min', 10],
    ['days_since', 0],
  ] as const)('%s', async (aggregate, expected) => {
    expect(await valuesOf(rows, wages(3, aggregate), '2024-03-31')).toEqual([expected]);
  });

  it('share a tally without disturbing one another', async () => {
    const features = [3, 6, 12].map((months) => ({ ...wages(months, 'sum'), name: `x__y_${months}m_fen` }));
    const { matrix } = await day(rows, features, '2024-03-31');
    expect(matrix.columns.map((column) => column[0])).toEqual([1110, 1111, 1111]);
  });

  it('give a value missing, or zero, where there is no row', async () => {
    const zero: LedgerFeature = { ...wages(3, 'sum'), empty: 'zero' } as LedgerFeature;
    expect(await valuesOf(home, wages(3, 'sum'), '2024-03-31')).toEqual([Number.NaN]);
    expect(await valuesOf(home, zero, '2024-03-31')).toEqual([0]);
  });
});

describe('knowledge', () => {
  it('ignores what was recorded after the as-of date', async () => {
    const rows = withWages(
      wage('p1', '2024-03-01', 5, { recorded_at: '2024-04-01' }),
      wage('p1', '2024-03-02', 7),
    );
    expect(await valuesOf(rows, wages(3, 'sum'), '2024-03-31')).toEqual([7]);
    expect(await valuesOf(rows, wages(3, 'sum'), '2024-04-01')).toEqual([12]);
  });

  it('reads a corrected row as it was known on each date', async () => {
    const rows = withWages(
      wage('p1', '2024-03-01', 5, { superseded_at: '2024-05-10' }),
      wage('p1', '2024-03-01', 9, { recorded_at: '2024-05-10' }),
    );
    expect(await valuesOf(rows, wages(6, 'sum'), '2024-05-09')).toEqual([5]);
    expect(await valuesOf(rows, wages(6, 'sum'), '2024-05-10')).toEqual([9]);
  });
});

describe('the last state', () => {
  const unemployed = event(says('x__unemployed_members'), {
    source: 'employment_event',
    where: [{ column: 'event', in: ['unemployment_registered'] }],
    endedBy: [{ column: 'event', in: ['employment_registered'] }],
    aggregate: 'last',
    months: 24,
    perPerson: 'count',
  });
  const step = (person: string, occurred: string, what: string): LedgerRow => ({
    person_id: person,
    event: what,
    occurred_on: occurred,
  });

  it('ends by a later row, not by an earlier one', async () => {
    const rows = (...steps: LedgerRow[]): LedgerRows => together(home, { employment_event: steps });
    const lost = step('p1', '2024-01-10', 'unemployment_registered');
    expect(await valuesOf(rows(lost), unemployed, '2024-03-31')).toEqual([1]);
    expect(
      await valuesOf(rows(lost, step('p1', '2024-02-01', 'employment_registered')), unemployed, '2024-03-31'),
    ).toEqual([0]);
    expect(
      await valuesOf(rows(lost, step('p1', '2024-01-01', 'employment_registered')), unemployed, '2024-03-31'),
    ).toEqual([1]);
    expect(
      await valuesOf(rows(lost, step('p1', '2024-01-10', 'employment_registered')), unemployed, '2024-03-31'),
    ).toEqual([0]);
  });

  it('of an old row lies outside a short window', async () => {
    const rows = withWages(wage('p1', '2023-06-01', 5));
    expect(await valuesOf(rows, wages(12, 'last'), '2024-03-31')).toEqual([5]);
    expect(await valuesOf(rows, wages(6, 'last'), '2024-03-31')).toEqual([Number.NaN]);
  });
});

describe('people', () => {
  const died = event(says('x__died_count'), {
    source: 'vital_event',
    where: [{ column: 'event', in: ['death'] }],
    aggregate: 'count',
    home: 'last',
    who: { fromAge: 25, toAge: 50 },
  });
  const couple = family('h1', { p1: '1980-05-01', p2: '1950-05-01', p3: '1982-01-01' });
  const death = (person: string): LedgerRows => ({
    vital_event: [{ person_id: person, event: 'death', occurred_on: '2024-01-10' }],
  });

  it('count for the household they lived in last, by their age', async () => {
    expect(await valuesOf(together(couple, death('p1')), died, '2024-03-31')).toEqual([1]);
    expect(await valuesOf(together(couple, death('p2')), died, '2024-03-31')).toEqual([0]);
  });

  it('move with their past to the household they live in on the date', async () => {
    const moved: LedgerRows = {
      household: [{ household_id: 'h2', region_code: '330199001001' }],
      membership: [
        {
          household_id: 'h1',
          person_id: 'p1',
          valid_from: '2010-01-01',
          valid_to: '2024-02-01',
          occurred_on: '2024-02-01',
        },
        { household_id: 'h2', person_id: 'p1', valid_from: '2024-02-01', occurred_on: '2024-02-01' },
      ],
    };
    const rows = together(home, moved, { income_month: [wage('p1', '2024-01-15', 500)] });
    expect(
      await valuesOf(rows, { ...wages(12, 'sum'), empty: 'zero' } as LedgerFeature, '2024-01-31'),
    ).toEqual([500]);
    expect(
      await valuesOf(rows, { ...wages(12, 'sum'), empty: 'zero' } as LedgerFeature, '2024-03-31'),
    ).toEqual([0, 500]);
  });

  it('are a year older on their birthday, those of 29 February on 1 March', async () => {
    const oldest = members(says('x__oldest_years'), 'oldest');
    const born = (birth: string) => family('h1', { p1: birth });

    expect(await valuesOf(born('1964-03-31'), oldest, '2024-03-30')).toEqual([59]);
    expect(await valuesOf(born('1964-03-31'), oldest, '2024-03-31')).toEqual([60]);
    expect(await valuesOf(born('2004-02-29'), oldest, '2023-02-28')).toEqual([18]);
    expect(await valuesOf(born('2004-02-29'), oldest, '2023-03-01')).toEqual([19]);
  });

  it('are counted by age on the date', async () => {
    const minors = members(says('x__minors_members'), 'count', { toAge: 17 });
    expect(await valuesOf(home, minors, '2024-03-31')).toEqual([1]);
    expect(await valuesOf(home, minors, '2033-05-02')).toEqual([0]);
  });
});

describe('months', () => {
  const series = (shape: Parameters<typeof monthly>[2], unit: string): LedgerFeature =>
    monthly(
      says(`x__shape_${unit}`),
      { source: 'income_month', columns: ['amount_fen'], months: 12, before: 0 },
      shape,
    );
  const monthlyWages = (amounts: readonly number[]): LedgerRows =>
    withWages(...amounts.map((amount, i) => wage('p1', `2024-${String(i + 1).padStart(2, '0')}-15`, amount)));

  it('compare the newest with the past', async () => {
    const rows = monthlyWages([100, 100, 100, 100, 100, 100, 100, 100, 100, 50, 50, 50]);
    expect(await valuesOf(rows, series({ kind: 'ratio_to_past', recent: 3 }, 'ratio'), '2024-12-31')).toEqual(
      [0.5],
    );
    expect(await valuesOf(rows, series({ kind: 'robust_z', recent: 3 }, 'z'), '2024-12-31')).toEqual([-5]);
  });

  it('say how long nothing came', async () => {
    const rows = monthlyWages([100, 0, 0, 100, 100]);
    expect(await valuesOf(rows, series({ kind: 'months_without' }, 'months'), '2024-12-31')).toEqual([7]);
    expect(await valuesOf(rows, series({ kind: 'longest_gap' }, 'months'), '2024-12-31')).toEqual([2]);
  });
});

it('leaves the household itself out of its neighbourhood, and says nothing of few neighbours', async () => {
  const village = (count: number): LedgerRows =>
    together(
      ...Array.from({ length: count }, (_, i) =>
        together(family(`h${String(i).padStart(2, '0')}`, { [`p${i}`]: '1980-01-01' }), {
          income_month: [wage(`p${i}`, '2024-03-01', 100 * i)],
        }),
      ),
    );
  const own = { ...wages(3, 'sum'), name: 'x__y_fen', empty: 'zero' } as LedgerFeature;
  const others = neighbourhood(says('x__others_fen'), 'x__y_fen', 12);
  const many = await day(village(11), [own, others], '2024-03-31');
  expect(many.matrix.columns[1]![0]).toBe(550);
  expect(many.matrix.columns[1]![10]).toBe(450);
  const few = await day(village(10), [own, others], '2024-03-31');
  expect([...few.matrix.columns[1]!].every(Number.isNaN)).toBe(true);
});
