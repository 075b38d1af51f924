/**
 * Attributions of boosted trees for every row, against xgboost's. One thread each.
 */
import { gbdt } from '../../../models/boosting/model.ts';
import { boostingDefaults } from '../../../models/boosting/options.ts';
import { seededRng } from '../../../src/core/rng.ts';
import { timeMs, timing, type Bench, type BenchResult } from '../bench.ts';
import type { PeerAnswer } from '../peer.ts';
import { modelRows, runOnRows } from './rows.ts';

const COLUMNS = 60;
const RUNS = 3;
const SETTINGS = {
  rounds: 100,
  learningRate: 0.1,
  maxLeaves: 16,
  maxDepth: 6,
  minChildHessian: 1,
  lambda: 5,
};
const options = { ...boostingDefaults, ...SETTINGS, minChildRows: 1, rowShare: 1, featureShare: 1 };

/** Exact attributions in log-odds; the value compared is their mean size. */
export const treeShapBench: Bench = {
  name: 'tree-shap',
  title: 'exact attributions of 10,000 × 60 by 100 boosted trees, against xgboost pred_contribs',
  run: async () => {
    const rows = data(10_000, 10_000);
    const model = gbdt.fit(rows.train.X, rows.train.y, options, seededRng(1));
    let { values } = gbdt.explain(model, rows.test.X);
    const times = Array.from({ length: RUNS }, () =>
      timeMs(() => {
        ({ values } = gbdt.explain(model, rows.test.X));
      }),
    );
    const ours = values.reduce((sum, value) => sum + Math.abs(value), 0) / values.length;
    const peer = await runOnRows('bench/xgboost_shap.py', rows, { ...SETTINGS, runs: RUNS });
    return result(treeShapBench.name, rows.test.X.nRows, { times, value: ours, peer });
  },
};

function data(train: number, test: number): Parameters<typeof runOnRows>[1] {
  return { train: modelRows(train, COLUMNS, 'train'), test: modelRows(test, COLUMNS, 'test') };
}

interface Measured {
  readonly times: readonly number[];
  readonly value: number;
  readonly peer: PeerAnswer;
}

function result(bench: string, rows: number, { times, value, peer }: Measured): BenchResult {
  const ours = timing(`jiuzhu ${bench}`, process.version, times);
  const setting = { rows, columns: COLUMNS, ...SETTINGS, seed: 1, threads: 1, ours: value };
  const found =
    peer.timing === null ? null : { ratio: ours.medianMs / peer.timing.medianMs, gap: peer.value };
  return {
    bench,
    setting: found ? { ...setting, peer: found.gap } : setting,
    ours,
    peer: peer.timing,
    peerProblem: peer.timing === null ? peer.problem : '',
    ratio: found?.ratio ?? null,
    agreement: found ? Math.abs(found.gap - value) : null,
  };
}
