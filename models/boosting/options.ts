import type { CategoryLimits } from '../tree/category-split.ts';
import type { NamedConstraints } from '../tree/constraints.ts';

/** How trees are boosted. Every default has its reason. */
export interface BoostingOptions extends NamedConstraints {
  /** Most trees; early stopping usually ends sooner. */
  readonly rounds: number;
  readonly learningRate: number;
  readonly maxLeaves: number;
  readonly maxDepth: number;
  readonly minChildRows: number;
  readonly minChildHessian: number;
  /** L2 penalty on leaf values. */
  readonly lambda: number;
  /** L1 penalty on leaf values; none when absent. */
  readonly alpha?: number;
  /** Whether trees grow depth by depth; best leaf first when absent. */
  readonly isDepthWise?: boolean;
  /** Share of rows each tree sees. */
  readonly rowShare: number;
  /** Share of features each tree sees. */
  readonly featureShare: number;
  readonly maxBins: number;
  /** Columns of codes: their splits send sets of codes left. A matrix that is binned before says itself which they are. */
  readonly categorical?: readonly string[];
  /** How sets of codes are chosen; LightGBM's defaults when absent. */
  readonly categoryLimits?: CategoryLimits;
  /** Rounds without a better loss on the watched rows before growing stops. */
  readonly patience: number;
}

/** Rounds between two looks at the watched rows. */
export const WATCH_EVERY = 5;

/** Defaults for panels of thousands to a million households. */
export const boostingDefaults: BoostingOptions = {
  rounds: 400, // more than enough at this rate; the watched rows stop it
  learningRate: 0.08, // 0.04 and 0.06 gained nothing on the reference tasks
  maxLeaves: 16, // interactions of about four features
  maxDepth: 6, // keeps exact attributions cheap
  minChildRows: 20, // a leaf is about a group of people, not a person
  minChildHessian: 1, // as xgboost's default
  lambda: 5, // small samples, rare labels
  rowShare: 0.8, // decorrelates trees
  featureShare: 0.5, // decorrelates trees; features repeat each other
  maxBins: 255, // one byte a value
  patience: 40, // the loss is flat near its minimum
};
