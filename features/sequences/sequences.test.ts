import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isoDate } from '../../src/core/dates.ts';
import type { DuckDb } from '../../src/io/duckdb.ts';
import { checkFeatures } from '../engine/check.ts';
import { computeDays } from '../engine/compute.ts';
import { countyFeatures } from '../county/index.ts';
import { addRows, departmentLedger, family, together, type LedgerRow } from '../testing/department-ledger.ts';
import { parquetLedger } from '../testing/parquet-ledger.ts';
import { buildSequences, seriesOfChannels, type Sequences } from './build.ts';
import { sequenceChannels } from './channels.ts';

const asOf = isoDate('2024-06-30');

async function only(db: DuckDb, months: number, day = asOf): Promise<Sequences> {
  for await (const found of buildSequences({ db, asOf: [day], months })) return found;
  throw new Error('no day');
}

/** One household's months of a channel, oldest first; `-` where the mask is 0. */
function read(found: Sequences, household: string, channel: string): (number | '-')[] {
  const [row, c] = [found.households.indexOf(household), found.channels.indexOf(channel)];
  return found.monthEnds.map((_, month) => {
    const place = (row * found.monthEnds.length + month) * found.channels.length + c;
    if (found.mask[place] === 0) expect(found.values[place]).toBe(0);
    return found.mask[place] === 1 ? found.values[place]! : '-';
  });
}

describe('months of a household', () => {
  let db: DuckDb;
  const wage = (day: string, amount: number, more: LedgerRow = {}): LedgerRow => ({
    ...{ person_id: 'p1', kind: 'wage', month: day.slice(0, 7), amount_fen: amount, occurred_on: day },
    ...more,
  });
  const power = (day: string, usage: number): LedgerRow => ({
    ...{ household_id: 'h1', kind: 'electricity', month: day.slice(0, 7), usage, occurred_on: day },
  });
  const work = (person: string, day: string, event: string): LedgerRow => ({
    ...{ person_id: person, event, occurred_on: day },
  });

  beforeAll(async () => {
    db = await departmentLedger(
      together(family('h1', { p1: '1980-01-01' }), family('h2', { p2: '1990-01-01' }), {
        income_month: [
          wage('2024-03-15', 100),
          wage('2024-03-20', 30),
          wage('2024-05-31', 7),
          wage('2024-06-10', 9, { recorded_at: '2024-07-10' }),
        ],
        utility_month: [power('2024-02-05', 10.5), power('2024-04-05', 20), power('2024-06-05', 30)],
        employment_event: [
          work('p1', '2024-02-10', 'dismissed'),
          work('p1', '2024-05-10', 'employment_registered'),
          work('p2', '2024-04-10', 'unemployment_registered'),
          work('p2', '2024-06-01', 'contribution'),
        ],
      }),
    );
  });
  afterAll(() => {
    db.close();
  });

  it('are added up oldest first; months before the first row and after the last known one are not known', async () => {
    const found = await only(db, 6);

    expect(found.monthEnds).toEqual([
      ...['2024-01-31', '2024-02-29', '2024-03-31', '2024-04-30', '2024-05-31', '2024-06-30'],
    ]);
    expect(read(found, 'h1', 'income_all')).toEqual(['-', '-', 130, 0, 7, '-']);
    expect(read(found, 'h2', 'income_all')).toEqual(['-', '-', 0, 0, 0, '-']);
  });

  it('without a reading are not known', async () => {
    expect(read(await only(db, 6), 'h1', 'electricity')).toEqual(['-', 10.5, '-', 20, '-', 30]);
    expect(read(await only(db, 6), 'h2', 'electricity')).toEqual(['-', '-', '-', '-', '-', '-']);
  });

  it('carry a state until it ends', async () => {
    const found = await only(db, 6);

    expect(read(found, 'h1', 'unemployed')).toEqual(['-', 1, 1, 1, 0, 0]);
    expect(read(found, 'h2', 'unemployed')).toEqual(['-', 0, 0, 1, 1, 1]);
  });

  it('of a table without rows are not known', async () => {
    expect(read(await only(db, 6), 'h1', 'reports')).toEqual(['-', '-', '-', '-', '-', '-']);
  });

  it('do not move when something is recorded later', async () => {
    const before = await only(db, 24);
    await addRows(db, 'income_month', [
      wage('2024-06-20', 5000, { recorded_at: '2024-07-01', source_row: 90 }),
      wage('2022-01-20', 5000, { recorded_at: '2024-07-01', source_row: 91 }),
    ]);

    expect(await only(db, 24)).toEqual(before);
  });
});

describe('on the small county', () => {
  let db: DuckDb;
  beforeAll(async () => {
    db = await parquetLedger(join(import.meta.dirname, '..', 'oracles', 'county'));
  });
  afterAll(() => {
    db.close();
  });

  it('twelve months of income are the feature of twelve months', async () => {
    const day = isoDate('2023-12-31');
    const series = seriesOfChannels(sequenceChannels, 24);
    const features = checkFeatures(countyFeatures.filter(({ name }) => name === 'aid__paid_12m_fen'));
    const found = await only(db, 24, day);
    for await (const { matrix, households } of computeDays({ db, features, asOf: [day], series })) {
      expect(found.households).toEqual(households);
      for (const [row, household] of households.entries()) {
        const months = read(found, household, 'aid_paid').slice(-12);
        expect(months.reduce<number>((sum, value) => sum + (value === '-' ? 0 : value), 0)).toBe(
          matrix.columns[0]![row],
        );
      }
    }
    expect(found.values).toHaveLength(found.households.length * 24 * sequenceChannels.length);
    expect(found.values.some((value) => value > 0)).toBe(true);
  });

  it('several dates in one pass are as each alone', async () => {
    const dates = [isoDate('2023-06-15'), isoDate('2023-12-31')];
    const together: Sequences[] = [];
    for await (const found of buildSequences({ db, asOf: dates, months: 24 })) together.push(found);

    expect(together).toEqual([await only(db, 24, dates[0]), await only(db, 24, dates[1])]);
  });
});
