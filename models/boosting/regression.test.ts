import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auc, evaluateBinary } from '../../eval/index.ts';
import { matrix, type Matrix } from '../../src/core/matrix.ts';
import { normal, seededRng } from '../../src/core/rng.ts';
import { fitBoosting } from './fit.ts';
import { gbdt } from './model.ts';
import { boostingDefaults } from './options.ts';
import { isPoor, panelMatrix, panelRows } from './panel-support.ts';
import { explainRegression, fitRegression, predictRegression, type RegressionLoss } from './regression.ts';

const oracle = JSON.parse(
  readFileSync(new URL('./oracles/losses.json', import.meta.url), 'utf8'),
) as Readonly<{
  settings: typeof boostingDefaults;
  rows: number;
  testRows: number;
  losses: Readonly<Record<string, Readonly<Record<string, number>>>>;
  codes: Readonly<{
    columns: readonly string[];
    rows: number;
    positives: number;
    auc: number;
    logLoss: number;
    logLossAsNumbers: number;
  }>;
}>;
const options = { ...boostingDefaults, ...oracle.settings, minChildHessian: 0, rowShare: 1, featureShare: 1 };
const squared = { kind: 'squared' } as const;
const poisson = { kind: 'poisson' } as const;
const quantile = (share: number): RegressionLoss => ({ kind: 'quantile', share });

const file = new URL('../../data-samples/eph/households.csv.gz', import.meta.url);
const panel = panelRows(gunzipSync(readFileSync(file)).toString('utf8'), Number.MIN_VALUE);
const not = [
  'household_id',
  'year',
  'quarter',
  'AGLOMERADO',
  'REGION',
  'PONDERA',
  'ITF',
  'IPCF',
  'IX_TOT',
  'IX_MEN10',
];

describe("regression beside scikit-learn's, xgboost's and LightGBM's on an excerpt of the sample panel", () => {
  const [train, test] = [panelOf('2012', '1'), panelOf('2013', '3')];
  const cases: readonly [string, RegressionLoss][] = [
    ['squared', squared],
    ['poisson', poisson],
    ...[0.1, 0.5, 0.9].map((share): [string, RegressionLoss] => [`quantile ${share}`, quantile(share)]),
  ];

  it.each(cases)('has a loss within 1 %% of theirs on later households: %s', (name, loss) => {
    const [y, later] = [train, test].map((rows) => (loss.kind === 'poisson' ? rows.children : rows.income));
    const model = fitRegression(train.X, y!, { ...options, loss }, seededRng(1));

    const measured = lossOn(later!, predictRegression(model, test.X), loss);

    expect([train.X.nRows, test.X.nRows]).toEqual([oracle.rows, oracle.testRows]);
    const { constant, ...peers } = oracle.losses[name]!;
    const theirs = Object.values(peers);
    expect(measured).toBeLessThan(0.9 * constant!);
    expect(measured).toBeLessThanOrEqual(Math.max(...theirs) * 1.01);
    expect(measured).toBeGreaterThanOrEqual(Math.min(...theirs) * 0.97);
  });

  function panelOf(
    year: string,
    quarter: string,
  ): { X: Matrix; income: Float64Array; children: Float64Array } {
    const rows = panel.filter(
      (row) => row['REGION'] === '43' && row['year'] === year && row['quarter'] === quarter,
    );
    const names = Object.keys(rows[0]!).filter((name) => !not.includes(name));
    return {
      X: panelMatrix(rows, names, ['9', '99']),
      income: Float64Array.from(rows, (row) => Math.log(Number(row['IPCF']))),
      children: Float64Array.from(rows, (row) => Number(row['IX_MEN10'])),
    };
  }
});

describe("columns of codes beside LightGBM's on an excerpt of the sample panel", () => {
  const { columns } = oracle.codes;
  const [train, test] = [labelled('2012', '1'), labelled('2013', '3')];
  const limits = { ...options, categorical: columns };

  it('reach its AUC within 0.002 and its log loss within 0.5 %, below the log loss of codes taken as numbers', () => {
    const model = fitBoosting(train.X, train.y, limits, seededRng(1));
    const later = evaluateBinary(test.y, gbdt.predict(model, test.X), { shares: [] });

    expect([train.X.nRows, train.y.reduce((a, b) => a + b, 0)]).toEqual([
      oracle.codes.rows,
      oracle.codes.positives,
    ]);
    expect(later.auc).toBeGreaterThan(oracle.codes.auc - 0.002);
    expect(later.log_loss).toBeLessThan(oracle.codes.logLoss * 1.005);
    expect(later.log_loss).toBeLessThan(oracle.codes.logLossAsNumbers);
  });

  it('rank the same whatever numbers stand for the codes', () => {
    const renamed = (X: Matrix): Matrix =>
      matrix(
        X.names,
        X.columns.map((column) => column.map((code) => (code * 37) % 101)),
      );
    const short = { ...limits, rounds: 20 };
    const [plain, other] = [train.X, renamed(train.X)].map((X) =>
      fitBoosting(X, train.y, short, seededRng(1)),
    );

    const p = auc(test.y, gbdt.predict(plain!, test.X));
    expect(auc(test.y, gbdt.predict(other!, renamed(test.X)))).toBeCloseTo(p, 3);
  });

  function labelled(year: string, quarter: string): { X: Matrix; y: Uint8Array } {
    const rows = panel.filter((row) => row['year'] === year && row['quarter'] === quarter);
    return { X: panelMatrix(rows, columns, []), y: isPoor(rows) };
  }
});

