import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RATIO_SCALE } from '../units.ts';
import { divide, monthlyPart, roundedTo, scaled } from './arithmetic.ts';

/** The largest fact in fen, times the members of the largest household. */
const most = 50 * 5_000_000_000;

function exactDivide(x: bigint, by: bigint, rounding: 'down' | 'up' | 'half_up'): bigint {
  const floor = (a: bigint, b: bigint): bigint => (a >= 0n ? a / b : -((-a + b - 1n) / b));
  if (rounding === 'down') return floor(x, by);
  return rounding === 'up' ? -floor(-x, by) : floor(2n * x + by, 2n * by);
}

const rounding = fc.constantFrom('down', 'up', 'half_up');
const options = { seed: 20_250_601, numRuns: 3_000 } as const;

describe('arithmetic on fen', () => {
  it('divides as exact integers do', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -most, max: most }),
        fc.integer({ min: 1, max: 10_000 }),
        rounding,
        (x, by, how) => {
          expect(divide(x, by, how) + 0).toBe(Number(exactDivide(BigInt(x), BigInt(by), how)));
        },
      ),
      options,
    );
  });

  it('multiplies by ratios up to 3 as exact integers do', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: most }),
        fc.integer({ min: 0, max: 3 * RATIO_SCALE }),
        rounding,
        (x, ratio, how) => {
          expect(scaled(x, ratio, how)).toBe(
            Number(exactDivide(BigInt(x) * BigInt(ratio), BigInt(RATIO_SCALE), how)),
          );
        },
      ),
      options,
    );
  });

  it('has no answer for a division by nothing, and keeps unknown unknown', () => {
    expect(divide(1, 0, 'down')).toBeNaN();
    expect(scaled(Number.NaN, 5_000, 'up')).toBeNaN();
    expect(monthlyPart(Number.NaN, 'up')).toBeNaN();
  });

  it.each([
    [1, 100],
    [100, 100],
    [101, 200],
    [0, 0],
  ])('rounds %d fen up to %d', (x, rounded) => {
    expect(roundedTo(x, 100, 'up')).toBe(rounded);
  });
});
