/**
 * Our forest against ml-random-forest on the same rows; `agreement` is the difference of AUC on unseen rows.
 */
import { forestDefaults } from '../../../models/forest/fit.ts';
import { forest } from '../../../models/forest/model.ts';
import { slowForest } from '../../../models/forest/reference.ts';
import { seededRng } from '../../../src/core/rng.ts';
import { auc } from '../../metrics/ranking/auc.ts';
import { timeMs, timing, type Bench } from '../bench.ts';
import { modelRows } from './rows.ts';

const ROWS = 1000;
const COLUMNS = 60;
const TREES = 25;
const RUNS = 3;

/** Training of 25 trees; ml-random-forest grows about as the 1.8th power of the rows, so there are few. */
export const forestTrainBench: Bench = {
  name: 'forest-train',
  title: 'random forest, 25 trees on 1,000 × 60 (--large: 2,000 × 60), against ml-random-forest',
  run: ({ large }) => {
    const rows = large ? 2 * ROWS : ROWS;
    const train = modelRows(rows, COLUMNS, 'train');
    const test = modelRows(5000, COLUMNS, 'test');
    const fitOurs = () => forest.fit(train.X, train.y, { ...forestDefaults, trees: TREES }, seededRng(1));
    const fitTheirs = () =>
      slowForest.fit(train.X, train.y, { trees: TREES, maxRows: rows, maxDepth: 10 }, seededRng(1));
    const [our, their] = [timed(fitOurs), timed(fitTheirs)];
    const ourAuc = auc(test.y, forest.predict(our.fitted, test.X));
    const theirAuc = auc(test.y, slowForest.predict(their.fitted, test.X));
    const ours = timing('jiuzhu forest', process.version, our.times);
    const peer = timing('ml-random-forest', '2.1.0', their.times);
    return Promise.resolve({
      bench: forestTrainBench.name,
      setting: { rows, columns: COLUMNS, trees: TREES, seed: 1, threads: 1, ours: ourAuc, peer: theirAuc },
      ours,
      peer,
      peerProblem: '',
      ratio: ours.medianMs / peer.medianMs,
      agreement: Math.abs(ourAuc - theirAuc),
    });
  },
};

/** The last fit and the times of all but the first. */
function timed<Fitted>(fit: () => Fitted): { fitted: Fitted; times: number[] } {
  let fitted = fit();
  const times = Array.from({ length: RUNS }, () =>
    timeMs(() => {
      fitted = fit();
    }),
  );
  return { fitted, times };
}
