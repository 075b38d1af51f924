import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matrixFromRows } from '../../src/core/matrix.ts';
import type { BoostedTrees } from '../boosting/fit.ts';
import { boostingLogOdds, gbdt } from '../boosting/model.ts';
import { interventionalShap } from '../tree/shap-interventional.ts';
import { treeInteractions } from '../tree/shap-interactions.ts';
import { treeShap } from '../tree/shap.ts';
import { foreignModels, imported, largestGap, rowsFor, toleranceOf } from './test-support.ts';

const foreign = foreignModels(
  readFileSync(new URL('./oracles/foreign-models.json', import.meta.url), 'utf8'),
);

const explained = foreign.cases.filter(({ shap }) => shap);

describe.each(explained)('$format: $name', (known) => {
  const model = imported(known);
  const X = rowsFor(model, known.shap!.rows);
  const tolerance = toleranceOf(known);
  const { bias, values } = known.shap!;

  it('has the attributions shap gives', () => {
    const ours = gbdt.explain(model, X);

    expect(Math.abs(ours.bias - bias)).toBeLessThanOrEqual(tolerance);
    expect(largestGap(ours.values, values.flat())).toBeLessThanOrEqual(tolerance);
  });
});

describe.each(explained.filter(({ shap }) => shap?.interactions))('$format: $name', (known) => {
  it('has the interactions shap gives', () => {
    const model = imported(known);
    const { values } = treeInteractions(model.trees, rowsFor(model, known.shap!.rows));

    expect(largestGap(values, known.shap!.interactions!.flat(2))).toBeLessThanOrEqual(toleranceOf(known));
  });
});

describe.each(explained.filter(({ shap }) => shap?.interventional))('$format: $name', (known) => {
  it('has the attributions shap gives against a background', () => {
    const model = imported(known);
    const { rows, background, interventional } = known.shap!;
    const { values } = interventionalShap(model.trees, rowsFor(model, rows), rowsFor(model, background!));

    // shap's own code for this is of single precision inside: it adds up to about 1e-8 only.
    expect(largestGap(values, interventional!.flat())).toBeLessThanOrEqual(
      Math.max(toleranceOf(known), 1e-7),
    );
  });
});

const ofCategories = [
  foreign.cases.find(({ name }) => name === 'categories')!,
  ...foreignModels(readFileSync(new URL('./oracles/xgboost-categories.json', import.meta.url), 'utf8')).cases,
];

describe.each(ofCategories)('a model with categories: $format, $name', (known) => {
  it('has the attributions its program gives, although its sets became chains of thresholds', () => {
    const model = imported(known);
    const { bias, values } = treeShap(model.trees, rowsFor(model, known.rows));
    const tolerance = toleranceOf(known);

    const theirs = known.contributions!.map((row) => row.map((value) => value ?? Number.NaN));
    expect(Math.abs(bias + model.base - theirs[0]!.at(-1)!)).toBeLessThanOrEqual(tolerance);
    expect(
      largestGap(
        values,
        theirs.flatMap((row) => row.slice(0, -1)),
      ),
    ).toBeLessThanOrEqual(tolerance);
  });
});

describe('attributions of any rows', () => {
  const models = foreign.cases.map((known) => imported(known));
  const cell = fc.oneof(fc.double({ min: -4, max: 14, noNaN: true }), fc.constant(Number.NaN));
  const rows = fc.array(fc.array(cell, { minLength: 6, maxLength: 6 }), { minLength: 1, maxLength: 5 });

  it('add up: each way, to the score', () => {
    fc.assert(
      fc.property(fc.constantFrom(...models), rows, rows, (model, some, others) => {
        const X = matrixFromRows(model.features, some);
        const scores = boostingLogOdds(model, X).map((score) => score - model.base);
        const against = interventionalShap(model.trees, X, matrixFromRows(model.features, others));
        const together = treeInteractions(model.trees, X);

        expect(largestGap(rowSums(against.values, 6, against.bias), [...scores])).toBeLessThanOrEqual(1e-9);
        expect(largestGap(rowSums(together.values, 36, together.bias), [...scores])).toBeLessThanOrEqual(
          1e-9,
        );
        expect(
          largestGap(rowSums(together.values, 6, 0), [...treeShap(model.trees, X).values]),
        ).toBeLessThanOrEqual(1e-9);
      }),
      { seed: 11, numRuns: 150 },
    );
  });

  it('against a background are the Shapley values of the mean score, by their definition', () => {
    fc.assert(
      fc.property(fc.constantFrom(...models), rows, rows, (model, [row], others) => {
        const X = matrixFromRows(model.features, [row!]);
        const { values } = interventionalShap(model.trees, X, matrixFromRows(model.features, others));

        expect(largestGap(values, byDefinition(model, row!, others))).toBeLessThanOrEqual(1e-9);
      }),
      { seed: 13, numRuns: 100 },
    );
  });

  it('are the same in both orders of a pair', () => {
    const { values } = treeInteractions(models[0]!.trees, rowsFor(models[0]!, foreign.cases[0]!.rows));

    for (let i = 0; i < values.length / 36; i++)
      for (let j = 0; j < 6; j++)
        for (let k = 0; k < j; k++)
          expect(values[i * 36 + j * 6 + k]).toBeCloseTo(values[i * 36 + k * 6 + j]!, 12);
  });

  it('need a background', () => {
    const model = models[0]!;
    const X = rowsFor(model, foreign.cases[0]!.rows);

    expect(() => interventionalShap(model.trees, X, matrixFromRows(model.features, []))).toThrow(
      /background/,
    );
  });
});

function rowSums(values: Float64Array, width: number, bias: number): Float64Array {
  return Float64Array.from({ length: values.length / width }, (_, i) =>
    values.subarray(i * width, (i + 1) * width).reduce((sum, value) => sum + value, bias),
  );
}

/** φ_j = Σ over sets S without j of |S|!(p−|S|−1)!/p! · (v(S ∪ j) − v(S)), v(S) the mean score with S from the row. */
function byDefinition(
  model: BoostedTrees,
  row: readonly number[],
  others: readonly (readonly number[])[],
): number[] {
  const p = row.length;
  const mixed = Array.from({ length: 2 ** p }, (_, set) =>
    others.map((other) => other.map((value, j) => (set & (1 << j) ? row[j]! : value))),
  );
  const scores = boostingLogOdds(model, matrixFromRows(model.features, mixed.flat()));
  const worth = mixed.map((_, set) =>
    others.reduce((sum, _other, n) => sum + scores[set * others.length + n]! / others.length, 0),
  );
  const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));
  return row.map((_, j) =>
    worth.reduce((phi, without, set) => {
      if (set & (1 << j)) return phi;
      const size = set.toString(2).replaceAll('0', '').length;
      return (
        phi +
        ((factorial(size) * factorial(p - size - 1)) / factorial(p)) * (worth[set | (1 << j)]! - without)
      );
    }, 0),
  );
}
