/** On the small county: the rows told of a value make that value. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isoDate } from '../../src/core/dates.ts';
import type { DuckDb } from '../../src/io/duckdb.ts';
import { buildCounty } from '../county/build.ts';
import { countyFeatures } from '../county/index.ts';
import { parquetLedger } from '../testing/parquet-ledger.ts';
import type { DayFeatures } from './compute.ts';
import type { EventFeature } from './declaration.ts';
import { evidenceRows } from './evidence.ts';

const asOf = isoDate('2023-12-31');
const byName = new Map(countyFeatures.map((feature) => [feature.name, feature]));
let db: DuckDb;
let day: DayFeatures;

beforeAll(async () => {
  db = await parquetLedger(join(import.meta.dirname, '..', 'oracles', 'county'));
  for await (const found of buildCounty({ db, asOf: [asOf] })) day = found;
}, 60_000);

afterAll(() => {
  db.close();
});

const evidence = (name: string, household: string) =>
  evidenceRows(db, byName.get(name)!, { household, asOf, featureNamed: (of) => byName.get(of) });
const valueOf = (name: string, row: number): number =>
  day.matrix.columns[day.matrix.names.indexOf(name)]![row]!;

/** Households where the feature is not 0, the first few. */
function some(name: string, most: number): number[] {
  const rows = day.households.map((_, row) => row).filter((row) => valueOf(name, row) > 0);
  return rows.slice(0, most);
}

describe('the rows of a value', () => {
  it.each([
    'income__all_sum_12m_fen',
    'income__wage_sum_3m_fen',
    'medical__borne_sum_12m_fen',
    'utility__power_sum_12m_kwh',
    'aid__paid_12m_fen',
    'earner__with_former_12m_fen',
  ])('%s: add up to it', async (name) => {
    const { columns } = (byName.get(name) as EventFeature).value!;
    const rows = some(name, 4);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      const found = await evidence(name, day.households[row]!);
      const sum = found.flatMap(({ values }) => columns.map((column) => Number(values[column] ?? 0)));
      expect(sum.reduce((a, b) => a + b, 0)).toBeCloseTo(valueOf(name, row), 6);
    }
  });

  it.each([
    'medical__inpatient_12m_count',
    'work__stopped_6m_count',
    'household__died_12m_count',
    'voice__reports_12m_count',
    'shock__accident_12m_count',
  ])('%s: are as many', async (name) => {
    const rows = some(name, 4);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows)
      expect(await evidence(name, day.households[row]!)).toHaveLength(valueOf(name, row));
  });

  it('leave out members who are gone, except where the feature counts them', async () => {
    const gone = some('earner__lost_income_ratio', 1)[0]!;
    const household = day.households[gone]!;
    const persons = async (name: string) =>
      new Set((await evidence(name, household)).map(({ personId }) => personId));

    const [former, present] = [
      await persons('earner__with_former_12m_fen'),
      await persons('earner__without_former_12m_fen'),
    ];
    expect(former.size).toBeGreaterThan(present.size);
    expect([...present].every((person) => former.has(person))).toBe(true);
  });

  it('of a derived feature are those of the features it reads; of members and neighbours there are none', async () => {
    const household = day.households[some('medical__borne_sum_12m_fen', 1)[0]!]!;
    const derived = await evidence('medical__borne_to_income_12m_ratio', household);

    expect(new Set(derived.map(({ feature }) => feature))).toEqual(
      new Set(['medical__borne_sum_12m_fen', 'income__all_sum_12m_fen']),
    );
    expect(await evidence('household__size_members', household)).toEqual([]);
  });

  it('come newest first and say where they stand in which file', async () => {
    const name = 'income__all_sum_12m_fen';
    const found = await evidence(name, day.households[some(name, 1)[0]!]!);
    const days = found.map(({ occurredOn }) => occurredOn);

    expect(days).toEqual([...days].sort().reverse());
    for (const row of found) {
      expect(row.recordedAt <= asOf).toBe(true);
      expect([row.table, row.sourceFile === '', row.sourceRow > 0]).toEqual(['income_month', false, true]);
    }
  });
});
