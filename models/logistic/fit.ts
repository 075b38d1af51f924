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
/** First steps, whose curvature some of the rows tell well enough; the slope is always that of all rows. */
const COARSE_STEPS = 3;
const COARSE_ROWS = 20_000;

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
  const first = new Float64Array(p + 1);
  first[p] = logit(rate);
  let point = pointAt(rows, first, options);
  const coarse = everyNth(rows, Math.ceil(y.length / COARSE_ROWS));
  for (let step = 0; step < MAX_STEPS; step++) {
    const next = descend(rows, step < COARSE_STEPS ? coarse : { ...rows, every: 1 }, point, options);
    const moved = next.beta.reduce((most, value, j) => Math.max(most, Math.abs(value - point.beta[j]!)), 0);
    point = next;
    if (moved < TOLERANCE) break;
  }
  return { intercept: point.beta[p]!, coefficients: point.beta.slice(0, p) };
}

/** Rows that tell the curvature: every so many-th, each standing for as many. */
interface SomeRows extends Rows {
  readonly every: number;
}

function everyNth({ columns, y, w }: Rows, every: number): SomeRows {
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
  told: SomeRows,
  { beta: start, logOdds, loss }: Point,
  options: LogisticOptions,
): Point {
  const beta = start.slice();
  const gradient = gradientOf(rows, logOdds);
  const moving = movingOf(start, gradient, options);
  solveStep({ gradient, moving, hessian: hessianOf(told, logOdds, moving) }, beta, options);
  const highest = loss + 1e-12 * Math.abs(loss);
  let next = pointAt(rows, beta, options);
  for (let halving = 0; !(next.loss <= highest) && halving < MAX_HALVINGS; halving++) {
    for (let j = 0; j < beta.length; j++) beta[j] = (beta[j]! + start[j]!) / 2;
    next = pointAt(rows, beta, options);
  }
  return next;
}

/** Coefficients of a step: not those held at zero that would only fall; the intercept last. */
function movingOf(beta: Float64Array, gradient: Float64Array, { nonNegative }: LogisticOptions): Int32Array {
  const last = beta.length - 1;
  return Int32Array.from(beta.keys()).filter(
    (j) => !nonNegative || j === last || beta[j]! > 0 || gradient[j]! < 0,
  );
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
  /** Of the loss, `[p+1]`, the intercept last. */
  readonly gradient: Float64Array;
  /** Coefficients that move. */
  readonly moving: Int32Array;
  /** Of the loss, `[moving × moving]`. */
  readonly hessian: Float64Array;
}

function gradientOf({ columns, y, w }: Rows, logOdds: Float64Array): Float64Array {
  const residual = logOdds.map((z, i) => w[i]! * (1 / (1 + Math.exp(-z)) - y[i]!));
  const gradient = new Float64Array(columns.length + 1);
  for (const [j, column] of columns.entries()) gradient[j] = dot(residual, column);
  for (const one of residual) gradient[columns.length]! += one;
  return gradient;
}

/** @param logOdds of all rows, of which every so many-th is told of */
function hessianOf(
  { columns, y, w, every }: SomeRows,
  logOdds: Float64Array,
  moving: Int32Array,
): Float64Array {
  const n = y.length;
  const size = moving.length;
  const weight = Float64Array.from(w, (one, i) => {
    const probability = 1 / (1 + Math.exp(-logOdds[i * every]!));
    return one * Math.max(probability * (1 - probability), 1e-9);
  });
  const ones = new Float64Array(n).fill(1);
  const all = Array.from(moving, (j) => columns[j] ?? ones);
  const hessian = new Float64Array(size * size);
  const weighted = new Float64Array(n);
  for (let a = 0; a < size; a++) {
    const column = all[a]!;
    for (let i = 0; i < n; i++) weighted[i] = weight[i]! * column[i]!;
    for (let b = a; b < size; b++) hessian[a * size + b] = hessian[b * size + a] = dot(weighted, all[b]!);
  }
  return hessian;
}

/** Moves `beta` to the minimum of the penalised quadratic. */
function solveStep(
  { gradient, moving, hessian }: NewtonSystem,
  beta: Float64Array,
  { lambda, nonNegative }: LogisticOptions,
): void {
  const size = moving.length;
  const ridge = Float64Array.from(moving, (j) => (j === beta.length - 1 ? 0 : lambda));
  const slope = Float64Array.from(moving, (j, a) => gradient[j]! + ridge[a]! * beta[j]!);
  for (let sweep = 0; sweep < 1000; sweep++) {
    let largest = 0;
    for (let a = 0; a < size; a++) {
      const j = moving[a]!;
      const curvature = hessian[a * size + a]! + ridge[a]!;
      if (curvature <= 0) continue;
      const floor = nonNegative && j < beta.length - 1 ? 0 : -Infinity;
      const target = Math.max(floor, beta[j]! - slope[a]! / curvature);
      const change = target - beta[j]!;
      if (change === 0) continue;
      beta[j] = target;
      largest = Math.max(largest, Math.abs(change));
      for (let b = 0; b < size; b++) slope[b]! += change * hessian[a * size + b]!;
      slope[a]! += change * ridge[a]!;
    }
    if (largest < TOLERANCE / 10) break;
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
