import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultScore, lagScore, lightOf, lowerBound, overall, steadinessScore } from './score.ts';
import { monthsBetween, volumeBreaks } from './volume.ts';

const parts = {
  completeness: 100,
  validity: 100,
  uniqueness: 100,
  identity: 100,
  consistency: 100,
  timeliness: 100,
  steadiness: 100,
};

describe('the score', () => {
  it('is the weighted mean of what was measured', () => {
    expect(overall(parts)).toBe(100);
    expect(overall({ completeness: 50, validity: 100 })).toBe(75);
    expect(overall({ completeness: 50, uniqueness: 100, validity: null })).toBe(60);
    expect(overall({ validity: null })).toBeNull();
  });

  it('lights green only when no part is under 50', () => {
    expect(lightOf(90, parts)).toBe('good');
    expect(lightOf(90, { ...parts, timeliness: 49 })).toBe('fair');
    expect(lightOf(70, parts)).toBe('fair');
    expect(lightOf(69.9, parts)).toBe('poor');
    expect(lightOf(null, parts)).toBe('unknown');
  });

  it('gives lateness 100 up to 30 days and nothing from 210', () => {
    expect([0, 30, 120, 210, 999].map(lagScore)).toEqual([100, 100, 50, 0, 0]);
  });

  it('takes 20 points for each break', () => {
    expect([0, 1, 5, 6].map(steadinessScore)).toEqual([100, 80, 0, 0]);
  });

  it('falls with faults, rises with rows, and spares a single fault of few rows', () => {
    expect(faultScore('validity', 0, 0)).toBe(100);
    expect(faultScore('validity', 1, 6)).toBeGreaterThan(30);
    expect(faultScore('validity', 1000, 6000)).toBe(0);
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(1000), (faults, sound) => {
        const now = faultScore('identity', faults, faults + sound);
        expect(faultScore('identity', faults + 1, faults + 1 + sound)).toBeLessThanOrEqual(now);
        expect(faultScore('identity', faults, faults + sound + 1)).toBeGreaterThanOrEqual(now);
      }),
      { seed: 1 },
    );
  });

  it('knows Wilson’s lower bound', () => {
    // scipy 1.17.1: binomtest(5, 50).proportion_ci(0.8, method='wilson').low
    expect(lowerBound(5, 50)).toBeCloseTo(0.0577294714768463, 5);
  });
});

describe('breaks of volume', () => {
  const history = (rows: readonly number[]) =>
    new Map(
      rows
        .map((n, i) => [`${2023 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`, n] as const)
        .filter(([, n]) => n > 0),
    );

  it('are months far from the median, missing ones too', () => {
    const found = volumeBreaks('t', history([100, 98, 103, 100, 300, 101, 0, 99, 100, 102, 40, 10]));

    expect(found).toEqual([
      { table: 't', month: '2023-05', rows: 300, usual: 100 },
      { table: 't', month: '2023-07', rows: 0, usual: 100.5 },
    ]);
  });

  it('are not seen in short, small, seasonal or widely varying histories', () => {
    expect(volumeBreaks('t', history([100, 100, 300, 100]))).toEqual([]);
    expect(volumeBreaks('t', history([1, 2, 1, 9, 1, 1, 1, 1, 1, 1, 1]))).toEqual([]);
    expect(volumeBreaks('t', history([100, 0, 0, 0, 0, 100, 0, 0, 0, 0, 0, 100]))).toEqual([]);
    expect(volumeBreaks('t', history([100, 30, 200, 70, 150, 40, 260, 90, 180, 60, 100, 100]))).toEqual([]);
  });

  it('are not seen in bills of every quarter or a settlement of every year, but in a quarter or a year left out', () => {
    const quarterly = Array.from({ length: 48 }, (_, i) => (i % 3 === 0 ? 1700 + i : 22 + (i % 5)));
    const yearly = Array.from({ length: 63 }, (_, i) => (i % 12 === 11 ? 2400 + i : 1500 + (i % 4)));
    const without = (rows: readonly number[], at: number, n: number) =>
      rows.map((row, i) => (i === at ? n : row));
    const months = (rows: readonly number[]) => volumeBreaks('t', history(rows)).map(({ month }) => month);

    expect([months(quarterly), months(yearly)]).toEqual([[], []]);
    expect(months(without(quarterly, 24, 25))).toEqual(['2025-01']);
    expect(months(without(yearly, 23, 1500))).toEqual(['2024-12']);
    expect(months(without(yearly, 20, 2400))).toEqual(['2024-09']);
  });

  it('count months across a year’s end', () => {
    expect(monthsBetween(['2023-11', '2024-02'])).toEqual(['2023-11', '2023-12', '2024-01', '2024-02']);
    expect(monthsBetween([])).toEqual([]);
  });
});
