/**
 * Scorecard: penalised logistic regression on weights of evidence, coefficients never negative, so that each
 * interval adds a fixed amount a person can read off.
 */
import type { Matrix } from '../../src/core/matrix.ts';
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
}

/** Fits on all rows. */
export function fitScorecard(X: Matrix, y: Uint8Array, options: ScorecardOptions): Scorecard {
  checkTrainingData(X, y);
  const bins = binColumns(X, y, options);
  const columns = evidenceColumns(bins, X.columns);
  const fit = fitLogistic(columns, y, { lambda: options.lambda, nonNegative: true });
  const means = Float64Array.from(
    columns,
    (column) => column.reduce((sum, value) => sum + value, 0) / X.nRows,
  );
  return { family: 'scorecard', format: 1, features: X.names, bins, means, ...fit };
}
