import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverOf, drawnLength } from './capacity.ts';

const bandsOf = (red: number, orange: number, yellow: number, blue: number) => ({
  red: { households: red, expected: 0 },
  orange: { households: orange, expected: 0 },
  yellow: { households: yellow, expected: 0 },
  blue: { households: blue, expected: 0 },
});

describe('coverOf', () => {
  it('fills the most urgent band first', () => {
    expect(coverOf(bandsOf(3, 4, 10, 100), 5)).toEqual([
      { band: 'red', covered: 3, households: 3 },
      { band: 'orange', covered: 2, households: 4 },
    ]);
  });

  it('leaves out empty bands', () => {
    expect(coverOf(bandsOf(0, 0, 2, 5), 1)).toEqual([{ band: 'yellow', covered: 1, households: 2 }]);
  });

  it('covers exactly the visits there are, and never more households than a band has', () => {
    const count = fc.nat(500);
    fc.assert(
      fc.property(count, count, count, count, fc.nat(3000), (red, orange, yellow, blue, capacity) => {
        const covers = coverOf(bandsOf(red, orange, yellow, blue), capacity);

        const covered = covers.reduce((sum, cover) => sum + cover.covered, 0);

        expect(covered).toBe(Math.min(capacity, red + orange + yellow + blue));
        for (const cover of covers) expect(cover.covered).toBeLessThanOrEqual(cover.households);
      }),
      { seed: 1 },
    );
  });
});

describe('drawnLength', () => {
  it('draws the whole list when the urgent bands are half of it', () => {
    expect(drawnLength({ bands: bandsOf(10, 20, 30, 40), scored: 100 }, 5)).toBe(100);
  });

  it('cuts a long last band, so that the urgent ones can be seen', () => {
    expect(drawnLength({ bands: bandsOf(10, 20, 30, 9940), scored: 10_000 }, 5)).toBe(120);
  });

  it('always reaches past the visits', () => {
    expect(drawnLength({ bands: bandsOf(1, 1, 1, 9997), scored: 10_000 }, 400)).toBe(500);
    expect(drawnLength({ bands: bandsOf(1, 1, 1, 97), scored: 100 }, 400)).toBe(100);
  });
});
