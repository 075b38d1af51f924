/**
 * A hazard in the grid of a split, on households whose lives are known.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auc, UNKNOWN } from '../../eval/index.ts';
import { countyFeatures } from '../../features/county/index.ts';
import { fitVennAbers } from '../../models/calibration/venn-abers.ts';
import { sigmoid } from '../../models/link.ts';
import { isoDate, type IsoDate } from '../../src/core/dates.ts';
import { matrix } from '../../src/core/matrix.ts';
import { silent } from '../../src/core/progress.ts';
import { normal, seededRng } from '../../src/core/rng.ts';
import { openDuckDb, type DuckDb } from '../../src/io/duckdb.ts';
import { writeHouseholdModel } from '../../src/scoring/household-bundle.ts';
import { loadScorer } from '../../src/scoring/load.ts';
import { householdModel } from '../../src/scoring/test-support.ts';
import { readCountyConfig, type CountyConfig } from './config.ts';
import { collectTraining } from './collect.ts';
import type { DayLabels, DaySource, FeatureDay } from './days.ts';
import { historiesOn, historyWindow } from './histories.ts';
import { modelGrid, modelsSchema } from './model-grid.ts';
import type { SplitRecord } from './split-record.ts';
import { runSplit } from './split-run.ts';

const sample = new URL('../../data-samples/county/train.yaml', import.meta.url).pathname;
const seen = ['household__size_members', 'income__all_sum_12m_fen', 'medical__borne_sum_12m_fen'];
const asides = ['left_24m_count', 'refused_12m_count', 'dibian_24m_flag', 'temporary_12m_count'];
const names = [...seen, ...asides.map((name) => `aid__${name}`)];
const days = (...texts: string[]): IsoDate[] => texts.map((text) => isoDate(text));
const split = {
  train: days('2022-09-30', '2022-10-31', '2022-11-30', '2023-01-31', '2023-03-31'),
  calibrate: days('2023-04-30', '2023-05-31'),
  test: days('2023-12-31'),
  keepsHouseholdsApart: true,
};
const horizons = [3, 6, 12];
const COUNT = 1200;

interface Life {
  readonly day: FeatureDay;
  /** Month of the event, and of moving away: past every horizon for most. */
  readonly comes: readonly number[];
  readonly leaves: readonly number[];
}

/** Households that fall the sooner the less they earn, and move away whatever they earn. */
function lifeFrom(asOf: IsoDate): Life {
  const rng = seededRng(`life/${asOf}`);
  const income = Float64Array.from({ length: COUNT }, () => normal(rng));
  const columns = names.map((name) => {
    if (name === 'income__all_sum_12m_fen') return income;
    return Float64Array.from(income, () => (name.startsWith('aid__') ? 0 : rng.int(5)));
  });
  const monthOf = (chance: number): number => Math.ceil(Math.log(1 - rng.next()) / Math.log(1 - chance));
  const households = Array.from(income, (_, i) => `h${i}`);
  return {
    day: {
      ...{ asOf, households, regions: households.map(() => null) },
      ...{ X: matrix(names, columns), signals: new Map<string, Uint8Array>() },
    },
    comes: Array.from(income, (x) => monthOf(sigmoid(-4 - 1.3 * x))),
    leaves: households.map(() => monthOf(0.02)),
  };
}

const lives = new Map(
  [...split.train, ...split.calibrate, ...split.test].map((asOf) => [asOf, lifeFrom(asOf)]),
);

function cameBy({ comes, leaves }: Life, months: number): Uint8Array {
  return Uint8Array.from(comes, (month, i) =>
    month <= Math.min(months, leaves[i]!) ? 1 : leaves[i]! < months ? UNKNOWN : 0,
  );
}

let db: DuckDb;
let folder: string;
let config: CountyConfig;
let source: DaySource;

