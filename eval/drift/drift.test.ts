import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IsoDate } from '../../src/core/dates.ts';
import { matrix } from '../../src/core/matrix.ts';
import { normal, seededRng, type Rng } from '../../src/core/rng.ts';
import { designEffect } from './design-effect.ts';
import { count, edgesOf } from './histogram.ts';
import { columnsDrift, measureDrift, profileOf } from './measure.ts';
import { compareCounts } from './shift.ts';
import type { CountedColumn, DriftReport, MaturedOutcomes } from './types.ts';

const day = (text: string): IsoDate => text as IsoDate;

describe('a histogram', () => {
  it('counted in parts adds up to the same, and no row is lost', () => {
    const value = fc.oneof(
      fc.double({ noNaN: false }),
      fc.integer({ min: -3, max: 3 }),
      fc.constant(Number.NaN),
    );
    fc.assert(
      fc.property(fc.array(value, { maxLength: 300 }), fc.nat(), (values, cut) => {
        const edges = edgesOf(values);
        const at = values.length === 0 ? 0 : cut % values.length;
        const whole = count(edges, values);
        const parts = count(edges, values.slice(at), count(edges, values.slice(0, at)));

        expect(parts).toEqual(whole);
        expect(whole.reduce((sum, one) => sum + one, 0)).toBe(values.length);
        expect(whole[0]).toBe(values.filter((one) => Number.isNaN(one)).length);
      }),
      { seed: 9, numRuns: 100 },
    );
  });

  it('keeps a bin a value where there are few, and never more than 66 bins', () => {
    expect([...edgesOf([3, 1, Number.NaN, 1])]).toEqual([1, 3]);
    expect(edgesOf(Array.from({ length: 50_000 }, (_, i) => i)).length).toBeLessThanOrEqual(64);
  });
});

describe('the test of a column', () => {
  interface Case {
    readonly reference: number[];
    readonly current: number[];
    readonly tolerance: number;
    readonly statistic: number;
    readonly df: number;
    readonly p: number;
    readonly p_material: number;
    readonly psi: number;
  }
  const { cases } = JSON.parse(readFileSync(join(import.meta.dirname, 'oracles/shifts.json'), 'utf8')) as {
    cases: Case[];
  };

  it.each(cases)('gives SciPy’s statistic, tails and index: case %#', (known) => {
    const padded = (cells: readonly number[]): Float64Array => Float64Array.of(0, ...cells);
    const found = compareCounts(padded(known.reference), padded(known.current), known.tolerance);

    expect(found.df).toBe(known.df);
    for (const name of ['statistic', 'p', 'p_material', 'psi'] as const)
      expect(Math.abs(found[name] - known[name])).toBeLessThan(1e-9 * Math.max(1, known[name]));
  });

  it('does not say which sample came first, and sees nothing in equal shares', () => {
    const [a, b] = [Float64Array.of(5, 100, 200, 300), Float64Array.of(50, 90, 220, 240)];
    expect(compareCounts(a, b, 0).p).toBeCloseTo(compareCounts(b, a, 0).p, 12);
    expect(
      compareCounts(
        a,
        a.map((one) => one * 10),
        0,
      ).p,
    ).toBeCloseTo(1, 6);
    expect(compareCounts(a, new Float64Array(4), 0)).toMatchObject({ df: 0, p: 1, psi: 0 });
  });
});

/** Columns as they come from a ledger: amounts, flags (some rare), counts, mostly zero, with gaps; some move together. */
function columnsOf(rng: Rng, rows: number, width: number, shift = 0): Float64Array[] {
  const shared = Float64Array.from({ length: rows }, () => normal(rng));
  return Array.from({ length: width }, (_, j) => {
    const kind = j % 5;
    return Float64Array.from(shared, (common) => {
      const own = (j % 2 === 0 ? 0.7 * common : 0) + normal(rng) + (j === 0 ? shift : 0);
      if (kind === 0) return Math.exp(own);
      if (kind === 1) return own > 1.6 ? 1 : 0;
      if (kind === 2) return Math.max(0, Math.round(own * 2));
      if (kind === 3) return rng.next() < 0.1 ? Number.NaN : own;
      return own > 1 ? Math.round(own * 100) : 0;
    });
  });
}

function counted(columns: readonly Float64Array[], like?: readonly CountedColumn[]): CountedColumn[] {
  return columns.map((column, j) => {
    const edges = like?.[j]?.edges ?? edgesOf(column);
    return { name: `x${j}`, edges, counts: count(edges, column), design_effect: 1 };
  });
}

/** Share of runs with any alarm when nothing changed, at tolerance 0. */
function falseAlarms(rows: readonly [number, number], width: number, runs: number, level: number): number {
  let alarmed = 0;
  for (let run = 0; run < runs; run++) {
    const rng = seededRng(`drift ${rows.join()} ${width} ${run}`);
    const reference = counted(columnsOf(rng, rows[0], width));
    const current = counted(columnsOf(rng, rows[1], width), reference);
    if (columnsDrift(reference, current, 0, level).some(({ verdict }) => verdict === 'alarm')) alarmed++;
  }
  return alarmed / runs;
}

describe('false alarms', () => {
  // Nominal + 3.1 binomial standard errors: passed by chance alone once in a thousand.
  it.each([
    [500, 500, 10, 60],
    [500, 500, 200, 6],
    [4000, 500, 50, 5],
    [20_000, 20_000, 10, 2],
  ] as const)('of %i and %i rows, %i features stay at 5 %% of runs', (n, m, width, runs) => {
    const level = 0.05;
    const room = 3.1 * Math.sqrt((level * (1 - level)) / runs);

    expect(falseAlarms([n, m], width, runs, level)).toBeLessThanOrEqual(level + room);
  });

  it('are about as many as promised, not far fewer: the test is not blind', () => {
    expect(falseAlarms([600, 600], 5, 150, 0.2)).toBeGreaterThan(0.1);
  });
});

