/**
 * The catalogue against pandas (eval/peers/features/county_features.py) on a small generated county.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isoDate } from '../../src/core/dates.ts';
import type { DuckDb } from '../../src/io/duckdb.ts';
import type { DayFeatures } from '../engine/compute.ts';
import { loadSignals } from '../signals/config.ts';
import { fireSignals } from '../signals/evaluate.ts';
import { parquetLedger } from '../testing/parquet-ledger.ts';
import { buildCounty } from './build.ts';
import { declares, text } from './define.ts';
import { countyFeatures } from './index.ts';

interface OracleDay {
  readonly households: readonly string[];
  readonly values: Readonly<Record<string, readonly (number | null)[]>>;
  readonly signals: Readonly<Record<string, readonly number[]>>;
}

const oracles = join(import.meta.dirname, '..', 'oracles');
const oracle = JSON.parse(await readFile(join(oracles, 'county-features.json'), 'utf8')) as {
  days: Record<string, OracleDay>;
};
const dates = Object.keys(oracle.days);
const names = Object.keys(oracle.days[dates[0]!]!.values);

/** Villages of so small a county have too few neighbours; its townships have enough. */
const township = declares({
  department: text('测试', 'test'),
  legalBasis: text('测试', 'test'),
  sensitivity: 'personal',
}).neighbourhood(
  { name: 'x__income_township_fen_per_member', direction: 'either', title: text('名', 'name') },
  'income__all_sum_12m_fen_per_member',
  9,
);

describe('the catalogue on a generated county', () => {
  let db: DuckDb;
  const days = new Map<string, DayFeatures>();

  beforeAll(async () => {
    db = await parquetLedger(join(oracles, 'county'));
    const features = [...countyFeatures, township];
    for await (const day of buildCounty({ db, asOf: dates.map((date) => isoDate(date)), features }))
      days.set(day.asOf, day);
  }, 60_000);

  afterAll(() => {
    db.close();
  });

  it.each(dates)('%s: the same households as pandas', (date) => {
    expect(days.get(date)!.households).toEqual(oracle.days[date]!.households);
  });

  it.each(dates.flatMap((date) => names.map((name) => [date, name] as const)))('%s %s', (date, name) => {
    const { matrix, households } = days.get(date)!;
    const column = matrix.columns[matrix.names.indexOf(name)]!;
    const expected = oracle.days[date]!.values[name]!;
    const far = households.flatMap((household, i) => {
      const [own, other] = [column[i]!, expected[i] ?? Number.NaN];
      const apart = Math.abs(own - other) / Math.max(1, Math.abs(other));
      return Object.is(own, other) || apart <= 1e-9 ? [] : [{ household, own, other }];
    });

    expect(far).toEqual([]);
  });

  it.each(dates)('%s: signals reach the levels pandas finds', async (date) => {
    const catalogue = await loadSignals({ asOf: isoDate(date) });
    const { matrix } = days.get(date)!;
    const fired = fireSignals(catalogue, matrix);
    const found: Record<string, number[]> = {};
    for (let i = 0; i < fired.count; i++) {
      const code = fired.codes[fired.signal[i]!]!;
      (found[code] ??= new Array<number>(matrix.nRows).fill(0))[fired.row[i]!] = fired.level[i]! + 1;
    }
    const { signals } = oracle.days[date]!;

    for (const [code, levels] of Object.entries(signals)) expect([code, found[code]]).toEqual([code, levels]);
  });
});
