import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { JzError } from '../src/core/errors/index.ts';
import { measurePoverty, povertyLine } from './measure-poverty.ts';

const oracleFile = z.object({
  cases: z.array(
    z.object({
      name: z.string(),
      income: z.array(z.number()),
      weight: z.array(z.number()),
      line: z.number().nullable(),
      expected: z.record(z.string(), z.number()),
    }),
  ),
});
const path = fileURLToPath(new URL('oracles/poverty.json', import.meta.url));
const oracle = oracleFile.parse(JSON.parse(readFileSync(path, 'utf8')));

describe('by hand', () => {
  it('measures five incomes', () => {
    const found = measurePoverty([100, 200, 300, 400, 1000]);

    // Median 300, line 180: one of five is poor, 80/180 below it.
    expect(found).toMatchObject({
      n: 5,
      population: 5,
      median: 300,
      line: 180,
      mean: 400,
      arpr: 0.2,
      fgt0: 0.2,
    });
    expect(found.fgt1).toBeCloseTo(80 / 180 / 5, 15);
    expect(found.fgt2).toBeCloseTo((80 / 180) ** 2 / 5, 15);
    expect(found.median_gap).toBeCloseTo(80 / 180, 15);
    // Differences: 2 × (100+200+300+900 + 100+200+800 + 100+700 + 600) = 8000; / (2·25·400).
    expect(found.gini).toBeCloseTo(0.4, 15);
    // 20 % falls exactly after 100: the quantile is 150; 80 % after 400: 700.
    expect(found.s80s20).toBe(10);
  });

  it('reads the median midway when the weight splits exactly in half', () => {
    expect(measurePoverty([10, 20, 30], [1, 1, 2]).median).toBe(25);
    expect(measurePoverty([10, 20, 30, 40], [1, 1, 0, 2]).median).toBe(30);
  });

  it('keeps apart the at-risk rate and a line of one own', () => {
    const found = measurePoverty([100, 200, 300, 400, 1000], undefined, povertyLine('350'));

    expect(found).toMatchObject({ arpr: 0.2, line: 350, fgt0: 0.6 });
  });

  it('leaves ratios undefined rather than absurd when the poorest have nothing', () => {
    expect(measurePoverty([0, 0, 1, 2, 3]).s80s20).toBeNull();
    expect(measurePoverty([5, 5, 5])).toMatchObject({ gini: 0, arpr: 0, median_gap: null, s80s20: null });
  });
});

describe('against an independent implementation of the Eurostat definitions', () => {
  it.each(oracle.cases)('$name', ({ income, weight, line, expected }) => {
    const found = measurePoverty(
      income,
      weight,
      line === null ? undefined : { kind: 'amount', amount: line },
    );

    for (const [name, value] of Object.entries(expected)) {
      const actual = Object.entries({ ...found }).find(([key]) => key === name)?.[1];
      expect(Math.abs((actual ?? NaN) - value), name).toBeLessThan(1e-12 * Math.max(1, value));
    }
  });
});

const population = fc.array(
  fc.record({ income: fc.integer({ min: 0, max: 50_000 }), weight: fc.integer({ min: 1, max: 6 }) }),
  { minLength: 3, maxLength: 40 },
);

describe('properties', () => {
  it('a whole weight is worth as many copies', () => {
    fc.assert(
      fc.property(population, (rows) => {
        const weighted = measurePoverty(
          rows.map(({ income }) => income + 1),
          rows.map(({ weight }) => weight),
        );
        const copies = measurePoverty(
          rows.flatMap(({ income, weight }) => new Array<number>(weight).fill(income + 1)),
        );

        expect(weighted.median).toBe(copies.median);
        expect(weighted.fgt2).toBeCloseTo(copies.fgt2, 12);
        expect(weighted.gini).toBeCloseTo(copies.gini ?? NaN, 12);
        expect(weighted.s80s20 ?? -1).toBeCloseTo(copies.s80s20 ?? -1, 9);
      }),
      { seed: 11 },
    );
  });

  it('shares do not change when money is counted in another unit', () => {
    fc.assert(
      fc.property(population, (rows) => {
        const income = rows.map((row) => row.income + 1);
        const [yuan, fen] = [measurePoverty(income), measurePoverty(income.map((value) => value * 128))];

        expect([fen.arpr, fen.fgt0, fen.median_gap]).toEqual([yuan.arpr, yuan.fgt0, yuan.median_gap]);
        expect(fen.gini).toBeCloseTo(yuan.gini ?? NaN, 12);
      }),
      { seed: 12 },
    );
  });
});

describe('refusals', () => {
  it.each(['0', '-3', 'x', '', '%median', '0%median', 'Infinity'])('refuses the line "%s"', (text) => {
    expect(() => povertyLine(text)).toThrow(JzError);
  });

  it('refuses a share of a median that is not positive, and names what is not a number', () => {
    expect(() => measurePoverty([0, 0, 1])).toThrow(/median = 0/);
    expect(() => measurePoverty([1, NaN])).toThrow(/income, value 1: "NaN"/);
    expect(() => measurePoverty([])).toThrow(/nothing to measure/);
  });
});
