/**
 * Penalised logistic regression by Newton steps, each solved by coordinate descent on the normal equations.
 *
 * @see Friedman, Hastie & Tibshirani (2010), Regularization paths for GLMs via coordinate descent
 */
import { logit } from '../link.ts';

/** Intercept and coefficients: log-odds = intercept + Σ coefficients[j] · x_j. */
export interface LogisticFit {
  readonly intercept: number;
  readonly coefficients: Float64Array;
}

/** Penalty and sign of the coefficients. */
export interface LogisticOptions {
  /** Ridge penalty `lambda / 2 · Σ β²` on the summed loss; the intercept is free. */
  readonly lambda: number;
  /** Holds every coefficient at zero or more. */
  readonly nonNegative: boolean;
}

interface Rows {
  readonly columns: readonly Float64Array[];
  readonly y: Uint8Array;
  readonly w: Float64Array;
}

const MAX_STEPS = 100;
const MAX_HALVINGS = 40;
const TOLERANCE = 1e-8;

/**
 * Minimises log loss plus ridge. A Newton step that would raise the loss, as heavy tails and rare labels can make it,
 * is halved until it does not.
 *
 * @param columns dense columns without missing values, `[p][n]`
 * @param y       labels, `[n]`
 * @param w       weight of each row, `[n]`; all 1 when absent
 */
export function fitLogistic(
  columns: readonly Float64Array[],
  y: Uint8Array,
  options: LogisticOptions,
  w: Float64Array = new Float64Array(y.length).fill(1),
): LogisticFit {
  const p = columns.length;
  const rows: Rows = { columns, y, w };
  const rate = dot(w, Float64Array.from(y)) / w.reduce((sum, weight) => sum + weight, 0);
  const beta = new Float64Array(p + 1);
  beta[p] = logit(rate);
  let loss = penalisedLoss(rows, beta, options);
  for (let step = 0; step < MAX_STEPS; step++) {
    const start = beta.slice();
    solveStep(newtonSystem(rows, beta), beta, options);
    const highest = loss + 1e-12 * Math.abs(loss);
    loss = penalisedLoss(rows, beta, options);
    for (let halving = 0; !(loss <= highest) && halving < MAX_HALVINGS; halving++) {
      for (let j = 0; j <= p; j++) beta[j] = (beta[j]! + start[j]!) / 2;
      loss = penalisedLoss(rows, beta, options);
    }
    const moved = beta.reduce((most, value, j) => Math.max(most, Math.abs(value - start[j]!)), 0);
    if (moved < TOLERANCE) break;
  }
  return { intercept: beta[p], coefficients: beta.slice(0, p) };
}

/** Summed log loss plus `lambda / 2 · Σ β²`. */
function penalisedLoss({ columns, y, w }: Rows, beta: Float64Array, { lambda }: LogisticOptions): number {
  const p = columns.length;
  const logOdds = logisticLogOdds(asFit(beta), columns, y.length);
  let loss = 0;
  for (let j = 0; j < p; j++) loss += (lambda / 2) * beta[j]! * beta[j]!;
  for (let i = 0; i < y.length; i++) {
    const against = y[i] ? -logOdds[i]! : logOdds[i]!;
    loss += w[i]! * (Math.max(0, against) + Math.log1p(Math.exp(-Math.abs(against))));
  }
  return loss;
}

/** The intercept stands last. */
function asFit(beta: Float64Array): LogisticFit {
  const p = beta.length - 1;
  return { intercept: beta[p]!, coefficients: beta.subarray(0, p) };
}

/** Log-odds of each row, `[n]`. */
export function logisticLogOdds(fit: LogisticFit, columns: readonly Float64Array[], n: number): Float64Array {
  const sums = new Float64Array(n).fill(fit.intercept);
  for (const [j, column] of columns.entries()) {
    const weight = fit.coefficients[j]!;
    if (weight === 0) continue;
    for (let i = 0; i < n; i++) sums[i]! += weight * column[i]!;
  }
  return sums;
}

interface NewtonSystem {
  /** Hessian of the loss, `[(p+1) × (p+1)]`, the intercept last. */
  readonly hessian: Float64Array;
  /** Gradient of the loss, `[p+1]`. */
  readonly gradient: Float64Array;
}

function newtonSystem({ columns, y, w }: Rows, beta: Float64Array): NewtonSystem {
  const n = y.length;
  const p = columns.length;
  const size = p + 1;
  const logOdds = logisticLogOdds(asFit(beta), columns, n);
  const weight = new Float64Array(n);
  const residual = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const probability = 1 / (1 + Math.exp(-logOdds[i]!));
    weight[i] = w[i]! * Math.max(probability * (1 - probability), 1e-9);
    residual[i] = w[i]! * (probability - y[i]!);
  }
  const ones = new Float64Array(n).fill(1);
  const all = [...columns, ones];
  const hessian = new Float64Array(size * size);
  const gradient = new Float64Array(size);
  const weighted = new Float64Array(n);
  for (let j = 0; j < size; j++) {
    const column = all[j]!;
    for (let i = 0; i < n; i++) weighted[i] = weight[i]! * column[i]!;
    gradient[j] = dot(residual, column);
    for (let k = j; k < size; k++) hessian[j * size + k] = hessian[k * size + j] = dot(weighted, all[k]!);
  }
  return { hessian, gradient };
}

/** Moves `beta` to the minimum of the penalised quadratic. */
function solveStep({ hessian, gradient }: NewtonSystem, beta: Float64Array, options: LogisticOptions): void {
  const size = beta.length;
  const slope = gradient.slice();
  for (let j = 0; j < size - 1; j++) slope[j]! += options.lambda * beta[j]!;
  for (let sweep = 0; sweep < 1000; sweep++) {
    let largest = 0;
    for (let j = 0; j < size; j++) {
      const isIntercept = j === size - 1;
      const curvature = hessian[j * size + j]! + (isIntercept ? 0 : options.lambda);
      if (curvature <= 0) continue;
      const floor = options.nonNegative && !isIntercept ? 0 : -Infinity;
      const target = Math.max(floor, beta[j]! - slope[j]! / curvature);
      const change = target - beta[j]!;
      if (change === 0) continue;
      beta[j] = target;
      largest = Math.max(largest, Math.abs(change));
      for (let k = 0; k < size; k++) slope[k]! += change * hessian[j * size + k]!;
      if (!isIntercept) slope[j]! += change * options.lambda;
    }
    if (largest < TOLERANCE / 10) break;
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
