/**
 * Stack: a weighted sum of families' log-odds, weights never negative, fitted on out-of-fold predictions.
 *
 * @see Wolpert (1992), Stacked generalization; Breiman (1996), Stacked regressions
 */
import type { Matrix } from '../../src/core/matrix.ts';
import type { Attributions } from '../../src/core/model.ts';
import { boostingLogOdds, gbdt } from '../boosting/model.ts';
import type { BoostedTrees } from '../boosting/fit.ts';
import type { HazardAt } from '../boosting/hazard.ts';
import { explainHazard, hazardLogOdds } from '../boosting/hazard-model.ts';
import type { Forest } from '../forest/fit.ts';
import { forest, forestLogOdds, forestShare } from '../forest/model.ts';
import { sigmoidAll } from '../link.ts';
import { fitLogistic } from '../logistic/fit.ts';
import type { Scorecard } from '../scorecard/fit.ts';
import { scorecard, scorecardLogOdds } from '../scorecard/model.ts';

/** A family that stands on its own feet. */
export type SingleModel = BoostedTrees | Forest | HazardAt | Scorecard;

/** log-odds = intercept + Σ weight · log-odds of the member. */
export interface Stack {
  readonly family: 'stack';
  readonly format: 1;
  readonly features: readonly string[];
  readonly intercept: number;
  readonly members: readonly { readonly weight: number; readonly model: SingleModel }[];
}

/**
 * Fits the weights on predictions each member made for rows it had not seen; members of weight 0 are left out.
 *
 * @param outOfFold log-odds of each member, `[members][n]`
 * @param weights   positive weight of each row, `[n]`; all 1 when absent
 */
export function fitStack(
  models: readonly SingleModel[],
  outOfFold: readonly Float64Array[],
  y: Uint8Array,
  weights?: Float64Array,
): Stack {
  const fit = fitLogistic(outOfFold, y, { lambda: 1e-3, nonNegative: true }, weights);
  const members = models
    .map((model, m) => ({ weight: fit.coefficients[m]!, model }))
    .filter((member) => member.weight > 0);
  return { family: 'stack', format: 1, features: models[0]!.features, intercept: fit.intercept, members };
}

/** Log-odds of each row by one family, `[n]`. */
export function singleLogOdds(model: SingleModel, X: Matrix): Float64Array {
  switch (model.family) {
    case 'gbdt':
      return boostingLogOdds(model, X);
    case 'gbdt-hazard':
      return hazardLogOdds(model, X, model.asked);
    case 'forest':
      return forestShare(model, X).map(forestLogOdds);
    case 'scorecard':
      return scorecardLogOdds(model, X);
  }
}

/** Log-odds of each row, `[n]`. */
export function stackLogOdds(model: Stack, X: Matrix): Float64Array {
  const sums = new Float64Array(X.nRows).fill(model.intercept);
  for (const member of model.members) {
    const part = singleLogOdds(member.model, X);
    for (let i = 0; i < sums.length; i++) sums[i]! += member.weight * part[i]!;
  }
  return sums;
}

/** Probabilities of each row, `[n]`. */
export function predictStack(model: Stack, X: Matrix): Float64Array {
  return sigmoidAll(stackLogOdds(model, X));
}

/** Weighted sum of the members' attributions; columns in the order of `model.features`. */
export function explainStack(model: Stack, X: Matrix): Attributions {
  const values = new Float64Array(X.nRows * model.features.length);
  let bias = model.intercept;
  for (const { weight, model: member } of model.members) {
    const part = explainSingle(member, X);
    bias += weight * part.bias;
    for (let i = 0; i < values.length; i++) values[i]! += weight * part.values[i]!;
  }
  return { bias, values };
}

function explainSingle(model: SingleModel, X: Matrix): Attributions {
  switch (model.family) {
    case 'gbdt':
      return gbdt.explain(model, X);
    case 'gbdt-hazard':
      return explainHazard(model, X, model.asked);
    case 'forest':
      return forest.explain(model, X);
    case 'scorecard':
      return scorecard.explain(model, X);
  }
}
