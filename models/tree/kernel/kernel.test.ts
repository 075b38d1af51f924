import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matrix, type Matrix } from '../../../src/core/matrix.ts';
import { normal, seededRng } from '../../../src/core/rng.ts';
import { allRows } from '../../check.ts';
import { binMatrix } from '../bins.ts';
import type { GrownTree } from '../ensemble.ts';
import { quantise } from '../gradients.ts';
import { growTree, type GrowOptions } from '../grow.ts';
import { withGrowth } from '../growth.ts';
import type { KernelChoice } from './arena.ts';

const limits = { minChildRows: 2, minChildHessian: 0.01, lambda: 0.5 };
const styles: readonly GrowOptions[] = [
  { ...limits, maxLeaves: 12, maxDepth: 6 },
  { ...limits, maxLeaves: 12, maxDepth: 6, alpha: 0.7 },
  { ...limits, maxLeaves: Infinity, maxDepth: 10, featuresPerNode: 3 },
];

describe('the loops in WebAssembly', () => {
  it('are there on this machine', () => {
    expect(binMatrix(randomMatrix(1), 16).arena.memory).not.toBeNull();
  });

  it.each(styles)('grow the trees of the plain loops, bit by bit: %j', (options) => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const X = randomMatrix(seed);
        expect(grow(X, 'fastest', options, seed)).toEqual(grow(X, 'plain', options, seed));
      }),
      { seed: 21, numRuns: 40 },
    );
  });

  it('give the bins of the plain loops for any value and any number of cut points', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 2, max: 255 }), (seed, maxBins) => {
        const X = randomMatrix(seed);
        const [fast, plain] = [binMatrix(X, maxBins), binMatrix(X, maxBins, undefined, 'plain')];
        expect([...fast.bins]).toEqual([...plain.bins]);
      }),
      { seed: 22, numRuns: 60 },
    );
  });

  it('give memory back clean: a second growth on the same matrix is the first again', () => {
    const X = randomMatrix(7);
    const data = binMatrix(X, 32);
    const once = (): GrownTree => growOn(data, X, styles[0]!, 7);

    expect(once()).toEqual(once());
  });
});

function grow(X: Matrix, kernel: KernelChoice, options: GrowOptions, seed: number): GrownTree {
  return growOn(binMatrix(X, 32, undefined, kernel), X, options, seed);
}

function growOn(
  data: ReturnType<typeof binMatrix>,
  X: Matrix,
  options: GrowOptions,
  seed: number,
): GrownTree {
  const rng = seededRng(seed);
  const rows = allRows(X.nRows);
  return withGrowth(data, X.nRows, (growth) => {
    for (const row of rows) growth.pairs.set([normal(rng) + (X.columns[0]![row]! || 0), rng.next()], 2 * row);
    const grid = quantise(growth.pairs, rows);
    const features = allRows(data.nFeatures);
    return growTree({ growth, grid, rows, features, options, rng }).tree;
  });
}

/** Eleven columns: numbers, codes, holes, tiny and huge values, a constant, nothing at all. */
function randomMatrix(seed: number): Matrix {
  const rng = seededRng(seed);
  const n = 20 + rng.int(400);
  const value: readonly (() => number)[] = [
    () => normal(rng),
    () => rng.int(3),
    () => (rng.next() < 0.4 ? Number.NaN : normal(rng)),
    () => 7,
    () => Number.NaN,
    () => (rng.next() < 0.5 ? -0 : 0),
    () => normal(rng) * 1e300,
    () => normal(rng) * 1e-300,
    () => rng.int(200),
    () => (rng.next() < 0.1 ? Number.NaN : rng.int(2)),
    () => rng.next(),
  ];
  return matrix(
    value.map((_, j) => `x${j}`),
    value.map((next) => Float64Array.from({ length: n }, next)),
  );
}
