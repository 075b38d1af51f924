import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { optimalCuts, type FineBins, type IntervalRules, type Shape } from './optimal-cuts.ts';

const worth = (count: number, positives: number): number =>
  count * ((positives + 0.5) / (count + 1)) ** 2 + Math.sqrt(count);

/** Every way to cut, tried. */
function bestByHand({ counts, positives }: FineBins, rules: IntervalRules): number {
  const n = counts.length;
  let best = -Infinity;
  for (let set = 0; set < 2 ** (n - 1); set++) {
    const ends = [...Array(n - 1).keys()].filter((i) => (set >> i) & 1).concat(n - 1);
    if (ends.length > rules.most) continue;
    const parts = ends.map((end, k) => {
      const start = (ends[k - 1] ?? -1) + 1;
      const sum = (of: Float64Array): number => of.slice(start, end + 1).reduce((a, b) => a + b, 0);
      return { count: sum(counts), positives: sum(positives) };
    });
    if (parts.some(({ count }) => count < rules.minRows)) continue;
    const shares = parts.map(({ count, positives: p }) => p / count);
    const rises = shares.every((share, k) => k === 0 || share > shares[k - 1]!);
    const falls = shares.every((share, k) => k === 0 || share < shares[k - 1]!);
    const fits = { rises, falls, monotone: rises || falls, any: true }[rules.shape];
    if (!fits) continue;
    const value = parts.reduce((sum, part) => sum + worth(part.count, part.positives), 0);
    best = Math.max(best, value - rules.price * (parts.length - 1));
  }
  return best;
}

function valueOf({ counts, positives }: FineBins, cuts: readonly number[], price: number): number {
  const ends = [...cuts, counts.length - 1];
  return ends.reduce((sum, end, k) => {
    const start = (ends[k - 1] ?? -1) + 1;
    const total = (of: Float64Array): number => of.slice(start, end + 1).reduce((a, b) => a + b, 0);
    return sum + worth(total(counts), total(positives)) - (k > 0 ? price : 0);
  }, 0);
}

const fineBins = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 9 })), {
    minLength: 2,
    maxLength: 8,
  })
  .map((bins) => ({
    counts: Float64Array.from(bins, ([count]) => count),
    positives: Float64Array.from(bins, ([count, positives]) => Math.min(count, positives)),
  }));

describe('the best intervals', () => {
  it.each<Shape>(['any', 'rises', 'falls', 'monotone'])(
    'are worth what the best of all ways is (%s)',
    (shape) => {
      const given = fc.record({
        most: fc.integer({ min: 1, max: 5 }),
        minRows: fc.integer({ min: 1, max: 12 }),
        price: fc.constantFrom(0, 0.5, 3),
      });
      fc.assert(
        fc.property(fineBins, given, (fine, rest) => {
          const rules = { ...rest, shape, worth };
          const best = bestByHand(fine, rules);
          const cuts = optimalCuts(fine, rules);

          if (best === -Infinity) expect(cuts).toEqual([]);
          else expect(valueOf(fine, cuts, rules.price)).toBeCloseTo(best, 9);
        }),
        { seed: 11, numRuns: 200 },
      );
    },
  );
});
