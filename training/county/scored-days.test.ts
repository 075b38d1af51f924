import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fitBoosting } from '../../models/boosting/fit.ts';
import { boostingDefaults } from '../../models/boosting/options.ts';
import { fitScorecard, scorecardDefaults } from '../../models/scorecard/fit.ts';
import { fitStack, stackLogOdds } from '../../models/stack/model.ts';
import { isoDate, type IsoDate } from '../../src/core/dates.ts';
import { matrix, type Matrix } from '../../src/core/matrix.ts';
import { seededRng } from '../../src/core/rng.ts';
import { openDuckDb } from '../../src/io/duckdb.ts';
import { readCountyConfig } from './config.ts';
import type { KeptDays } from './day-files.ts';
import type { DayLabels, FeatureDay } from './days.ts';
import { readPacked, writePacked } from './packed-columns.ts';
import { blended, scoredDays } from './scored-days.ts';

const sample = join(import.meta.dirname, '..', '..', 'data-samples', 'county', 'train.yaml');
const dates = [isoDate('2024-01-31'), isoDate('2024-02-29'), isoDate('2024-03-31')];
const ROWS = 300;

function anyRows(seed: string): Matrix {
  const rng = seededRng(seed);
  const column = (): Float64Array =>
    Float64Array.from({ length: ROWS }, () => Math.floor(rng.next() * 50) / 7);
  return matrix(['x', 'unread', 'z'], [column(), column(), column()]);
}

it('is what the models say of each date, in order, whether threads read the files or not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'jiuzhu-scored-'));
  const db = await openDuckDb({ threads: 1 });
  try {
    const X = anyRows('training');
    const y = Uint8Array.from({ length: ROWS }, (_, i) => Number(X.columns[0]![i]! + X.columns[2]![i]! > 7));
    const own = matrix(['z', 'x'], [X.columns[2]!, X.columns[0]!]);
    const models = [
      fitBoosting(own, y, { ...boostingDefaults, rounds: 20 }, seededRng('trees')),
      fitScorecard(own, y, scorecardDefaults),
    ];
    const stack = fitStack(models, [X.columns[0]!, X.columns[2]!], y);
    const households = Array.from({ length: ROWS }, (_, i) => `h${i}`);
    const none = { y: new Uint8Array(ROWS), on: households.map(() => null) };
    const config = await readCountyConfig(sample);
    const labels = new Map<string, DayLabels>();
    for (const asOf of dates) {
      await writePacked(join(folder, asOf), { households, numbers: anyRows(asOf) });
      labels.set(`${asOf}/${config.label.horizon_months}`, { takeUp: none, need: none });
    }
    const source: KeptDays = {
      ...{ db, config, labels },
      checkedFile: (asOf) => Promise.resolve(join(folder, asOf)),
      featureDays: async function* (asked: readonly IsoDate[]): AsyncGenerator<FeatureDay> {
        for (const asOf of asked) {
          const { numbers } = await readPacked(join(folder, asOf));
          yield { asOf, households, regions: households.map(() => null), X: numbers, signals: new Map() };
        }
      },
    };
    const expected = dates.map((asOf) => [asOf, [...stackLogOdds(stack, anyRows(asOf))]]);

    for (const worthThreads of [0, Number.MAX_SAFE_INTEGER]) {
      const told: unknown[] = [];
      for await (const { day, logOddsOf } of scoredDays(source, { dates, models, worthThreads }))
        told.push([day.asOf, [...blended(stack, ROWS, logOddsOf)]]);
      expect(told).toEqual(expected);
    }
  } finally {
    db.close();
    await rm(folder, { recursive: true });
  }
});
