import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normal, seededRng } from '../../src/core/rng.ts';
import { fitLogistic, logisticLogOdds, type LogisticFit, type LogisticOptions } from './fit.ts';

interface Known extends LogisticFit {
  readonly lambda: number;
}

const oracle = JSON.parse(readFileSync(new URL('./oracles/ridge.json', import.meta.url), 'utf8')) as {
  readonly columns: readonly (readonly number[])[];
  readonly y: readonly number[];
  readonly free: readonly Known[];
  readonly nonNegative: readonly Known[];
};
const columns = oracle.columns.map((column) => Float64Array.from(column));
const y = Uint8Array.from(oracle.y);

describe('ridge logistic regression', () => {
  it.each(oracle.free)('has the coefficients of scikit-learn to 1e-7 at lambda $lambda', (known) => {
    const fit = fitLogistic(columns, y, { lambda: known.lambda, nonNegative: false });

    expect(largestGap(fit, known)).toBeLessThanOrEqual(1e-7);
  });

  it.each(oracle.nonNegative)(
    "has the coefficients of SciPy's bounded minimiser to 1e-5 at lambda $lambda, none negative",
    (known) => {
      const fit = fitLogistic(columns, y, { lambda: known.lambda, nonNegative: true });

      expect(largestGap(fit, known)).toBeLessThanOrEqual(1e-5);
      expect(Math.min(...fit.coefficients)).toBe(0);
    },
  );

  it('stands at the minimum whatever the data: no allowed move lowers the penalised loss', () => {
    fc.assert(
      fc.property(fc.nat(), fc.boolean(), fc.constantFrom(1e-3, 1, 20), (seed, nonNegative, lambda) => {
        const { X, labels } = randomProblem(seed);
        const fit = fitLogistic(X, labels, { lambda, nonNegative });

        expect(worstSlope(X, labels, fit, { lambda, nonNegative })).toBeLessThanOrEqual(1e-4);
      }),
      { seed: 4, numRuns: 400 },
    );
  });

  it('stands at the minimum of many rows too, of which only some tell the curvature', () => {
    const rng = seededRng('many');
    const shared = Float64Array.from({ length: 50_000 }, () => normal(rng));
    const X = Array.from({ length: 6 }, (_, j) => shared.map((z) => z + (j + 1) * normal(rng)));
    const labels = Uint8Array.from(shared, (z) => Number(rng.next() < 0.02 * Math.exp(z)));

    for (const nonNegative of [true, false]) {
      const fit = fitLogistic(X, labels, { lambda: 5, nonNegative });

      expect(worstSlope(X, labels, fit, { lambda: 5, nonNegative })).toBeLessThanOrEqual(1e-9);
    }
  });

  it('stays finite on labels that one column separates, almost without a penalty', () => {
    const x = Float64Array.from({ length: 50 }, (_, i) => i - 25);
    const labels = Uint8Array.from(x, (value) => Number(value >= 0));

    const fit = fitLogistic([x], labels, { lambda: 1e-6, nonNegative: true });

    expect(Number.isFinite(fit.intercept) && Number.isFinite(fit.coefficients[0])).toBe(true);
    expect(logisticLogOdds(fit, [x], 50).every((z, i) => z > 0 === (labels[i] === 1))).toBe(true);
  });
});

interface Problem {
  readonly X: Float64Array[];
  readonly labels: Uint8Array;
}

/** One to three columns of any scale, many heavy-tailed, with labels that may be rare. */
function randomProblem(seed: number): Problem {
  const rng = seededRng(seed);
  const n = 30 + rng.int(300);
  const X = Array.from({ length: 1 + rng.int(3) }, () => {
    const scale = 10 ** (rng.int(5) - 1);
    const tail = rng.int(4);
    return Float64Array.from({ length: n }, () => {
      const z = normal(rng);
      return scale * z * Math.abs(z) ** tail;
    });
  });
  const rate = [0.5, 0.05, 0.02][rng.int(3)]!;
  const labels = Uint8Array.from(X[0]!, (_, i) => (i < 2 ? i : Number(rng.next() < rate)));
  return { X: rng.int(3) > 0 ? X : [...X, X[0]!.slice()], labels };
}

/** Largest slope of the penalised mean loss, a standard column wide, along a coefficient that may still move. */
function worstSlope(
  X: readonly Float64Array[],
  labels: Uint8Array,
  fit: LogisticFit,
  { lambda, nonNegative }: LogisticOptions,
): number {
  const n = labels.length;
  const residual = logisticLogOdds(fit, X, n).map((z, i) => 1 / (1 + Math.exp(-z)) - labels[i]!);
  const slopes = X.map((column, j) => {
    const beta = fit.coefficients[j]!;
    const width = Math.sqrt(column.reduce((sum, x) => sum + x * x, 0) / n);
    const slope = column.reduce((sum, x, i) => sum + x * residual[i]!, lambda * beta) / n / width;
    return nonNegative && beta === 0 ? Math.max(0, -slope) : Math.abs(slope);
  });
  return Math.max(Math.abs(residual.reduce((sum, r) => sum + r, 0)) / n, ...slopes);
}

function largestGap(fit: LogisticFit, known: LogisticFit): number {
  const gaps = Array.from(fit.coefficients, (beta, j) => Math.abs(beta - known.coefficients[j]!));
  return Math.max(Math.abs(fit.intercept - known.intercept), ...gaps);
}
