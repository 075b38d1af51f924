/**
 * Material for families that eat monthly sequences.
 */
import fc from 'fast-check';
import { allRows } from '../../../models/check.ts';
import type { SequencePart } from '../../../models/sequence/fit.ts';
import { drawSample, sampleMonths } from '../../../models/sequence/test-support.ts';
import {
  matrix,
  selectColumns,
  takeLabels,
  takeRows,
  takeValues,
  type Matrix,
} from '../../../src/core/matrix.ts';
import type { Material } from './subject.ts';

const channels = ['income', 'bills'];
/** Cells of a row of months. */
export const monthCells = sampleMonths * channels.length;
const staticNames = ['debt', 'noise', 'constant'];
const spoiltRow = 23;

const wildCell = fc.oneof(
  fc.float({ min: -400_000, max: 400_000, noNaN: true }),
  fc.constantFrom(0, 3e38, -3e38),
);
const wildStatic = fc.oneof(
  fc.double({ min: -4, max: 4, noNaN: true }),
  fc.constantFrom(Number.NaN, 1e300, -1e300),
);
const wildRow = fc.record({
  values: fc.array(wildCell, { minLength: monthCells, maxLength: monthCells }),
  mask: fc.array(fc.constantFrom(0, 1), { minLength: monthCells, maxLength: monthCells }),
  statics: fc.array(wildStatic, { minLength: staticNames.length, maxLength: staticNames.length }),
});

/** Months of two channels beside three columns, with what came of each household. */
export const sequences: Material<SequencePart> = {
  ...{ train: drawn(400, 'train'), later: drawn(600, 'later'), few: drawn(60, 'few') },
  rowsOf: ({ rows }) => rows.nRows,
  take,
  copy: (part) => take(part, allRows(part.rows.nRows)),
  rearranged: (part) => {
    const { statics } = part.rows;
    const beside = new Float64Array(statics.nRows).fill(1e9);
    const turned = selectColumns(statics, [...statics.names].reverse());
    return withStatics(part, matrix(['other', ...turned.names], [beside, ...turned.columns]));
  },
  lacking: (part) => {
    const { statics } = part.rows;
    const kept = selectColumns(statics, statics.names.slice(1));
    return { data: withStatics(part, kept), column: statics.names[0]! };
  },
  spoilt: (part, value) => {
    const { statics } = part.rows;
    const columns = statics.columns.map((column) => column.slice());
    columns[1]![spoiltRow] = value;
    return { data: withStatics(part, { ...statics, columns }), column: 'noise', row: spoiltRow };
  },
  ragged: ({ rows, histories }) => {
    const fewer = allRows(rows.nRows - 1);
    return [
      { rows, histories: take({ rows, histories }, fewer).histories },
      { rows: take({ rows, histories }, fewer).rows, histories },
    ];
  },
  unlearnable: ({ rows, histories: { months, happened } }) => [
    {
      ...{ what: 'no event', data: { rows, histories: { months, happened: happened.map(() => 0) } } },
      ...{ code: 'JZ_LABEL_ONE_CLASS', details: { value: 0 } },
    },
    {
      what: 'nothing but events',
      data: { rows, histories: { months: months.map(() => 3), happened: happened.map(() => 1) } },
      ...{ code: 'JZ_LABEL_ONE_CLASS', details: { value: 1 } },
    },
  ],
  wild: fc.array(wildRow, { minLength: 1, maxLength: 8 }).map((rows) => ({
    rows: {
      ...{ nRows: rows.length, months: sampleMonths, channels },
      values: Float32Array.from(rows.flatMap(({ values }) => values)),
      mask: Uint8Array.from(rows.flatMap(({ mask }) => mask)),
      statics: matrix(
        staticNames,
        staticNames.map((_, j) => Float64Array.from(rows, ({ statics }) => statics[j]!)),
      ),
    },
    histories: {
      months: new Float64Array(rows.length).fill(3),
      happened: new Uint8Array(rows.length),
    },
  })),
  effort: { runs: 6, alone: 4 },
};

function drawn(nRows: number, seed: string): SequencePart {
  const { rows, histories } = drawSample(nRows, seed);
  const columns = [...rows.statics.columns, new Float64Array(nRows).fill(7)];
  return { rows: { ...rows, statics: matrix(staticNames, columns) }, histories };
}

function withStatics(part: SequencePart, statics: Matrix): SequencePart {
  return { ...part, rows: { ...part.rows, statics } };
}

function take({ rows, histories }: SequencePart, chosen: ArrayLike<number>): SequencePart {
  const nRows = chosen.length;
  const values = new Float32Array(nRows * monthCells);
  const mask = new Uint8Array(nRows * monthCells);
  for (let i = 0; i < nRows; i++) {
    const from = chosen[i]! * monthCells;
    values.set(rows.values.subarray(from, from + monthCells), i * monthCells);
    mask.set(rows.mask.subarray(from, from + monthCells), i * monthCells);
  }
  return {
    rows: { ...rows, nRows, values, mask, statics: takeRows(rows.statics, chosen) },
    histories: {
      months: takeValues(histories.months, chosen),
      happened: takeLabels(histories.happened, chosen),
    },
  };
}
