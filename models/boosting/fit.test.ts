import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { evaluateBinary } from '../../eval/index.ts';
import { matrix } from '../../src/core/matrix.ts';
import { seededRng } from '../../src/core/rng.ts';
import { allRows } from '../check.ts';
import { learnableSample, type Sample } from '../test-support.ts';
import { binMatrix } from '../tree/bins.ts';
import { firstTrees } from '../tree/ensemble.ts';
import { boost } from './fit.ts';
import { boostingLogOdds, gbdt } from './model.ts';
import { boostingDefaults, WATCH_EVERY, type BoostingOptions } from './options.ts';
import { isPoor, panelMatrix, panelRows, type PanelRow } from './panel-support.ts';

const oracle = JSON.parse(
  readFileSync(new URL('./oracles/panel-excerpt.json', import.meta.url), 'utf8'),
) as Readonly<{
  settings: Partial<BoostingOptions>;
  train: { rows: number; positives: number; missing: number };
  test: { rows: number; positives: number };
  features: readonly string[];
  auc: number;
  logLoss: number;
  trainLogLoss: number;
}>;

describe("gbdt beside xgboost's hist on an excerpt of the sample panel", () => {
  const file = new URL('../../data-samples/eph/households.csv.gz', import.meta.url);
  const panel = panelRows(gunzipSync(readFileSync(file)).toString('utf8'), 0).filter(
    (row) => row['REGION'] === '43',
  );
  const train = excerpt(panel, '2012', '1');
  const test = excerpt(panel, '2013', '3');

  it('reads the very same rows', () => {
    const missing = train.X.columns.reduce((sum, column) => sum + column.filter(Number.isNaN).length, 0);

    expect({ rows: train.X.nRows, positives: positives(train), missing }).toEqual(oracle.train);
    expect({ rows: test.X.nRows, positives: positives(test) }).toEqual(oracle.test);
  });

  it('reaches its AUC within 0.001 and its log loss within 0.1 % with the same settings', () => {
    const options = {
      ...boostingDefaults,
      ...oracle.settings,
      minChildRows: 1,
      rowShare: 1,
      featureShare: 1,
    };
    const fitted = gbdt.fit(train.X, train.y, options, seededRng(1));

    const seen = evaluateBinary(train.y, gbdt.predict(fitted, train.X), { shares: [] });
    const later = evaluateBinary(test.y, gbdt.predict(fitted, test.X), { shares: [] });
    expect(Math.abs(later.auc! - oracle.auc)).toBeLessThanOrEqual(0.001);
    expect(Math.abs(later.log_loss / oracle.logLoss - 1)).toBeLessThanOrEqual(0.001);
    expect(Math.abs(seen.log_loss / oracle.trainLogLoss - 1)).toBeLessThanOrEqual(1e-4);
  });
});

describe('boosting', () => {
  const { X, y } = learnableSample(500, 'boosting');
  const data = binMatrix(X);
  const options = { ...boostingDefaults, rounds: 400, learningRate: 0.3, patience: 20 };
  const train = allRows(500).filter((row) => row % 2 === 0);
  const watch = allRows(500).filter((row) => row % 2 === 1);
  const watched = boost({ data, names: X.names, y, train, watch }, options, seededRng(1));

  it('stops once the watched rows have not improved for as many rounds as it is patient', () => {
    const losses = watched.path.map((logOdds) => lossOf(logOdds, watch));
    const best = losses.indexOf(Math.min(...losses));

    expect(watched.model.trees.roots.length - 1).toBe(losses.length * WATCH_EVERY);
    expect(losses.length - 1 - best).toBe(options.patience / WATCH_EVERY);
    expect(losses.length * WATCH_EVERY).toBeLessThan(options.rounds);
  });

  it('shows on its path what its first trees predict', () => {
    const look = 2;
    const early = { ...watched.model, trees: firstTrees(watched.model.trees, (look + 1) * WATCH_EVERY) };

    const logOdds = boostingLogOdds(early, X);

    for (const [i, row] of watch.entries())
      expect(Math.abs(logOdds[row]! - watched.path[look]![i]!)).toBeLessThanOrEqual(1e-6);
  });

  it('learns nothing from the rows it only watches', () => {
    const flipped = y.map((label, row) => (row % 2 === 1 ? 1 - label : label));
    const short = { ...options, rounds: 10, patience: 1000 };
    const task = { data, names: X.names, train, watch };

    const told = boost({ ...task, y }, short, seededRng(1));
    const misled = boost({ ...task, y: flipped }, short, seededRng(1));

    expect(misled.model).toEqual(told.model);
  });

  it('lowers the training loss with every tree that sees all rows', () => {
    const all = { ...options, rounds: 30, rowShare: 1, featureShare: 1 };
    const { path } = boost({ data, names: X.names, y, train: watch, watch }, all, seededRng(1));

    const losses = path.map((logOdds) => lossOf(logOdds, watch));

    expect(losses.every((loss, look) => look === 0 || loss < losses[look - 1]!)).toBe(true);
  });

  it('stays finite without a penalty or a least leaf on labels that a column separates', () => {
    const column = Float64Array.from({ length: 60 }, (_, i) => i);
    const separated = { X: matrix(['x'], [column]), y: Uint8Array.from(column, (x) => Number(x >= 30)) };
    const free = { ...options, rounds: 400, lambda: 0, minChildRows: 1, minChildHessian: 0, rowShare: 1 };

    const fitted = gbdt.fit(separated.X, separated.y, free, seededRng(1));
    const { values } = gbdt.explain(fitted, separated.X);

    expect(gbdt.predict(fitted, separated.X).every((p, i) => p > 0.99 === i >= 30)).toBe(true);
    expect(values.every(Number.isFinite)).toBe(true);
  });

  function lossOf(logOdds: Float32Array, rows: Int32Array): number {
    return rows.reduce((sum, row, i) => sum + Math.log1p(Math.exp(y[row] ? -logOdds[i]! : logOdds[i]!)), 0);
  }
});

/** One quarter: no income among the columns, 9 and 99 (not answered) missing; label as the oracle's. */
function excerpt(panel: readonly PanelRow[], year: string, quarter: string): Sample {
  const rows = panel.filter((row) => row['year'] === year && row['quarter'] === quarter);
  return { X: panelMatrix(rows, oracle.features, ['9', '99']), y: isPoor(rows) };
}

function positives({ y }: Sample): number {
  return y.reduce((sum, label) => sum + label, 0);
}
