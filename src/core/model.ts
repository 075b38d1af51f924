/**
 * The contract every model family keeps (design §7): fit, predict, explain; fitted models are plain values.
 */
import type { Matrix } from './matrix.ts';
import type { Rng } from './rng.ts';

/** What every fitted model carries. It is frozen, plain JSON, and of another type than its options. */
export interface FittedModel {
  /** Which family reads it. */
  readonly family: string;
  /** Version of the family's saved form. */
  readonly format: number;
  /** Columns it needs, in order. */
  readonly features: readonly string[];
}

/**
 * Additive reasons in log-odds: `bias + Σ_j values[i·p + j] = logit(p_i)` before calibration.
 */
export interface Attributions {
  /** Log-odds of the average household the model was fitted on. */
  readonly bias: number;
  /** Row-major, `[nRows × nFeatures]`. */
  readonly values: Float64Array;
}

/** One family of models. `NaN` in `X` means missing. */
export interface ModelFamily<Options, Fitted extends FittedModel> {
  readonly name: Fitted['family'];
  /**
   * Fits on `X [n × p]` and labels `y [n]` of 0 and 1.
   *
   * @throws JZ_LABEL_ONE_CLASS, JZ_TOO_FEW_ROWS, JZ_MATRIX_NOT_FINITE, JZ_MATRIX_SHAPE
   */
  fit(X: Matrix, y: Uint8Array, options: Options, rng: Rng): Fitted;
  /** Uncalibrated probabilities, `[n]`, each inside 0..1. Columns are found by name. */
  predict(fitted: Fitted, X: Matrix): Float64Array;
  /** Exact additive attributions in log-odds. */
  explain(fitted: Fitted, X: Matrix): Attributions;
}
