/**
 * What every family promises (src/core/model.ts), held by one suite. It stands here and not in models/ because the
 * stack is made by training, and nothing below training may import it.
 */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { evaluateBinary } from '../eval/index.ts';
import { fitBoosting } from '../models/boosting/fit.ts';
import { boostingLogOdds, gbdt } from '../models/boosting/model.ts';
import { boostingDefaults } from '../models/boosting/options.ts';
import { allRows } from '../models/check.ts';
import { forestDefaults } from '../models/forest/fit.ts';
import { forest, forestLogOdds, forestShare } from '../models/forest/model.ts';
import { slowForest } from '../models/forest/reference.ts';
import { fitScorecard, scorecardDefaults } from '../models/scorecard/fit.ts';
import { scorecard, scorecardLogOdds } from '../models/scorecard/model.ts';
import { explainStack, predictStack, stackLogOdds, type Stack } from '../models/stack/model.ts';
import { copyOf, learnableSample, sampleNames, type Sample } from '../models/test-support.ts';
import {
  matrix,
  matrixFromRows,
  selectColumns,
  takeLabels,
  takeRows,
  type Matrix,
} from '../src/core/matrix.ts';
import type { Attributions, FittedModel } from '../src/core/model.ts';
import { seededRng } from '../src/core/rng.ts';
import { decode, encode } from '../src/scoring/codec.ts';
import { stackSchema } from '../src/scoring/model-schema.ts';
import type { Candidate } from './auto/candidates.ts';
import { fitAuto } from './auto/fit-auto.ts';
import { startRunner } from './auto/runner.ts';

/** A family with the options it is tested with. */
interface Subject<Fitted extends FittedModel> {
  readonly name: string;
  /** Fewest rows it fits on. */
  readonly minRows: number;
  /** Reached on 600 unseen rows after 400; the true model reaches about 0.84. */
  readonly minAuc: number;
  /** Another seed gives another model. */
  readonly isRandom: boolean;
  fit(X: Matrix, y: Uint8Array, seed: string): Fitted | Promise<Fitted>;
  /** Fitted on weighed rows, drawing none by chance; all weigh 1 without weights. */
  readonly fitWeighed?: (X: Matrix, y: Uint8Array, weights?: Float64Array) => Fitted;
  /** Fitted with the promise that risk never falls as `signal` rises. */
  readonly fitRising?: (X: Matrix, y: Uint8Array) => Fitted;
  /** Fitted with columns that hold categories. */
  readonly fitCoded?: (X: Matrix, y: Uint8Array, categorical: readonly string[]) => Fitted;
  predict(fitted: Fitted, X: Matrix): Float64Array;
  /** Exact reasons and the log-odds they add up to; the reference forest has neither, nor a saved form. */
  readonly reasons?: {
    logOdds(fitted: Fitted, X: Matrix): Float64Array;
    explain(fitted: Fitted, X: Matrix): Attributions;
    load(saved: unknown): Fitted;
  };
}

const train = learnableSample(400, 'train');
const later = learnableSample(600, 'later');

contract({
  name: 'gbdt',
  minRows: 20,
  minAuc: 0.79,
  isRandom: true,
  fit: (X, y, seed) =>
    gbdt.fit(X, y, { ...boostingDefaults, rounds: 40, learningRate: 0.1 }, seededRng(seed)),
  fitWeighed: (X, y, weights) =>
    fitBoosting(X, y, { ...boostingDefaults, rounds: 20, rowShare: 1 }, seededRng(1), weights),
  fitRising: (X, y) =>
    gbdt.fit(X, y, { ...boostingDefaults, rounds: 30, monotone: { signal: 1 } }, seededRng(1)),
  fitCoded: (X, y, categorical) =>
    gbdt.fit(X, y, { ...boostingDefaults, rounds: 8, categorical }, seededRng(1)),
  predict: gbdt.predict,
  reasons: { logOdds: boostingLogOdds, explain: gbdt.explain, load: (saved) => loadAs('gbdt', saved) },
});

