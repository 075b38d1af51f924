import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matrixFromRows } from '../../src/core/matrix.ts';
import { seededRng } from '../../src/core/rng.ts';
import { gbdt } from '../boosting/model.ts';
import { boostingDefaults } from '../boosting/options.ts';
import { foreignModels, imported, rowsFor } from '../interchange/test-support.ts';
import { learnableSample } from '../test-support.ts';
import { firstTrees } from '../tree/ensemble.ts';
import { sumTrees } from '../tree/predict.ts';
import { treeScorer } from './tree-scorer.ts';

const foreign = foreignModels(
  readFileSync(new URL('../interchange/oracles/foreign-models.json', import.meta.url), 'utf8'),
);

const models = foreign.cases.map((known) => ({ model: imported(known), known }));

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
