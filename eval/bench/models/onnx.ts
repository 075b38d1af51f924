/**
 * Our ONNX file scored by onnxruntime against our own scores: time, largest difference, and bands that differ.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { boostingLogOdds, gbdt } from '../../../models/boosting/model.ts';
import { boostingDefaults } from '../../../models/boosting/options.ts';
import { calibrate, fitCalibrator } from '../../../models/calibration/calibrator.ts';
import { treeScorer } from '../../../models/inference/tree-scorer.ts';
import { writeOnnx } from '../../../models/interchange/onnx/write.ts';
import type { Stack } from '../../../models/stack/model.ts';
import { seededRng } from '../../../src/core/rng.ts';
import { timeMs, timing, type Bench } from '../bench.ts';
import { runPeer } from '../peer.ts';
import { modelRows } from './rows.ts';

const COLUMNS = 60;
const RUNS = 3;
const BANDS = [0.5, 0.3, 0.15];

/** Scores and bands of every row by both; `agreement` is the largest difference of a probability. */
export const onnxBench: Bench = {
  name: 'onnx',
  title:
    'our ONNX export of 100 calibrated trees on 100,000 × 60 (--large: 1,000,000), by onnxruntime and by us',
  run: async ({ large }) => {
    const train = modelRows(10_000, COLUMNS, 'train');
    const model = gbdt.fit(train.X, train.y, { ...boostingDefaults, rounds: 100 }, seededRng(1));
    const later = modelRows(5000, COLUMNS, 'later');
    const calibrator = fitCalibrator('isotonic', boostingLogOdds(model, later.X), later.y);
    const { X } = modelRows(large ? 1e6 : 1e5, COLUMNS, 'test');
    const scorer = treeScorer(model.trees, COLUMNS);
    const logOdds = new Float64Array(X.nRows);
    let probability = logOdds;
    const times = Array.from({ length: RUNS }, () =>
      timeMs(() => {
        scorer.sumRows(X, 0, model.base, logOdds);
        probability = logOdds.map((z) => calibrate(calibrator, z));
      }),
    );
    const folder = await mkdtemp(join(tmpdir(), 'jiuzhu-onnx-'));
    try {
      const stack: Stack = {
        ...{ family: 'stack', format: 1, features: X.names, intercept: 0 },
        members: [{ weight: 1, model }],
      };
      await writeFile(join(folder, 'model.onnx'), writeOnnx(stack, calibrator));
      await writeFile(
        join(folder, 'rows.f64'),
        X.columns.map((column) => new Uint8Array(column.buffer)),
      );
      const peer = await runPeer('bench/onnxruntime_scores.py', [folder, String(COLUMNS), String(RUNS)]);
      const ours = timing('jiuzhu treeScorer and calibrator, 1 thread', process.version, times);
      const theirs = peer.timing === null ? null : await scoresIn(folder, X.nRows);
      return {
        bench: onnxBench.name,
        setting: {
          ...{ rows: X.nRows, columns: COLUMNS, trees: 100, seed: 1, threads: 1 },
          ...(theirs ? differences({ logOdds, probability }, theirs) : {}),
        },
        ours,
        peer: peer.timing,
        peerProblem: peer.timing === null ? peer.problem : '',
        ratio: peer.timing === null ? null : ours.medianMs / peer.timing.medianMs,
        agreement: theirs ? largestGap(probability, theirs.probability) : null,
      };
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

interface Scores {
  readonly logOdds: Float64Array;
  readonly probability: Float64Array;
}

async function scoresIn(folder: string, nRows: number): Promise<Scores> {
  const bytes = Uint8Array.from(await readFile(join(folder, 'scores.f64')));
  const all = new Float64Array(bytes.buffer);
  return { logOdds: all.subarray(0, nRows), probability: all.subarray(nRows) };
}

function differences(ours: Scores, theirs: Scores): { logOddsGap: number; bandsChanged: number } {
  const bandOf = (p: number): number => BANDS.findIndex((lowest) => p >= lowest);
  const bandsChanged = ours.probability.reduce(
    (count, p, i) => count + Number(bandOf(p) !== bandOf(theirs.probability[i]!)),
    0,
  );
  return { logOddsGap: largestGap(ours.logOdds, theirs.logOdds), bandsChanged };
}

function largestGap(ours: Float64Array, theirs: Float64Array): number {
  return ours.reduce((most, value, i) => Math.max(most, Math.abs(value - theirs[i]!)), 0);
}