contract({
  name: 'forest',
  minRows: 20,
  minAuc: 0.79,
  isRandom: true,
  fit: (X, y, seed) => forest.fit(X, y, { ...forestDefaults, trees: 40 }, seededRng(seed)),
  fitCoded: (X, y, categorical) =>
    forest.fit(X, y, { ...forestDefaults, trees: 8, categorical }, seededRng(1)),
  predict: forest.predict,
  reasons: {
    logOdds: (fitted, X) => forestShare(fitted, X).map(forestLogOdds),
    explain: forest.explain,
    load: (saved) => loadAs('forest', saved),
  },
});

contract({
  name: 'scorecard',
  minRows: 20,
  minAuc: 0.79,
  isRandom: false,
  fit: (X, y, seed) => scorecard.fit(X, y, scorecardDefaults, seededRng(seed)),
  fitWeighed: (X, y, weights) => fitScorecard(X, y, scorecardDefaults, weights),
  fitRising: (X, y) => fitScorecard(X, y, { ...scorecardDefaults, monotone: { signal: 1 } }),
  predict: scorecard.predict,
  reasons: {
    logOdds: scorecardLogOdds,
    explain: scorecard.explain,
    load: (saved) => loadAs('scorecard', saved),
  },
});

contract({
  name: 'ml-random-forest',
  minRows: 20,
  minAuc: 0.7,
  isRandom: true,
  fit: (X, y, seed) => slowForest.fit(X, y, { trees: 15, maxRows: 200, maxDepth: 8 }, seededRng(seed)),
  predict: slowForest.predict,
});

contract({
  name: 'stack',
  minRows: 40,
  minAuc: 0.79,
  isRandom: true,
  fit: fitSmallStack,
  predict: predictStack,
  reasons: { logOdds: stackLogOdds, explain: explainStack, load: (saved) => stackSchema.parse(saved) },
});

function contract<Fitted extends FittedModel>(subject: Subject<Fitted>): void {
  describe(`${subject.name} keeps the contract`, () => {
    let fitted: Fitted;
    beforeAll(async () => {
      fitted = await subject.fit(train.X, train.y, 'seed');
    });
    const predict = (X: Matrix): Float64Array => subject.predict(fitted, X);

    fitting(subject);
    refusals(subject);
    weighing(subject);
    promising(subject);
    coding(subject);

    it('learns: better than the base rate on rows it has not seen', () => {
      const rate = train.y.reduce((sum, label) => sum + label, 0) / train.y.length;
      const ours = evaluateBinary(later.y, predict(later.X), { shares: [] });
      const base = evaluateBinary(later.y, new Float64Array(later.y.length).fill(rate), { shares: [] });

      expect(ours.auc).toBeGreaterThan(subject.minAuc);
      expect(ours.brier).toBeLessThan(0.9 * base.brier);
    });

    it('finds columns by name, whatever their order and whatever stands beside them', () => {
      const names = [...sampleNames].reverse();
      const reversed = selectColumns(later.X, names);
      const wider = matrix(
        ['other', ...names],
        [new Float64Array(later.y.length).fill(1e9), ...reversed.columns],
      );

      expect(predict(wider)).toEqual(predict(later.X));
    });

    it('names the column it misses', () => {
      const without = selectColumns(later.X, sampleNames.slice(1));

      expect(() => predict(without)).toThrow(coded('JZ_COLUMN_MISSING', { column: 'signal' }));
    });

    it('predicts one row as it predicts it among many', () => {
      const all = predict(later.X);
      const alone = Array.from({ length: 60 }, (_, i) => predict(takeRows(later.X, [i]))[0]);

      expect(alone).toEqual([...all.slice(0, 60)]);
    });

    it('predicts no row of an empty matrix', () => {
      expect(predict(takeRows(later.X, []))).toHaveLength(0);
    });

    it('gives a probability for any row, missing and extreme values included', () => {
      fc.assert(
        fc.property(anyRows, (rows) => {
          const p = predict(matrixFromRows(sampleNames, rows));
          expect(p.every((value) => value >= 0 && value <= 1)).toBe(true);
        }),
        { seed: 1, numRuns: 50 },
      );
    });

    const { reasons } = subject;
    if (reasons) reasoning(() => fitted, { ...subject, reasons });
  });
}

