import { afterEach, describe, expect, it } from 'vitest';
import {
  departmentLedger,
  family,
  together,
  type LedgerRow,
} from '../../features/testing/department-ledger.ts';
import { UNKNOWN } from '../../eval/index.ts';
import { isoDate } from '../../src/core/dates.ts';
import type { DuckDb } from '../../src/io/duckdb.ts';
import { readCountyConfig, type CountyConfig } from './config.ts';
import { historiesOf, historiesOn } from './histories.ts';
import { horizonDates } from './horizons.ts';

const horizons = [3, 6, 12];
const asOf = isoDate('2024-01-31');
const sample = new URL('../../data-samples/county/train.yaml', import.meta.url).pathname;

let db: DuckDb | null = null;
afterEach(() => {
  db?.close();
  db = null;
});

async function config(): Promise<CountyConfig> {
  return { ...(await readCountyConfig(sample)), region: '330199' };
}

describe('a history', () => {
  it.each([
    ['the event by the second horizon', [0, 1, 1], 6, 1],
    ['the event at once', [1, 1, 1], 3, 1],
    ['nothing in all of the time', [0, 0, 0], 12, 0],
    ['gone after the first horizon', [0, UNKNOWN, UNKNOWN], 3, 0],
    ['gone, and yet the event was recorded', [UNKNOWN, 1, 1], 6, 1],
    ['not seen first, and without the event later', [UNKNOWN, 0, UNKNOWN], 6, 0],
    ['never seen', [UNKNOWN, UNKNOWN, UNKNOWN], 0, 0],
  ])('of %s', (_, outcomes, months, happened) => {
    const told = historiesOf(
      1,
      horizons,
      outcomes.map((one) => Uint8Array.of(one)),
    );

    expect(told).toEqual({ months: Float64Array.of(months), happened: Uint8Array.of(happened) });
  });

  const home = family('h1', { a: '1970-01-01' });
  const moved: LedgerRow = { person_id: 'a', event: 'moved_out', occurred_on: '2024-06-10' };
  const applied = (day: string): LedgerRow => ({
    ...{ household_id: 'h1', item: 'dibao', action: 'applied' },
    ...{ occurred_on: day, recorded_at: day },
  });

  it.each<[string, Readonly<Record<string, LedgerRow[]>>, string, number, number]>([
    ['who stays', {}, '2025-03-01', 12, 0],
    ['who moved away in the fifth month', { vital_event: [moved] }, '2025-03-01', 3, 0],
    ['whose later months are not recorded yet', {}, '2024-09-15', 6, 0],
    ['of whom no horizon is recorded yet', {}, '2024-05-15', 0, 0],
    ['who applied', { assistance_application: [applied('2024-07-05')] }, '2025-03-01', 6, 1],
    [
      'who applied after the last horizon known by then',
      { assistance_application: [applied('2024-08-20')] },
      '2024-09-15',
      ...([6, 0] as const),
    ],
    [
      'who applied and moved',
      { assistance_application: [applied('2024-05-05')], vital_event: [moved] },
      '2025-03-01',
      ...([6, 1] as const),
    ],
  ])('of a household %s', async (_, rows, knownBy, months, happened) => {
    db = await departmentLedger(together(home, rows));
    const window = { horizons, knownBy: isoDate(knownBy) };

    const told = await historiesOn({ db, config: await config() }, { asOf, households: ['h1'] }, window);

    expect([told.months[0], told.happened[0]]).toEqual([months, happened]);
  });
});

describe('the dates that calibrate a further horizon', () => {
  const days = (...texts: string[]) => texts.map((text) => isoDate(text));
  const split = {
    train: days('2022-09-30', '2022-12-31', '2023-03-31', '2023-06-30'),
    calibrate: days('2023-08-31', '2023-09-30'),
    test: days('2024-04-30'),
  };

  it.each([
    ['a shorter one: the dates that calibrate', 3, true, ['2023-08-31', '2023-09-30']],
    ['a longer one, households kept apart: earlier dates', 9, true, ['2023-03-31', '2023-06-30']],
    ['a longer one, households not kept apart: none', 9, false, []],
    ['one that is known of one date alone', 18, true, ['2022-09-30']],
  ])('of %s', async (_, months, keepsHouseholdsApart, expected) => {
    expect(horizonDates(await config(), { ...split, keepsHouseholdsApart }, months)).toEqual(expected);
  });
});
