import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRng } from '../../src/core/rng.ts';
import { auc } from '../metrics/ranking/auc.ts';
import { timeMs, timing, type Bench } from './bench.ts';
import { runPeer } from './peer.ts';

const rows = 1_000_000;
const runs = 7;

/** The area under the ROC curve of a million scores with ties, against scikit-learn. */
export const aucBench: Bench = {
  name: 'auc',
  title: 'ROC AUC of 1,000,000 scores with ties, against scikit-learn roc_auc_score',
  run: async () => {
    const { p, y } = scoredRows();
    const labels = Uint8Array.from(y);
    let ourAuc = Number.NaN;
    const times = Array.from({ length: runs + 1 }, () =>
      timeMs(() => {
        ourAuc = auc(labels, p);
      }),
    );
    const ours = timing('jiuzhu auc', process.version, times.slice(1));
    const peer = await peerOn(p, y);
    return {
      bench: aucBench.name,
      setting: { rows, positives: labels.reduce((sum, label) => sum + label, 0), seed: 1, threads: 1 },
      ours,
      peer: peer.timing,
      peerProblem: peer.timing === null ? peer.problem : '',
      ratio: peer.timing === null ? null : ours.medianMs / peer.timing.medianMs,
      agreement: peer.timing === null ? null : Math.abs(peer.value - ourAuc),
    };
  },
};

/** Scores of four decimals, as a saved score list has them, with 5 % positives that lean upward. */
function scoredRows(): { p: Float64Array; y: Float64Array } {
  const rng = seededRng(1);
  const p = new Float64Array(rows);
  const y = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    y[i] = rng.next() < 0.05 ? 1 : 0;
    p[i] = Math.round(Math.min(1, rng.next() * (0.6 + 0.4 * y[i]!)) * 10_000) / 10_000;
  }
  return { p, y };
}

async function peerOn(p: Float64Array, y: Float64Array) {
  const folder = await mkdtemp(join(tmpdir(), 'jiuzhu-bench-'));
  try {
    const file = join(folder, 'rows.f64');
    await writeFile(file, Buffer.concat([Buffer.from(p.buffer), Buffer.from(y.buffer)]));
    return await runPeer('bench/auc.py', [file, String(runs)]);
  } finally {
    await rm(folder, { recursive: true });
  }
}