/** Same bytes for the same seed; nothing handed in is changed. */
function fitting<Fitted extends FittedModel>(subject: Subject<Fitted>): void {
  const bytesOf = (fitted: Fitted): string =>
    subject.reasons ? saved(fitted) : saved(subject.predict(fitted, later.X));

  it('gives the same bytes for the same seed and leaves what it was given unchanged', async () => {
    const given = copyOf(train);
    const once = await subject.fit(given.X, given.y, 'one');
    const twice = await subject.fit(train.X, train.y, 'one');
    subject.predict(once, given.X);
    subject.reasons?.explain(once, given.X);

    expect(bytesOf(twice)).toBe(bytesOf(once));
    expect(given).toEqual(train);
  });

  it(`gives ${subject.isRandom ? 'another model' : 'the same model'} for another seed`, async () => {
    const one = await subject.fit(train.X, train.y, 'one');
    const two = await subject.fit(train.X, train.y, 'two');

    expect(bytesOf(one) === bytesOf(two)).toBe(!subject.isRandom);
  });
}

/** Every refusal has its code. */
function refusals<Fitted extends FittedModel>(subject: Subject<Fitted>): void {
  const refusal = async (sample: Sample): Promise<unknown> =>
    Promise.resolve()
      .then(() => subject.fit(sample.X, sample.y, 'seed'))
      .then(
        () => 'fitted',
        (error: unknown) => error,
      );

  it('refuses labels of one class', async () => {
    const none = new Uint8Array(train.y.length);

    expect(await refusal({ X: train.X, y: none })).toMatchObject(coded('JZ_LABEL_ONE_CLASS', { value: 0 }));
    expect(await refusal({ X: train.X, y: none.fill(1) })).toMatchObject(
      coded('JZ_LABEL_ONE_CLASS', { value: 1 }),
    );
  });

  it.each([Infinity, -Infinity])('refuses %s, naming column and row', async (value) => {
    const { X, y } = copyOf(train);
    X.columns[3]![123] = value;

    expect(await refusal({ X, y })).toMatchObject(
      coded('JZ_MATRIX_NOT_FINITE', { column: 'noise', row: 123 }),
    );
  });

  it('refuses more or fewer labels than rows', async () => {
    const fewer = { X: train.X, y: train.y.slice(1) };
    const more = { X: takeRows(train.X, allRows(399)), y: train.y };

    expect(await refusal(fewer)).toMatchObject(coded('JZ_MATRIX_SHAPE'));
    expect(await refusal(more)).toMatchObject(coded('JZ_MATRIX_SHAPE'));
  });

  it('refuses too few rows, and none at all', async () => {
    const first = (n: number): Sample => ({
      X: takeRows(train.X, allRows(n)),
      y: takeLabels(train.y, allRows(n)),
    });
    const needed = subject.minRows;

    expect(await refusal(first(needed - 1))).toMatchObject(
      coded('JZ_TOO_FEW_ROWS', { rows: needed - 1, needed }),
    );
    expect(await refusal(first(0))).toMatchObject(coded('JZ_TOO_FEW_ROWS', { rows: 0, needed }));
    expect(await refusal(first(needed))).toBe('fitted');
  });
}

