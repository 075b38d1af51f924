/**
 * Gradient-boosted trees for amounts and counts: means, rates and quantiles.
 */
import { JzError } from '../../src/core/errors/index.ts';
import { selectColumns, type Matrix } from '../../src/core/matrix.ts';
import type { Rng } from '../../src/core/rng.ts';
import { allRows, checkRowCount } from '../check.ts';
import { binMatrix } from '../tree/bins.ts';
import type { TreeEnsemble } from '../tree/ensemble.ts';
import { sumQuickly } from '../inference/sum-quickly.ts';
import { treeShap } from '../tree/shap.ts';
import { boostLoss, inPlace } from './boost.ts';
import { poissonLoss, quantileLoss, squaredLoss, type Loss } from './loss.ts';
import type { BoostingOptions } from './options.ts';
import { checkWeights } from '../weights.ts';

/** What is predicted: the mean, the mean of counts, or the value that a share of targets stays under. */
export type RegressionLoss =
  | { readonly kind: 'squared' }
  | { readonly kind: 'poisson' }
  | { readonly kind: 'quantile'; readonly share: number };

/** Boosted trees of a number: score = base + Σ leaves; of counts, the score is the logarithm of the mean. */
export interface RegressionTrees {
  readonly family: 'gbdt-regression';
  readonly format: 1;
  readonly features: readonly string[];
  readonly loss: RegressionLoss;
  readonly base: number;
  readonly trees: TreeEnsemble;
}

/** Options of boosting with the loss. */
export interface RegressionOptions extends BoostingOptions {
  readonly loss: RegressionLoss;
}

/**
 * Fits on all rows for exactly `options.rounds` trees.
 *
 * @param y       targets, `[n]`, finite; counts are not negative and not all 0
 * @param weights positive weight of each row, `[n]`; all 1 when absent
 * @throws JZ_VALUE_INVALID naming the row of a target that is none; JZ_TOO_FEW_ROWS, JZ_MATRIX_SHAPE
 * @throws JZ_MATRIX_NOT_FINITE, JZ_CATEGORY_TOO_MANY, JZ_COLUMN_MISSING
 * @throws JZ_CONSTRAINT_INVALID for a direction of a column of codes, or of quantiles
 */
export function fitRegression(
  X: Matrix,
  y: Float64Array,
  options: RegressionOptions,
  rng: Rng,
  weights?: Float64Array,
): RegressionTrees {
  const { loss } = options;
  checkTargets(X, y, options);
  if (weights) checkWeights(weights, X.nRows);
  const train = allRows(X.nRows);
  const data = binMatrix(X, options.maxBins, train, 'fastest', options.categorical);
  const rows = { data, names: X.names, train, watch: new Int32Array(0) };
  const { base, trees } = boostLoss(
    weights ? { ...rows, weights } : rows,
    lossOf(loss, y),
    options,
    rng,
    inPlace,
  );
  return { family: 'gbdt-regression', format: 1, features: X.names, loss, base, trees };
}

/** Predicted means or quantiles, `[n]`, in the units of the target. */
export function predictRegression(model: RegressionTrees, X: Matrix): Float64Array {
  const scores = sumQuickly(model.trees, selectColumns(X, model.features), model.base);
  return model.loss.kind === 'poisson' ? scores.map(Math.exp) : scores;
}

/** Exact attributions of the score, `bias + Σ_j values[i·p + j]`; of counts, of the logarithm of the mean. */
export function explainRegression(model: RegressionTrees, X: Matrix): { bias: number; values: Float64Array } {
  const { bias, values } = treeShap(model.trees, selectColumns(X, model.features));
  return { bias: bias + model.base, values };
}

function lossOf(loss: RegressionLoss, y: Float64Array): Loss {
  switch (loss.kind) {
    case 'squared':
      return squaredLoss(y);
    case 'poisson':
      return poissonLoss(y);
    case 'quantile':
      return quantileLoss(y, loss.share);
  }
}

function checkTargets(X: Matrix, y: Float64Array, { loss, monotone }: RegressionOptions): void {
  checkRowCount(X, y);
  const [column, rising] = ['y', Object.keys(monotone ?? {})[0]];
  if (loss.kind === 'quantile' && rising !== undefined)
    throw new JzError('JZ_CONSTRAINT_INVALID', {
      column: rising,
      problem: 'leaves of quantiles are fitted again',
    });
  if (loss.kind === 'quantile' && !(loss.share > 0 && loss.share < 1))
    throw new JzError('JZ_UNIT_INVALID', { unit: 'share', value: loss.share, expected: '0 < share < 1' });
  const isCount = loss.kind === 'poisson';
  const row = y.findIndex((value) => !Number.isFinite(value) || (isCount && value < 0));
  const refuse = (at: number, expected: string): never => {
    throw new JzError('JZ_VALUE_INVALID', { file: '(matrix)', row: at, column, value: y[at]!, expected });
  };
  if (row >= 0) refuse(row, isCount ? 'a count' : 'a finite number');
  if (isCount && y.every((value) => value === 0)) refuse(0, 'a count above 0 in some row');
}
