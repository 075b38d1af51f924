import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRng } from '../../src/core/rng.ts';
import { brierOfRanked } from '../metrics/calibration/brier.ts';
import { logLossOfRanked } from '../metrics/calibration/log-loss.ts';
import { aucOfRanked } from '../metrics/ranking/auc.ts';
import { averagePrecisionOfRanked } from '../metrics/ranking/average-precision.ts';
import { topShareOfRanked } from '../metrics/ranking/top-share.ts';
import { rankScores } from '../metrics/scores/ranked-scores.ts';
import { timeMs, timing, type Bench } from './bench.ts';
import { runPeer } from './peer.ts';

const rows = 10_000_000;
const runs = 3;

/** Ranking and every metric of ten million probabilities: AUC, average precision, Brier, log loss, two lists. */
export const metricsBench: Bench = {
  name: 'metrics',
  title: 'AUC, AP, Brier, log loss and lists at 5 % and 10 % of 10,000,000 rows, against scikit-learn',
  run: async () => {
    const { p, y } = scoredRows();
    let value = Number.NaN;
    const times = Array.from({ length: runs }, () =>
      timeMs(() => {
        value = measured(y, p);
      }),
    );
    const peer = await peerOn(p, y);
    const ours = timing('jiuzhu metrics', process.version, times);
    const known = peer.timing !== null;
    return {
      bench: metricsBench.name,
      setting: { rows, seed: 1, threads: 1 },
      ours,
      peer: peer.timing,
      peerProblem: known ? '' : peer.problem,
      ratio: known ? ours.medianMs / peer.timing.medianMs : null,
      agreement: known ? Math.abs(peer.value - value) : null,
    };
  },
};

/** Ranks once, measures all; gives the sum of the first four, to be compared. */
function measured(y: Uint8Array, p: Float64Array): number {
  const ranked = rankScores(y, p);
  for (const share of [0.05, 0.1]) topShareOfRanked(ranked, share);
  return (
    aucOfRanked(ranked) + averagePrecisionOfRanked(ranked) + brierOfRanked(ranked) + logLossOfRanked(ranked)
  );
}

/** Calibrated probabilities with a twentieth of events. */
function scoredRows(): { p: Float64Array; y: Uint8Array } {
  const rng = seededRng(1);
  const p = new Float64Array(rows);
  const y = new Uint8Array(rows);
  for (let i = 0; i < rows; i++) {
    const chance = rng.next() ** 19;
    p[i] = Math.min(0.999, Math.max(0.001, chance));
    y[i] = rng.next() < chance ? 1 : 0;
  }
  return { p, y };
}

async function peerOn(p: Float64Array, y: Uint8Array) {
  const folder = await mkdtemp(join(tmpdir(), 'jiuzhu-bench-'));
  try {
    const file = join(folder, 'rows.f64');
    await writeFile(file, Buffer.concat([Buffer.from(p.buffer), Buffer.from(Float64Array.from(y).buffer)]));
    return await runPeer('bench/metrics.py', [file, String(runs)]);
  } finally {
    await rm(folder, { recursive: true });
  }
}
