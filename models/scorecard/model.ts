import { selectColumns, type Matrix } from '../../src/core/matrix.ts';
import type { Attributions, ModelFamily } from '../../src/core/model.ts';
import { sigmoidAll } from '../link.ts';
import { logisticLogOdds } from '../logistic/fit.ts';
import { evidenceColumns } from './binning.ts';
import { fitScorecard, type Scorecard, type ScorecardOptions } from './fit.ts';

/** Log-odds of each row, `[n]`. */
export function scorecardLogOdds(model: Scorecard, X: Matrix): Float64Array {
  const columns = evidenceColumns(model.bins, selectColumns(X, model.features).columns);
  return logisticLogOdds(model, columns, X.nRows);
}

/** A linear model's Shapley values: coefficient × (evidence − its mean). */
function explainScorecard(model: Scorecard, X: Matrix): Attributions {
  const columns = evidenceColumns(model.bins, selectColumns(X, model.features).columns);
  const p = columns.length;
  const values = new Float64Array(X.nRows * p);
  let bias = model.intercept;
  for (const [j, column] of columns.entries()) {
    const weight = model.coefficients[j]!;
    const mean = model.means[j]!;
    bias += weight * mean;
    for (let i = 0; i < X.nRows; i++) values[i * p + j] = weight * (column[i]! - mean);
  }
  return { bias, values };
}

/** Scorecard. A missing value is an interval of its own. */
export const scorecard: ModelFamily<ScorecardOptions, Scorecard> = {
  name: 'scorecard',
  fit: (X, y, options) => fitScorecard(X, y, options),
  predict: (model, X) => sigmoidAll(scorecardLogOdds(model, X)),
  explain: explainScorecard,
};
