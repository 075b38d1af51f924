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

const COLUMNS = 60;

/** ml-random-forest grows about as the 1.8th power of the rows: few rows, or few trees once. */
const small = { rows: 1000, trees: 25, runs: 3 };
const big = { rows: 20_000, trees: 5, runs: 1 };

/** Training of a forest, each contestant in turn. */
export const forestTrainBench: Bench = {
  name: 'forest-train',
  title: 'random forest, 25 trees on 1,000 × 60 (--large: 5 trees on 20,000 × 60), against ml-random-forest',
  run: ({ large }) => {
    const { rows, trees, runs } = large ? big : small;
    const train = modelRows(rows, COLUMNS, 'train');
    const test = modelRows(5000, COLUMNS, 'test');
    const fitOurs = () => forest.fit(train.X, train.y, { ...forestDefaults, trees }, seededRng(1));
    const fitTheirs = () =>
      slowForest.fit(train.X, train.y, { trees, maxRows: rows, maxDepth: 10 }, seededRng(1));
    const [our, their] = [timed(fitOurs, runs), timed(fitTheirs, runs)];
    const ourAuc = auc(test.y, forest.predict(our.fitted, test.X));
    const theirAuc = auc(test.y, slowForest.predict(their.fitted, test.X));
    const ours = timing('jiuzhu forest', process.version, our.times);
    const peer = timing('ml-random-forest', '2.1.0', their.times);
    return Promise.resolve({
      bench: forestTrainBench.name,
      setting: { rows, columns: COLUMNS, trees, seed: 1, threads: 1, ours: ourAuc, peer: theirAuc },
      ours,
      peer,
      peerProblem: '',
      ratio: ours.medianMs / peer.medianMs,
      agreement: Math.abs(ourAuc - theirAuc),
    });
  },
};

/** The last fit and all times; where there are several, one fit before them warms up. */
function timed<Fitted>(fit: () => Fitted, runs: number): { fitted: Fitted; times: number[] } {
  let fitted!: Fitted;
  if (runs > 1) fitted = fit();
  const times = Array.from({ length: runs }, () =>
    timeMs(() => {
      fitted = fit();
    }),
  );
  return { fitted, times };
}
