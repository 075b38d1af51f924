/**
 * What the sequence model reads: months of several channels with a mask, and columns that do not change by month.
 */
import { JzError } from '../../src/core/errors/index.ts';
import type { Matrix } from '../../src/core/matrix.ts';
import { allRows, checkFinite } from '../check.ts';

/** Rows to learn from or to predict. */
export interface SequenceRows {
  readonly nRows: number;
  /** Months of each row, oldest first. */
  readonly months: number;
  readonly channels: readonly string[];
  /** `[nRows × months × channels]`; not read where the mask is 0. */
  readonly values: Float32Array;
  /** The same shape: 1 = known. */
  readonly mask: Uint8Array;
  /** `[nRows × statics]`, `NaN` = missing. May have no column. */
  readonly statics: Matrix;
}

/**
 * Checks that lengths agree and that what is known is a finite number.
 *
 * @throws JZ_MATRIX_SHAPE, JZ_SEQUENCE_NOT_NUMBER naming row, month and channel, JZ_MATRIX_NOT_FINITE
 */
export function checkSequenceRows(rows: SequenceRows): void {
  const { nRows, months, channels, values, mask, statics } = rows;
  const cells = nRows * months * channels.length;
  if (channels.length === 0 || months === 0) throw shape('no channel or no month');
  if (values.length !== cells || mask.length !== cells)
    throw shape(
      `${values.length} values and ${mask.length} masks for ${nRows} × ${months} × ${channels.length}`,
    );
  if (statics.nRows !== nRows) throw shape(`${statics.nRows} rows of static columns for ${nRows} rows`);
  const bad = values.findIndex((value, place) => mask[place] === 1 && !Number.isFinite(value));
  if (bad >= 0) throw notNumber(rows, bad);
  checkFinite(statics, allRows(nRows));
}

/**
 * Checks that rows have the months, channels and static columns a model was fitted on; static columns in any order.
 *
 * @throws JZ_MATRIX_SHAPE
 */
export function checkSameMonths(
  { months, channels }: Pick<SequenceRows, 'months' | 'channels'>,
  rows: SequenceRows,
): void {
  if (rows.months !== months) throw shape(`${rows.months} months, the model reads ${months}`);
  if (rows.channels.join('\n') !== channels.join('\n'))
    throw shape(`channels ${rows.channels.join(', ')}; the model reads ${channels.join(', ')}`);
}

function notNumber({ months, channels, values }: SequenceRows, place: number): JzError {
  const width = channels.length;
  return new JzError('JZ_SEQUENCE_NOT_NUMBER', {
    channel: channels[place % width]!,
    month: Math.floor(place / width) % months,
    row: Math.floor(place / width / months),
    value: String(values[place]),
  });
}

function shape(problem: string): JzError {
  return new JzError('JZ_MATRIX_SHAPE', { problem });
}
