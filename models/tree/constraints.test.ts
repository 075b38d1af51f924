import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matrix, matrixFromRows, type Matrix } from '../../src/core/matrix.ts';
import { normal, seededRng, type Rng } from '../../src/core/rng.ts';
import { allRows } from '../check.ts';
import { binMatrix } from './bins.ts';
import { constraintsOn, type NamedConstraints } from './constraints.ts';
import { joinTrees, type GrownTree } from './ensemble.ts';
import { quantise } from './gradients.ts';
import { growTree, type GrowOptions } from './grow.ts';
import { withGrowth } from './growth.ts';
import type { KernelChoice } from './kernel/arena.ts';
import { sumTrees } from './predict.ts';

const names = ['up', 'down', 'free', 'code'] as const;
const monotone = { up: 1, down: -1 } as const;
const options: GrowOptions = {
  maxLeaves: 14,
  maxDepth: 8,
  minChildRows: 1,
  minChildHessian: 0.01,
  lambda: 0.3,
};
const styles = [options, { ...options, alpha: 0.5 }, { ...options, featuresPerNode: 2, maxLeaves: Infinity }];

describe.each(styles)('a tree with directions, grown by %j', (style) => {
  it('never falls as a rising column rises nor rises as a falling one does, whatever the other columns', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const rng = seededRng(seed);
        const X = randomMatrix(rng);
        const trees = joinTrees([grow(X, rng, style, { monotone })], 1, binOf(X).book);
        const others = [normal(rng), normal(rng), normal(rng), rng.int(6)];
        const holes = others.map((value) => (rng.next() < 0.2 ? Number.NaN : value));
        for (const [j, sign] of [1, -1].entries()) {
          const line = Array.from({ length: 41 }, (_, i) =>
            holes.map((value, k) => (k === j ? i / 8 - 2.5 : value)),
          );
          const along = sumTrees(trees, matrixFromRows(names, line), 0);
          for (let i = 1; i < along.length; i++)
            expect(sign * (along[i]! - along[i - 1]!)).toBeGreaterThanOrEqual(0);
        }
      }),
      { seed: 41, numRuns: 80 },
    );
  });

  it('is the same with plain loops as with WebAssembly, bit by bit', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const X = randomMatrix(seededRng(seed));
        const by = (kernel: KernelChoice): GrownTree => grow(X, seededRng(seed), style, { monotone }, kernel);
        expect(by('fastest')).toEqual(by('plain'));
      }),
      { seed: 42, numRuns: 30 },
    );
  });
});

describe('directions', () => {
  it('that the data follow anyway leave the first split what it is', () => {
    const x = Float64Array.from({ length: 80 }, (_, i) => i);
    const X = matrix(['up'], [x]);
    const by = (constraints: NamedConstraints): GrownTree =>
      grow(X, null, { ...options, maxLeaves: 2 }, constraints);

    const [bound, free] = [by({ monotone: { up: 1 } }), by({})];
    expect(bound.threshold).toEqual(free.threshold);
    for (const [node, value] of bound.value.entries()) expect(value).toBeCloseTo(free.value[node]!, 12);
  });

  it('against all that the data say leave no split', () => {
    const X = matrix(['up'], [Float64Array.from({ length: 80 }, (_, i) => i)]);

    expect(grow(X, null, options, { monotone: { up: -1 } }).feature).toEqual([-1]);
  });

  it('are refused for a column that is not there, or one of codes', () => {
    const on = (monotone: Record<string, 1>) => () =>
      constraintsOn(names, { monotone }, (j) => names[j] === 'code');

    expect(on({ missing: 1 })).toThrow(expect.objectContaining({ code: 'JZ_COLUMN_MISSING' }));
    expect(on({ code: 1 })).toThrow(expect.objectContaining({ code: 'JZ_CONSTRAINT_INVALID' }));
  });
});

describe('interactions', () => {
  const interactions = [
    ['up', 'down'],
    ['down', 'code'],
  ];
  const together = [[0, 1], [1, 3], [2]];

  it.each(styles)('keep every path inside one group: %j', (style) => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const rng = seededRng(seed);
        const tree = grow(randomMatrix(rng), rng, style, { interactions });
        for (const path of pathsOf(tree))
          expect(together.some((group) => path.every((j) => group.includes(j)))).toBe(true);
      }),
      { seed: 43, numRuns: 40 },
    );
  });

  it('let a tree use features together that a group holds', () => {
    const rng = seededRng('group');
    const paths = pathsOf(grow(randomMatrix(rng), rng, options, { interactions }));

    expect(paths.some((path) => path.length > 1)).toBe(true);
  });
});

/** Distinct features of each path to a leaf. */
function pathsOf(tree: GrownTree, node = 0, above: readonly number[] = []): number[][] {
  const j = tree.feature[node]!;
  if (j < 0) return [[...new Set(above)]];
  return [tree.left[node]!, tree.right[node]!].flatMap((child) => pathsOf(tree, child, [...above, j]));
}

function binOf(X: Matrix, kernel: KernelChoice = 'fastest'): ReturnType<typeof binMatrix> {
  return binMatrix(X, 32, undefined, kernel, X.names.includes('code') ? ['code'] : []);
}

/** Gradients of their own with a generator; falling along the first column without. */
function grow(
  X: Matrix,
  rng: Rng | null,
  style: GrowOptions,
  named: NamedConstraints,
  kernel: KernelChoice = 'fastest',
): GrownTree {
  const data = binOf(X, kernel);
  const rows = allRows(X.nRows);
  return withGrowth(data, X.nRows, (growth) => {
    for (const row of rows) {
      const [a, b] = [X.columns[0]![row]!, X.columns[1]?.[row] ?? 0];
      const pull = rng ? normal(rng) - Math.sin(2 * a || 0) + Math.sin(b || 0) : 40 - row;
      growth.pairs.set([pull, rng ? 0.1 + rng.next() : 1], 2 * row);
    }
    const grid = quantise(growth.pairs, rows);
    const constraints = constraintsOn(X.names, named, () => false);
    const features = allRows(data.nFeatures);
    return growTree({ growth, grid, rows, features, options: style, constraints, rng: rng ?? seededRng(0) })
      .tree;
  });
}

function randomMatrix(rng: Rng): Matrix {
  const n = 60 + rng.int(200);
  const column = (value: () => number): Float64Array => Float64Array.from({ length: n }, value);
  const holed = (): number => (rng.next() < 0.15 ? Number.NaN : normal(rng));
  return matrix(names, [column(holed), column(holed), column(() => normal(rng)), column(() => rng.int(6))]);
}
