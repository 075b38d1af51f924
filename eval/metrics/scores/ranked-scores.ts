/**
 * Scores and outcomes sorted once, highest score first: what every metric of this room reads.
 */
import { JzError } from '../../../src/core/errors/index.ts';
import { ascendingOrder } from './ascending-order.ts';

/** Outcomes, 0 or 1. */
export type Outcomes = ArrayLike<number>;
/** Any array of numbers. */
export type Numbers = ArrayLike<number>;

/** Rows by descending score. Equal scores are neighbours; their order means nothing. */
export interface RankedScores {
  /** Scores, descending, `[n]`. */
  readonly p: Float64Array;
  /** Outcomes 0 or 1, `[n]`. */
  readonly y: Uint8Array;
  /** Weights ≥ 0, `[n]`; all 1 when none were given. */
  readonly w: Float64Array;
  /** Where each row stood in the input, `[n]`. */
  readonly row: Uint32Array;
}

/** A number computed from ranked rows; NaN where it is not defined. */
export type RankedMetric = (ranked: RankedScores) => number;

/**
 * Checks and ranks scores.
 *
 * @param y  outcomes, `[n]`, 0 or 1
 * @param p  scores, `[n]`, finite; higher means more likely
 * @param w  weights, `[n]`, ≥ 0, not all 0; default all 1
 * @throws JZ_EVAL_LENGTH, JZ_EVAL_EMPTY, JZ_EVAL_VALUE
 */
export function rankScores(y: Outcomes, p: Numbers, w?: Numbers): RankedScores {
  checkRows(y, p, w);
  const n = p.length;
  const ascending = ascendingOrder(p instanceof Float64Array ? p : Float64Array.from(p));
  const ranked = {
    p: new Float64Array(n),
    y: new Uint8Array(n),
    w: new Float64Array(n).fill(1),
    row: ascending.reverse(),
  };
  for (let i = 0; i < n; i++) {
    const from = ranked.row[i]!;
    ranked.p[i] = p[from]!;
    ranked.y[i] = y[from]!;
    if (w) ranked.w[i] = w[from]!;
  }
  return ranked;
}

/** Total weight, and the weight of the positive outcomes. */
export function mass(ranked: RankedScores): { total: number; positives: number } {
  const { y, w } = ranked;
  let total = 0;
  let positives = 0;
  for (let i = 0; i < y.length; i++) {
    total += w[i]!;
    if (y[i] === 1) positives += w[i]!;
  }
  return { total, positives };
}

/** First position after `start` whose score differs: the end of a run of ties. */
export function endOfTie(p: Float64Array, start: number): number {
  const score = p[start]!;
  let end = start + 1;
  while (end < p.length && p[end] === score) end++;
  return end;
}

/**
 * Checks that every score is a probability.
 *
 * @throws JZ_EVAL_VALUE naming the first that is not
 */
export function checkProbabilities(p: Numbers): void {
  for (let i = 0; i < p.length; i++) if (!(p[i]! >= 0 && p[i]! <= 1)) throw valueError('p', i, p[i], '0..1');
}

function checkRows(y: Outcomes, p: Numbers, w: Numbers | undefined): void {
  const n = p.length;
  if (y.length !== n) throw new JzError('JZ_EVAL_LENGTH', { what: 'y', rows: y.length, expected: n });
  if (w && w.length !== n) throw new JzError('JZ_EVAL_LENGTH', { what: 'w', rows: w.length, expected: n });
  for (let i = 0; i < n; i++) {
    if (y[i] !== 0 && y[i] !== 1) throw valueError('y', i, y[i], '0 / 1');
    if (!Number.isFinite(p[i])) throw valueError('p', i, p[i], 'a finite number');
  }
  let total = w ? 0 : n;
  for (let i = 0; w && i < n; i++) {
    if (!(w[i]! >= 0 && w[i]! < Infinity)) throw valueError('w', i, w[i], '>= 0');
    total += w[i]!;
  }
  if (!(total > 0)) throw new JzError('JZ_EVAL_EMPTY');
}

function valueError(what: string, row: number, value: number | undefined, expected: string): JzError {
  return new JzError('JZ_EVAL_VALUE', { what, row, value: String(value), expected });
}
