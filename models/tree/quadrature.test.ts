import { describe, expect, it } from 'vitest';
import { gaussLegendre } from './quadrature.ts';

describe('points and weights', () => {
  it.each([1, 2, 3, 4, 6, 16, 50])('%i integrate every power up to 2n − 1 exactly over 0..1', (n) => {
    const { points, weights } = gaussLegendre(n);

    for (let power = 0; power < 2 * n; power++) {
      const sum = points.reduce((all, t, q) => all + weights[q]! * t ** power, 0);
      expect(Math.abs(sum * (power + 1) - 1)).toBeLessThan(1e-12);
    }
    const beyond = points.reduce((all, t, q) => all + weights[q]! * t ** (2 * n), 0);
    if (n < 6) expect(Math.abs(beyond * (2 * n + 1) - 1)).toBeGreaterThan(1e-4);
  });

  it('are the tabulated ones: two points at (1 ± 1/√3) / 2', () => {
    const { points, weights } = gaussLegendre(2);

    expect([...points]).toEqual(
      [-1, 1].map((sign) => expect.closeTo((1 + sign / Math.sqrt(3)) / 2, 14) as number),
    );
    expect([...weights]).toEqual([0.5, 0.5].map((weight) => expect.closeTo(weight, 14) as number));
  });
});
