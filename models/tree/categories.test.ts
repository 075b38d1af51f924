import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matrix, matrixFromRows, type Matrix } from '../../src/core/matrix.ts';
import { normal, seededRng, type Rng } from '../../src/core/rng.ts';
import { allRows } from '../check.ts';
import { binMatrix } from './bins.ts';
import { holds } from './categories.ts';
import { bestCategorySplit, categoryDefaults } from './category-split.ts';
import { firstTrees, joinTrees, sumEnsembles, type GrownTree, type TreeEnsemble } from './ensemble.ts';
import { quantise } from './gradients.ts';
import { growTree, type GrowOptions } from './grow.ts';
import { withGrowth } from './growth.ts';
import type { KernelChoice } from './kernel/arena.ts';
import { noLimits, termOf, type Sums } from './kernel/kernel.ts';
import { addGrownTree, sumTrees } from './predict.ts';
import { treeShap } from './shap.ts';
import { treeInteractions } from './shap-interactions.ts';
import { interventionalShap } from './shap-interventional.ts';

const options: GrowOptions = { maxLeaves: 8, maxDepth: 5, minChildRows: 2, minChildHessian: 0.1, lambda: 1 };
const loose = { ...options, categoryLimits: { ...categoryDefaults, smooth: 0.1, lambda: 0, minRows: 2 } };

describe('the best set of codes', () => {
  const free = { oneByOneUpTo: 0, smooth: 0, lambda: 0, mostCodes: 99, minRows: 1 };

  it('gains what the best of all sets gains, missing on either side', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 2, max: 7 }), fc.boolean(), (seed, codes, hasMissing) => {
        const cells = cellsOf(seed, codes, hasMissing);
        const best = Math.max(...allSets(cells.length).map((set) => gainOf(cells, set)));

        const split = bestOf(cells, codes, free);

        expect(split?.gain ?? 0).toBeCloseTo(Math.max(best, 0), 9);
        if (split) expect(gainOf(cells, sideOf(split, codes))).toBeCloseTo(split.gain, 9);
      }),
      { seed: 31, numRuns: 150 },
    );
  });

  it('is one code against all others where there are few', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const cells = cellsOf(seed, 4, true);
        const split = bestOf(cells, 4, { ...free, oneByOneUpTo: 4 });
        const alone = [0, 1, 2, 3].flatMap((code) => [1 << code, (1 << code) | (1 << 4)]);

        const best = Math.max(...alone.map((set) => gainOf(cells, set)));
        expect(split?.gain ?? 0).toBeCloseTo(Math.max(best, 0), 9);
      }),
      { seed: 32, numRuns: 60 },
    );
  });

  it('sends codes of too few rows, and those the node has not, where missing goes', () => {
    const cells = [4, 1, 9, 0, 8].map((count, k) => ({
      gradient: [5, -9, -6, 0, 7][k]!,
      hessian: count,
      count,
    }));
    const split = bestOf([...cells, { gradient: -4, hessian: 5, count: 5 }], 5, { ...free, minRows: 2 })!;

    const isLeft = [0, 1, 2, 3, 4].map((k) => holds(split.codesLeft!, 0, k));
    expect([isLeft[1], isLeft[3]]).toEqual([split.missingLeft, split.missingLeft]);
    expect(new Set([isLeft[0], isLeft[2], isLeft[4]]).size).toBe(2);
  });

  function bestOf(
    cells: readonly Sums[],
    codes: number,
    rules: typeof free,
  ): ReturnType<typeof bestCategorySplit> {
    const unit = 1024;
    const histogram = Float64Array.from(
      cells.flatMap(({ gradient, hessian, count }) => [gradient, hessian * unit + count]),
    );
    const limits = { ...noLimits, unit };
    const sums = total(cells, () => true);
    const target = { sums, bounds: null, score: termOf(sums, limits, null) };
    return bestCategorySplit(histogram, { feature: 0, slot: 0, codes }, target, limits, rules);
  }
});

