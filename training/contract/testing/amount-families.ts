/**
 * Families of amounts: means, counts, medians.
 */
import { expect } from 'vitest';
import { boostingDefaults, type BoostingOptions } from '../../../models/boosting/options.ts';
import {
  explainRegression,
  fitRegression,
  predictRegression,
  type RegressionLoss,
  type RegressionTrees,
} from '../../../models/boosting/regression.ts';
import { seededRng } from '../../../src/core/rng.ts';
import { decode, encode } from '../../../src/scoring/codec.ts';
import { regressionSchema } from '../../../src/scoring/tree-models-schema.ts';
import { amounts, counts, sweepOf, uselessColumns, withColumn, type MatrixData } from './matrices.ts';
import type { Material, Subject } from './subject.ts';

const boosting: BoostingOptions = { ...boostingDefaults, rounds: 40, learningRate: 0.1 };
const steady = { ...boosting, rounds: 15, rowShare: 1 };

type Amounts = MatrixData<Float64Array>;

function regression(
  name: string,
  material: Material<Amounts>,
  loss: RegressionLoss,
): Subject<Amounts, RegressionTrees> {
  const fit = ({ X, y }: Amounts, options: BoostingOptions, weights?: Float64Array): RegressionTrees =>
    fitRegression(X, y, { ...options, loss }, seededRng(1), weights);
  return {
    ...{ name, material, minRows: 20, isRandom: true, alike: 0, isPossible: Number.isFinite },
    fit: ({ X, y }, seed) => fitRegression(X, y, { ...boosting, loss }, seededRng(seed)),
    predict: (fitted, { X }) => [predictRegression(fitted, X)],
    learns: ([predicted], { y }) => {
      const far = (said: (i: number) => number): number =>
        y.reduce((sum, value, i) => sum + Math.abs(value - said(i)), 0);
      const mean = y.reduce((sum, value) => sum + value, 0) / y.length;
      expect(far((i) => predicted![i]!)).toBeLessThan(0.6 * far(() => mean));
    },
    weighed: { fit: (data, { weights }) => fit(data, steady, weights), within: 1e-7 },
    ...(loss.kind === 'quantile'
      ? {}
      : {
          rising: {
            fit: (data) => fit(data, { ...steady, monotone: { signal: 1 } }),
            sweep: sweepOf,
            against: ({ X, y }) => ({
              X,
              y: y.map((value, i) => (i % 3 === 0 ? 9 - value : value)).map(Math.abs),
            }),
          },
        }),
    coded: {
      fit: (data, categorical) => fit(data, { ...steady, categorical }),
      withCode: (data, code) => withColumn(data, 'code', code),
    },
    reasons: {
      score: (fitted, { X }) => {
        const said = predictRegression(fitted, X);
        return loss.kind === 'poisson' ? said.map(Math.log) : said;
      },
      explain: (fitted, { X }) => explainRegression(fitted, X),
      ...{ within: 1e-9, saidOf: loss.kind === 'poisson' ? Math.exp : (score: number) => score },
      useless: uselessColumns,
    },
    reload: (fitted) => regressionSchema.parse(decode(encode(fitted))),
  };
}

export const regressionSubjects = [
  regression('regression of means', amounts, { kind: 'squared' }),
  regression('regression of counts', counts, { kind: 'poisson' }),
  regression('regression of medians', amounts, { kind: 'quantile', share: 0.5 }),
] as const;
