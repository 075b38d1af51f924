/**
 * Weights of training rows.
 */
import { JzError } from '../src/core/errors/index.ts';
import type { Matrix } from '../src/core/matrix.ts';

/** Rows with their labels, and what each weighs: 1 when absent. */
export interface WeighedRows {
  readonly X: Matrix;
  readonly y: Uint8Array;
  readonly weights?: Float64Array | undefined;
}

/**
 * Checks that there is one positive, finite weight a row.
 *
 * @throws JZ_MATRIX_SHAPE
 */
export function checkWeights(weights: Float64Array, nRows: number): void {
  if (weights.length !== nRows)
    throw new JzError('JZ_MATRIX_SHAPE', { problem: `${weights.length} weights for ${nRows} rows` });
  const bad = weights.findIndex((weight) => !(weight > 0 && weight < Infinity));
  if (bad >= 0) throw new JzError('JZ_MATRIX_SHAPE', { problem: `weight ${weights[bad]!} in row ${bad}` });
}

/** How many rows each row counts as: its weight where all are whole, else one (absent). */
export function rowCounts(weights: Float64Array | undefined): Float64Array | undefined {
  return weights?.every(Number.isInteger) ? weights : undefined;
}