beforeAll(async () => {
  db = await openDuckDb();
  folder = await mkdtemp(join(tmpdir(), 'jiuzhu-hazard-'));
  const sampled = await readCountyConfig(sample);
  const shown = countyFeatures.filter(({ role }) => role === 'feature').map(({ name }) => name);
  const models = modelsSchema.parse([
    { name: 'hazard', family: 'hazard', options: { rounds: 60, max_leaves: 4 } },
    { name: 'card', family: 'scorecard', options: {} },
  ]);
  const exclude = shown.filter((name) => !seen.includes(name));
  config = { ...sampled, exclude, families: ['hazard'], models };
  const labels = new Map<string, DayLabels>();
  for (const [asOf, life] of lives)
    for (const months of horizons) {
      const told = { y: cameBy(life, months), on: life.comes.map(() => null) };
      labels.set(`${asOf}/${months}`, { takeUp: told, need: told });
    }
  source = {
    ...{ db, config, labels },
    featureDays: async function* (dates) {
      for (const asOf of dates) yield await Promise.resolve(lives.get(asOf)!.day);
    },
  };
});

afterAll(async () => {
  db.close();
  await rm(folder, { recursive: true });
});

function run(families: readonly string[], models: CountyConfig['models']): Promise<SplitRecord> {
  const grid = modelGrid('t.yaml', { ...config, families, models }, {});
  return runSplit(source, split, { grid, progress: silent, threads: 1 });
}

describe('a hazard in the grid of a split', () => {
  let record: SplitRecord;
  beforeAll(async () => {
    record = await run(['hazard'], config.models);
  });

  it('changes nothing of the models beside it', async () => {
    const card = config.models.filter(({ name }) => name === 'card');
    const alone = await run(['card'], card);

    const of = ({ scores }: SplitRecord) => scores.find(({ id }) => id === 'card')?.p;
    expect(of(alone)).toBeDefined();
    expect(of(record)).toEqual(of(alone));
  });

  it('learns from households that moved away for the months they were seen, and from months recorded by then', async () => {
    const window = historyWindow(modelGrid('t.yaml', config, {}), split)!;
    const { X, watched, facts } = await collectTraining(source, split, silent, window);
    const { months, happened } = watched!.histories!;
    const newest = await historiesOn(source, lives.get(split.train.at(-1)!)!.day, window);

    const lost = watched!.X.nRows - X.nRows;
    expect(lost).toBeGreaterThan(100);
    expect(lost).toBeLessThan(facts.censored);
    expect([...new Set(months.subarray(X.nRows))]).toEqual([3]);
    expect(happened.subarray(X.nRows).some((one) => one === 1)).toBe(false);
    expect(Math.max(...months)).toBe(12);
    expect(Math.max(...newest.months)).toBe(6);
  });

  it('is as probable as it comes true, by every horizon, in a bundle that was saved', async () => {
    const group = record.groups.find(({ id }) => id === 'hazard')!;
    const { stack, calibrator, horizons: further, logOdds } = group;
    const interval = fitVennAbers(logOdds, record.calibrationLabels);
    const model = { ...householdModel(), stack, calibrator, interval, horizons: further };
    const id = await writeHouseholdModel(folder, { ...model, catalogue: 'county' }, {});
    const scorer = await loadScorer(join(folder, id));
    const [asOf] = split.test;
    const life = lives.get(asOf!)!;

    const scores = scorer.score(life.day.X, 3);

    const tested = record.scores.find((one) => one.id === 'hazard')!;
    expect(scores.map(({ probability }) => probability)).toEqual([...tested.p]);
    expect(scorer.info.horizons).toEqual(horizons);
    for (const [h, months] of horizons.entries()) {
      // Whoever would have moved away stays here: the model answers for households that are watched.
      const came = Uint8Array.from(life.comes, (month) => Number(month <= months));
      const p = scores.map((score) => score.horizons![h]!.probability);
      const mean = (values: ArrayLike<number>): number =>
        Array.from(values).reduce((sum, one) => sum + one, 0) / COUNT;
      expect(Math.abs(mean(p) / mean(came) - 1)).toBeLessThan(0.25);
      expect(auc(came, p)).toBeGreaterThan(
        auc(
          came,
          life.day.X.columns[1]!.map((x) => -x),
        ) - 0.04,
      );
    }
    for (const { horizons: told = [] } of scores)
      for (const [h, { probability }] of told.entries())
        expect(probability).toBeGreaterThanOrEqual(told[h - 1]?.probability ?? 0);
  });
});
