/**
 * Contexts: what a value is beside all households' values of the same calendar quarter, as known on a date.
 */
import type { Context } from './declaration.ts';
import { knownValue, type Facts } from './facts.ts';
import { quarterOfMonth } from '../../days.ts';

/** Values of all household rows of one quarter, smallest first; unweighted. */
export type Distribution = Float64Array;

/** Distributions by quarter number. */
export type Distributions = ReadonlyMap<number, Distribution>;

/** Collects the values known on a day, by the quarter they occurred in. */
export function distributionsOn(facts: Facts, values: Float64Array, knownOn: number): Distributions {
  const byQuarter = new Map<number, number[]>();
  for (let fact = 0; fact < facts.occurredDay.length; fact++) {
    if (facts.occurredDay[fact]! > knownOn) continue;
    const value = knownValue(facts, values, fact, knownOn);
    if (Number.isNaN(value)) continue;
    const quarter = quarterOfMonth(facts.occurredMonth[fact]!);
    const found = byQuarter.get(quarter);
    if (found) found.push(value);
    else byQuarter.set(quarter, [value]);
  }
  return new Map([...byQuarter].map(([quarter, found]) => [quarter, Float64Array.from(found).sort()]));
}

/** The middle value, or the mean of the two middle ones; `NaN` of nothing. */
export function median(sorted: Distribution): number {
  return doubledMedian(sorted) / 2;
}

/** The function of a context: a value and its quarter's distribution to the number that is aggregated. */
export const contexts: Readonly<Record<Context, (value: number, sorted: Distribution) => number>> = {
  none: (value) => value,
  median_ratio: (value, sorted) =>
    doubledMedian(sorted) > 0 ? (2 * value) / doubledMedian(sorted) : Number.NaN,
  under_60_median: (value, sorted) =>
    Number.isNaN(doubledMedian(sorted)) ? Number.NaN : Number(10 * value < 3 * doubledMedian(sorted)),
  percentile: (value, sorted) =>
    (countBelow(sorted, value, false) + countBelow(sorted, value, true)) / (2 * sorted.length),
};

/** Twice the median: whole for whole values, so that comparisons with it are exact. */
function doubledMedian(sorted: Distribution): number {
  const n = sorted.length;
  if (n === 0) return Number.NaN;
  return sorted[(n - 1) >> 1]! + sorted[n >> 1]!;
}

/** How many values are below `value`, or below and level with it (binary search). */
function countBelow(sorted: Distribution, value: number, orLevel: boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const candidate = sorted[middle]!;
    if (candidate < value || (orLevel && candidate === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}
