import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { JzError } from '../src/core/errors/index.ts';
import { calibrationLine, evaluateBinary, precisionRecallCurve, rocCurve } from './index.ts';

const numbers = z.array(z.number());
const oracleFile = z.object({
  cases: z.array(
    z.object({
      name: z.string(),
      y: numbers,
      p: numbers,
      w: numbers,
      auc: z.number(),
      average_precision: z.number(),
      brier: z.number(),
      log_loss: z.number(),
      ece: z.number(),
      line: z.object({ slope: z.number(), intercept: z.number() }),
      top: z.array(
        z.object({
          share: z.number(),
          k: z.number(),
          precision: z.number(),
          recall: z.number(),
          precision_best: z.number(),
          precision_worst: z.number(),
        }),
      ),
      roc: z.object({ fpr: numbers, tpr: numbers }),
      pr: z.object({ precision: numbers, recall: numbers }),
    }),
  ),
});
const path = fileURLToPath(new URL('oracles/binary.json', import.meta.url));
const oracle = oracleFile.parse(JSON.parse(readFileSync(path, 'utf8')));

function expectClose(actual: ArrayLike<number>, expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length);
  expect(Math.max(...expected.map((value, i) => Math.abs(value - actual[i]!)))).toBeLessThan(1e-12);
}

describe.each(oracle.cases)('against scikit-learn, $name', (made) => {
  const evaluation = evaluateBinary(made.y, made.p, {
    weights: made.w,
    shares: made.top.map((top) => top.share),
  });

  it('agrees on every single number to 1e-12', () => {
    expectClose(
      [
        evaluation.auc ?? NaN,
        evaluation.average_precision ?? NaN,
        evaluation.brier,
        evaluation.log_loss,
        evaluation.ece,
      ],
      [made.auc, made.average_precision, made.brier, made.log_loss, made.ece],
    );
  });

  it('agrees on precision and recall at the top, with their tie range', () => {
    for (const [i, expected] of made.top.entries()) {
      const top = evaluation.top[i]!;
      expect(top.k).toBe(expected.k);
      expectClose(
        [top.precision, top.recall, top.precision_best, top.precision_worst],
        [expected.precision, expected.recall, expected.precision_best, expected.precision_worst],
      );
    }
  });

  it('agrees on the calibration line to 1e-7', () => {
    const line = calibrationLine(made.y, made.p, made.w);

    expect(line.slope).toBeCloseTo(made.line.slope, 7);
    expect(line.intercept).toBeCloseTo(made.line.intercept, 7);
  });

  it('agrees on every point of the ROC curve', () => {
    const curve = rocCurve(made.y, made.p, made.w);

    expectClose(curve.falsePositiveRate, made.roc.fpr);
    expectClose(curve.truePositiveRate, made.roc.tpr);
  });

  it('agrees on every point of the precision-recall curve', () => {
    const curve = precisionRecallCurve(made.y, made.p, made.w);

    expectClose([1, ...curve.precision].reverse(), made.pr.precision);
    expectClose([0, ...curve.recall].reverse(), made.pr.recall);
  });
});

describe('where a metric is not defined', () => {
  it('says null for one class and still gives the losses', () => {
    const evaluation = evaluateBinary([0, 0, 0], [0.1, 0.2, 0.3]);

    expect(evaluation).toMatchObject({ n: 3, positives: 0, auc: null, average_precision: null, top: [] });
    expect(evaluation.calibration_slope).toBeNull();
    expect(evaluation.brier).toBeCloseTo(0.14 / 3, 15);
  });

  it('says null for the calibration line when scores separate the classes', () => {
    expect(evaluateBinary([0, 0, 1, 1], [0.1, 0.2, 0.8, 0.9]).calibration_slope).toBeNull();
  });
});

function caught(run: () => unknown): JzError {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof JzError) return thrown;
  }
  throw new Error('nothing was refused');
}

describe('refusals', () => {
  it.each([
    ['a score above 1', [0, 1], [0.2, 1.5], 'p', '1.5'],
    ['a score that is not a number', [0, 1], [0.2, NaN], 'p', 'NaN'],
    ['an outcome of 2', [0, 2], [0.2, 0.5], 'y', '2'],
  ])('names the value and place of %s', (_, y, p, what, value) => {
    const thrown = caught(() => evaluateBinary(y, p));

    expect(thrown.code).toBe('JZ_EVAL_VALUE');
    expect(thrown.details).toMatchObject({ what, row: 1, value });
  });

  it('refuses no rows, no weight, and lengths that differ', () => {
    expect(() => evaluateBinary([], [])).toThrow(expect.objectContaining({ code: 'JZ_EVAL_EMPTY' }));
    expect(() => evaluateBinary([0, 1], [0, 1], { weights: [0, 0] })).toThrow(
      expect.objectContaining({ code: 'JZ_EVAL_EMPTY' }),
    );
    expect(() => evaluateBinary([0], [0, 1])).toThrow(expect.objectContaining({ code: 'JZ_EVAL_LENGTH' }));
  });
});
