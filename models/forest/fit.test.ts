import { describe, expect, it } from 'vitest';
import { auc } from '../../eval/index.ts';
import { matrix } from '../../src/core/matrix.ts';
import { seededRng } from '../../src/core/rng.ts';
import { allRows } from '../check.ts';
import { learnableSample } from '../test-support.ts';
import { binMatrix } from '../tree/bins.ts';
import { fitForest, forestDefaults, growForest, type ForestTask, type OutOfBagFit } from './fit.ts';
import { forest, forestShare } from './model.ts';

const options = { ...forestDefaults, trees: 30 };
const { X, y } = learnableSample(300, 'forest');
const fiveARow = Int32Array.from({ length: 300 }, (_, row) => Math.floor(row / 5));

describe('out-of-bag predictions', () => {
  it("do not depend on the labels of the row's own group", () => {
    const misled = y.map((label, row) => (fiveARow[row] === 7 ? 1 - label : label));

    const told = grow({ y, groups: fiveARow });
    const lied = grow({ y: misled, groups: fiveARow });

    const of = ({ outOfBag }: OutOfBagFit): number[] => [...outOfBag.slice(35, 40)];
    expect(of(lied)).toEqual(of(told));
    expect(lied.outOfBag).not.toEqual(told.outOfBag);
  });

  it('know nothing of a group from its other rows, and would if rows were drawn alone', () => {
    const rng = seededRng('leak');
    const luck = Array.from({ length: 60 }, () => rng.int(2));
    const leaky = {
      X: matrix(['group'], [Float64Array.from(fiveARow)]),
      y: Uint8Array.from(fiveARow, (group) => luck[group]!),
    };

    const honest = grow({ ...leaky, groups: fiveARow }, { ...options, minChildRows: 1 });
    const alone = grow({ ...leaky, groups: allRows(300) }, { ...options, minChildRows: 1 });

    expect(auc(leaky.y, alone.outOfBag)).toBeGreaterThan(0.95);
    expect(auc(leaky.y, honest.outOfBag)).toBeLessThan(0.65);
  });

  it('agree on average with the labels', () => {
    const { outOfBag } = grow({ y, groups: allRows(300) });
    const mean = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0) / 300;

    expect(outOfBag.every((share) => share >= 0 && share <= 1)).toBe(true);
    expect(Math.abs(mean(outOfBag) - mean(y))).toBeLessThan(0.03);
    expect(auc(y, outOfBag)).toBeGreaterThan(0.75);
  });

  it('are missing for rows that every tree saw, and only for those', () => {
    const { outOfBag } = grow({ y, groups: allRows(300) }, { ...options, trees: 1 });

    const unseen = outOfBag.filter((share) => !Number.isNaN(share)).length / 300;
    expect(unseen).toBeGreaterThan(0.3);
    expect(unseen).toBeLessThan(0.45);
  });
});

describe('a forest', () => {
  it('gives the share of positives, never surer than one in four hundred', () => {
    const column = Float64Array.from({ length: 200 }, (_, i) => i);
    const separated = matrix(['x'], [column]);
    const labels = Uint8Array.from(column, (x) => Number(x >= 100));
    const fitted = fitForest(separated, labels, options, seededRng(1));

    const shares = forestShare(fitted, separated);
    const p = forest.predict(fitted, separated);

    expect([shares[0], shares[199]]).toEqual([0, 1].map((share) => expect.closeTo(share, 12) as number));
    expect([p[0], p[199]]).toEqual([1 / 400, 399 / 400].map((edge) => expect.closeTo(edge, 12) as number));
  });

  it('has attributions of nothing for a row at the average, not of NaN', () => {
    const column = new Float64Array(100).fill(3);
    const labels = Uint8Array.from(column, (_, i) => Number(i % 4 === 0));
    const fitted = fitForest(matrix(['x'], [column]), labels, options, seededRng(1));

    const { bias, values } = forest.explain(fitted, matrix(['x'], [Float64Array.of(3)]));

    expect([...values]).toEqual([0]);
    expect(1 / (1 + Math.exp(-bias))).toBeCloseTo(0.25, 1);
  });
});

function grow(task: Pick<ForestTask, 'y' | 'groups'> & { X?: typeof X }, chosen = options): OutOfBagFit {
  const rows = task.X ?? X;
  const data = binMatrix(rows, chosen.maxBins);
  return growForest(
    { data, names: rows.names, y: task.y, train: allRows(rows.nRows), groups: task.groups },
    chosen,
    seededRng('grow'),
  );
}