/** A weight of k is k copies. */
function weighing<Fitted extends FittedModel>({ fitWeighed, predict }: Subject<Fitted>): void {
  if (!fitWeighed) return;
  // Fewer distinct values than bins: more would be cut elsewhere with copies.
  const few = learnableSample(220, 'few');
  const times = Array.from(few.y, (_, i) => 1 + (i % 4));

  it('takes a weight of k as k copies of the row, and no weights as ones', () => {
    const rows = times.flatMap((k, i) => Array<number>(k).fill(i));
    const weighed = fitWeighed(few.X, few.y, Float64Array.from(times));
    const copied = fitWeighed(takeRows(few.X, rows), takeLabels(few.y, rows));
    const ones = fitWeighed(few.X, few.y, new Float64Array(220).fill(1));

    const p = predict(copied, later.X);
    for (const [i, value] of predict(weighed, later.X).entries())
      expect(Math.abs(value - p[i]!)).toBeLessThan(1e-8);
    expect(predict(ones, later.X)).toEqual(predict(fitWeighed(few.X, few.y), later.X));
  });

  it.each([0, -1, Number.NaN, Infinity])('refuses a weight of %s', (weight) => {
    const weights = Float64Array.from(times);
    weights[7] = weight;

    expect(() => fitWeighed(few.X, few.y, weights)).toThrow(coded('JZ_MATRIX_SHAPE'));
  });
}

/** Risk that was promised never to fall never falls. */
function promising<Fitted extends FittedModel>({ fitRising, predict }: Subject<Fitted>): void {
  if (!fitRising) return;

  it('never falls along a column of which that is promised, whatever else a row says', () => {
    // Labels against the promise: it must hold although the data say otherwise.
    const against = { X: train.X, y: train.y.map((label, i) => (i % 3 === 0 ? 1 - label : label)) };
    for (const { X, y } of [train, against]) {
      const fitted = fitRising(X, y);
      for (let i = 0; i < 40; i++) {
        const row = later.X.columns.map((column) => column[i]!);
        const rising = Array.from({ length: 61 }, (_, k) => [(k - 30) / 8, ...row.slice(1)]);
        const p = predict(fitted, matrixFromRows(sampleNames, rising));
        expect(p.every((value, k) => k === 0 || value >= p[k - 1]!)).toBe(true);
      }
    }
  });
}

/** Columns of categories: known, never seen, too many. */
function coding<Fitted extends FittedModel>({ fitCoded, predict }: Subject<Fitted>): void {
  if (!fitCoded) return;

  it('takes a category that training never saw as missing', () => {
    const fitted = fitCoded(train.X, train.y, ['code']);
    const withCode = (code: number): Matrix => ({
      ...later.X,
      columns: later.X.columns.map((column, j) => (j === 1 ? column.map(() => code) : column)),
    });

    expect(predict(fitted, withCode(77))).toEqual(predict(fitted, withCode(Number.NaN)));
    expect(predict(fitted, withCode(5))).not.toEqual(predict(fitted, withCode(0)));
  });

  it('refuses a column of too many categories, and one that is not there, by name', () => {
    expect(() => fitCoded(train.X, train.y, ['noise'])).toThrow(
      coded('JZ_CATEGORY_TOO_MANY', { column: 'noise' }),
    );
    expect(() => fitCoded(train.X, train.y, ['weather'])).toThrow(
      coded('JZ_COLUMN_MISSING', { column: 'weather' }),
    );
  });
}

/** Reasons add up, and a saved model is the same model. */
function reasoning<Fitted extends FittedModel>(
  fitted: () => Fitted,
  subject: Subject<Fitted> & Required<Pick<Subject<Fitted>, 'reasons'>>,
): void {
  const { reasons } = subject;

  it('has reasons that add up to the log-odds of any row to 1e-9', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const X = matrixFromRows(sampleNames, rows);
        const { bias, values } = reasons.explain(fitted(), X);
        const p = sampleNames.length;
        for (const [i, logOdds] of reasons.logOdds(fitted(), X).entries()) {
          const sum = values.subarray(i * p, (i + 1) * p).reduce((total, value) => total + value, bias);
          expect(Math.abs(sum - logOdds)).toBeLessThanOrEqual(1e-9);
        }
      }),
      { seed: 2, numRuns: 50 },
    );
  });

  it('predicts the probability of those log-odds', () => {
    const logOdds = reasons.logOdds(fitted(), later.X);

    for (const [i, p] of subject.predict(fitted(), later.X).entries())
      expect(p).toBeCloseTo(1 / (1 + Math.exp(-logOdds[i]!)), 12);
  });

  it('gives no weight to a column that is constant, or always missing', () => {
    const { values } = reasons.explain(fitted(), later.X);
    const p = sampleNames.length;
    const useless = values.filter((_, k) => k % p >= sampleNames.indexOf('constant'));

    expect(Math.max(...useless.map(Math.abs))).toBeLessThanOrEqual(1e-15);
  });

  it('predicts and explains the same once saved and loaded', () => {
    const loaded = reasons.load(decode(encode(fitted())));

    expect(subject.predict(loaded, later.X)).toEqual(subject.predict(fitted(), later.X));
    expect(reasons.explain(loaded, later.X)).toEqual(reasons.explain(fitted(), later.X));
    expect(encode(loaded)).toEqual(encode(reasons.load(decode(encode(loaded)))));
  });
}

