import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRng, shuffle } from '../../src/core/rng.ts';
import { evaluateBinary, type BinaryEvaluation } from '../evaluate-binary.ts';
import { gainCurve } from './curves/gain-curve.ts';
import { calibrationCurve } from './curves/calibration-curve.ts';
import { auc } from './ranking/auc.ts';
import { listedShare, topShare } from './ranking/top-share.ts';
import { ascendingOrder } from './scores/ascending-order.ts';
import { rankScores } from './scores/ranked-scores.ts';

interface Row {
  readonly y: number;
  readonly p: number;
  readonly w: number;
}

const row = fc.record({
  y: fc.integer({ min: 0, max: 1 }),
  p: fc.integer({ min: 0, max: 20 }).map((twentieth) => twentieth / 20),
  w: fc.integer({ min: 1, max: 5 }),
});
const rows = fc
  .array(row, { minLength: 4, maxLength: 60 })
  .map((some): Row[] => [{ y: 0, p: 0.4, w: 1 }, { y: 1, p: 0.6, w: 1 }, ...some]);

const SHARES = [0.1, 0.37, 1];
const measure = (some: readonly Row[], weighted: boolean): BinaryEvaluation =>
  evaluateBinary(
    some.map(({ y }) => y),
    some.map(({ p }) => p),
    { shares: SHARES, ...(weighted ? { weights: some.map(({ w }) => w) } : {}) },
  );

function numbersOf({ top, ...rest }: BinaryEvaluation): (readonly [string, number])[] {
  const flat = { ...rest, ...Object.fromEntries(top.flatMap(({ share, ...at }) => prefixed(share, at))) };
  return Object.entries(flat).flatMap(([name, value]) =>
    typeof value === 'number' && name !== 'n' && name !== 'positives' ? [[name, value] as const] : [],
  );
}

function prefixed(share: number, values: Record<string, number>): [string, number][] {
  return Object.entries(values).map(([name, value]) => [`${share} ${name}`, value]);
}

function expectSame(a: BinaryEvaluation, b: BinaryEvaluation): void {
  const others = new Map(numbersOf(b));
  for (const [name, value] of numbersOf(a))
    expect(Math.abs(value - (others.get(name) ?? NaN)), name).toBeLessThan(
      1e-9 * Math.max(1, Math.abs(value)),
    );
}

describe('every metric', () => {
  it('does not depend on the order of rows, however many scores are tied', () => {
    fc.assert(
      fc.property(rows, fc.integer(), (some, seed) => {
        const order = some.map((_, i) => i);
        shuffle(order, seededRng(seed));
        const moved = order.map((i) => some[i]!);
        expectSame(measure(some, true), measure(moved, true));
      }),
      { seed: 1 },
    );
  });

  it('counts a row of weight k as k copies', () => {
    fc.assert(
      fc.property(rows, (some) => {
        const copies = some.flatMap((one) => new Array<Row>(one.w).fill(one));
        expectSame(measure(some, true), measure(copies, false));
      }),
      { seed: 2 },
    );
  });
});

describe('AUC', () => {
  it('does not change under an increasing map, and turns round under a decreasing one', () => {
    fc.assert(
      fc.property(rows, (some) => {
        const y = some.map((one) => one.y);
        const p = some.map((one) => one.p);
        const straight = auc(y, p);

        expect(
          auc(
            y,
            p.map((score) => Math.exp(3 * score) - 7),
          ),
        ).toBe(straight);
        expect(
          auc(
            y,
            p.map((score) => -score),
          ),
        ).toBeCloseTo(1 - straight, 12);
      }),
      { seed: 3 },
    );
  });

  it('equals the share of pairs in the right order', () => {
    fc.assert(
      fc.property(rows, (some) => {
        const positives = some.filter(({ y }) => y === 1);
        const negatives = some.filter(({ y }) => y === 0);
        const won = positives.flatMap((a) => negatives.map((b) => (a.p > b.p ? 1 : a.p === b.p ? 0.5 : 0)));
        const share = won.reduce<number>((sum, one) => sum + one, 0) / won.length;

        expect(
          auc(
            some.map(({ y }) => y),
            some.map(({ p }) => p),
          ),
        ).toBeCloseTo(share, 12);
      }),
      { seed: 4 },
    );
  });
});

describe('the list at capacity', () => {
  it('lies between its unluckiest and luckiest order of ties', () => {
    fc.assert(
      fc.property(rows, fc.double({ min: 0.01, max: 1, noNaN: true }), (some, share) => {
        const top = topShare(
          some.map(({ y }) => y),
          some.map(({ p }) => p),
          share,
        );

        expect(top.precision_worst).toBeLessThanOrEqual(top.precision + 1e-12);
        expect(top.precision).toBeLessThanOrEqual(top.precision_best + 1e-12);
      }),
      { seed: 5 },
    );
  });

  it('shares out exactly k places, and finds what its chances say', () => {
    fc.assert(
      fc.property(rows, (some) => {
        const y = some.map((one) => one.y);
        const ranked = rankScores(
          y,
          some.map((one) => one.p),
        );
        const top = topShare(
          y,
          some.map((one) => one.p),
          0.3,
        );
        const chances = listedShare(ranked, 0.3);

        expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(top.k, 9);
        expect(chances.reduce((sum, chance, i) => sum + chance * y[i]!, 0)).toBeCloseTo(
          top.k * top.precision,
          9,
        );
      }),
      { seed: 6 },
    );
  });

  it('agrees with the gain curve where the capacity is a whole number of rows', () => {
    const y = [1, 0, 1, 0, 0, 1, 0, 0, 0, 0];
    const p = [0.9, 0.8, 0.8, 0.5, 0.5, 0.5, 0.2, 0.2, 0.1, 0];

    const [three, half] = gainCurve(y, p, [0.3, 0.5]);

    expect(three).toMatchObject({ gain: 2 / 3 });
    expect(half?.gain).toBeCloseTo(topShare(y, p, 0.5).recall, 12);
    expect(half?.lift).toBeCloseTo(topShare(y, p, 0.5).lift, 12);
  });
});

describe('the calibration curve', () => {
  it('holds every row once and keeps its rate inside its interval', () => {
    fc.assert(
      fc.property(rows, (some) => {
        const curve = calibrationCurve(
          some.map(({ y }) => y),
          some.map(({ p }) => p),
          some.map(({ w }) => w),
        );
        const weight = some.reduce((sum, { w }) => sum + w, 0);

        expect(curve.reduce((sum, { count }) => sum + count, 0)).toBeCloseTo(weight, 9);
        for (const { rate, rate_low, rate_high } of curve) {
          expect(rate).toBeGreaterThanOrEqual(rate_low - 1e-12);
          expect(rate).toBeLessThanOrEqual(rate_high + 1e-12);
        }
      }),
      { seed: 7 },
    );
  });
});

describe('sorting', () => {
  it('orders any finite doubles as the language does, keeping ties in place', () => {
    const double = fc.double({ noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.oneof(double, fc.constantFrom(0, -0, 1, -1, 5e-324)), { maxLength: 200 }),
        (some) => {
          const expected = some
            .map((_, i) => i)
            .sort((a, b) => (some[a]! < some[b]! ? -1 : some[a]! > some[b]! ? 1 : a - b));

          expect([...ascendingOrder(Float64Array.from(some))]).toEqual(expected);
        },
      ),
      { seed: 8 },
    );
  });
});
