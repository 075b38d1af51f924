/**
 * A bound no change can pass: each tree's lowest leaf that can be reached, all taken together.
 */
import { hazardOfSums } from '../boosting/hazard-model.ts';
import { forestLogOdds } from '../forest/model.ts';
import type { ColumnBins } from '../scorecard/binning.ts';
import type { SingleModel, Stack } from '../stack/model.ts';
import type { TreeEnsemble } from '../tree/ensemble.ts';

/** For each feature the values it may take: `low .. high`, only NaN when it is missing, any when `low` is -Infinity. */
export interface Reach {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Log-odds that no row within reach is below. */
export function lowestLogOdds(stack: Stack, reach: Reach): number {
  return stack.members.reduce(
    (sum, { weight, model }) => sum + weight * lowestOf(model, reach),
    stack.intercept,
  );
}

function lowestOf(model: SingleModel, reach: Reach): number {
  switch (model.family) {
    case 'gbdt':
      return model.base + lowestSum(model.trees, reach);
    case 'gbdt-hazard':
      return hazardOfSums(model, (trees) => lowestSum(trees, reach));
    case 'forest':
      return forestLogOdds(lowestSum(model.trees, reach));
    case 'scorecard':
      return model.bins.reduce(
        (sum, bins, j) => sum + lowestBin(bins, model.coefficients[j]!, reach.low[j]!, reach.high[j]!),
        model.intercept,
      );
  }
}

function lowestSum(trees: TreeEnsemble, reach: Reach): number {
  let sum = 0;
  for (let t = 0; t < trees.roots.length - 1; t++) sum += lowestLeaf(trees, trees.roots[t]!, reach);
  return sum;
}

function lowestLeaf(trees: TreeEnsemble, node: number, reach: Reach): number {
  const j = trees.feature[node]!;
  if (j < 0) return trees.value[node]!;
  const threshold = trees.threshold[node]!;
  const isMissing = Number.isNaN(reach.low[j]);
  const isSet = trees.categories !== undefined && trees.categories.setOf[node]! >= 0;
  const isAny = isSet || reach.low[j] === -Infinity;
  const mayGoLeft = isAny || (isMissing ? trees.missingLeft[node] === 1 : reach.low[j]! <= threshold);
  const mayGoRight = isAny || (isMissing ? trees.missingLeft[node] !== 1 : reach.high[j]! > threshold);
  const left = mayGoLeft ? lowestLeaf(trees, trees.left[node]!, reach) : Infinity;
  const right = mayGoRight ? lowestLeaf(trees, trees.right[node]!, reach) : Infinity;
  return Math.min(left, right);
}

function lowestBin({ cuts, evidence }: ColumnBins, coefficient: number, low: number, high: number): number {
  if (low === -Infinity) return coefficient * Math.min(...evidence);
  if (Number.isNaN(low)) return coefficient * evidence.at(-1)!;
  let lowest = Infinity;
  for (let b = 0; b <= cuts.length; b++) {
    const isReached = low <= (cuts[b] ?? Infinity) && high > (cuts[b - 1] ?? -Infinity);
    if (isReached) lowest = Math.min(lowest, coefficient * evidence[b]!);
  }
  return lowest;
}
