import { selectColumns, type Matrix } from '../../src/core/matrix.ts';
import type { ModelFamily } from '../../src/core/model.ts';
import { sumQuickly } from '../inference/sum-quickly.ts';
import { sigmoidAll } from '../link.ts';
import { treeShap } from '../tree/shap.ts';
import { fitBoosting, type BoostedTrees } from './fit.ts';
import type { BoostingOptions } from './options.ts';

/** Log-odds of each row, `[n]`. */
export function boostingLogOdds(model: BoostedTrees, X: Matrix): Float64Array {
  return sumQuickly(model.trees, selectColumns(X, model.features), model.base);
}

/** Gradient-boosted trees. Missing values go the way that helped most in training. */
export const gbdt: ModelFamily<BoostingOptions, BoostedTrees> = {
  name: 'gbdt',
  fit: fitBoosting,
  predict: (model, X) => sigmoidAll(boostingLogOdds(model, X)),
  explain: (model, X) => {
    const { bias, values } = treeShap(model.trees, selectColumns(X, model.features));
    return { bias: bias + model.base, values };
  },
};