describe('trees on columns of codes', () => {
  it('are the same with plain loops as with WebAssembly, bit by bit', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const X = randomMatrix(seededRng(seed));
        expect(grow(X, seed, loose, 'fastest').tree).toEqual(grow(X, seed, loose, 'plain').tree);
      }),
      { seed: 33, numRuns: 40 },
    );
  });

  it('send every training row to the same leaf by its codes as by its bins', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const X = randomMatrix(seededRng(seed));
        const { tree, byBins, trees } = grow(X, seed, loose);

        expect(byBins).toEqual(sumTrees(trees, X, 0));
        expect(tree.codesLeft.some((set) => set !== null)).toBe(true);
      }),
      { seed: 34, numRuns: 40 },
    );
  });

  it('send a code that training never saw the way of the missing', () => {
    const X = randomMatrix(seededRng('unseen'));
    const { trees } = grow(X, 1, loose);
    const strange = [7.5, -1, 99, 1e300].map((code) => [code, 0.3, 1, 20] as const);

    const sums = sumTrees(trees, matrixFromRows(X.names, strange), 0);
    const missing = sumTrees(trees, matrixFromRows(X.names, [[Number.NaN, 0.3, 1, 20]]), 0);

    expect([...sums]).toEqual(strange.map(() => missing[0]!));
  });

  it('have attributions that are Shapley values by their definition, and add up', () => {
    const X = randomMatrix(seededRng('shap'));
    const { tree, trees } = grow(X, 3, loose);
    const rows = matrixFromRows(
      X.names,
      [...Array(12).keys()].map((i) => X.columns.map((column) => column[i]!)),
    );

    const { bias, values } = treeShap(trees, rows);
    const { values: squares } = treeInteractions(trees, rows);
    const against = interventionalShap(trees, rows, rows);

    const sums = sumTrees(trees, rows, 0);
    for (let i = 0; i < rows.nRows; i++) {
      const phi = values.subarray(4 * i, 4 * i + 4);
      const row = rows.columns.map((column) => column[i]!);
      for (const [j, value] of shapley(tree, trees, row).entries()) expect(phi[j]).toBeCloseTo(value, 9);
      expect(phi.reduce((a, b) => a + b, bias)).toBeCloseTo(sums[i]!, 9);
      expect(squares.subarray(16 * i, 16 * i + 16).reduce((a, b) => a + b, bias)).toBeCloseTo(sums[i]!, 9);
      const other = against.values.subarray(4 * i, 4 * i + 4);
      expect(other.reduce((a, b) => a + b, against.bias)).toBeCloseTo(sums[i]!, 9);
    }
  });

  it('keep their sets when ensembles are cut and added up', () => {
    const X = randomMatrix(seededRng('sum'));
    const [one, two] = [1, 2].map((seed) => grow(X, seed, loose));
    const both = joinTrees([one!.tree, two!.tree], 1, one!.trees.categories);

    expect(sumTrees(firstTrees(both, 1), X, 0)).toEqual(sumTrees(one!.trees, X, 0));
    const mean = sumTrees(sumEnsembles([one!.trees, two!.trees], 0.5), X, 0);
    const apart = sumTrees(both, X, 0);
    for (const [i, value] of mean.entries()) expect(value).toBeCloseTo(apart[i]! / 2, 12);
  });

  it('are refused by name when a column has more codes than a byte counts, or is not there', () => {
    const X = matrix(['code'], [Float64Array.from({ length: 300 }, (_, i) => i)]);

    const bin = (name: string) => () => binMatrix(X, 255, undefined, 'fastest', [name]);
    expect(bin('code')).toThrow(
      expect.objectContaining({
        code: 'JZ_CATEGORY_TOO_MANY',
        details: { column: 'code', row: 254, most: 254 },
      }),
    );
    expect(bin('codes')).toThrow(expect.objectContaining({ code: 'JZ_COLUMN_MISSING' }));
  });
});

function total(cells: readonly Sums[], isIn: (k: number) => boolean): Sums {
  const sum = (key: keyof Sums): number => cells.reduce((all, cell, k) => all + (isIn(k) ? cell[key] : 0), 0);
  return { gradient: sum('gradient'), hessian: sum('hessian'), count: sum('count') };
}

/** Whole sums of each code; the last cell is missing's. */
function cellsOf(seed: number, codes: number, hasMissing: boolean): Sums[] {
  const rng = seededRng(seed);
  return Array.from({ length: codes + 1 }, (_, k) => {
    const count = k < codes || hasMissing ? 1 + rng.int(9) : 0;
    return { gradient: count === 0 ? 0 : rng.int(41) - 20, hessian: count * (1 + rng.int(3)), count };
  });
}

