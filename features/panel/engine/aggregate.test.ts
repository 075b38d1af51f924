import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reducers, windowValues, type WindowValues } from './aggregate.ts';
import { aggregates } from '../../units.ts';

/** A window of values, oldest first, with how many months ago each was. */
function windowOf(values: readonly number[], monthsAgo: readonly number[]): WindowValues {
  const window = windowValues(values.length + 3);
  window.values.set(values);
  window.monthsAgo.set(monthsAgo);
  window.count = values.length;
  return window;
}

describe('aggregates of a window', () => {
  const window = windowOf([4, 0, 8, 0], [12, 9, 3, 0]);

  it.each([
    ['last', 0],
    ['first', 4],
    ['mean', 3],
    ['min', 0],
    ['max', 8],
    ['sum', 12],
    ['count', 4],
    ['any', 1],
    ['months_since', 3],
  ] as const)('%s is %d', (aggregate, expected) => {
    expect(reducers[aggregate](window)).toBe(expected);
  });

  it('std is the sample standard deviation', () => {
    expect(reducers.std(windowOf([2, 4, 4, 4, 5, 5, 7, 9], [7, 6, 5, 4, 3, 2, 1, 0]))).toBeCloseTo(
      2.13809,
      5,
    );
  });

  it('slope is the change a month', () => {
    expect(reducers.slope(windowOf([1, 1.5, 2.5], [12, 9, 3]))).toBeCloseTo(1 / 6, 12);
  });

  it('slope and std need two months and two values', () => {
    expect(reducers.std(windowOf([5], [0]))).toBeNaN();
    expect(reducers.slope(windowOf([5, 6], [2, 2]))).toBeNaN();
  });

  it('nothing counts as nothing and is otherwise missing', () => {
    const empty = windowOf([], []);

    const given = aggregates.map((aggregate) => [aggregate, reducers[aggregate](empty)]);
    const known = given.filter(([, value]) => !Number.isNaN(value));

    expect(known).toEqual([
      ['count', 0],
      ['any', 0],
    ]);
  });

  it('sums of whole fen are exact in any order', () => {
    const amounts = fc.array(fc.integer({ min: 0, max: 1_000_000_000_00 }), { maxLength: 60 });
    fc.assert(
      fc.property(amounts, (values) => {
        const months = values.map((_, i) => values.length - i);
        const exact = values.reduce((sum, value) => sum + BigInt(value), 0n);

        const sum = reducers.sum(windowOf(values.toReversed(), months));

        expect(values.length === 0 || BigInt(sum) === exact).toBe(true);
      }),
      { seed: 7 },
    );
  });
});