describe('our forest beside ml-random-forest', () => {
  it('ranks unseen rows at least as well when both learn from the same 300 rows', () => {
    const rows = allRows(300);
    const X = takeRows(train.X, rows);
    const y = takeLabels(train.y, rows);
    const ours = forest.fit(X, y, { ...forestDefaults, trees: 25 }, seededRng('ours'));
    const theirs = slowForest.fit(X, y, { trees: 25, maxRows: 300, maxDepth: 10 }, seededRng('theirs'));
    const measure = (p: Float64Array) => evaluateBinary(later.y, p, { shares: [] });

    const our = measure(forest.predict(ours, later.X));
    const their = measure(slowForest.predict(theirs, later.X));

    expect(our.auc).toBeGreaterThanOrEqual(their.auc!);
    expect(our.brier).toBeLessThanOrEqual(their.brier);
  });
});

/** One to eight rows of anything a cell may hold. */
const anyRows = fc.array(
  fc.array(
    fc.oneof(
      fc.double({ min: -4, max: 4, noNaN: true }),
      fc.constantFrom(Number.NaN, 0, -0, 7, 1e300, -1e300, Number.MIN_VALUE),
    ),
    { minLength: sampleNames.length, maxLength: sampleNames.length },
  ),
  { minLength: 1, maxLength: 8 },
);

async function fitSmallStack(X: Matrix, y: Uint8Array, seed: string): Promise<Stack> {
  const candidates: Candidate[] = [
    { name: 'gbdt', family: 'gbdt', options: { ...boostingDefaults, rounds: 30, learningRate: 0.1 } },
    { name: 'forest', family: 'forest', options: { ...forestDefaults, trees: 30 } },
    { name: 'scorecard', family: 'scorecard', options: scorecardDefaults },
  ];
  const data = { X, y, groups: allRows(X.nRows) };
  return fitAuto({ data, rows: allRows(X.nRows), candidates, seed }, startRunner(data, 1));
}

/** Reads a saved single model through the schema of a stack that holds only it. */
function loadAs<Family extends Stack['members'][number]['model']['family']>(
  family: Family,
  saved: unknown,
): Extract<Stack['members'][number]['model'], { family: Family }> {
  const features = [...sampleNames];
  const stack = {
    family: 'stack',
    format: 1,
    features,
    intercept: 0,
    members: [{ weight: 1, model: saved }],
  };
  const { model } = stackSchema.parse(stack).members[0]!;
  if (!isOf(model, family)) throw new Error(`saved ${model.family}, not ${family}`);
  return model;
}

function isOf<Model extends { family: string }, Family extends Model['family']>(
  model: Model,
  family: Family,
): model is Extract<Model, { family: Family }> {
  return model.family === family;
}

function saved(value: unknown): string {
  const { json, bytes } = encode(value);
  return json + Buffer.from(bytes).toString('base64');
}

/** What an error of this code looks like. */
function coded(code: string, details: object = {}): { code: string; details: unknown } {
  return expect.objectContaining({ code, details: expect.objectContaining(details) as unknown }) as {
    code: string;
    details: unknown;
  };
}