const allSets = (cells: number): number[] => [...Array(2 ** cells).keys()];

function gainOf(cells: readonly Sums[], set: number): number {
  const left = total(cells, (k) => (set & (1 << k)) !== 0);
  const right = total(cells, (k) => (set & (1 << k)) === 0);
  if (left.count === 0 || right.count === 0) return 0;
  const score = ({ gradient, hessian }: Sums): number => gradient ** 2 / hessian;
  return score(left) + score(right) - score(total(cells, () => true));
}

function sideOf(split: { codesLeft: Int32Array | null; missingLeft: boolean }, codes: number): number {
  let set = split.missingLeft ? 1 << codes : 0;
  for (let k = 0; k < codes; k++) if (holds(split.codesLeft!, 0, k)) set |= 1 << k;
  return set;
}

/** Codes of regions that matter, a number, few codes, and many codes. */
function randomMatrix(rng: Rng): Matrix {
  const n = 200 + rng.int(200);
  const column = (value: () => number): Float64Array => Float64Array.from({ length: n }, value);
  return matrix(
    ['region', 'number', 'few', 'many'],
    [
      column(() => (rng.next() < 0.1 ? Number.NaN : [11, 12, 31, 44, 50, 63, 65][rng.int(7)]!)),
      column(() => (rng.next() < 0.1 ? Number.NaN : normal(rng))),
      column(() => rng.int(3)),
      column(() => rng.int(60)),
    ],
  );
}

function grow(
  X: Matrix,
  seed: number,
  chosen: GrowOptions,
  kernel: KernelChoice = 'fastest',
): { tree: GrownTree; trees: TreeEnsemble; byBins: Float64Array } {
  const rng = seededRng(seed);
  const rows = allRows(X.nRows);
  const data = binMatrix(X, 255, undefined, kernel, ['region', 'few', 'many']);
  return withGrowth(data, X.nRows, (growth) => {
    for (const row of rows) {
      const pull = [12, 44, 63].includes(X.columns[0]![row]!) ? 1 : -0.4;
      growth.pairs.set([pull + normal(rng), 0.1 + rng.next()], 2 * row);
    }
    const grid = quantise(growth.pairs, rows);
    const { tree } = growTree({ growth, grid, rows, features: allRows(4), options: chosen, rng });
    const byBins = new Float64Array(X.nRows);
    addGrownTree(tree, data, rows, byBins, 1);
    return { tree, byBins, trees: joinTrees([tree], 1, data.book) };
  });
}

/** φ_j = Σ over sets S without j of |S|!(3−|S|)!/4! · (v(S ∪ j) − v(S)). */
function shapley(tree: GrownTree, trees: TreeEnsemble, row: readonly number[]): number[] {
  const weight = [6, 2, 2, 6].map((orders) => orders / 24);
  return row.map((_, j) => {
    let phi = 0;
    for (let set = 0; set < 16; set++) {
      if (set & (1 << j)) continue;
      const size = [0, 1, 2, 3].filter((k) => set & (1 << k)).length;
      phi +=
        weight[size]! *
        (expectation(tree, trees, row, set | (1 << j), 0) - expectation(tree, trees, row, set, 0));
    }
    return phi;
  });
}

function expectation(
  tree: GrownTree,
  trees: TreeEnsemble,
  row: readonly number[],
  set: number,
  node: number,
): number {
  const j = tree.feature[node]!;
  if (j < 0) return tree.value[node]!;
  const [left, right] = [tree.left[node]!, tree.right[node]!];
  const below = (child: number): number => expectation(tree, trees, row, set, child);
  if (set & (1 << j)) return below(goesLeft(tree, trees, row[j]!, node) ? left : right);
  const share = tree.cover[left]! / (tree.cover[left]! + tree.cover[right]!);
  return share * below(left) + (1 - share) * below(right);
}

function goesLeft(tree: GrownTree, { categories }: TreeEnsemble, x: number, node: number): boolean {
  const { codes, codesOf } = categories!;
  const j = tree.feature[node]!;
  const set = tree.codesLeft[node];
  const k = set ? [...codes.subarray(codesOf[j], codesOf[j + 1])].indexOf(x) : 0;
  if (Number.isNaN(x) || k < 0) return tree.missingLeft[node] === 1;
  return set ? holds(set, 0, k) : x <= tree.threshold[node]!;
}
