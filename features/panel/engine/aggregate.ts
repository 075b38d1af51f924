/**
 * Aggregates over the values inside a window, oldest first. The order is fixed by the ledger's own keys, so the
 * result does not depend on threads, shards or row order; sums of whole numbers are exact up to 2^53.
 */
import type { Aggregate } from '../../units.ts';

/** Values of one household inside one window, reused from call to call. */
export interface WindowValues {
  readonly values: Float64Array;
  /** Whole calendar months each value lies before the as-of date. */
  readonly monthsAgo: Float64Array;
  count: number;
}

/** Makes an empty window with room for `capacity` values. */
export function windowValues(capacity: number): WindowValues {
  return { values: new Float64Array(capacity), monthsAgo: new Float64Array(capacity), count: 0 };
}

/** One number from a window; `NaN` when it is empty, except `count` and `any` of nothing, which are 0. */
export type Reduce = (window: WindowValues) => number;

/** The aggregates by name. */
export const reducers: Readonly<Record<Aggregate, Reduce>> = {
  last: (window) => (window.count > 0 ? window.values[window.count - 1]! : Number.NaN),
  first: (window) => (window.count > 0 ? window.values[0]! : Number.NaN),
  count: (window) => window.count,
  any: (window) => (latestPositive(window) >= 0 ? 1 : 0),
  months_since: (window) => {
    const at = latestPositive(window);
    return at >= 0 ? window.monthsAgo[at]! : Number.NaN;
  },
  sum: (window) => (window.count > 0 ? total(window) : Number.NaN),
  mean,
  min: (window) => fold(window, Math.min),
  max: (window) => fold(window, Math.max),
  std,
  slope,
};

function mean(window: WindowValues): number {
  return total(window) / window.count;
}

/** Sample standard deviation; missing for fewer than two values. */
function std(window: WindowValues): number {
  if (window.count < 2) return Number.NaN;
  const centre = mean(window);
  let squares = 0;
  for (let i = 0; i < window.count; i++) squares += (window.values[i]! - centre) ** 2;
  return Math.sqrt(squares / (window.count - 1));
}

/** Least-squares change a month; missing for fewer than two months. */
function slope(window: WindowValues): number {
  const { values, monthsAgo, count } = window;
  const centre = mean(window);
  let middle = 0;
  for (let i = 0; i < count; i++) middle -= monthsAgo[i]! / count;
  let together = 0;
  let spread = 0;
  for (let i = 0; i < count; i++) {
    const month = -monthsAgo[i]! - middle;
    together += month * (values[i]! - centre);
    spread += month * month;
  }
  return spread > 0 ? together / spread : Number.NaN;
}

function total(window: WindowValues): number {
  let result = 0;
  for (let i = 0; i < window.count; i++) result += window.values[i]!;
  return result;
}

function fold(window: WindowValues, choose: (a: number, b: number) => number): number {
  if (window.count === 0) return Number.NaN;
  let result = window.values[0]!;
  for (let i = 1; i < window.count; i++) result = choose(result, window.values[i]!);
  return result;
}

function latestPositive(window: WindowValues): number {
  let at = window.count - 1;
  while (at >= 0 && !(window.values[at]! > 0)) at--;
  return at;
}