describe('a regression', () => {
  const rng = seededRng('regression');
  const x = Float64Array.from({ length: 400 }, () => normal(rng));
  const X = matrix(['x', 'noise'], [x, x.map(() => normal(rng))]);
  const y = x.map((value) => 3 * value + normal(rng));
  const short = { ...options, rounds: 40 };

  it.each([squared, quantile(0.3)])(
    'of shifted and scaled targets is the shifted and scaled one: %j',
    (loss) => {
      const [plain, moved] = [y, y.map((value) => 8 * value + 100)].map((target) =>
        predictRegression(fitRegression(X, target, { ...short, lambda: 0, loss }, seededRng(1)), X),
      );

      for (const [i, value] of moved!.entries()) expect(value).toBeCloseTo(8 * plain![i]! + 100, 6);
    },
  );

  it('of a quantile has that share of the training targets under it', () => {
    for (const share of [0.1, 0.5, 0.8]) {
      const p = predictRegression(fitRegression(X, y, { ...short, loss: quantile(share) }, seededRng(1)), X);
      const under = y.filter((value, i) => value <= p[i]!).length / y.length;
      expect(Math.abs(under - share)).toBeLessThan(0.05);
    }
  });

  it('of counts has the mean of the counts, and of amounts theirs', () => {
    const counts = x.map((value) => Math.max(0, Math.round(2 + value)));
    const mean = (values: Float64Array): number => values.reduce((a, b) => a + b, 0) / values.length;
    const fit = (target: Float64Array, loss: RegressionLoss): Float64Array =>
      predictRegression(fitRegression(X, target, { ...short, lambda: 0, loss }, seededRng(1)), X);

    expect(mean(fit(y, squared))).toBeCloseTo(mean(y), 9);
    expect(mean(fit(counts, poisson))).toBeCloseTo(mean(counts), 1);
  });

  it.each([squared, poisson, quantile(0.4)])('with whole weights is that of repeated rows: %j', (loss) => {
    const target = loss.kind === 'poisson' ? x.map((value) => Math.max(0, Math.round(2 + value))) : y;
    const weights = x.map((_, i) => 1 + (i % 3));
    const copies = [...weights].flatMap((weight, i) => new Array<number>(weight).fill(i));
    const take = (values: Float64Array): Float64Array => Float64Array.from(copies, (i) => values[i]!);
    const few = matrix(
      ['x', 'noise'],
      X.columns.map((column) => column.map((value) => Math.round(value * 20))),
    );
    const repeated = matrix(few.names, few.columns.map(take));

    const ours = fitRegression(few, target, { ...short, loss }, seededRng(1), weights);
    const theirs = fitRegression(repeated, take(target), { ...short, loss }, seededRng(1));
    const [a, b] = [ours, theirs].map((model) => predictRegression(model, few));
    for (const [i, value] of a!.entries()) expect(value).toBeCloseTo(b![i]!, 6);
  });

  it('has attributions that add up to the score', () => {
    const model = fitRegression(X, y, { ...short, loss: squared }, seededRng(1));
    const { bias, values } = explainRegression(model, X);

    for (const [i, value] of predictRegression(model, X).entries())
      expect(bias + values[2 * i]! + values[2 * i + 1]!).toBeCloseTo(value, 9);
  });

  it('rises with a column that it must rise with, whatever the loss allows it', () => {
    fc.assert(
      fc.property(fc.constantFrom(squared, poisson), fc.nat(), (loss, seed) => {
        const wild = seededRng(seed);
        const target = x.map(() => wild.int(9));
        const model = fitRegression(X, target, { ...short, loss, monotone: { x: 1 } }, seededRng(1));
        const line = Float64Array.from({ length: 50 }, (_, i) => i / 10 - 2.5);
        const p = predictRegression(model, matrix(['x', 'noise'], [line, line.map(() => 0.1)]));
        for (let i = 1; i < p.length; i++) expect(p[i]!).toBeGreaterThanOrEqual(p[i - 1]!);
      }),
      { seed: 5, numRuns: 8 },
    );
  });

  it.each([
    ['JZ_VALUE_INVALID', y.map((value, i) => (i === 7 ? Number.NaN : value)), { loss: squared }],
    ['JZ_VALUE_INVALID', y, { loss: poisson }],
    ['JZ_VALUE_INVALID', y.map(() => 0), { loss: poisson }],
    ['JZ_UNIT_INVALID', y, { loss: quantile(1) }],
    ['JZ_CONSTRAINT_INVALID', y, { loss: quantile(0.5), monotone: { x: 1 } as const }],
    ['JZ_MATRIX_SHAPE', y.slice(1), { loss: squared }],
  ])('refuses with %s', (code, target, chosen) => {
    const fit = () => fitRegression(X, target, { ...short, ...chosen }, seededRng(1));

    expect(fit).toThrow(expect.objectContaining({ code }));
  });
});

function lossOn(y: Float64Array, p: Float64Array, loss: RegressionLoss): number {
  const each = y.map((value, i) => {
    const [guess, gap] = [p[i]!, value - p[i]!];
    if (loss.kind === 'squared') return gap ** 2;
    if (loss.kind === 'quantile') return Math.max(loss.share * gap, (loss.share - 1) * gap);
    return 2 * ((value > 0 ? value * Math.log(value / guess) : 0) - value + guess);
  });
  return each.reduce((a, b) => a + b, 0) / y.length;
}
