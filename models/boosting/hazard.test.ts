import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auc } from '../../eval/index.ts';
import { matrix, takeRows, type Matrix } from '../../src/core/matrix.ts';
import { normal, seededRng } from '../../src/core/rng.ts';
import { sigmoid } from '../link.ts';
import { fitBoosting } from './fit.ts';
import { gbdt } from './model.ts';
import { fitHazard, type Histories } from './hazard.ts';
import { predictHazard } from './hazard-model.ts';
import { boostingDefaults } from './options.ts';

const oracle = JSON.parse(
  readFileSync(new URL('./oracles/hazard.json', import.meta.url), 'utf8'),
) as Readonly<{
  horizons: readonly number[];
  kind: readonly number[];
  months: readonly number[];
  happened: readonly number[];
  events: number;
  probability_by_horizon: readonly (readonly number[])[];
}>;
const horizons = [3, 6, 12];
const options = { ...boostingDefaults, rounds: 60, rowShare: 1, featureShare: 1, minChildRows: 10 };
const train = households(3000, 'train', 0.03);
const later = households(3000, 'later', 0);
const model = fitHazard(train.X, train.histories, horizons, options, seededRng(1));

describe('the hazard over several horizons', () => {
  it('gives probabilities that never cross, for any row', () => {
    const cell = fc.oneof(
      fc.double({ min: -5, max: 5, noNaN: true }),
      fc.constantFrom(Number.NaN, 1e300, -1e300),
    );
    fc.assert(
      fc.property(cell, cell, cell, (a, b, c) => {
        const row = matrix(
          train.X.names,
          [a, b, c].map((x) => Float64Array.of(x)),
        );
        const p = predictHazard(model, row).map((column) => column[0]!);
        for (const [k, value] of p.entries()) {
          expect(value).toBeGreaterThan(p[k - 1] ?? 0);
          expect(value).toBeLessThan(1);
        }
      }),
      { seed: 6, numRuns: 200 },
    );
  });

  it('agrees with what came to later households, and ranks them at every horizon', () => {
    const p = predictHazard(model, later.X);
    for (const [k, end] of horizons.entries()) {
      const came = Uint8Array.from(later.histories.months, (months, i) =>
        Number(later.histories.happened[i] === 1 && months <= end),
      );
      const mean = (values: ArrayLike<number>): number =>
        Array.from(values).reduce((a, b) => a + b, 0) / values.length;
      expect(Math.abs(mean(p[k]!) / mean(came) - 1)).toBeLessThan(0.1);
      expect(auc(came, p[k]!)).toBeGreaterThan(auc(came, later.truth) - 0.03);
    }
  });

  it('is not misled by watching that ended early: censored households count only while they were watched', () => {
    const naive = Uint8Array.from(train.histories.months, (months, i) =>
      Number(train.histories.happened[i] === 1 && months <= 12),
    );
    const mean = (values: ArrayLike<number>): number =>
      Array.from(values).reduce((a, b) => a + b, 0) / values.length;
    const truth = mean(later.histories.happened);

    expect(mean(naive) / truth).toBeLessThan(0.9);
    expect(Math.abs(mean(predictHazard(model, later.X)[2]!) / truth - 1)).toBeLessThan(0.1);
  });

  it("ends at scikit-learn's logistic regression on the periods that households were watched through", () => {
    const X = matrix(['kind'], [Float64Array.from(oracle.kind)]);
    const histories = {
      months: Float64Array.from(oracle.months),
      happened: Uint8Array.from(oracle.happened),
    };
    const free = {
      ...options,
      rounds: 200,
      learningRate: 0.3,
      lambda: 0,
      minChildHessian: 0,
      minChildRows: 1,
    };
    const fitted = fitHazard(X, histories, oracle.horizons, free, seededRng(1));
    const kinds = matrix(['kind'], [Float64Array.of(0, 1, 2)]);

    const found = predictHazard(fitted, kinds);

    for (const [kind, row] of oracle.probability_by_horizon.entries())
      for (const [k, p] of row.entries()) expect(found[k]![kind]).toBeCloseTo(p, 6);
  });

  it('is the model of log loss on a row for each household and period, written out by hand', () => {
    const { months, happened } = train.histories;
    const rows: { household: number; period: number; label: number }[] = [];
    for (const [household, count] of months.entries())
      for (const [period, [start, end]] of [
        [0, 3],
        [3, 6],
        [6, 12],
      ].entries()) {
        const isEvent = happened[household] === 1 && count > start! && count <= end!;
        if (isEvent || count >= end!) rows.push({ household, period, label: Number(isEvent) });
      }
    const expanded = takeRows(
      train.X,
      rows.map(({ household }) => household),
    );
    const period = Float64Array.from(rows, (row) => row.period);
    const X = matrix([...expanded.names, 'period'], [...expanded.columns, period]);
    const y = Uint8Array.from(rows, ({ label }) => label);
    const few = { ...options, maxBins: 40 };
    const coarse = (from: Matrix): Matrix => ({
      ...from,
      columns: from.columns.map((column) => column.map((x) => Math.round(2 * x))),
    });

    const ours = fitHazard(coarse(train.X), train.histories, horizons, few, seededRng(1));
    const byHand = fitBoosting(
      coarse({ ...X, columns: X.columns.map((c, j) => (j < 3 ? c : c.map((k) => k / 2))) }),
      y,
      few,
      seededRng(1),
    );

    expect(ours.trees).toEqual(byHand.trees);
    const first = coarse(train.X);
    const p = gbdt.predict(byHand, matrix(X.names, [...first.columns, new Float64Array(first.nRows)]));
    const [within3] = predictHazard(ours, first);
    for (const [i, value] of p.entries()) expect(within3![i]).toBeCloseTo(value, 12);
  });

  it.each([
    ['JZ_UNIT_INVALID', [6, 3], {}],
    ['JZ_UNIT_INVALID', [], {}],
    ['JZ_UNIT_INVALID', horizons, { months: new Float64Array(3000) }],
    ['JZ_LABEL_ONE_CLASS', horizons, { happened: new Uint8Array(3000) }],
    ['JZ_MATRIX_SHAPE', horizons, { happened: new Uint8Array(3) }],
  ])('refuses with %s', (code, ends, part: Partial<Histories>) => {
    const fit = () => fitHazard(train.X, { ...train.histories, ...part }, ends, options, seededRng(1));

    expect(fit).toThrow(expect.objectContaining({ code }));
  });
});

/** Monthly hazards of 12 months that two columns tell; watching ends early with the given monthly chance. */
function households(
  count: number,
  seed: string,
  leaving: number,
): { X: Matrix; histories: Histories; truth: Float64Array } {
  const rng = seededRng(seed);
  const columns = [0, 1, 2].map(() => Float64Array.from({ length: count }, () => normal(rng)));
  const truth = columns[0]!.map((x, i) => -3.6 + x + 0.5 * columns[1]![i]!);
  const months = new Float64Array(count);
  const happened = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    while (months[i]! < 12 && happened[i] === 0) {
      months[i]!++;
      if (rng.next() < sigmoid(truth[i]!)) happened[i] = 1;
      else if (rng.next() < leaving) break;
    }
  }
  return { X: matrix(['a', 'b', 'noise'], columns), histories: { months, happened }, truth };
}
