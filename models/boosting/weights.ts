import { JzError } from '../../src/core/errors/index.ts';

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
