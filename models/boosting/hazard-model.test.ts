import { describe, expect, it } from 'vitest';
import { seededRng } from '../../src/core/rng.ts';
import { learnableSample } from '../test-support.ts';
import { explainStack, stackLogOdds } from '../stack/model.ts';
import { fitHazard } from './hazard.ts';
import { explainHazard, hazardLogOdds, hazardLogOddsByHorizon, predictHazard } from './hazard-model.ts';
import { gbdt } from './model.ts';
import { boostingDefaults } from './options.ts';

const { X, y } = learnableSample(400, 'reasons');
const months = Float64Array.from(y, (label, i) => (label === 1 ? [3, 6, 12][i % 3]! : 12));
const options = { ...boostingDefaults, rounds: 20, rowShare: 1 };
const model = fitHazard(X, { months, happened: y }, [3, 6, 12], options, seededRng(1));

describe('reasons of a hazard', () => {
  it.each([0, 1, 2])('add up to the log-odds of the probability by horizon %i', (horizon) => {
    const { bias, values } = explainHazard(model, X, horizon);
    const logOdds = hazardLogOdds(model, X, horizon);
    const p = predictHazard(model, X)[horizon]!;

    for (let i = 0; i < X.nRows; i++) {
      const own = values.subarray(i * 7, (i + 1) * 7);
      const sum = own.reduce((total, value) => total + value, bias);
      expect(sum).toBeCloseTo(logOdds[i]!, 9);
      expect(1 / (1 + Math.exp(-sum))).toBeCloseTo(p[i]!, 9);
    }
  });

  it('of a single period are the Shapley values of its log-odds', () => {
    const single = fitHazard(X, { months, happened: y }, [12], options, seededRng(1));
    const same = gbdt.explain({ ...single, family: 'gbdt' }, X);
    const { bias, values } = explainHazard(single, X, 0);

    expect(bias).toBeCloseTo(same.bias, 12);
    for (const [k, value] of values.entries()) expect(value).toBeCloseTo(same.values[k]!, 9);
  });

  it.each([0, 1, 2])('in a stack are of the horizon asked for: %i', (asked) => {
    const members = [{ weight: 0.5, model: { ...model, asked } }];
    const stack = { family: 'stack', format: 1, features: X.names, intercept: 0.25, members } as const;

    const logOdds = stackLogOdds(stack, X);
    const { bias, values } = explainStack(stack, X);

    for (const [i, own] of hazardLogOddsByHorizon(model, X)[asked]!.entries()) {
      const parts = values.subarray(i * 7, (i + 1) * 7);
      expect(logOdds[i]).toBeCloseTo(0.25 + own / 2, 12);
      expect(parts.reduce((total, value) => total + value, bias)).toBeCloseTo(logOdds[i]!, 9);
    }
  });

  it.each([-1, 3, 0.5])('are refused for horizon %s, which there is not', (horizon) => {
    const refusal = expect.objectContaining({ code: 'JZ_UNIT_INVALID' }) as Error;

    expect(() => explainHazard(model, X, horizon)).toThrow(refusal);
    expect(() => hazardLogOdds(model, X, horizon)).toThrow(refusal);
  });
});
