import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matrixFromRows, takeRows, type Matrix } from '../../src/core/matrix.ts';
import { normal, seededRng, type Rng } from '../../src/core/rng.ts';
import { joinTrees, type GrownTree, type TreeEnsemble } from './ensemble.ts';
import { sumTrees } from './predict.ts';
import { treeShap } from './shap.ts';

interface Case {
  readonly name: string;
  readonly ensemble: Readonly<Record<Exclude<keyof TreeEnsemble, 'categories'>, readonly number[]>>;
  readonly rows: readonly (readonly (number | null)[])[];
  readonly sums: readonly number[];
  readonly bias: number;
  readonly values: readonly (readonly number[])[];
}

const oracle = JSON.parse(readFileSync(new URL('./oracles/tree-shap.json', import.meta.url), 'utf8')) as {
  readonly cases: readonly Case[];
};

describe.each(oracle.cases)('trees of $name', (known) => {
  const ensemble = ensembleOf(known);
  const X = rowsOf(known.rows);

  it('sum to what the library predicts', () => {
    expect(largestGap(sumTrees(ensemble, X, 0), known.sums)).toBeLessThanOrEqual(1e-12);
  });

  it('have the attributions that shap gives', () => {
    const { bias, values } = treeShap(ensemble, X);

    expect(Math.abs(bias - known.bias)).toBeLessThanOrEqual(1e-9);
    expect(largestGap(values, known.values.flat())).toBeLessThanOrEqual(1e-9);
  });
});

describe('attributions of any tree', () => {
  // Paths of up to 4, 8, 12 and more features take one, two, three and four vectors of points.
  it.each([
    { features: 4, most: 12, runs: 150 },
    { features: 9, most: 30, runs: 15 },
    { features: 13, most: 60, runs: 3 },
  ])(
    'are the Shapley values of the expectation given some of $features features, by their definition',
    ({ features, most, runs }) => {
      fc.assert(
        fc.property(fc.nat(), fc.integer({ min: 1, max: most }), (seed, splits) => {
          const rng = seededRng(seed);
          const tree = randomTree(rng, { splits, features });
          const row = Array.from({ length: features }, () => (rng.next() < 0.2 ? Number.NaN : rng.int(5)));

          const { values } = treeShap(joinTrees([tree]), matrixOf([row]));

          expect(largestGap(values, shapleyByDefinition(tree, row))).toBeLessThanOrEqual(1e-12);
        }),
        { seed: 3, numRuns: runs },
      );
    },
  );

  it('add up on paths of many features and for many rows', () => {
    const rng = seededRng('long');
    const trees = Array.from({ length: 4 }, () => randomTree(rng, { splits: 60, features: 14 }));
    const ensemble = joinTrees(trees, 0.5);
    const rows = Array.from({ length: 1100 }, () => Array.from({ length: 14 }, () => rng.int(5)));
    const X = matrixOf(rows);

    const { bias, values } = treeShap(ensemble, X);

    const sums = rows.map((_, i) => values.subarray(i * 14, (i + 1) * 14).reduce((a, b) => a + b, bias));
    expect(largestGap(sums, [...sumTrees(ensemble, X, 0)])).toBeLessThanOrEqual(1e-9);
  });

  it('do not depend on the rows and trees beside them', () => {
    const rng = seededRng('company');
    const trees = Array.from({ length: 30 }, () => randomTree(rng, { splits: 20, features: 6 }));
    const X = matrixOf(Array.from({ length: 50 }, () => Array.from({ length: 6 }, () => rng.int(5))));
    const together = treeShap(joinTrees(trees), X);

    const apart = trees.map((tree) => treeShap(joinTrees([tree]), X));
    const rows = Array.from({ length: 50 }, (_, i) =>
      treeShap(joinTrees(trees), takeRows(X, Int32Array.of(i))),
    );

    const sums = [...together.values.keys()].map((at) =>
      apart.reduce((sum, { values }) => sum + values[at]!, 0),
    );
    expect(largestGap(together.values, sums)).toBeLessThanOrEqual(1e-12);
    expect(Float64Array.from(rows.flatMap(({ values }) => [...values]))).toEqual(together.values);
  });

  it('refuse a matrix of another width than before', () => {
    const ensemble = joinTrees([randomTree(seededRng(1), { splits: 3, features: 2 })]);
    treeShap(ensemble, matrixOf([[1, 2]]));

    expect(() => treeShap(ensemble, matrixOf([[1, 2, 3]]))).toThrow(
      expect.objectContaining({ code: 'JZ_MATRIX_SHAPE' }),
    );
  });

  it('are nothing for a tree without a split', () => {
    const stump = joinTrees([randomTree(seededRng(1), { splits: 0, features: 2 })]);

    const { bias, values } = treeShap(stump, matrixOf([[1, 2]]));

    expect([...values]).toEqual([0, 0]);
    expect(bias).toBe(stump.value[0]);
  });
});

