/** What holds of every declared feature at once. */
import { mkdtemp, readdir, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { isoDate } from '../../src/core/dates.ts';
import { countyFeatures } from '../county/index.ts';
import {
  addRows,
  departmentLedger,
  family,
  together,
  type LedgerRow,
  type LedgerRows,
} from '../testing/department-ledger.ts';
import { day, parameters } from '../testing/one-day.ts';
import { checkFeatures } from './check.ts';
import { computeDays, type DayFeatures } from './compute.ts';

describe('every feature of the catalogue', () => {
  const kinds: Record<string, (n: number) => LedgerRow> = {
    income_month: (n) => ({
      kind: ['wage', 'pension', 'business'][n % 3]!,
      month: '2024-01',
      amount_fen: n * 37,
    }),
    medical_claim: (n) => ({
      setting: ['inpatient', 'outpatient'][n % 2]!,
      total_fen: n,
      self_paid_fen: n * 3,
      out_of_scope_fen: n,
    }),
    employment_event: (n) => ({
      event: ['contribution', 'dismissed', 'employment_registered'][n % 3]!,
      scheme: 'employee_pension',
      amount_fen: n,
    }),
    utility_month: (n) => ({ kind: 'electricity', month: '2024-01', usage: n / 7, arrears_bills: n % 4 }),
    vital_event: (n) => ({ event: ['death', 'detained', 'moved_out'][n % 3]! }),
    disability_cert: (n) => ({
      action: ['issued', 'cancelled', 'upgraded'][n % 3]!,
      type: '4',
      grade: (n % 4) + 1,
    }),
  };
  const anyRow = fc.record({
    table: fc.constantFrom(...Object.keys(kinds)),
    person: fc.integer({ min: 1, max: 5 }),
    day: fc.integer({ min: 0, max: 1100 }),
    delay: fc.integer({ min: 0, max: 120 }),
    n: fc.integer({ min: 0, max: 5000 }),
  });
  const dateOf = (day: number): string => new Date(Date.UTC(2022, 0, 1 + day)).toISOString().slice(0, 10);
  const ledgerOf = (
    rows: readonly { table: string; person: number; day: number; delay: number; n: number }[],
  ): LedgerRows =>
    together(
      family('h1', { p1: '1980-01-01', p2: '1984-01-01', p3: '2015-01-01' }),
      family('h2', { p4: '1950-01-01', p5: '1990-01-01' }),
      ...rows.map(({ table, person, day: at, delay, n }) => ({
        [table]: [
          {
            person_id: `p${person}`,
            occurred_on: dateOf(at),
            recorded_at: dateOf(at + delay),
            source_row: n * 10_000 + at,
            ...kinds[table]!(n),
          },
        ],
      })),
    );
  const bytesOf = ({ matrix, households }: DayFeatures): string =>
    `${households.join()} ${matrix.columns.map((column) => Buffer.from(column.buffer).toString('base64')).join()}`;

  it('is the same to the bit for any order of rows and any number of threads', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyRow, { minLength: 1, maxLength: 25 }), async (rows) => {
        const once = await day(ledgerOf(rows), countyFeatures, '2024-06-30');
        const again = await day(ledgerOf([...rows].reverse()), countyFeatures, '2024-06-30', 4);
        expect(bytesOf(again)).toBe(bytesOf(once));
      }),
      { numRuns: 8, seed: 4 },
    );
  });

  it('does not move by a bit when rows are recorded after the as-of date, or taken away', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyRow, { minLength: 5, maxLength: 25 }), async (rows) => {
        const known = rows.filter((row) => row.day + row.delay <= 911); // 2024-06-30
        const all = await day(ledgerOf(rows), countyFeatures, '2024-06-30');
        const without = await day(ledgerOf(known), countyFeatures, '2024-06-30');
        expect(bytesOf(all)).toBe(bytesOf(without));
      }),
      { numRuns: 8, seed: 5 },
    );
  });

  it('is computed for many dates in one pass as for each alone, their columns in memory or in files', async () => {
    const rows = fc.sample(anyRow, { numRuns: 40, seed: 6 });
    const dates = ['2023-06-30', '2024-01-31', '2024-06-30'];
    const temporaryDirectory = await mkdtemp(join(tmpdir(), 'jz-shelves-'));
    const atOnce = async (more: object): Promise<string[]> => {
      const db = await departmentLedger(ledgerOf(rows));
      const request = { db, features: checkFeatures(countyFeatures), asOf: dates.map(isoDate), parameters };
      const found: string[] = [];
      for await (const one of computeDays({ ...request, ...more })) found.push(bytesOf(one));
      db.close();
      return found;
    };
    const alone = await Promise.all(
      dates.map(async (date) => bytesOf(await day(ledgerOf(rows), countyFeatures, date))),
    );

    expect(await atOnce({})).toEqual(alone);
    expect(await atOnce({ atOnce: 3, memoryBytes: 1, temporaryDirectory })).toEqual(alone);
    expect(await readdir(temporaryDirectory)).toEqual([]);
    await rmdir(temporaryDirectory);
  });

  it('refuses a date when nobody lives anywhere', async () => {
    await expect(day({}, countyFeatures, '2024-06-30')).rejects.toMatchObject({
      code: 'JZ_FEATURES_NO_HOUSEHOLDS',
    });
  });

  it('needs no more than the rows it declares', async () => {
    const db = await departmentLedger(family('h1', { p1: '1980-05-01', p2: '2015-05-01' }));
    await addRows(db, 'report', [
      { household_id: 'h1', channel: 'happiness_code', topic: 'living', occurred_on: '2024-03-01' },
    ]);
    const features = checkFeatures(countyFeatures);
    for await (const { matrix } of computeDays({ db, features, asOf: [isoDate('2024-03-31')], parameters }))
      expect(matrix.columns[matrix.names.indexOf('voice__reports_3m_count')]![0]).toBe(1);
    db.close();
  });
});
