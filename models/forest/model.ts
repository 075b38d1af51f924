import { selectColumns, type Matrix } from '../../src/core/matrix.ts';
import type { Attributions, ModelFamily } from '../../src/core/model.ts';
import { sumQuickly } from '../inference/sum-quickly.ts';
import { logit, sigmoid } from '../link.ts';
import { treeShap } from '../tree/shap.ts';
import { fitForest, type Forest, type ForestOptions } from './fit.ts';

/** A forest of some hundred trees cannot tell risks below this from none. */
const SMALLEST = 1 / 400;

/** Log-odds of a forest's share of positives, held inside 1/400 .. 399/400. */
export function forestLogOdds(share: number): number {
  return logit(Math.min(1 - SMALLEST, Math.max(SMALLEST, share)));
}

/** Mean share of positives, `[n]`. */
export function forestShare(model: Forest, X: Matrix): Float64Array {
  return sumQuickly(model.trees, selectColumns(X, model.features), 0);
}

/**
 * Attributions of shares turned into log-odds: each row's are scaled by the one factor that makes them add up to
 * its log-odds (the rescale rule of Shrikumar et al., 2017, DeepLIFT).
 */
function explainForest(model: Forest, X: Matrix): Attributions {
  const { bias: baseShare, values } = treeShap(model.trees, selectColumns(X, model.features));
  const p = model.features.length;
  const bias = forestLogOdds(baseShare);
  for (let i = 0; i < X.nRows; i++) {
    const row = values.subarray(i * p, (i + 1) * p);
    const moved = row.reduce((sum, value) => sum + value, 0);
    const slope = 1 / (baseShare * (1 - baseShare));
    const factor = Math.abs(moved) < 1e-9 ? slope : (forestLogOdds(baseShare + moved) - bias) / moved;
    for (let j = 0; j < p; j++) row[j]! *= factor;
  }
  return { bias, values };
}

/** Random forest. Missing values go the way that helped most in training. */
export const forest: ModelFamily<ForestOptions, Forest> = {
  name: 'forest',
  fit: fitForest,
  predict: (model, X) => forestShare(model, X).map((share) => sigmoid(forestLogOdds(share))),
  explain: explainForest,
};
