import { describe, expect, it } from 'vitest';
import { matrix } from '../../src/core/matrix.ts';
import { seededRng } from '../../src/core/rng.ts';
import { fitBoosting } from '../boosting/fit.ts';
import { boostingDefaults } from '../boosting/options.ts';
import type { Stack } from '../stack/model.ts';
import { stackLogOdds } from '../stack/model.ts';
import { sumTrees } from '../tree/predict.ts';
import { treeShap } from '../tree/shap.ts';
import { readOnnx } from './onnx/read.ts';
import { writeOnnx } from './onnx/write.ts';
import { largestGap } from './test-support.ts';
import { withoutSets } from './without-sets.ts';

const rng = seededRng('codes');
const codes = [-3, 0, 2, 2.5, 7, 11, 40];
const town = Float64Array.from({ length: 900 }, () => (rng.next() < 0.1 ? Number.NaN : codes[rng.int(7)]!));
const size = Float64Array.from({ length: 900 }, () => rng.int(5));
const y = Uint8Array.from(town, (code, i) =>
  Number(rng.next() < (code === 0 || code === 7 || size[i] === 3 ? 0.8 : 0.2)),
);
const X = matrix(['town', 'size'], [town, size]);
const categorical = ['town'];
const model = fitBoosting(
  X,
  y,
  { ...boostingDefaults, rounds: 12, featureShare: 1, categorical },
  seededRng(1),
);
// Codes of training, codes it never saw, numbers beside and between them, missing.
const probe = [...codes, ...codes.map((code) => code + 1e-9), -1e300, 1e300, 3, 8, -0, Number.NaN];
const rows = matrix(
  ['town', 'size'],
  [Float64Array.from(probe.flatMap((code) => [code, code])), Float64Array.from(probe.flatMap(() => [1, 3]))],
);

describe('trees without sets of codes', () => {
  const plain = withoutSets(model.trees, 2);

  it('have no sets and sum the same for every row, codes never seen included', () => {
    expect(model.trees.categories?.setOf.some((at) => at >= 0)).toBe(true);
    expect(plain.categories).toBeUndefined();
    expect(sumTrees(plain, rows, 0)).toEqual(sumTrees(model.trees, rows, 0));
  });

  it('are explained the same', () => {
    const [ours, theirs] = [treeShap(plain, rows), treeShap(model.trees, rows)];

    expect(ours.bias).toBeCloseTo(theirs.bias, 12);
    expect(largestGap(ours.values, [...theirs.values])).toBeLessThanOrEqual(1e-12);
  });

  it('are the trees themselves where there are none', () => {
    const numbers = fitBoosting(X, y, { ...boostingDefaults, rounds: 2 }, seededRng(1)).trees;

    expect(withoutSets(numbers, 2)).toBe(numbers);
  });

  it('are what an ONNX file holds', () => {
    const stack: Stack = {
      ...{ family: 'stack', format: 1, features: X.names, intercept: 0.1 },
      members: [{ weight: 0.7, model }],
    };
    const { stack: again } = readOnnx(writeOnnx(stack), 'model');

    expect(largestGap(stackLogOdds(again, rows), [...stackLogOdds(stack, rows)])).toBeLessThanOrEqual(1e-12);
  });
});
