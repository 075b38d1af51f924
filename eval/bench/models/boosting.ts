/**
 * Attributions of boosted trees for every row, against xgboost's. One thread each.
 */
import type { BoostedTrees } from '../../../models/boosting/fit.ts';
import { gbdt } from '../../../models/boosting/model.ts';
import { boostingDefaults } from '../../../models/boosting/options.ts';
import { takeRows, type Matrix } from '../../../src/core/matrix.ts';
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
    const alone = oneByOne(model, rows.test.X);
    const ours = values.reduce((sum, value) => sum + Math.abs(value), 0) / values.length;
    const peer = await runOnRows('bench/xgboost_shap.py', rows, { ...SETTINGS, runs: RUNS });
    return result(treeShapBench.name, rows.test.X.nRows, { times, alone, value: ours, peer });
  },
};

/** Rows explained one by one, as a service does; those before them warm up. */
const SINGLE = { before: 500, rows: 2000 };

/** Median and 99th percentile of one row's time. */
function oneByOne(model: BoostedTrees, X: Matrix): string {
  const times = Array.from({ length: SINGLE.before + SINGLE.rows }, (_, i) => {
    const row = takeRows(X, Int32Array.of(i));
    return timeMs(() => void gbdt.explain(model, row));
  });
  const sorted = times.slice(SINGLE.before).sort((a, b) => a - b);
  const micros = (share: number): string => (1000 * sorted[Math.floor(share * sorted.length)]!).toFixed(1);
  return `${micros(0.5)} µs, p99 ${micros(0.99)} µs`;
}

function data(train: number, test: number): Parameters<typeof runOnRows>[1] {
  return { train: modelRows(train, COLUMNS, 'train'), test: modelRows(test, COLUMNS, 'test') };
}

interface Measured {
  readonly times: readonly number[];
  readonly alone: string;
  readonly value: number;
  readonly peer: PeerAnswer;
}

function result(bench: string, rows: number, { times, alone, value, peer }: Measured): BenchResult {
  const ours = timing(`jiuzhu ${bench}`, process.version, times);
  const setting = { rows, columns: COLUMNS, ...SETTINGS, seed: 1, threads: 1, 'one row': alone, ours: value };
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
