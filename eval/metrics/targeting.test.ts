import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bpac, cgh, jaccard, rankBiasedOverlap } from '../index.ts';

interface Oracle {
  readonly targeting: readonly {
    readonly y: number[];
    readonly p: number[];
    readonly welfare: number[];
    readonly benefit: number[];
    readonly w: number[];
    readonly share: number;
    readonly bpac: number;
    readonly cgh: number;
  }[];
  readonly lists: readonly {
    readonly one: number[];
    readonly other: number[];
    readonly persistence: number;
    readonly jaccard: number;
    readonly rbo: number;
  }[];
}

const oracle = JSON.parse(
  readFileSync(new URL('../oracles/targeting.json', import.meta.url), 'utf8'),
) as Oracle;

describe('beside NumPy and scikit-learn', () => {
  it.each(oracle.targeting)('targeting at $share', ({ y, p, welfare, benefit, w, share, ...expected }) => {
    expect(bpac(y, p, share)).toBeCloseTo(expected.bpac, 12);
    expect(cgh(benefit, welfare, share, w)).toBeCloseTo(expected.cgh, 9);
  });

  it.each(oracle.lists)('lists at persistence $persistence', ({ one, other, persistence, ...expected }) => {
    expect(jaccard(one, other)).toBeCloseTo(expected.jaccard, 12);
    expect(rankBiasedOverlap(one, other, persistence)).toBeCloseTo(expected.rbo, 12);
  });
});

describe('the poverty accuracy criterion', () => {
  it('is 1 for the perfect list, and falls when the list is longer or shorter than the need', () => {
    const y = [1, 1, 0, 0, 0, 0, 0, 0, 0, 0];
    const p = [9, 8, 7, 6, 5, 4, 3, 2, 1, 0];

    expect(bpac(y, p, 0.2)).toBe(1);
    expect(bpac(y, p, 0.1)).toBe(0);
    expect(bpac(y, p, 0.4)).toBe(0);
  });
});

describe('the targeting indicator', () => {
  it('is 1 for a uniform benefit, whatever the incomes and weights', () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 5 })), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(rows, fc.double({ min: 0.05, max: 1, noNaN: true }), (all, share) => {
        const welfare = all.map(([income]) => income);
        const w = all.map(([, weight]) => weight);
        expect(
          cgh(
            all.map(() => 7),
            welfare,
            share,
            w,
          ),
        ).toBeCloseTo(1, 9);
      }),
      { seed: 20261123 },
    );
  });

  it.each([
    ['a negative benefit', [-1, 1], [1, 2]],
    ['a missing income', [1, 1], [1, Number.NaN]],
  ])('refuses %s', (_, benefit, welfare) => {
    expect(() => cgh(benefit, welfare, 0.4)).toThrow(/benefit|welfare/);
  });
});

describe('likeness of lists', () => {
  const list = fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { maxLength: 20 });

  it('is the same both ways, 1 for a list with itself, 0 for strangers', () => {
    fc.assert(
      fc.property(list, list, (one, other) => {
        expect(rankBiasedOverlap(one, other, 0.9)).toBeCloseTo(rankBiasedOverlap(other, one, 0.9), 12);
        expect(rankBiasedOverlap(one, one, 0.9)).toBeCloseTo(1, 12);
        const strangers = other.map((member) => member + 100);
        expect(rankBiasedOverlap(one, strangers, 0.9)).toBe(one.length === 0 && other.length === 0 ? 1 : 0);
        expect(jaccard(one, other)).toBe(jaccard(other, one));
      }),
      { seed: 20261123 },
    );
  });

  it('weighs the top more', () => {
    const swappedTop = rankBiasedOverlap([2, 1, 3, 4, 5], [1, 2, 3, 4, 5], 0.8);
    const swappedEnd = rankBiasedOverlap([1, 2, 3, 5, 4], [1, 2, 3, 4, 5], 0.8);

    expect(swappedEnd).toBeGreaterThan(swappedTop);
  });

  it('refuses a persistence of 1', () => {
    expect(() => rankBiasedOverlap([1], [1], 1)).toThrow(/persistence/);
  });
});
