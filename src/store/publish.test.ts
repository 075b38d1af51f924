import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { JzError } from '../core/errors/index.ts';
import { emptyWorld, histories, publishList, rankedScores, runOf, type World } from '../../test/api/world.ts';
import {
  areaTotals,
  bandTotals,
  countScores,
  findRun,
  findScore,
  latestRun,
  listPeriods,
  listReasons,
  listScores,
  publishScores,
  type RankedScore,
} from './index.ts';
import { decodeReasons, encodeReasons } from './household-reasons.ts';

let world: World;
beforeEach(() => (world = emptyWorld()));
afterEach(() => world.close());

const publisher = fileURLToPath(import.meta.resolve('../../test/api/publisher.ts'));

function startPublisher(...args: readonly (string | number)[]): ReturnType<typeof spawn> {
  const file = join(world.folder, 'store.sqlite');
  return spawn(process.execPath, ['--import', 'tsx', publisher, file, ...args.map(String)], {
    stdio: 'ignore',
  });
}

function refusal(scores: Iterable<RankedScore>): JzError {
  try {
    publishScores(world.store, runOf('run-x'), scores, []);
  } catch (error) {
    if (error instanceof JzError) return error;
    throw error;
  }
  throw new Error('was not refused');
}

describe('publishing a list', () => {
  it('gives readers every row as it was published', async () => {
    const published = publishList(world.store, 'run-1', 40);

    expect(published).toEqual({ ...runOf('run-1'), rows: 40, publishedSequence: 1 });
    expect(await latestRun(world.store)).toEqual(published);
    expect(await listScores(world.store, 'run-1', {}, { limit: 100 })).toEqual([...rankedScores(40)]);
    expect(await listPeriods(world.store, 'generation-of-run-1', 'H000003')).toEqual(
      [...histories(40)].filter((period) => period.householdId === 'H000003'),
    );
  });

  it('keeps every horizon that a model answers', async () => {
    const horizons = [3, 6, 12].map((months) => ({ months, probability: months / 48 }));
    const [first] = rankedScores(1);
    publishScores(world.store, runOf('run-h'), [{ ...first!, horizons }], []);

    expect(await findScore(world.store, 'run-h', first!.householdId)).toMatchObject({ horizons });
  });

  it('keeps all reasons of a household and shows the three strongest in lists', async () => {
    const [first] = rankedScores(1);
    const reasons = Array.from({ length: 9 }, (_, j) => ({
      feature: `feature_${j}`,
      value: j % 2 === 0 ? null : j / 3,
      contribution: 1 / (j + 1),
      zh: `理由 ${j}`,
      en: `reason ${j}`,
    }));

    publishScores(world.store, runOf('run-1'), [{ ...first!, reasons }], []);

    expect(await listReasons(world.store, 'run-1', 'H000000')).toEqual(reasons);
    expect((await findScore(world.store, 'run-1', 'H000000'))?.reasons).toEqual(reasons.slice(0, 3));
  });

  it('replaces a run of the same id whole and moves it to the front', async () => {
    publishList(world.store, 'run-1', 30);
    publishList(world.store, 'run-2', 20);

    publishList(world.store, 'run-1', 10);

    expect(await latestRun(world.store)).toMatchObject({ id: 'run-1', rows: 10, publishedSequence: 3 });
    expect(await countScores(world.store, 'run-1', {})).toBe(10);
    expect(await countScores(world.store, 'run-2', {})).toBe(20);
    expect(world.store.raw.prepare('select count(*) as n from household_reason').get()).toEqual({ n: 30 });
  });

  it('keeps earlier runs readable by their id', async () => {
    publishList(world.store, 'run-1', 5);
    publishList(world.store, 'run-2', 6);

    expect(await findRun(world.store, 'run-1')).toMatchObject({ rows: 5 });
    expect(await findRun(world.store, 'run-9')).toBeNull();
  });

  it('sums bands and areas to the number scored', async () => {
    publishList(world.store, 'run-1', 50);

    const bands = await bandTotals(world.store, 'run-1');
    const areas = await areaTotals(world.store, 'run-1');

    expect(Object.fromEntries(bands.map(({ band, households }) => [band, households]))).toEqual({
      red: 25,
      orange: 10,
      yellow: 8,
      blue: 7,
    });
    expect(bands.reduce((sum, { expected }) => sum + expected, 0)).toBeCloseTo(25, 9);
    expect(areas.map(({ households }) => households)).toEqual([13, 13, 12, 12]);
  });

  it('writes 20,000 households with two quarters each in a few seconds', () => {
    const start = performance.now();

    publishList(world.store, 'run-1', 20_000);

    expect(performance.now() - start).toBeLessThan(10_000);
  });
});

describe('filters', () => {
  it('narrow the list as a plain filter of all rows does', async () => {
    publishList(world.store, 'run-1', 60);
    const all = [...rankedScores(60)];
    const filters = fc.record({
      band: fc.constantFrom(undefined, 'red', 'orange', 'yellow', 'blue'),
      area: fc.constantFrom(undefined, 'A0', 'A3', 'A9'),
      minProbability: fc.constantFrom(undefined, 0.2, 0.5, 0.875),
      idPrefix: fc.constantFrom(undefined, 'H', 'H00000', 'H00003', '%', 'H0_', 'H000059', 'Z'),
    });
    const slices = fc.record({
      afterRank: fc.nat(60),
      offset: fc.nat(5),
      limit: fc.integer({ min: 1, max: 20 }),
    });

    await fc.assert(
      fc.asyncProperty(filters, slices, async (filter, slice) => {
        const { band, area, minProbability = 0, idPrefix = '' } = filter;
        const matching = all.filter(
          (row) =>
            (band === undefined || row.band === band) &&
            (area === undefined || row.area === area) &&
            row.probability >= minProbability &&
            row.householdId.startsWith(idPrefix),
        );
        const shown = matching
          .filter((row) => row.rank > slice.afterRank)
          .slice(slice.offset, slice.offset + slice.limit);
        expect(await countScores(world.store, 'run-1', filter)).toBe(matching.length);
        expect(await listScores(world.store, 'run-1', filter, slice)).toEqual(shown);
      }),
      { seed: 11, numRuns: 200 },
    );
  });
});

