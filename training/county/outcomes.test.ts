import { afterEach, describe, expect, it } from 'vitest';
import {
  departmentLedger,
  family,
  together,
  type LedgerRow,
} from '../../features/testing/department-ledger.ts';
import { UNKNOWN } from '../../eval/index.ts';
import { matrix } from '../../src/core/matrix.ts';
import { isoDate } from '../../src/core/dates.ts';
import type { DuckDb } from '../../src/io/duckdb.ts';
import { atRiskRows } from '../../src/scoring/county-cohort.ts';
import { needLabels, takeUpLabels } from './days.ts';
import { readOutcomes, refuseUnknownOutcomes } from './outcomes.ts';

const asOf = isoDate('2024-06-30');
const end = isoDate('2024-12-31');
const knownOn = isoDate('2025-01-31');
const standardFen = 1_000_000;
const window = { asOf, end, knownOn, standardFen };
const home = family('h1', { a: '1970-01-01', b: '1975-01-01' });

let db: DuckDb | null = null;

afterEach(() => {
  db?.close();
  db = null;
});

async function labels(rows: Readonly<Record<string, readonly LedgerRow[]>>) {
  db = await departmentLedger(together(home, rows));
  const outcomes = await readOutcomes(db, window);
  return { takeUp: takeUpLabels(['h1'], outcomes), need: needLabels(['h1'], outcomes) };
}

const step = (day: string, more: LedgerRow = {}): LedgerRow => ({
  household_id: 'h1',
  item: 'dibao',
  action: 'applied',
  occurred_on: day,
  ...more,
});

describe('take-up', () => {
  it.each([
    ['the day after', '2024-07-01', {}, 1],
    ['on the last day', '2024-12-31', {}, 1],
    ['on the as-of date itself', '2024-06-30', {}, 0],
    ['after the window', '2025-01-01', {}, 0],
    ['recorded on the last day it may be', '2024-12-31', { recorded_at: '2025-01-31' }, 1],
    ['recorded too late to be known', '2024-12-31', { recorded_at: '2025-02-01' }, 0],
    ['refused, without an application told', '2024-08-01', { action: 'refused' }, 0],
    ['of another item', '2024-08-01', { item: 'elder_allowance' }, 0],
    ['taken back before it was known', '2024-08-01', { superseded_at: '2025-01-01' }, 0],
    ['by a member, no household told', '2024-08-01', { household_id: null, person_id: 'b' }, 1],
    ['by somebody else', '2024-08-01', { household_id: 'h2' }, 0],
  ])('%s', async (_, day, more, expected) => {
    const { takeUp } = await labels({ assistance_application: [step(day, more)] });

    expect([...takeUp.y]).toEqual([expected]);
    expect(takeUp.on[0]).toBe(expected === 1 ? day : null);
  });

  it('is the first of several', async () => {
    const { takeUp } = await labels({
      assistance_application: [step('2024-11-02', { action: 'approved' }), step('2024-09-03')],
    });

    expect(takeUp.on).toEqual(['2024-09-03']);
  });
});

describe('censoring', () => {
  const gone = (day: string): LedgerRow[] =>
    ['a', 'b'].map((person) => ({ person_id: person, event: 'moved_out', occurred_on: day }));

  it('of a household that moved away without an event', async () => {
    const { takeUp } = await labels({ vital_event: gone('2024-10-01') });

    expect([...takeUp.y]).toEqual([UNKNOWN]);
  });

  it('of a household whose members died', async () => {
    const died = ['a', 'b'].map((person) => ({
      person_id: person,
      event: 'death',
      occurred_on: '2024-09-01',
    }));
    const { takeUp } = await labels({ vital_event: died });

    expect([...takeUp.y]).toEqual([UNKNOWN]);
  });

  it('keeps an event that came before the move', async () => {
    const { takeUp } = await labels({
      vital_event: gone('2024-10-01'),
      assistance_application: [step('2024-08-01')],
    });

    expect([...takeUp.y]).toEqual([1]);
  });

  it('keeps a household of which one member stays', async () => {
    const { takeUp } = await labels({ vital_event: gone('2024-10-01').slice(0, 1) });

    expect([...takeUp.y]).toEqual([0]);
  });
});

describe('need', () => {
  const visit = (more: LedgerRow): LedgerRow => ({
    household_id: 'h1',
    occurred_on: '2024-08-01',
    outcome: 'false_alarm',
    members: 2,
    ...more,
  });

  it.each([
    ['a visit that confirmed hardship', { outcome: 'confirmed' }, 1],
    ['verified income under the standard', { wage_fen: 1_999_999 }, 1],
    ['verified income at the standard', { wage_fen: 1_500_000, transfer_fen: 500_000 }, 0],
    ['a visit that told no income', {}, 0],
    ['a visit that was declined', { outcome: 'declined_by_citizen' }, UNKNOWN],
    ['a visit after the window', { outcome: 'confirmed', occurred_on: '2025-01-01' }, UNKNOWN],
  ])('%s', async (_, more, expected) => {
    const { need, takeUp } = await labels({ visit: [visit(more)] });

    expect([...need.y]).toEqual([expected]);
    expect([...takeUp.y]).toEqual([0]);
  });

  it('is not known of a household nobody visited, whatever it applied for', async () => {
    const { need, takeUp } = await labels({ assistance_application: [step('2024-08-01')] });

    expect([...need.y]).toEqual([UNKNOWN]);
    expect([...takeUp.y]).toEqual([1]);
  });
});

describe('the cohort', () => {
  const atRisk = async (held: number, rows: readonly LedgerRow[]): Promise<number[]> => {
    db = await departmentLedger(together(home, { assistance_application: rows }));
    const flag = matrix(['aid__any_held_flag'], [Float64Array.of(held)]);
    return atRiskRows(db, { asOf, households: ['h1'], matrix: flag });
  };

  it.each([
    ['nothing known', 0, [], true],
    ['on Dibao', 1, [], false],
    ['an application pending', 0, [step('2024-05-01')], false],
    ['an application pending for more than half a year', 0, [step('2023-12-01')], true],
    ['refused', 0, [step('2024-04-01'), step('2024-05-01', { action: 'refused' })], true],
    ['approved, not yet paid', 0, [step('2024-06-01', { action: 'approved' })], false],
    ['approved long ago, not paid now', 0, [step('2023-01-01', { action: 'approved' })], true],
    ['recognised as Dibian', 0, [step('2024-06-01', { item: 'dibian', action: 'approved' })], true],
    ['an application not known yet', 0, [step('2024-06-20', { recorded_at: '2024-07-02' })], true],
  ])('%s', async (_, held, rows, isIn) => {
    expect(await atRisk(held, rows)).toEqual(isIn ? [0] : []);
  });
});

it('windows that end after the ledger does are refused', async () => {
  db = await departmentLedger(together(home, { assistance_application: [step('2025-01-12')] }));

  await expect(refuseUnknownOutcomes(db, 'c.yaml', [window])).resolves.toBeUndefined();
  await expect(
    refuseUnknownOutcomes(db, 'c.yaml', [{ asOf, knownOn: isoDate('2025-02-28') }]),
  ).rejects.toMatchObject({ code: 'JZ_LABEL_BEYOND_DATA', details: { asOf, dataDate: '2025-01-12' } });
});