/** φ_j = Σ over sets S without j of |S|!(p−|S|−1)!/p! · (v(S ∪ j) − v(S)). */
function shapleyByDefinition(tree: GrownTree, row: readonly number[]): number[] {
  const p = row.length;
  return row.map((_, j) => {
    let phi = 0;
    for (let set = 0; set < 2 ** p; set++) {
      if (set & (1 << j)) continue;
      const size = [...row.keys()].filter((k) => set & (1 << k)).length;
      const weight = (factorial(size) * factorial(p - size - 1)) / factorial(p);
      phi += weight * (expectation(tree, row, set | (1 << j), 0) - expectation(tree, row, set, 0));
    }
    return phi;
  });
}

/** Leaf value expected when only the features of `set` are known: the others split by cover. */
function expectation(tree: GrownTree, row: readonly number[], set: number, node: number): number {
  const j = tree.feature[node]!;
  if (j < 0) return tree.value[node]!;
  const [left, right] = [tree.left[node]!, tree.right[node]!];
  if (set & (1 << j)) {
    const x = row[j]!;
    const goesLeft = Number.isNaN(x) ? tree.missingLeft[node] === 1 : x <= tree.threshold[node]!;
    return expectation(tree, row, set, goesLeft ? left : right);
  }
  const share = tree.cover[left]! / (tree.cover[left]! + tree.cover[right]!);
  return share * expectation(tree, row, set, left) + (1 - share) * expectation(tree, row, set, right);
}

/** A tree whose leaves were split at random until it has `splits` splits; features may repeat on a path. */
function randomTree(rng: Rng, { splits, features }: { splits: number; features: number }): GrownTree {
  const tree: GrownTree = {
    feature: [-1],
    bin: [0],
    threshold: [0],
    codesLeft: [null],
    left: [-1],
    right: [-1],
    missingLeft: [0],
    value: [normal(rng)],
    cover: [100],
  };
  const leaves = [0];
  for (let split = 0; split < splits; split++) {
    const node = leaves.splice(rng.int(leaves.length), 1)[0]!;
    const share = 0.05 + 0.9 * rng.next();
    tree.feature[node] = rng.int(features);
    tree.threshold[node] = rng.int(4) + 0.5;
    tree.missingLeft[node] = rng.int(2);
    tree.value[node] = 0;
    tree.left[node] = addLeaf(tree, rng, tree.cover[node]! * share);
    tree.right[node] = addLeaf(tree, rng, tree.cover[node]! * (1 - share));
    leaves.push(tree.left[node], tree.right[node]);
  }
  return tree;
}

function addLeaf(tree: GrownTree, rng: Rng, cover: number): number {
  tree.bin.push(0);
  tree.threshold.push(0);
  tree.codesLeft.push(null);
  tree.left.push(-1);
  tree.right.push(-1);
  tree.missingLeft.push(0);
  tree.value.push(normal(rng));
  tree.cover.push(cover);
  return tree.feature.push(-1) - 1;
}

function ensembleOf({ ensemble }: Case): TreeEnsemble {
  return {
    roots: Int32Array.from(ensemble.roots),
    feature: Int32Array.from(ensemble.feature),
    threshold: Float64Array.from(ensemble.threshold),
    left: Int32Array.from(ensemble.left),
    right: Int32Array.from(ensemble.right),
    missingLeft: Uint8Array.from(ensemble.missingLeft),
    value: Float64Array.from(ensemble.value),
    cover: Float64Array.from(ensemble.cover),
  };
}

function rowsOf(rows: Case['rows']): Matrix {
  return matrixOf(rows.map((row) => row.map((value) => value ?? Number.NaN)));
}

function matrixOf(rows: readonly (readonly number[])[]): Matrix {
  return matrixFromRows(
    rows[0]!.map((_, j) => `x${j}`),
    rows,
  );
}

function largestGap(ours: ArrayLike<number>, theirs: readonly number[]): number {
  expect(ours).toHaveLength(theirs.length);
  return theirs.reduce((most, value, i) => Math.max(most, Math.abs(value - ours[i]!)), 0);
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}
