/**
 * Penalised logistic regression by Newton steps, each solved by coordinate descent on the normal equations.
 *
 * @see Friedman, Hastie & Tibshirani (2010), Regularization paths for GLMs via coordinate descent
 */
import { takeLabels, takeValues } from '../../src/core/matrix.ts';
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

/** A point of the descent. */
interface Point {
  /** Coefficients, the intercept last. */
  readonly beta: Float64Array;
  /** Of all rows. */
  readonly logOdds: Float64Array;
  /** Summed log loss plus `lambda / 2 · Σ β²`. */
  readonly loss: number;
}

const MAX_STEPS = 100;
const MAX_HALVINGS = 40;
const TOLERANCE = 1e-8;
/** Rows that tell curvature well enough to step by; the slope is always that of all rows, and so is where steps end. */
const CURVATURE_ROWS = 20_000;

/**
 * Minimises log loss plus ridge. A Newton step that would raise the loss, as heavy tails and rare labels can make it,
 * is halved until it does not. Of many rows every so many-th tells the curvature; of more where steps do not shrink.
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
  const first = new Float64Array(p + 1);
  first[p] = logit(rate);
  let point = pointAt(rows, first, options);
  let every = Math.ceil(y.length / CURVATURE_ROWS);
  let told = everyNth(rows, every);
  let before = Infinity;
  for (let step = 0; step < MAX_STEPS; step++) {
    const { next, halvings } = descend(rows, told, point, options);
    const moved = next.beta.reduce((most, value, j) => Math.max(most, Math.abs(value - point.beta[j]!)), 0);
    point = next;
    if (moved < TOLERANCE) break;
    if (every > 1 && (halvings > 0 || moved > before / 2)) {
      every = Math.ceil(every / 4);
      told = everyNth(rows, every);
    }
    before = moved;
  }
  return { intercept: point.beta[p]!, coefficients: point.beta.slice(0, p) };
}

/** Every so many-th row, each standing for as many. */
function everyNth({ columns, y, w }: Rows, every: number): Rows & { readonly every: number } {
  if (every === 1) return { columns, y, w, every };
  const rows = Int32Array.from({ length: Math.ceil(y.length / every) }, (_, k) => k * every);
  return {
    columns: columns.map((column) => takeValues(column, rows)),
    y: takeLabels(y, rows),
    w: takeValues(w, rows).map((weight) => weight * every),
    every,
  };
}

/** One step, halved until the loss does not rise. */
function descend(
  rows: Rows,
  told: Rows & { readonly every: number },
  { beta: start, logOdds, loss }: Point,
  options: LogisticOptions,
): { next: Point; halvings: number } {
  const beta = start.slice();
  const system = { hessian: hessianOf(told, logOdds, told.every), gradient: gradientOf(rows, logOdds) };
  solveStep(system, beta, options);
  const highest = loss + 1e-12 * Math.abs(loss);
  let next = pointAt(rows, beta, options);
  let halvings = 0;
  for (; !(next.loss <= highest) && halvings < MAX_HALVINGS; halvings++) {
    for (let j = 0; j < beta.length; j++) beta[j] = (beta[j]! + start[j]!) / 2;
    next = pointAt(rows, beta, options);
  }
  return { next, halvings };
}

function pointAt({ columns, y, w }: Rows, beta: Float64Array, { lambda }: LogisticOptions): Point {
  const p = columns.length;
  const logOdds = logisticLogOdds(asFit(beta), columns, y.length);
  let loss = 0;
  for (let j = 0; j < p; j++) loss += (lambda / 2) * beta[j]! * beta[j]!;
  for (let i = 0; i < y.length; i++) {
    const against = y[i] ? -logOdds[i]! : logOdds[i]!;
    loss += w[i]! * (Math.max(0, against) + Math.log1p(Math.exp(-Math.abs(against))));
  }
  return { beta, logOdds, loss };
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

function gradientOf({ columns, y, w }: Rows, logOdds: Float64Array): Float64Array {
  const residual = logOdds.map((z, i) => w[i]! * (1 / (1 + Math.exp(-z)) - y[i]!));
  const gradient = new Float64Array(columns.length + 1);
  for (const [j, column] of columns.entries()) gradient[j] = dot(residual, column);
  for (const one of residual) gradient[columns.length]! += one;
  return gradient;
}

/** @param logOdds of all rows, of which every so many-th is told of */
function hessianOf({ columns, y, w }: Rows, logOdds: Float64Array, every: number): Float64Array {
  const n = y.length;
  const size = columns.length + 1;
  const weight = Float64Array.from(w, (one, i) => {
    const probability = 1 / (1 + Math.exp(-logOdds[i * every]!));
    return one * Math.max(probability * (1 - probability), 1e-9);
  });
  const all = [...columns, new Float64Array(n).fill(1)];
  const hessian = new Float64Array(size * size);
  const weighted = new Float64Array(n);
  for (let j = 0; j < size; j++) {
    const column = all[j]!;
    for (let i = 0; i < n; i++) weighted[i] = weight[i]! * column[i]!;
    for (let k = j; k < size; k++) hessian[j * size + k] = hessian[k * size + j] = dot(weighted, all[k]!);
  }
  return hessian;
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
