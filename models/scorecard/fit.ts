/**
 * Scorecard: penalised logistic regression on weights of evidence, coefficients never negative, so that each
 * interval adds a fixed amount a person can read off.
 */
import type { Matrix } from '../../src/core/matrix.ts';
import { checkWeights } from '../weights.ts';
import { checkTrainingData } from '../check.ts';
import { fitLogistic, type LogisticFit } from '../logistic/fit.ts';
import { binColumns, evidenceColumns, type BinningOptions, type ColumnBins } from './binning.ts';

/** How the card is made. Every default has its reason. */
export interface ScorecardOptions extends BinningOptions {
  /** Ridge penalty on the summed loss. */
  readonly lambda: number;
}

/** Defaults for panels of thousands of households. */
export const scorecardDefaults: ScorecardOptions = {
  maxBinsPerColumn: 8, // as many lines a question as a person reads
  minBinShare: 0.02, // each line rests on a group
  priorRows: 20, // small bins speak softly
  isMonotone: true, // a card that says more, then less, then more convinces nobody
  lambda: 5, // columns repeat each other
};

/** A fitted card: log-odds = intercept + Σ coefficient[j] · evidence_j(bin of x_j). */
export interface Scorecard extends LogisticFit {
  readonly family: 'scorecard';
  readonly format: 1;
  readonly features: readonly string[];
  readonly bins: readonly ColumnBins[];
  /** Mean evidence of each column over the training rows, for attributions. */
  readonly means: Float64Array;
  /** Information value of each column; absent in models of before it was kept. */
  readonly information?: Float64Array | undefined;
}

/**
 * Fits on all rows.
 *
 * @param weights positive weight of each row, `[n]`; a whole weight of k is as good as k copies of the row, as long as
 *   no column has more distinct values than 255
 * @throws JZ_LABEL_ONE_CLASS, JZ_TOO_FEW_ROWS, JZ_MATRIX_SHAPE, JZ_MATRIX_NOT_FINITE
 */
export function fitScorecard(
  X: Matrix,
  y: Uint8Array,
  options: ScorecardOptions,
  weights: Float64Array = new Float64Array(y.length).fill(1),
): Scorecard {
  checkTrainingData(X, y);
  checkWeights(weights, X.nRows);
  const { bins, information } = binColumns(X, y, weights, options);
  const columns = evidenceColumns(bins, X.columns);
  const fit = fitLogistic(columns, y, { lambda: options.lambda, nonNegative: true }, weights);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const means = Float64Array.from(
    columns,
    (column) => column.reduce((sum, value, i) => sum + weights[i]! * value, 0) / total,
  );
  return { family: 'scorecard', format: 1, features: X.names, bins, means, information, ...fit };
}
