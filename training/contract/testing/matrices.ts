/**
 * Material for families that eat matrices, whatever their outcomes are.
 */
import fc from 'fast-check';
import { allRows } from '../../../models/check.ts';
import type { Histories } from '../../../models/boosting/hazard.ts';
import { learnableSample, sampleNames, type Sample } from '../../../models/test-support.ts';
import {
  matrix,
  matrixFromRows,
  selectColumns,
  takeLabels,
  takeRows,
  takeValues,
  type Matrix,
} from '../../../src/core/matrix.ts';
import type { Material, Unlearnable } from './subject.ts';

/** Rows of a matrix with what became of each. */
export interface MatrixData<Outcome> {
  readonly X: Matrix;
  readonly y: Outcome;
}

interface Outcomes<Outcome> {
  readonly of: (sample: Sample) => Outcome;
  readonly take: (y: Outcome, rows: ArrayLike<number>) => Outcome;
  /** Of so many rows, whatever they are. */
  readonly none: (n: number) => Outcome;
  readonly unlearnable: (y: Outcome) => readonly Unlearnable<Outcome>[];
}

const anyCell = fc.oneof(
  fc.double({ min: -4, max: 4, noNaN: true }),
  fc.constantFrom(Number.NaN, 0, -0, 7, 1e300, -1e300, Number.MIN_VALUE),
);
const width = sampleNames.length;
const anyRows = fc.array(fc.array(anyCell, { minLength: width, maxLength: width }), {
  minLength: 1,
  maxLength: 8,
});
/** Columns of the sample that say nothing. */
export const uselessColumns = [sampleNames.indexOf('constant'), sampleNames.indexOf('empty')];
const spoiltRow = 123;

/** The learnable sample with outcomes of one kind. */
export function matrices<Outcome>(outcomes: Outcomes<Outcome>): Material<MatrixData<Outcome>> {
  const drawn = (rows: number, seed: string): MatrixData<Outcome> => {
    const sample = learnableSample(rows, seed);
    return { X: sample.X, y: outcomes.of(sample) };
  };
  const rowsAlone = (rows: readonly (readonly number[])[]): MatrixData<Outcome> => ({
    X: matrixFromRows(sampleNames, rows),
    y: outcomes.none(rows.length),
  });
  return {
    ...{ train: drawn(400, 'train'), later: drawn(600, 'later'), few: drawn(220, 'few') },
    rowsOf: ({ X }) => X.nRows,
    take: ({ X, y }, rows) => ({ X: takeRows(X, rows), y: outcomes.take(y, rows) }),
    copy: ({ X, y }) => ({ X: takeRows(X, allRows(X.nRows)), y: outcomes.take(y, allRows(X.nRows)) }),
    rearranged: ({ X, y }) => {
      const names = [...X.names].reverse();
      const beside = new Float64Array(X.nRows).fill(1e9);
      return { X: matrix(['other', ...names], [beside, ...selectColumns(X, names).columns]), y };
    },
    lacking: ({ X, y }) => ({ data: { X: selectColumns(X, X.names.slice(1)), y }, column: X.names[0]! }),
    spoilt: (data, value) => ({
      data: { ...data, X: withCell(data.X, 'noise', value) },
      ...{ column: 'noise', row: spoiltRow },
    }),
    ragged: ({ X, y }) => [
      { X, y: outcomes.take(y, allRows(X.nRows - 1)) },
      { X: takeRows(X, allRows(X.nRows - 1)), y },
    ],
    unlearnable: ({ X, y }) =>
      outcomes.unlearnable(y).map(({ data, ...how }) => ({ ...how, data: { X, y: data } })),
    wild: anyRows.map(rowsAlone),
    effort: { runs: 50, alone: 60 },
  };
}

function withCell(X: Matrix, name: string, value: number): Matrix {
  const columns = X.columns.map((column, j) => {
    if (X.names[j] !== name) return column;
    const changed = column.slice();
    changed[spoiltRow] = value;
    return changed;
  });
  return { ...X, columns };
}

