import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matrix, matrixFromRows } from '../../src/core/matrix.ts';
import { seededRng } from '../../src/core/rng.ts';
import { gbdt } from '../boosting/model.ts';
import { boostingDefaults } from '../boosting/options.ts';
import { foreignModels, imported, rowsFor } from '../interchange/test-support.ts';
import { learnableSample } from '../test-support.ts';
import { categoryDefaults } from '../tree/category-split.ts';
import { firstTrees, type TreeEnsemble } from '../tree/ensemble.ts';
import { sumTrees } from '../tree/predict.ts';
import { treeScorer } from './tree-scorer.ts';

const foreign = foreignModels(
  readFileSync(new URL('../interchange/oracles/foreign-models.json', import.meta.url), 'utf8'),
);

const models = foreign.cases.map((known) => ({ model: imported(known), known }));

/** Trees on a column of so many codes beside one of numbers. */
function codedTrees(count: number): TreeEnsemble {
  const rng = seededRng(`${count} codes`);
  const code = Float64Array.from({ length: 1500 }, () =>
    rng.int(9) === 0 ? Number.NaN : 3 * rng.int(count) - 2,
  );
  const number = code.map(() => rng.next() * 4 - 2);
  const y = Uint8Array.from(code, (one, i) =>
    Number(rng.next() < ((one * 7) % 5 > 2 ? 0.7 : 0.2) + number[i]! / 9),
  );
  const categoryLimits = { ...categoryDefaults, minRows: 1, smooth: 1, mostCodes: 200 };
  const options = {
    ...{ ...boostingDefaults, rounds: 11, minChildRows: 2, featureShare: 1 },
    ...{ categorical: ['code'], categoryLimits },
  };
  return gbdt.fit(matrix(['code', 'number'], [code, number]), y, options, seededRng(1)).trees;
}

describe('scoring by sets of codes', () => {
  it.each([1, 2, 31, 32, 33, 200, 254])('gives the bits of the plain walk: %i codes', (count) => {
    const trees = codedTrees(count);
    const scorer = treeScorer(trees, 2);
    const code = fc.oneof(
      fc.integer({ min: -1, max: count }).map((k) => 3 * k - 2),
      fc.constantFrom(Number.NaN, -2.5, 1e300, -Infinity, 0, -0, 255, 256),
    );
    const number = fc.oneof(fc.double({ min: -3, max: 3 }), fc.constantFrom(Number.NaN, Infinity, 5e9));
    fc.assert(
      fc.property(fc.array(fc.tuple(code, number), { minLength: 1, maxLength: 90 }), (rows) => {
        const X = matrixFromRows(['code', 'number'], rows);
        const sums = new Float64Array(X.nRows);
        scorer.sumRows(X, 0, -1, sums);

        const plain = sumTrees(trees, X, -1);
        expect(sums).toEqual(plain);
        expect(Float64Array.from(rows, (row) => scorer.sumRow(Float64Array.from(row), -1))).toEqual(plain);
      }),
      { seed: 23, numRuns: 30 },
    );
    if (count > 1) expect(trees.categories!.setOf.filter((at) => at >= 0).length).toBeGreaterThan(2);
  });
});

describe('scoring', () => {
  it.each(models)('gives the bits of the plain walk: $known.format, $known.name', ({ model, known }) => {
    const X = rowsFor(model, known.rows);
    const sums = new Float64Array(X.nRows);

    treeScorer(model.trees, 6).sumRows(X, 0, 0.25, sums);

    expect(sums).toEqual(sumTrees(model.trees, X, 0.25));
  });

  it('gives the bits of the plain walk for any rows, many or one by one, whatever was scored before', () => {
    const cell = fc.oneof(
      fc.double({ min: -4, max: 14 }),
      fc.constantFrom(Number.NaN, Infinity, -Infinity, 0, -0),
    );
    const rows = fc.array(fc.array(cell, { minLength: 6, maxLength: 6 }), { minLength: 1, maxLength: 140 });
    const scorers = models.map(({ model }) => ({ trees: model.trees, scorer: treeScorer(model.trees, 6) }));
    fc.assert(
      fc.property(fc.constantFrom(...scorers), rows, ({ trees, scorer }, some) => {
        const X = matrixFromRows(['a', 'b', 'c', 'd', 'e', 'f'], some);
        const sums = new Float64Array(X.nRows);
        scorer.sumRows(X, 0, 1, sums);

        const plain = sumTrees(trees, X, 1);
        expect(sums).toEqual(plain);
        expect(Float64Array.from(some, (row) => scorer.sumRow(Float64Array.from(row), 1))).toEqual(plain);
      }),
      { seed: 19, numRuns: 150 },
    );
  });

  it('takes any number of trees, none included, and rows from the middle', () => {
    const { X, y } = learnableSample(400, 'scorer');
    const { trees } = gbdt.fit(X, y, { ...boostingDefaults, rounds: 17 }, seededRng(1));
    for (const count of [0, 1, 7, 8, 9, 17]) {
      const some = firstTrees(trees, count);
      const sums = new Float64Array(70);
      treeScorer(some, X.columns.length).sumRows(X, 123, -2, sums);

      expect(sums).toEqual(sumTrees(some, X, -2).slice(123, 193));
    }
  });

  it('refuses rows of another width', () => {
    const scorer = treeScorer(models[0]!.model.trees, 6);

    expect(() => scorer.sumRow(new Float64Array(5), 0)).toThrow(/5 columns/);
  });
});
