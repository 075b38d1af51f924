import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tenThousandYuanText } from './amount-text.ts';

it('writes fen as 万元, exact to the fen', () => {
  expect([0, 1, 12_345_600, 30_000_000].map(tenThousandYuanText)).toEqual(['0', '0.000001', '12.3456', '30']);
  fc.assert(
    fc.property(fc.integer({ min: -1e13, max: 1e13 }), (fen) => {
      expect(Math.round(Number(tenThousandYuanText(fen)) * 1_000_000)).toBe(fen);
    }),
    { seed: 1, numRuns: 300 },
  );
});
