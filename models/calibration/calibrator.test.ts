import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normal, seededRng } from '../../src/core/rng.ts';
import { calibrate, chooseCalibrator, fitCalibrator, type CalibratorKind } from './calibrator.ts';
import { fitIsotonic, isotonicAt } from './isotonic.ts';
import { fitVennAbers, vennAbersAt } from './venn-abers.ts';

const oracle = JSON.parse(
  readFileSync(new URL('./oracles/calibration.json', import.meta.url), 'utf8'),
) as Readonly<{
  scores: readonly number[];
  y: readonly number[];
  probe: readonly number[];
  isotonic: readonly number[];
  platt: { slope: number; intercept: number };
  beta: { a: number; b: number; c: number };
  logLoss: Record<CalibratorKind, number>;
  lower: readonly number[];
  upper: readonly number[];
}>;
const scores = Float64Array.from(oracle.scores);
const y = Uint8Array.from(oracle.y);
const kinds = ['identity', 'platt', 'beta', 'isotonic'] as const;

describe('calibrators beside scikit-learn', () => {
  it('map every score as IsotonicRegression does, to 1e-12', () => {
    const map = fitIsotonic(scores, y);

    const ours = oracle.probe.map((score) => isotonicAt(map, score));

    expect(largestGap(ours, oracle.isotonic)).toBeLessThanOrEqual(1e-12);
  });

  it('have the slope and intercept of an unpenalised logistic regression, to 1e-6 (Platt)', () => {
    const fit = fitCalibrator('platt', scores, y);

    expect(fit).toMatchObject({ kind: 'platt' });
    if (fit.kind !== 'platt') return;
    expect(Math.abs(fit.slope - oracle.platt.slope)).toBeLessThanOrEqual(1e-6);
    expect(Math.abs(fit.intercept - oracle.platt.intercept)).toBeLessThanOrEqual(1e-6);
  });

  it('have the coefficients of a logistic regression on ln p and −ln(1 − p), to 1e-5 (beta)', () => {
    const fit = fitCalibrator('beta', scores, y);

    expect(fit).toMatchObject({ kind: 'beta' });
    if (fit.kind !== 'beta') return;
    expect(Math.abs(fit.a - oracle.beta.a)).toBeLessThanOrEqual(1e-5);
    expect(Math.abs(fit.b - oracle.beta.b)).toBeLessThanOrEqual(1e-5);
    expect(Math.abs(fit.c - oracle.beta.c)).toBeLessThanOrEqual(1e-5);
  });

  it('have the cross-validated log loss that scikit-learn measures, and the smallest is chosen', () => {
    const { calibrator, logLoss } = chooseCalibrator(scores, y, Int32Array.from(scores.keys()));

    for (const kind of kinds)
      expect(Math.abs(logLoss[kind] - oracle.logLoss[kind])).toBeLessThanOrEqual(1e-6);
    expect(logLoss[calibrator.kind]).toBe(Math.min(...Object.values(logLoss)));
  });
});

describe('Venn–Abers intervals', () => {
  const fitted = fitVennAbers(scores, y);

  it('are the isotonic fits with the household added as 0 and as 1, at every tabulated score', () => {
    const known = oracle.probe.flatMap((score, i) =>
      fitted.scores.includes(score) ? [{ score, lower: oracle.lower[i]!, upper: oracle.upper[i]! }] : [],
    );
    expect(known.length).toBeGreaterThan(50);

    for (const { score, lower, upper } of known) {
      const ours = vennAbersAt(fitted, score);
      expect(Math.abs(ours.lower - lower)).toBeLessThanOrEqual(1e-12);
      expect(Math.abs(ours.upper - upper)).toBeLessThanOrEqual(1e-12);
    }
  });

  it('are never narrower than by the definition between calibration scores and beyond them', () => {
    for (const [i, score] of oracle.probe.entries()) {
      const ours = vennAbersAt(fitted, score);
      expect(ours.lower, `lower at ${score}`).toBeLessThanOrEqual(oracle.lower[i]! + 1e-12);
      expect(ours.upper, `upper at ${score}`).toBeGreaterThanOrEqual(oracle.upper[i]! - 1e-12);
    }
  });

  it('hold the observed frequency of likely and unlikely rows that come later', () => {
    const rng = seededRng('later');
    const later = Array.from({ length: 4000 }, () => normal(rng) * 1.4 - 1.5);
    const truth = (z: number): number => 1 / (1 + Math.exp(-(0.7 * z - 0.2 + 0.3 * Math.sin(2 * z))));

    for (const [from, to] of [
      [-9, -2],
      [-2, -1],
      [-1, 9],
    ] as const) {
      const inside = later.filter((z) => z >= from && z < to);
      const mean = (of: (z: number) => number): number =>
        inside.reduce((sum, z) => sum + of(z), 0) / inside.length;
      expect(mean((z) => vennAbersAt(fitted, z).lower)).toBeLessThan(mean(truth) + 0.03);
      expect(mean((z) => vennAbersAt(fitted, z).upper)).toBeGreaterThan(mean(truth) - 0.03);
    }
  });
});

describe('any calibrator', () => {
  const anyRows = fc
    .array(
      fc.record({ z: fc.double({ min: -25, max: 25, noNaN: true }), label: fc.integer({ min: 0, max: 1 }) }),
      {
        minLength: 12,
        maxLength: 60,
      },
    )
    .filter((rows) => new Set(rows.map(({ label }) => label)).size === 2);

  it.each(kinds)('never ranks a riskier household lower, and stays inside 0..1 (%s)', (kind) => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const calibrator = fitCalibrator(kind, ...split(rows));
        const probe = Float64Array.from({ length: 121 }, (_, i) => (i - 60) / 2);
        const p = [...probe].map((z) => calibrate(calibrator, z));

        expect(p.every((value) => value >= 0 && value <= 1)).toBe(true);
        expect(p.every((value, i) => i === 0 || value >= p[i - 1]! - 1e-12)).toBe(true);
      }),
      { seed: 5, numRuns: 60 },
    );
  });

  it.each(['platt', 'beta'] as const)('keeps the mean of the calibration rows (%s)', (kind) => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const [z, labels] = split(rows);
        const calibrator = fitCalibrator(kind, z, labels);
        const predicted = z.reduce((sum, value) => sum + calibrate(calibrator, value), 0);
        const observed = labels.reduce((sum, label) => sum + label, 0);

        expect(Math.abs(predicted - observed)).toBeLessThanOrEqual(1e-4);
      }),
      { seed: 6, numRuns: 60 },
    );
  });

  it('is chosen from rows whose groups leave a fold without one class', () => {
    const z = Float64Array.from({ length: 40 }, (_, i) => i / 10 - 2);
    const labels = Uint8Array.from(z, (_, i) => Number(i % 5 === 0));

    const { calibrator, logLoss } = chooseCalibrator(z, labels, Int32Array.from(z.keys()));

    expect(Object.values(logLoss).every(Number.isFinite)).toBe(true);
    expect(calibrate(calibrator, 0)).toBeGreaterThan(0);
  });
});

function split(rows: readonly { z: number; label: number }[]): [Float64Array, Uint8Array] {
  return [Float64Array.from(rows, ({ z }) => z), Uint8Array.from(rows, ({ label }) => label)];
}

function largestGap(ours: readonly number[], theirs: readonly number[]): number {
  expect(ours).toHaveLength(theirs.length);
  return theirs.reduce((most, value, i) => Math.max(most, Math.abs(value - ours[i]!)), 0);
}
