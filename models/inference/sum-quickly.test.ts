import { expect, it } from 'vitest';
import { takeRows } from '../../src/core/matrix.ts';
import { seededRng } from '../../src/core/rng.ts';
import { gbdt } from '../boosting/model.ts';
import { boostingDefaults } from '../boosting/options.ts';
import { allRows } from '../check.ts';
import { learnableSample } from '../test-support.ts';
import { firstTrees } from '../tree/ensemble.ts';
import { sumTrees } from '../tree/predict.ts';
import { sumQuickly } from './sum-quickly.ts';

const { X, y } = learnableSample(700, 'quick');
const { trees } = gbdt.fit(X, y, { ...boostingDefaults, rounds: 13 }, seededRng(1));

const coded = gbdt.fit(X, y, { ...boostingDefaults, rounds: 13, categorical: ['code'] }, seededRng(1)).trees;

it.each([
  ['numbers', trees],
  ['codes', coded],
])(
  'gives the bits of the plain walk of %s, before and after it compiles, for one row and for many',
  (_, grown) => {
    const fresh = firstTrees(grown, 13);
    for (const count of [1, 200, 1, 700, 1, 63, 0]) {
      const some = takeRows(X, allRows(count));

      expect(sumQuickly(fresh, some, -0.5)).toEqual(sumTrees(fresh, some, -0.5));
    }
  },
);

it('holds for hundreds of ensembles in turn', () => {
  for (let n = 0; n < 400; n++) {
    const some = firstTrees(trees, 1 + (n % 13));

    expect(sumQuickly(some, X, 0)[n]).toBe(sumTrees(some, takeRows(X, [n]), 0)[0]);
  }
});
