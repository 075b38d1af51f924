/**
 * Scoring rows by boosted trees against xgboost on one thread: the same trees, imported from its own file.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BoostedTrees } from '../../../models/boosting/fit.ts';
import { treeScorer } from '../../../models/inference/tree-scorer.ts';
import { writeOnnx } from '../../../models/interchange/onnx/write.ts';
import { readXgboost } from '../../../models/interchange/xgboost.ts';
import { sumTrees } from '../../../models/tree/predict.ts';
import type { Matrix } from '../../../src/core/matrix.ts';
import { startTreePool } from '../../../src/scoring/tree-pool.ts';
import { timing, type Bench } from '../bench.ts';
import { runPeer, type PeerAnswer } from '../peer.ts';
import { modelRows, runOnRows } from './rows.ts';

const COLUMNS = 60;
const RUNS = 5;
const SETTINGS = {
  rounds: 300,
  learningRate: 0.05,
  maxLeaves: 31,
  maxDepth: 0,
  minChildHessian: 1,
  lambda: 1,
};

/** Rows a second of one thread and two, and how long one row takes. */
export const inferenceBench: Bench = {
  name: 'inference',
  title:
    'scoring 100,000 × 60 (--large: 1,000,000) by 300 trees of 31 leaves, against xgboost and onnxruntime on one thread',
  run: async ({ large }) => {
    const rows = {
      train: modelRows(20_000, COLUMNS, 'train'),
      test: modelRows(large ? 1e6 : 1e5, COLUMNS, 'test'),
    };
    const { X } = rows.test;
    const read: BoostedTrees[] = [];
    const others: PeerAnswer[] = [];
    const peer = await runOnRows(
      'bench/xgboost_predict.py',
      rows,
      { ...SETTINGS, threads: 1, runs: RUNS },
      async (folder) => {
        const model = readXgboost(await readFile(join(folder, 'model.json'), 'utf8'), 'model.json');
        read.push(model);
        others.push(await onnxRuntime(model, X, folder));
      },
    );
    const [model] = read;
    if (!model) throw new Error('the benchmark needs xgboost: its trees are the ones scored');
    const { one, two, plain, mean } = await scoreAll(model, X);
    const single = singleRows(model, X);
    const ours = timing('jiuzhu treeScorer, 1 thread', process.version, one);
    const twoThreads = timing('2 threads', '', two);
    const [other] = others;
    return {
      bench: inferenceBench.name,
      setting: {
        ...{ rows: X.nRows, columns: COLUMNS, ...SETTINGS, seed: 1 },
        rowsPerSecond: Math.round((X.nRows / ours.medianMs) * 1000),
        twoThreadsMs: twoThreads.medianMs,
        twoThreadsSpeedup: ours.medianMs / twoThreads.medianMs,
        plainWalkMs: timing('plain', '', plain).medianMs,
        onnxruntime: other?.timing
          ? `${other.timing.version}, 1 thread: ${other.timing.medianMs.toFixed(0)} ms, ratio ${(ours.medianMs / other.timing.medianMs).toFixed(2)}`
          : (other?.problem ?? ''),
        ...single,
      },
      ours,
      peer: peer.timing,
      peerProblem: peer.timing === null ? peer.problem : '',
      ratio: peer.timing === null ? null : ours.medianMs / peer.timing.medianMs,
      agreement: peer.timing === null ? null : Math.abs(peer.value - mean),
    };
  },
};

/** The same trees as our ONNX file, scored by onnxruntime. */
async function onnxRuntime(model: BoostedTrees, X: Matrix, folder: string): Promise<PeerAnswer> {
  const { features } = model;
  const members = [{ weight: 1, model }];
  await writeFile(
    join(folder, 'model.onnx'),
    writeOnnx({ family: 'stack', format: 1, features, intercept: 0, members }),
  );
  await writeFile(
    join(folder, 'rows.f64'),
    X.columns.map((column) => new Uint8Array(column.buffer, column.byteOffset, column.byteLength)),
  );
  return runPeer('bench/onnxruntime_scores.py', [folder, String(COLUMNS), String(RUNS)]);
}

async function scoreAll(model: BoostedTrees, X: Matrix) {
  const scorer = treeScorer(model.trees, COLUMNS);
  const pool = startTreePool(model.trees, COLUMNS, 2);
  const columns = X.columns.map((column) => {
    const copy = new Float64Array(new SharedArrayBuffer(column.byteLength));
    copy.set(column);
    return copy;
  });
  const sums = new Float64Array(X.nRows);
  const times = { one: [] as number[], two: [] as number[], plain: [] as number[] };
  // Interleaved, so that a busy moment of the machine falls on all alike; the first round is not counted.
  for (let run = 0; run <= RUNS; run++) {
    const start = performance.now();
    scorer.sumRows(X, 0, model.base, sums);
    const middle = performance.now();
    await pool.sum({ ...X, columns }, model.base);
    const end = performance.now();
    sumTrees(model.trees, X, model.base);
    if (run === 0) continue;
    times.one.push(middle - start);
    times.two.push(end - middle);
    times.plain.push(performance.now() - end);
  }
  await pool.close();
  return { ...times, mean: sums.reduce((sum, value) => sum + value, 0) / X.nRows };
}

/** Microseconds of one row at a time: median and the slowest of a hundred. */
function singleRows(model: BoostedTrees, X: Matrix): { singleP50Us: number; singleP99Us: number } {
  const scorer = treeScorer(model.trees, COLUMNS);
  const row = new Float64Array(COLUMNS);
  const times = Float64Array.from({ length: 20_000 }, (_, i) => {
    for (let j = 0; j < COLUMNS; j++) row[j] = X.columns[j]![i]!;
    const start = performance.now();
    scorer.sumRow(row, model.base);
    return (performance.now() - start) * 1000;
  })
    .subarray(2000)
    .sort();
  return { singleP50Us: times[times.length >> 1]!, singleP99Us: times[Math.floor(times.length * 0.99)]! };
}
