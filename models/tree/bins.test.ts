import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matrix } from '../../src/core/matrix.ts';
import { binMatrix } from './bins.ts';

/** Columns with ties, missing cells and extremes. */
const anyColumn = fc.array(
  fc.oneof(
    fc.integer({ min: -3, max: 3 }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(Number.NaN, 0, -0, Number.MAX_VALUE, -Number.MAX_VALUE, Number.MIN_VALUE),
  ),
  { minLength: 1, maxLength: 80 },
);
const anyBins = fc.integer({ min: 2, max: 255 });

describe('binMatrix', () => {
  it('puts every value in the bin its thresholds say: x <= cuts[b] exactly when its bin is at most b', () => {
    fc.assert(
      fc.property(anyColumn, anyBins, (values, maxBins) => {
        const { bins, cuts } = binned(values, maxBins);

        for (const [i, x] of values.entries()) {
          if (Number.isNaN(x)) expect(bins[i]).toBe(cuts.length + 1);
          else for (const [b, cut] of cuts.entries()) expect(x <= cut).toBe(bins[i]! <= b);
        }
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it('has ascending finite cuts, at most one fewer than asked, and never parts equal values', () => {
    fc.assert(
      fc.property(anyColumn, anyBins, (values, maxBins) => {
        const { bins, cuts } = binned(values, maxBins);
        const present = values.flatMap((x, i) => (Number.isNaN(x) ? [] : [{ x, bin: bins[i]! }]));

        expect(cuts.length).toBeLessThan(maxBins);
        expect(cuts.every((cut, b) => Number.isFinite(cut) && (b === 0 || cut > cuts[b - 1]!))).toBe(true);
        for (const { x, bin } of present)
          for (const other of present) if (x === other.x) expect(bin).toBe(other.bin);
      }),
      { seed: 8, numRuns: 200 },
    );
  });

  it('gives each distinct value its own bin when there are few', () => {
    expect([...binned([3, 1, 2, 1, Number.NaN], 255).bins]).toEqual([2, 0, 1, 0, 3]);
  });

  it('tells neighbouring numbers apart, where no number stands between them', () => {
    const values = [0, 1, 2, 3].map((step) => 1 + step * Number.EPSILON);

    const { bins, cuts } = binned(values, 255);

    expect([...bins]).toEqual([0, 1, 2, 3]);
    expect([...cuts].every((cut, b) => cut >= values[b]! && cut < values[b + 1]!)).toBe(true);
  });

  it('shares the rows out evenly when there are many', () => {
    const values = Array.from({ length: 10_000 }, (_, i) => Math.sin(i) * i);
    const sizes = new Float64Array(64);

    for (const bin of binned(values, 64).bins) sizes[bin]!++;

    expect(Math.min(...sizes)).toBeGreaterThan(150);
    expect(Math.max(...sizes)).toBeLessThan(162);
  });

  it('keeps half of the rows in one bin when half of them are equal, and still tells the others apart', () => {
    const values = Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? 0 : i));

    const { bins, cuts } = binned(values, 16);

    expect(cuts).toHaveLength(15);
    expect(bins.filter((bin) => bin === bins[0]!)).toHaveLength(500);
  });

  it('chooses cuts from the named rows only, and bins every row by them', () => {
    const column = Float64Array.of(1, 2, 1000, 3);

    const { bins, cuts } = binMatrix(matrix(['x'], [column]), 255, Int32Array.of(0, 1));

    expect([...cuts[0]!]).toEqual([1.5]);
    expect([...bins]).toEqual([0, 1, 1, 1]);
  });

  it('names the row of the matrix, not of the chosen ones, that is infinite', () => {
    const X = matrix(['a', 'b'], [new Float64Array(4), Float64Array.of(Infinity, 0, 0, -Infinity)]);

    expect(() => binMatrix(X, 255, Int32Array.of(1, 3))).toThrow(
      expect.objectContaining({ code: 'JZ_MATRIX_NOT_FINITE', details: { column: 'b', row: 3 } }),
    );
  });

  it('lays the slots of features end to end, each with its missing bin', () => {
    const X = matrix(['a', 'b'], [Float64Array.of(1, 2, 3), Float64Array.of(7, 7, Number.NaN)]);

    expect([...binMatrix(X).slots]).toEqual([0, 4, 6]);
  });
});

function binned(values: readonly number[], maxBins: number): { bins: Uint8Array; cuts: Float64Array } {
  const { bins, cuts } = binMatrix(matrix(['x'], [Float64Array.from(values)]), maxBins);
  return { bins, cuts: cuts[0]! };
}
