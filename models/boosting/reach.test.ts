import { describe, expect, it } from 'vitest';
import { takeLabels, takeRows } from '../../src/core/matrix.ts';
import { seededRng } from '../../src/core/rng.ts';
import { learnableSample } from '../test-support.ts';
import { fitBoosting } from './fit.ts';
import { boostingLogOdds } from './model.ts';
import { boostingDefaults } from './options.ts';

const { X, y } = learnableSample(240, 'reach');
const options = { ...boostingDefaults, rounds: 15, rowShare: 1, minChildRows: 4 };
const weights = Float64Array.from({ length: 240 }, (_, row) => 1 + (row % 3));

describe('weights', () => {
  it('of whole numbers are as good as copies of the rows', () => {
    const copies = [...weights].flatMap((weight, row) => new Array<number>(weight).fill(row));
    const weighted = fitBoosting(X, y, options, seededRng(1), weights);
    const repeated = fitBoosting(takeRows(X, copies), takeLabels(y, copies), options, seededRng(1));

    const [ours, theirs] = [weighted, repeated].map((model) => boostingLogOdds(model, X));
    expect(weighted.trees.feature).toEqual(repeated.trees.feature);
    for (const [row, value] of ours!.entries()) expect(value).toBeCloseTo(theirs![row]!, 6);
  });

  it('of one change nothing', () => {
    const ones = new Float64Array(240).fill(1);

    const weighted = fitBoosting(X, y, options, seededRng(1), ones);
    expect(weighted).toEqual(fitBoosting(X, y, options, seededRng(1)));
  });

  it.each([[new Float64Array(3)], [new Float64Array(240)], [new Float64Array(240).fill(Number.NaN)]])(
    'must be one positive number a row',
    (bad) => {
      expect(() => fitBoosting(X, y, options, seededRng(1), bad)).toThrow(
        expect.objectContaining({ code: 'JZ_MATRIX_SHAPE' }),
      );
    },
  );
});

describe('an L1 penalty', () => {
  it('shrinks leaves, and a large one makes every leaf nothing', () => {
    const sizeOf = (alpha: number): number =>
      fitBoosting(X, y, { ...options, alpha }, seededRng(1)).trees.value.reduce(
        (sum, v) => sum + Math.abs(v),
        0,
      );

    expect(sizeOf(2)).toBeLessThan(sizeOf(0));
    expect(sizeOf(1000)).toBe(0);
  });
});

describe('growing by depth', () => {
  it('opens no node deeper while a shallower one may still be split', () => {
    const deep = { ...options, rounds: 1, maxLeaves: 6, minChildRows: 1, minChildHessian: 0 };
    const { trees } = fitBoosting(X, y, { ...deep, isDepthWise: true }, seededRng(1));
    const depth = new Int32Array(trees.feature.length);
    for (let node = 0; node < depth.length; node++) {
      if (trees.feature[node]! < 0) continue;
      depth[trees.left[node]!] = depth[trees.right[node]!] = depth[node]! + 1;
    }

    const inner = [...depth.keys()].filter((node) => trees.feature[node]! >= 0).map((node) => depth[node]!);
    expect(inner.sort()).toEqual([0, 1, 1, 2, 2]);
  });
});
