import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTruth, type TruthSource } from '../../eval/index.ts';
import { readCountyConfig } from '../../training/county/config.ts';
import { judgeCounty } from '../../training/county/judge.ts';
import { isoDate } from '../core/dates.ts';
import { silent } from '../core/progress.ts';
import { generate } from '../generate/generate.ts';
import { countyHazard, livedAgain } from './county-hazard.ts';

const sample = join(import.meta.dirname, '..', '..', 'data-samples', 'county', 'train.yaml');
const [HOUSEHOLDS, LIVED] = [160, 120];
const asOf = isoDate('2022-12-31');
/** A founding household's number leads those of the households that split off from it. */
const lineageOf = (number: number): number => Math.floor(number / 16);

let county: string;
let truth: TruthSource;

beforeAll(async () => {
  county = join(await mkdtemp(join(tmpdir(), 'jiuzhu-hazard-')), 'county');
  await generate(
    {
      ...{ households: HOUSEHOLDS, months: 26, seed: '5', start: '2022-01', region: '330199', dirt: 0 },
      ...{ format: 'csv', threads: 1, version: 'test', out: county },
    },
    silent,
  );
  truth = { folder: county, householdId: (number) => number };
}, 600_000);

afterAll(() => rm(join(county, '..'), { recursive: true }));

describe('households lived again', () => {
  it('are all of a small county, and of a large one so many, the same for the same seed', () => {
    expect([...livedAgain(4, 9, 's')]).toEqual([0, 1, 2, 3]);
    const drawn = [...livedAgain(1000, 30, 's')];
    expect(new Set(drawn).size).toBe(30);
    expect(drawn.every((one) => Number.isInteger(one) && one >= 0 && one < 1000)).toBe(true);
    expect([...livedAgain(1000, 30, 's')]).toEqual(drawn);
    expect([...livedAgain(1000, 30, 't')]).not.toEqual(drawn);
  });

  it('are drawn at random: each household, and each pair of neighbours, as often as chance has it', () => {
    const [n, k, draws] = [40, 10, 2000];
    const times = new Array<number>(n).fill(0);
    let neighbours = 0;
    for (let draw = 0; draw < draws; draw++) {
      const drawn = livedAgain(n, k, draw);
      drawn.forEach((one, i) => {
        times[one]!++;
        if (drawn[i + 1] === one + 1) neighbours++;
      });
    }
    // Each is drawn with chance 1/4: 500 times, give or take 19; both of a pair with 10·9 / (40·39), 39 pairs a draw.
    for (const time of times) expect(Math.abs(time - draws / 4)).toBeLessThan(5 * 19.4);
    expect(neighbours / draws).toBeCloseTo((39 * 90) / 1560, 0);
  });
});

describe('the hazard of a sample', () => {
  it('is of the drawn families alone, and each is told what it would be told among all', async () => {
    const some = (await countyHazard(county, 3, LIVED))(asOf, 6)!;
    const all = (await countyHazard(county, 3))(asOf, 6)!;

    const drawn = new Set(livedAgain(HOUSEHOLDS, LIVED, '5'));
    expect([...all.keys()].filter((household) => drawn.has(lineageOf(household)))).toEqual([...some.keys()]);
    expect(all.size).toBeGreaterThan(some.size);
    for (const [household, told] of some) expect(all.get(household)).toEqual(told);
  });

  it('judges every ranking on the rows of the drawn alone, with a paired difference', async () => {
    const { numberOf } = await readTruth(truth, asOf);
    const households = [...numberOf.keys()];
    // A ranking that knows nothing.
    const p = Float64Array.from(households, (_, i) => ((i * 37) % 101) / 101);
    const title = { zh: '不知', en: 'unknowing' };
    const candidates = [{ id: 'taken', title, kind: 'model' as const, is_probability: false, p }];
    const judged = { households, asOf: households.map(() => asOf), candidates, signals: [] };
    const sampled = await readCountyConfig(sample);
    const config = { ...sampled, draws: 60, label: { ...sampled.label, horizon_months: 12 } };
    const hazard = await countyHazard(county, 20, LIVED);

    const labels = await judgeCounty({ judged, labels: [] }, config, { ...truth, hazard }, silent);

    const [falls, beside] = ['true_fall', 'true_fall_beside_hazard'].map((one) =>
      labels.find(({ id }) => id === one),
    );
    const drawn = new Set(livedAgain(HOUSEHOLDS, LIVED, '5'));
    expect(beside!.rows).toBeLessThanOrEqual(
      households.filter((id) => drawn.has(lineageOf(numberOf.get(id)!))).length,
    );
    expect(beside!.rows).toBeLessThan(falls!.rows);
    expect(beside!.title.en).toContain(`${beside!.rows} of ${falls!.rows} households, drawn at random`);
    const [own, best] = beside!.candidates;
    const [{ auc }] = beside!.shortfalls as [(typeof beside & object)['shortfalls'][number]];
    expect(auc!.value).toBeCloseTo(best!.auc!.value - own!.auc!.value, 12);
    // The generator knows its own households far better than chance does: the whole interval says so.
    expect(auc!.low).toBeGreaterThan(0);
    expect(auc!.low!).toBeLessThan(auc!.value);
    expect(auc!.high!).toBeGreaterThan(auc!.value);
  });
});
