/**
 * Scores with intervals, bands and reasons of many households, on two threads against one.
 */
import { loadavg } from 'node:os';
import { boostingDefaults } from '../../../models/boosting/options.ts';
import { boostingLogOdds, gbdt } from '../../../models/boosting/model.ts';
import { fitVennAbers } from '../../../models/calibration/venn-abers.ts';
import { allRows } from '../../../models/check.ts';
import { silent } from '../../../src/core/progress.ts';
import { seededRng } from '../../../src/core/rng.ts';
import type { HouseholdModel } from '../../../src/scoring/household-bundle.ts';
import type { ScoreBlock } from '../../../src/scoring/score-block.ts';
import { scoreRows } from '../../../src/scoring/score-rows.ts';
import { timing, type Bench } from '../bench.ts';
import { modelRows, type ModelRows } from './rows.ts';

const COLUMNS = 60;
const RUNS = 3;
const REASONS = 5;
const options = { ...boostingDefaults, rounds: 100, learningRate: 0.1 };

/** The ratio is the time on two threads over that on one; `agreement` is 0 when both gave the same bits. */
export const scoreRowsBench: Bench = {
  name: 'score-rows',
  title: `scores with ${REASONS} reasons of 50,000 × ${COLUMNS} households (--large: 500,000) by 100 trees, two threads against one`,
  run: async ({ large }) => {
    const model = householdModel(modelRows(10_000, COLUMNS, 'train'), modelRows(5000, COLUMNS, 'calibrate'));
    const { X } = modelRows(large ? 500_000 : 50_000, COLUMNS, 'test');
    const request = { model, matrix: X, rows: [...allRows(X.nRows)], topReasons: REASONS, progress: silent };
    const times: readonly number[][] = [[], []];
    const blocks: ScoreBlock[] = [];
    for (let run = 0; run < RUNS; run++)
      for (const threads of [1, 2]) {
        const start = performance.now();
        blocks[threads - 1] = await scoreRows({ ...request, threads, rowsAThread: 1 });
        times[threads - 1]!.push(performance.now() - start);
      }
    const [one, two] = times.map((own, k) => timing(`jiuzhu, ${k + 1} thread(s)`, process.version, own));
    const rows = X.nRows;
    return {
      bench: scoreRowsBench.name,
      setting: {
        ...{ rows, columns: COLUMNS, trees: options.rounds, reasons: REASONS, seed: 1 },
        ...{ rowsPerSecond: Math.round((1000 * rows) / two!.medianMs), load: loadavg()[0]!.toFixed(1) },
      },
      ...{ ours: two!, peer: one!, peerProblem: '', ratio: two!.medianMs / one!.medianMs },
      agreement: areSame(blocks[0]!, blocks[1]!) ? 0 : 1,
    };
  },
};

function householdModel(train: ModelRows, later: ModelRows): HouseholdModel {
  const trees = gbdt.fit(train.X, train.y, options, seededRng(1));
  const members = [{ weight: 1, model: trees }];
  const none: readonly string[] = [];
  return {
    ...{ kind: 'household', catalogue: 'county', label: { zh: '', en: '' } },
    stack: { family: 'stack', format: 1, features: train.X.names, intercept: 0, members },
    calibrator: { kind: 'identity' },
    interval: fitVennAbers(boostingLogOdds(trees, later.X), later.y),
    bandThresholds: { red: 0.6, orange: 0.4, yellow: 0.2 },
    uncertainAcross: 'own',
    ...{ trainedOn: none, calibratedOn: none, testedOn: none, metrics: {} },
  };
}

function areSame(one: ScoreBlock, two: ScoreBlock): boolean {
  const parts = ['probability', 'lower', 'upper', 'isUncertain', 'reason', 'value', 'contribution'] as const;
  return parts.every((part) => one[part].every((value, i) => Object.is(value, two[part][i])));
}