/** The rows again, every one with the same value in a column. */
export function withColumn<Outcome>(
  { X, y }: MatrixData<Outcome>,
  name: string,
  value: number,
): MatrixData<Outcome> {
  const columns = X.columns.map((column, j) => (X.names[j] === name ? column.map(() => value) : column));
  return { X: { ...X, columns }, y };
}

/** One row many times, its `signal` rising. */
export function sweepOf<Outcome>({ X, y }: MatrixData<Outcome>, row: number): MatrixData<Outcome> {
  const steps = 61;
  const columns = X.columns.map((column, j) =>
    Float64Array.from({ length: steps }, (_, k) => (X.names[j] === 'signal' ? (k - 30) / 8 : column[row]!)),
  );
  return { X: matrix(X.names, columns), y };
}

/** Labels of 0 and 1. */
export const labels = matrices<Uint8Array>({
  of: ({ y }) => y,
  take: takeLabels,
  none: (n) => new Uint8Array(n),
  unlearnable: (y) =>
    [0, 1].map((value) => ({
      ...{ what: `labels of ${value} alone`, data: y.map(() => value) },
      ...{ code: 'JZ_LABEL_ONE_CLASS', details: { value } },
    })),
});

const notNumber = {
  what: 'an amount that is not a number',
  ...{ code: 'JZ_VALUE_INVALID', details: { row: 7 } },
};
const spoiltAmounts = (y: Float64Array): Float64Array => y.map((value, i) => (i === 7 ? Number.NaN : value));

/** Amounts that grow with `signal`, and more where the label is 1. */
export const amounts = matrices<Float64Array>({
  of: ({ X, y }) => X.columns[0]!.map((signal, i) => 3 * signal + 2 * y[i]!),
  take: takeValues,
  none: (n) => new Float64Array(n),
  unlearnable: (y) => [{ ...notNumber, data: spoiltAmounts(y) }],
});

/** Counts of the same kind. */
export const counts = matrices<Float64Array>({
  of: ({ X, y }) => X.columns[0]!.map((signal, i) => Math.max(0, Math.round(1.5 * signal + 2 * y[i]!))),
  take: takeValues,
  none: (n) => new Float64Array(n),
  unlearnable: (y) => [
    { ...notNumber, data: spoiltAmounts(y) },
    ...[-1, 0].map((value) => ({
      ...{ what: `counts of ${value} alone`, data: y.map(() => value) },
      ...{ code: 'JZ_VALUE_INVALID', details: { row: 0, value } },
    })),
  ],
});

/** Horizons of the histories. */
export const horizons = [3, 6, 12];

/** Months until the label came true, the sooner the higher `signal`; some rows are watched for six months only. */
export const histories = matrices<Histories>({
  of: ({ X, y }) => ({
    happened: y,
    months: X.columns[0]!.map((signal, i) => {
      if (y[i] === 0) return i % 10 === 0 ? 6 : 12;
      return signal > 1 ? 3 : signal > 0 ? 6 : 12;
    }),
  }),
  take: ({ months, happened }, rows) => ({
    months: takeValues(months, rows),
    happened: takeLabels(happened, rows),
  }),
  none: (n) => ({ months: new Float64Array(n).fill(1), happened: new Uint8Array(n) }),
  unlearnable: ({ months, happened }) => [
    {
      ...{ what: 'no event', data: { months, happened: happened.map(() => 0) } },
      ...{ code: 'JZ_LABEL_ONE_CLASS', details: { value: 0 } },
    },
    {
      ...{
        what: 'nothing but events',
        data: { months: months.map(() => 3), happened: happened.map(() => 1) },
      },
      ...{ code: 'JZ_LABEL_ONE_CLASS', details: { value: 1 } },
    },
    {
      ...{ what: 'no month watched', data: { months: months.map(() => 0), happened } },
      ...{ code: 'JZ_UNIT_INVALID', details: { value: 0 } },
    },
  ],
});
