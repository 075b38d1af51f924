import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matrix, type Matrix } from '../../src/core/matrix.ts';
import { normal, seededRng } from '../../src/core/rng.ts';
import { allRows } from '../check.ts';
import { binMatrix, type BinnedMatrix } from './bins.ts';
import { joinTrees, type GrownTree } from './ensemble.ts';
import { growTree, type GrowOptions } from './grow.ts';
import { quantise } from './gradients.ts';
import { withGrowth } from './growth.ts';
import { addGrownTree, sumTrees } from './predict.ts';

interface Gradients {
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
}

interface Problem {
  readonly X: Matrix;
  readonly data: BinnedMatrix;
  readonly gradients: Gradients;
}

const boosting: GrowOptions = { maxLeaves: 8, maxDepth: 5, minChildRows: 3, minChildHessian: 0.5, lambda: 1 };
const styles = [
  ['best leaf first', boosting],
  ['fresh features at every node', { ...boosting, maxLeaves: Infinity, maxDepth: 12, featuresPerNode: 2 }],
] as const;

describe.each(styles)('a tree grown with %s', (_style, options) => {
  const anySeed = fc.nat();
  const grown = (seed: number): Problem & { tree: GrownTree } => {
    const problem = randomProblem(seed);
    return { ...problem, tree: grow(problem, options, seed) };
  };

  it('sends every training row to the same leaf by its values as by its bins', () => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        const { X, data, tree } = grown(seed);
        const byBins = new Float64Array(X.nRows);
        addGrownTree(tree, data, allRows(X.nRows), byBins, 1);

        expect(byBins).toEqual(sumTrees(joinTrees([tree]), X, 0));
      }),
      { seed: 9, numRuns: 60 },
    );
  });

  it('has in every leaf the Newton step of its rows, and their hessian as cover', () => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        const { X, gradients, tree } = grown(seed);
        for (const { node, rows } of leavesOf(tree, X)) {
          const g = rows.reduce((sum, row) => sum + gradients.gradient[row]!, 0);
          const h = rows.reduce((sum, row) => sum + gradients.hessian[row]!, 0);
          expect(tree.value[node]).toBeCloseTo(-g / (h + options.lambda), 9);
          expect(tree.cover[node]).toBeCloseTo(h, 9);
        }
      }),
      { seed: 10, numRuns: 60 },
    );
  });

  it('keeps its limits: rows and hessian of a leaf, leaves, depth', () => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        const { X, gradients, tree } = grown(seed);
        const leaves = leavesOf(tree, X);
        expect(leaves.length).toBeLessThanOrEqual(options.maxLeaves);
        if (leaves.length === 1) return;
        for (const { rows, depth } of leaves) {
          const hessian = rows.reduce((sum, row) => sum + gradients.hessian[row]!, 0);
          expect(rows.length).toBeGreaterThanOrEqual(options.minChildRows);
          expect(hessian).toBeGreaterThanOrEqual(options.minChildHessian - 1e-9);
          expect(depth).toBeLessThanOrEqual(options.maxDepth);
        }
      }),
      { seed: 11, numRuns: 60 },
    );
  });
});

describe('the first split', () => {
  it('is the one of largest gain among all values and both sides for missing', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const problem = randomProblem(seed);
        const tree = grow(problem, { ...boosting, maxLeaves: 2 }, seed);
        const best = bestGainByTrial(problem, boosting);

        if (tree.feature[0]! < 0) expect(best).toBeLessThanOrEqual(1e-9);
        else expect(gainOf(problem, tree, boosting)).toBeCloseTo(best, 9);
      }),
      { seed: 12, numRuns: 60 },
    );
  });

  it('parts missing from present when only that tells the labels apart', () => {
    const column = Float64Array.from({ length: 20 }, (_, i) => (i < 10 ? i : Number.NaN));
    const X = matrix(['x'], [column]);
    const gradient = Float64Array.from({ length: 20 }, (_, i) => (i < 10 ? 1 : -1));
    const gradients = { gradient, hessian: new Float64Array(20).fill(1) };

    const tree = grow({ X, data: binMatrix(X), gradients }, { ...boosting, maxLeaves: 2 }, 1);

    expect(tree.feature[0]).toBe(0);
    expect(sumTrees(joinTrees([tree]), X, 0)).toEqual(gradient.map((g) => (-g * 10) / 11));
    expect(sumTrees(joinTrees([tree]), matrix(['x'], [Float64Array.of(1e300)]), 0)[0]).toBeLessThan(0);
  });
});