describe('a refused publication', () => {
  beforeEach(() => publishList(world.store, 'run-1', 5));
  afterEach(async () => {
    expect(await latestRun(world.store)).toMatchObject({ id: 'run-1', rows: 5 });
    expect(await findRun(world.store, 'run-x')).toBeNull();
    expect(world.store.raw.prepare('select count(*) as n from household_score').get()).toEqual({ n: 5 });
  });

  const rows = (change: Partial<RankedScore>): RankedScore[] =>
    [...rankedScores(4)].map((row, i) => (i === 2 ? { ...row, ...change } : row));

  it.each([
    ['a probability above 1', { probability: 1.01 }, 'probability', '1.01'],
    ['a probability that is not a number', { probability: NaN }, 'probability', 'NaN'],
    ['an interval upside down', { lower: 0.9, upper: 0.1 }, 'lower', '0.9'],
    [
      'a longer horizon less probable',
      {
        horizons: [
          { months: 3, probability: 0.2 },
          { months: 6, probability: 0.1 },
        ],
      },
      'horizons',
      '0.1',
    ],
    ['a rank of zero', { rank: 0 }, 'rank', '0'],
    ['a rank given twice', { rank: 2 }, 'rank', '2'],
    ['a rank left out', { rank: 9 }, 'rank', '9'],
    ['a household given twice', { householdId: 'H000000' }, 'householdId', 'H000000'],
    ['a household without a name', { householdId: '' }, 'householdId', ''],
  ])('names %s and leaves the earlier list', (_, change, column, value) => {
    const error = refusal(rows(change));

    expect(error.code).toBe('JZ_PUBLISH_REFUSED');
    expect(error.details['column']).toBe(column);
    expect(String(error.details['value'])).toBe(value);
    expect(error.details['row']).toBe(column === 'rank' && value === '9' ? 4 : 3);
  });

  it('says that an empty list is not published', () => {
    expect(refusal([]).code).toBe('JZ_PUBLISH_EMPTY');
  });

  it('names a period whose money is not whole', () => {
    const [period] = histories(1);
    const bad = { ...period!, facts: { ...period!.facts, income_total_fen: 12.5 } };

    expect(() => publishScores(world.store, runOf('run-x'), rankedScores(1), [bad])).toThrow(
      /household_period row 1 \(H000000\), income_total_fen/,
    );
  });

  it('passes on an error of the rows themselves', () => {
    function* failing(): Generator<RankedScore> {
      yield* rankedScores(3);
      throw new Error('the model file ended');
    }

    expect(() => publishScores(world.store, runOf('run-x'), failing(), [])).toThrow('the model file ended');
  });
});

describe('while another process publishes', () => {
  it('a reader sees whole lists only, and more than one of them', async () => {
    publishList(world.store, 'run-1', 3001);
    const child = startPublisher(3000, 2, 6);
    const seen = new Set<string>();
    const ended = once(child, 'exit');
    let running = true;
    void ended.then(() => (running = false));

    while (running) {
      const run = await latestRun(world.store);
      const generation = world.store.raw
        .prepare('select count(*) as n from household_period where generation_id = ?')
        .get(run?.generationId);
      seen.add(run!.id);
      expect(run!.rows).toBe(3000 + Number(run!.id.slice(4)));
      expect(await countScores(world.store, run!.id, {})).toBe(run!.rows);
      expect(generation).toEqual({ n: 2 * run!.rows });
      await new Promise(setImmediate);
    }

    expect(await ended).toEqual([0, null]);
    expect(seen.size).toBeGreaterThan(1);
    expect(await latestRun(world.store)).toMatchObject({ id: 'run-6', rows: 3006 });
  });

  it.each([
    ['before the first score', 0],
    ['among the scores', 2500],
    ['among the histories', 5000],
    ['before the last row', 9005],
  ])('its kill -9 %s leaves the earlier list whole', async (_, rows) => {
    publishList(world.store, 'run-1', 10);
    await world.store.close();

    const [code, signal] = (await once(startPublisher(3000, 2, 2, rows), 'exit')) as [unknown, unknown];
    const { openStore } = await import('./store.ts');
    const store = openStore(join(world.folder, 'store.sqlite'), { create: false });

    expect([code, signal]).toEqual([null, 'SIGKILL']);
    expect(await latestRun(store)).toMatchObject({ id: 'run-1', rows: 10 });
    expect(store.raw.prepare('select count(*) as n from household_score').get()).toEqual({ n: 10 });
    expect(store.raw.prepare('select count(*) as n from household_period').get()).toEqual({ n: 20 });
    expect(publishList(store, 'run-2', 12)).toMatchObject({ rows: 12, publishedSequence: 2 });
    await store.close();
  });
});

describe('stored reasons', () => {
  it('come back as they went in', () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
    const reason = fc.record({
      feature: fc.string(),
      value: fc.option(number),
      contribution: number,
      zh: fc.string({ unit: 'binary' }),
      en: fc.string(),
    });

    fc.assert(
      fc.property(fc.array(reason), (reasons) => {
        expect(decodeReasons(encodeReasons(reasons))).toEqual(reasons.map((item) => ({ ...item })));
      }),
      { seed: 12, numRuns: 100 },
    );
  });
});
