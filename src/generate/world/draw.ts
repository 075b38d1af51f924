/**
 * Draws from a stream of random numbers.
 */
import { normal, type Rng } from '../../core/rng.ts';

/** True with probability `p`. */
export function chance(rng: Rng, p: number): boolean {
  return rng.next() < p;
}

/** Uniform between two numbers. */
export function between(rng: Rng, low: number, high: number): number {
  return low + (high - low) * rng.next();
}

/** Log-normal with mean 1 and the given standard deviation of the logarithm. */
export function spread(rng: Rng, sigma: number): number {
  return Math.exp(normal(rng) * sigma - (sigma * sigma) / 2);
}

/** Log-normal by its median. */
export function aroundMedian(rng: Rng, median: number, sigma: number): number {
  return median * Math.exp(normal(rng) * sigma);
}

/** A position drawn with the given weights. */
export function pick(rng: Rng, weights: readonly number[]): number {
  let total = 0;
  for (const weight of weights) total += weight;
  let left = rng.next() * total;
  for (let i = 0; i < weights.length; i++) {
    left -= at(weights, i);
    if (left < 0) return i;
  }
  return weights.length - 1;
}

/** The number at a position; the nearest end when outside. */
export function at(table: ArrayLike<number>, i: number): number {
  return table[i < 0 ? 0 : i >= table.length ? table.length - 1 : i] ?? 0;
}

/** The number of the age band of equal width, from age 0; the last band is open. */
export function byAge(table: readonly number[], age: number, width: number): number {
  return at(table, Math.floor(age / width));
}

/** Below this the first two terms of the series are right to a thousandth. */
const SMALL = 0.06;

/** A yearly chance as a monthly one. */
export function monthlyOf(yearly: number): number {
  if (yearly < SMALL) return (yearly / 12) * (1 + (yearly * 11) / 24);
  return yearly >= 1 ? 1 : 1 - (1 - yearly) ** (1 / 12);
}
