import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chiSquareTail, noncentralChiSquareTail, normalTwoSided } from './gamma.ts';
import { benjaminiHochberg, holm } from './multiplicity.ts';

interface Oracle {
  readonly chi_square: readonly [x: number, df: number, tail: number][];
  readonly normal_two_sided: readonly [z: number, tail: number][];
  readonly noncentral: readonly [x: number, df: number, shift: number, tail: number][];
  readonly p: readonly number[];
  readonly benjamini_hochberg: readonly number[];
  readonly holm: readonly number[];
}

const oracle = JSON.parse(readFileSync(join(import.meta.dirname, 'oracles/tails.json'), 'utf8')) as Oracle;
/** Largest difference relative to the oracle's value. */
const worst = (pairs: readonly (readonly [ours: number, theirs: number])[]): number =>
  Math.max(...pairs.map(([ours, theirs]) => Math.abs(ours - theirs) / Math.max(theirs, 1e-12)));

describe('tails of distributions', () => {
  it('equal SciPy’s: χ², normal', () => {
    expect(worst(oracle.chi_square.map(([x, df, tail]) => [chiSquareTail(x, df), tail]))).toBeLessThan(1e-9);
    expect(worst(oracle.normal_two_sided.map(([z, tail]) => [normalTwoSided(z), tail]))).toBeLessThan(1e-9);
  });

  it('equal SciPy’s: noncentral χ²', () => {
    const pairs = oracle.noncentral.map(
      ([x, df, shift, tail]) => [noncentralChiSquareTail(x, df, shift), tail] as const,
    );
    expect(worst(pairs)).toBeLessThan(1e-7);
  });
});

describe('p-values of many tests', () => {
  it('are adjusted as SciPy does (Benjamini–Hochberg) and as Holm wrote', () => {
    const pairs = (ours: number[], theirs: readonly number[]) =>
      ours.map((one, i) => [one, theirs[i]!] as const);
    expect(worst(pairs(benjaminiHochberg(oracle.p), oracle.benjamini_hochberg))).toBeLessThan(1e-12);
    expect(worst(pairs(holm(oracle.p), oracle.holm))).toBeLessThan(1e-12);
    expect([holm([]), benjaminiHochberg([])]).toEqual([[], []]);
  });
});