/** Gain of the best of all splits, each tried on the raw values. */
function bestGainByTrial({ X, data, gradients }: Problem, limits: GrowOptions): number {
  let best = 0;
  for (const [j, column] of X.columns.entries()) {
    for (const cut of [...data.cuts[j]!, Infinity]) {
      for (const missingLeft of [false, true]) {
        const goesLeft = Array.from(column, (x) => (Number.isNaN(x) ? missingLeft : x <= cut));
        best = Math.max(best, gainOfSides(goesLeft, gradients, limits));
      }
    }
  }
  return best;
}

function gainOf({ X, gradients }: Problem, tree: GrownTree, limits: GrowOptions): number {
  const column = X.columns[tree.feature[0]!]!;
  const goesLeft = Array.from(column, (x) =>
    Number.isNaN(x) ? tree.missingLeft[0] === 1 : x <= tree.threshold[0]!,
  );
  return gainOfSides(goesLeft, gradients, limits);
}

function gainOfSides(
  goesLeft: readonly boolean[],
  { gradient, hessian }: Gradients,
  limits: GrowOptions,
): number {
  const [left, right] = [true, false].map((side) => {
    const rows = [...goesLeft.keys()].filter((row) => goesLeft[row] === side);
    const g = rows.reduce((sum, row) => sum + gradient[row]!, 0);
    const h = rows.reduce((sum, row) => sum + hessian[row]!, 0);
    return { g, h, allowed: rows.length >= limits.minChildRows && h >= limits.minChildHessian };
  });
  if (!left!.allowed || !right!.allowed) return 0;
  const score = (g: number, h: number): number => (g * g) / (h + limits.lambda);
  return score(left!.g, left!.h) + score(right!.g, right!.h) - score(left!.g + right!.g, left!.h + right!.h);
}

interface Leaf {
  readonly node: number;
  readonly depth: number;
  readonly rows: readonly number[];
}

/** Leaves with the training rows that reach them by their raw values. */
function leavesOf(tree: GrownTree, X: Matrix): Leaf[] {
  const visit = (node: number, depth: number, rows: readonly number[]): Leaf[] => {
    const j = tree.feature[node]!;
    if (j < 0) return [{ node, depth, rows }];
    const goesLeft = (row: number): boolean => {
      const x = X.columns[j]![row]!;
      return Number.isNaN(x) ? tree.missingLeft[node] === 1 : x <= tree.threshold[node]!;
    };
    return [
      ...visit(tree.left[node]!, depth + 1, rows.filter(goesLeft)),
      ...visit(
        tree.right[node]!,
        depth + 1,
        rows.filter((row) => !goesLeft(row)),
      ),
    ];
  };
  return visit(0, 0, [...allRows(X.nRows)]);
}

function grow({ X, data, gradients }: Problem, options: GrowOptions, seed: number): GrownTree {
  const rows = allRows(X.nRows);
  return withGrowth(data, X.nRows, (growth) => {
    for (const row of rows) growth.pairs.set([gradients.gradient[row]!, gradients.hessian[row]!], 2 * row);
    const grid = quantise(growth.pairs, rows);
    const features = allRows(data.nFeatures);
    return growTree({ growth, grid, rows, features, options, rng: seededRng(seed) }).tree;
  });
}

/** Four columns (numbers, few codes, holes, constant) and gradients that follow the first two. */
function randomProblem(seed: number): Problem {
  const rng = seededRng(seed);
  const n = 6 + rng.int(80);
  const column = (value: () => number): Float64Array => Float64Array.from({ length: n }, value);
  const columns = [
    column(() => normal(rng)),
    column(() => rng.int(4)),
    column(() => (rng.next() < 0.3 ? Number.NaN : normal(rng))),
    column(() => 5),
  ];
  const X = matrix(['number', 'code', 'holes', 'constant'], columns);
  const gradient = Float64Array.from(columns[0]!, (x, i) => x + columns[1]![i]! - 1.5 + normal(rng));
  const hessian = gradient.map(() => 0.05 + rng.next() / 5);
  return { X, data: binMatrix(X, 16), gradients: { gradient, hessian } };
}
