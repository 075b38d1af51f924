import fc from 'fast-check';
import { expect, it } from 'vitest';
import { matrix, matrixFromRows, type Matrix } from '../../src/core/matrix.ts';
import { seededRng } from '../../src/core/rng.ts';
import { gbdt } from '../boosting/model.ts';
import { boostingDefaults } from '../boosting/options.ts';
import { learnableSample } from '../test-support.ts';
import { holds, numberCodes } from './categories.ts';
import type { TreeEnsemble } from './ensemble.ts';
import { withLastKnown } from './known-feature.ts';
import { sumTrees } from './predict.ts';
import { treeShap } from './shap.ts';

const sample = learnableSample(400, 'known');
const names = ['signal', 'code', 'holes', 'period'];
/** The code's number of the row stands for the period as well: splits on it are deep and frequent. */
const period = Float64Array.from(sample.y, (_, i) => i % 3);
const X = matrix(names, [...sample.X.columns.slice(0, 3), period]);
const y = sample.y.map((label, i) => (i % 3 === 2 ? 1 - label : label));
const options = { ...boostingDefaults, rounds: 12, rowShare: 1, featureShare: 1, minChildRows: 5 };
const plain = gbdt.fit(X, y, options, seededRng(1)).trees;
const coded = gbdt.fit(X, y, { ...options, categorical: ['code'] }, seededRng(1)).trees;

const cell = fc.oneof(fc.double({ min: -4, max: 4, noNaN: true }), fc.constant(Number.NaN));
const row = fc.tuple(cell, fc.integer({ min: 0, max: 6 }), cell);
const alone = ([a, b, c]: readonly number[]): Matrix => matrixFromRows(names.slice(0, 3), [[a!, b!, c!]]);

it('sums with the bits of the whole ensemble in which the last feature has that value', () => {
  fc.assert(
    fc.property(fc.constantFrom(plain, coded), fc.constantFrom(0, 1, 2), row, (trees, value, cells) => {
      const known = sumTrees(withLastKnown(trees, 3, value), alone(cells), -1);

      expect(known).toEqual(sumTrees(trees, matrixFromRows(names, [[...cells, value]]), -1));
    }),
    { seed: 3, numRuns: 200 },
  );
});

it('has the Shapley values, by their definition, of the game in which the last feature is always known', () => {
  fc.assert(
    fc.property(fc.constantFrom(plain, coded), fc.constantFrom(0, 1, 2), row, (trees, value, cells) => {
      const { bias, values } = treeShap(withLastKnown(trees, 3, value), alone(cells));

      const [whole] = [numberCodes(trees.categories, matrixFromRows(names, [[...cells, value]]))];
      const full = whole.columns.map((column) => column[0]!);
      const worth = (known: number): number => expected(trees, full, known | 8);
      expect(bias).toBeCloseTo(worth(0), 9);
      for (const [j, phi] of values.entries()) expect(phi).toBeCloseTo(shapley(worth, j), 9);
    }),
    { seed: 4, numRuns: 60 },
  );
});

it('leaves no split on it', () => {
  expect([...plain.feature].filter((j) => j === 3).length).toBeGreaterThan(10);
  expect([...withLastKnown(plain, 3, 1).feature].filter((j) => j === 3)).toEqual([]);
});

/** Lundberg et al. (2020), Algorithm 1: known features decide, of others each side counts by its cover. */
function expected(trees: TreeEnsemble, cells: readonly number[], known: number): number {
  const below = (node: number): number => {
    const j = trees.feature[node]!;
    if (j < 0) return trees.value[node]!;
    const [left, right] = [trees.left[node]!, trees.right[node]!];
    if (known & (1 << j)) return below(goesLeft(trees, node, cells[j]!) ? left : right);
    const [a, b] = [trees.cover[left]!, trees.cover[right]!];
    return (below(left) * a + below(right) * b) / (a + b);
  };
  return [...trees.roots.slice(0, -1)].reduce((sum, root) => sum + below(root), 0);
}

function goesLeft({ threshold, missingLeft, categories }: TreeEnsemble, node: number, x: number): boolean {
  if (Number.isNaN(x)) return missingLeft[node] === 1;
  const set = categories ? categories.setOf[node]! : -1;
  return set < 0 ? x <= threshold[node]! : holds(categories!.words, set, x);
}

/** Of three players: sizes 0, 1 and 2 of the others weigh 1/3, 1/6 and 1/3. */
function shapley(worth: (known: number) => number, j: number): number {
  let phi = 0;
  for (let others = 0; others < 8; others++) {
    if (others & (1 << j)) continue;
    const size = others.toString(2).replaceAll('0', '').length;
    phi += [1 / 3, 1 / 6, 1 / 3][size]! * (worth(others | (1 << j)) - worth(others));
  }
  return phi;
}
