/**
 * Months and columns as small numbers around 0. An amount becomes three inputs: whether it is known, whether it is not 0,
 * and how large it is beside others that are not 0. All inputs of an unknown month, or of an average column, are 0.
 */
import { selectColumns, type Matrix } from '../../src/core/matrix.ts';
import type { SequenceRows } from './rows.ts';

/** Inputs of one channel in one month: known, not 0, size. */
export const INPUTS_PER_CELL = 3;
/** Sizes further out say no more: one huge bill must not outweigh a year. */
const FURTHEST = 6;

/** How inputs are centred and spread; by training rows. */
export interface SequenceScales {
  /** Of the logarithms of each channel's known values that are not 0, `[channels]`. */
  readonly channelMean: Float64Array;
  readonly channelSpread: Float64Array;
  /** Of the logarithms of each static column's present values, `[statics]`. */
  readonly staticMean: Float64Array;
  readonly staticSpread: Float64Array;
}

/** The network's two inputs for some rows. */
export interface EncodedRows {
  readonly nRows: number;
  /** `[nRows × months × channels × 3]`. */
  readonly months: Float32Array;
  /** `[nRows × statics × 2]`: size, whether it is missing. */
  readonly statics: Float32Array;
}

/**
 * Measures the scales of training rows. A channel or column that never varies has spread 1.
 *
 * @param weights of each row, positive; all 1 when absent
 */
export function measureScales(
  { channels, months, values, mask, statics }: SequenceRows,
  weights?: Float64Array,
): SequenceScales {
  const width = channels.length;
  const weightOf = (row: number): number => (weights ? weights[row]! : 1);
  const sums = channels.map(() => new Moments());
  for (let place = 0; place < values.length; place++)
    if (mask[place] === 1 && values[place] !== 0)
      sums[place % width]!.add(magnitude(values[place]!), weightOf(Math.floor(place / width / months)));
  const columns = statics.columns.map((column) => {
    const moments = new Moments();
    for (const [i, value] of column.entries())
      if (value === value) moments.add(magnitude(value), weightOf(i));
    return moments;
  });
  return {
    channelMean: Float64Array.from(sums, (one) => one.mean),
    channelSpread: Float64Array.from(sums, (one) => one.spread),
    staticMean: Float64Array.from(columns, (one) => one.mean),
    staticSpread: Float64Array.from(columns, (one) => one.spread),
  };
}

/** Encodes the chosen rows, in their order. */
export function encodeRows(
  { scales, features }: { readonly scales: SequenceScales; readonly features: readonly string[] },
  rows: SequenceRows,
  chosen: Int32Array,
): EncodedRows {
  const statics = selectColumns(rows.statics, features);
  return {
    nRows: chosen.length,
    months: encodeMonths(scales, rows, chosen),
    statics: encodeStatics(scales, statics, chosen),
  };
}

function encodeMonths(scales: SequenceScales, rows: SequenceRows, chosen: Int32Array): Float32Array {
  const { channels, months, values, mask } = rows;
  const width = channels.length;
  const cells = months * width;
  const inputs = new Float32Array(chosen.length * cells * INPUTS_PER_CELL);
  for (let i = 0; i < chosen.length; i++)
    for (let cell = 0; cell < cells; cell++) {
      const from = chosen[i]! * cells + cell;
      if (mask[from] === 0) continue;
      const to = (i * cells + cell) * INPUTS_PER_CELL;
      inputs[to] = 1;
      if (values[from] === 0) continue;
      inputs[to + 1] = 1;
      const channel = cell % width;
      inputs[to + 2] = sized(values[from]!, scales.channelMean[channel]!, scales.channelSpread[channel]!);
    }
  return inputs;
}

function encodeStatics(
  { staticMean, staticSpread }: SequenceScales,
  { columns }: Matrix,
  chosen: Int32Array,
): Float32Array {
  const inputs = new Float32Array(chosen.length * columns.length * 2);
  for (const [j, column] of columns.entries())
    for (let i = 0; i < chosen.length; i++) {
      const value = column[chosen[i]!]!;
      const to = (i * columns.length + j) * 2;
      if (value === value) inputs[to] = sized(value, staticMean[j]!, staticSpread[j]!);
      else inputs[to + 1] = 1;
    }
  return inputs;
}

function sized(value: number, mean: number, spread: number): number {
  const size = (magnitude(value) - mean) / spread;
  return Math.max(-FURTHEST, Math.min(FURTHEST, size));
}

/** Money spans five orders of magnitude; a logarithm that keeps the sign and passes through 0. */
function magnitude(value: number): number {
  return Math.sign(value) * Math.log1p(Math.abs(value));
}

/** Running weighted mean and variance (West, 1979). */
class Moments {
  private total = 0;
  private squares = 0;
  mean = 0;

  add(value: number, weight: number): void {
    this.total += weight;
    const step = value - this.mean;
    this.mean += (step * weight) / this.total;
    this.squares += weight * step * (value - this.mean);
  }

  get spread(): number {
    const variance = this.total === 0 ? 0 : this.squares / this.total;
    return variance > 1e-12 ? Math.sqrt(variance) : 1;
  }
}
