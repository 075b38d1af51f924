import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assign } from './assign.ts';

/** The largest sum by trying every assignment. */
function bestSum(worth: readonly (readonly number[])[], row = 0, used = new Set<number>()): number {
  const cells = worth[row];
  if (!cells) return 0;
  let best = bestSum(worth, row + 1, used);
  for (const [column, value] of cells.entries())
    if (!used.has(column)) best = Math.max(best, value + bestSum(worth, row + 1, new Set([...used, column])));
  return best;
}

const matrix = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
  .chain(([rows, columns]) =>
    fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
  );

describe('assigning columns', () => {
  it('finds the largest sum, each row and each column at most once', () => {
    fc.assert(
      fc.property(matrix, (worth) => {
        const found = assign(worth);
        const taken = found.filter((column) => column >= 0);
        const sum = found.reduce((total, column, row) => total + (worth[row]![column] ?? 0), 0);

        expect(found.length).toBe(worth.length);
        expect(new Set(taken).size).toBe(taken.length);
        expect(sum).toBe(bestSum(worth));
      }),
      { seed: 2026, numRuns: 300 },
    );
  });

  it('takes the second best for one row where that is better for both', () => {
    expect(
      assign([
        [9, 8],
        [9, 1],
      ]),
    ).toEqual([1, 0]);
  });

  it('of nothing is nothing', () => {
    expect(assign([])).toEqual([]);
  });
});