describe('what neighbours share', () => {
  /** A column whose value is the village's own, plus something of the household's. */
  function villages(rng: Rng, own: number): { column: Float64Array; places: Int32Array } {
    const places = Int32Array.from({ length: 1500 }, (_, i) => i % 50);
    const means = Array.from({ length: 50 }, () => normal(rng));
    return { places, column: Float64Array.from(places, (place) => means[place]! + own * normal(rng)) };
  }

  it('counts as few rows: a village mean as one row a village, a private value as every row', () => {
    const rng = seededRng('villages');
    const shared = villages(rng, 0);
    const alone = Float64Array.from({ length: 1500 }, () => normal(rng));

    expect(designEffect(edgesOf(shared.column), shared.column, shared.places)).toBeCloseTo(30, 6);
    expect(designEffect(edgesOf(alone), alone, shared.places)).toBeLessThan(1.6);
  });

  it('raises no more false alarms than promised', () => {
    let alarmed = 0;
    for (let run = 0; run < 150; run++) {
      const rng = seededRng(`neighbours ${run}`);
      const [before, now] = [villages(rng, 0.5), villages(rng, 0.5)];
      const edges = edgesOf(before.column);
      const [a, b] = [before, now].map(({ column, places }) => ({
        name: 'x',
        edges,
        counts: count(edges, column),
        design_effect: designEffect(edges, column, places),
      }));
      if (columnsDrift([a!], [b!], 0, 0.05)[0]!.verdict === 'alarm') alarmed++;
    }
    // 5 % of 150 is 7.5; a coin of that bias exceeds 16 once in 700 times.
    expect(alarmed).toBeLessThanOrEqual(16);
  });
});

describe('a real shift', () => {
  it('of one feature among 50 is found, and only that one', () => {
    const rng = seededRng('power');
    const reference = counted(columnsOf(rng, 3000, 50));
    const current = counted(columnsOf(rng, 3000, 50, 0.4), reference);

    const found = columnsDrift(reference, current, 0.01, 0.01);

    expect(found.filter(({ verdict }) => verdict === 'alarm').map(({ name }) => name)).toEqual(['x0']);
    expect(found[0]!.median[1]).toBeGreaterThan(found[0]!.median[0]!);
  });

  it('that is a trifle is called changed at 200,000 rows, not an alarm', () => {
    const rng = seededRng('trifle');
    const reference = counted(columnsOf(rng, 200_000, 1));
    const current = counted(columnsOf(rng, 200_000, 1, 0.04), reference);

    expect(columnsDrift(reference, current, 0.01, 0.01)[0]!.verdict).toBe('changed');
  });

  it('is found where a department stops sending', () => {
    const column = Float64Array.from({ length: 2000 }, (_, i) => i % 7);
    const gone = column.map((value, i) => (i % 4 === 0 ? Number.NaN : value));
    const reference = counted([column]);

    const [found] = columnsDrift(reference, counted([gone], reference), 0.01, 0.01);

    expect(found).toMatchObject({ verdict: 'alarm', missing: [0, 0.25] });
  });
});

describe('a monitoring run', () => {
  function run(seed: string, drifted: number, hazard: number): DriftReport {
    const rng = seededRng(seed);
    const dateOf = (asOf: string, shift: number) => {
      const columns = columnsOf(rng, 1500, 6, shift);
      const p = columns[0]!.map((value) => 0.3 / (1 + Math.exp(1 - Math.log(value))));
      const bands = [0.2, 0.1, 0.05, 0].map(
        (_, k) => p.filter((one) => Math.min(3, Math.floor((0.2 - one) / 0.05)) === k).length,
      );
      return {
        asOf: day(asOf),
        X: matrix(
          columns.map((_, j) => `x${j}`),
          columns,
        ),
        p,
        bands,
        places: [],
      };
    };
    const reference = profileOf(dateOf('2024-03-31', 0));
    const now = dateOf('2025-03-31', drifted);
    const outcomes: MaturedOutcomes = {
      asOf: day('2024-09-30'),
      y: Uint8Array.from(now.p, (one) => Number(rng.next() < one * hazard)),
      p: now.p,
      calibrated: null,
    };
    return measureDrift(reference, profileOf(now, reference), outcomes, { alpha: 0.05, tolerance: 0.01 });
  }

  it('on unchanged households raises no alarm', () => {
    expect(run('steady', 0, 1).alarms).toEqual({ data: 0, score: false, outcome: false });
  });

  it('tells data, scores and outcomes apart', () => {
    expect(run('outcome', 0, 2).alarms).toEqual({ data: 0, score: false, outcome: true });
    expect(run('data', 0.6, 1).alarms).toEqual({ data: 1, score: true, outcome: false });
  });

  it('on unchanged households alarms about outcomes in few runs only, and covers the ratio 1', () => {
    const reports = Array.from({ length: 60 }, (_, i) => run(`outcomes ${i}`, 0, 1));

    expect(reports.filter(({ outcome }) => outcome!.p_calibration < 0.05).length).toBeLessThanOrEqual(9);
    const covered = reports.filter(({ outcome }) => outcome!.ratio_low! <= 1 && outcome!.ratio_high! >= 1);
    expect(covered.length).toBeGreaterThanOrEqual(51);
  });
});
