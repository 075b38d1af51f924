import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRng } from '../../src/core/rng.ts';
import { groupFolds } from './folds.ts';

/** Rows with a label, in groups of any size. */
const anyRows = fc.array(
  fc.record({ group: fc.integer({ min: 0, max: 40 }), label: fc.integer({ min: 0, max: 1 }) }),
  { minLength: 1, maxLength: 200 },
);
const anyCount = fc.integer({ min: 2, max: 6 });

describe('groupFolds', () => {
  it('puts all rows of a group in one fold, whatever the groups', () => {
    fc.assert(
      fc.property(anyRows, anyCount, fc.nat(), (rows, count, seed) => {
        fc.pre(new Set(rows.map(({ group }) => group)).size >= count);
        const folds = deal(rows, count, seed);
        const foldOf = new Map(rows.map(({ group }, row) => [group, folds[row]]));

        for (const [row, { group }] of rows.entries()) expect(folds[row]).toBe(foldOf.get(group));
        expect(folds.every((fold) => fold >= 0 && fold < count)).toBe(true);
      }),
      { seed: 13, numRuns: 100 },
    );
  });

  it('keeps folds alike: rows and positives differ by no more than the largest group has', () => {
    fc.assert(
      fc.property(anyRows, anyCount, fc.nat(), (rows, count, seed) => {
        fc.pre(new Set(rows.map(({ group }) => group)).size >= count);
        const folds = deal(rows, count, seed);
        const positives = rows.map(({ label }) => label);
        const largest = (weights: readonly number[]): number =>
          Math.max(...rows.map(({ group }) => sumWhere(weights, (row) => rows[row]!.group === group)));
        const spread = (weights: readonly number[]): number => {
          const sums = Array.from({ length: count }, (_, k) => sumWhere(weights, (row) => folds[row] === k));
          return Math.max(...sums) - Math.min(...sums);
        };

        expect(spread(positives)).toBeLessThanOrEqual(largest(positives));
      }),
      { seed: 14, numRuns: 100 },
    );
  });

  it('gives every fold its share of rows and positives when each row is its own group', () => {
    const rows = Array.from({ length: 203 }, (_, i) => ({ group: i, label: Number(i % 10 === 0) }));
    const folds = deal(rows, 4, 1);
    const counts = Array.from({ length: 4 }, (_, k) => folds.filter((fold) => fold === k).length);
    const positives = Array.from({ length: 4 }, (_, k) =>
      sumWhere(
        rows.map(({ label }) => label),
        (row) => folds[row] === k,
      ),
    );

    expect(counts.sort()).toEqual([50, 51, 51, 51]);
    expect(positives.sort()).toEqual([5, 5, 5, 6]);
  });

  it('deals otherwise for another seed and the same for the same', () => {
    const rows = Array.from({ length: 60 }, (_, i) => ({ group: i % 20, label: i % 2 }));

    expect(deal(rows, 4, 1)).toEqual(deal(rows, 4, 1));
    expect(deal(rows, 4, 2)).not.toEqual(deal(rows, 4, 1));
  });

  it('refuses fewer groups than folds', () => {
    const rows = Array.from({ length: 60 }, (_, i) => ({ group: i % 3, label: i % 2 }));

    expect(() => deal(rows, 4, 1)).toThrow(
      expect.objectContaining({ code: 'JZ_TOO_FEW_ROWS', details: { rows: 3, needed: 4 } }),
    );
  });
});

interface Row {
  readonly group: number;
  readonly label: number;
}

function deal(rows: readonly Row[], count: number, seed: number): Int32Array {
  const y = Uint8Array.from(rows, ({ label }) => label);
  const groups = Int32Array.from(rows, ({ group }) => group);
  return groupFolds(y, groups, count, seededRng(seed));
}

function sumWhere(weights: readonly number[], holds: (row: number) => boolean): number {
  return weights.reduce((sum, weight, row) => sum + (holds(row) ? weight : 0), 0);
}
