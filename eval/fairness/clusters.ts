/**
 * Shares of rows that come in households: how much a share of such rows is worth in independent rows.
 */
import { wilsonInterval } from '../metrics/curves/wilson-interval.ts';

/** Which household each row is of. */
export interface Clusters {
  /** Number of each row's household, `[n]`. */
  readonly of: Int32Array;
  /** Number of households. */
  readonly count: number;
}

/** Numbers households; null: every row stands alone. */
export function clustersOf(households: ArrayLike<string | number> | null, n: number): Clusters {
  if (households === null) return { of: Int32Array.from({ length: n }, (_, i) => i), count: n };
  const numbers = new Map<string | number, number>();
  const of = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const household = households[i]!;
    let number = numbers.get(household);
    if (number === undefined) numbers.set(household, (number = numbers.size));
    of[i] = number;
  }
  return { of, count: numbers.size };
}

/**
 * Numbers the households of some rows alone, so that what is summed by household is no longer than the group.
 *
 * @param numbers  scratch, `[count]`, all -1; left as it was
 */
export function clustersWithin({ of }: Clusters, members: ArrayLike<number>, numbers: Int32Array): Clusters {
  const within = new Int32Array(of.length);
  let count = 0;
  for (let k = 0; k < members.length; k++) {
    const household = of[members[k]!]!;
    if (numbers[household]! < 0) numbers[household] = count++;
    within[members[k]!] = numbers[household]!;
  }
  for (let k = 0; k < members.length; k++) numbers[of[members[k]!]!] = -1;
  return { of: within, count };
}

/** Numerators and denominators of a share, household by household; others are left out. */
export interface ShareSums {
  readonly tops: Float64Array;
  readonly bottoms: Float64Array;
}

/** A share, and the independent rows that tell as much. */
export interface ClusteredShare {
  readonly value: number | null;
  readonly n: number;
  readonly effective: number;
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * A ratio of sums with Wilson's interval on the effective number of rows: denominator ÷ design effect, the design effect
 * by linearisation over households. It never counts more than every row, nor less than households that are each of one
 * mind (which also serves where the share is 0 or 1 and the variance says nothing).
 *
 * @see Kish (1965), Survey Sampling; Korn & Graubard (1998), Survey Methodology 24
 */
export function clusteredShare({ tops, bottoms }: ShareSums): ClusteredShare {
  const top = sumOf(tops);
  const n = sumOf(bottoms);
  if (n <= 0) return { value: null, n, effective: 0, low: null, high: null };
  const value = Math.min(1, Math.max(0, top / n));
  let [squares, residuals, clusters] = [0, 0, 0];
  for (let h = 0; h < bottoms.length; h++) {
    if (bottoms[h] === 0) continue;
    clusters++;
    squares += bottoms[h]! ** 2;
    residuals += (tops[h]! - value * bottoms[h]!) ** 2;
  }
  const least = (n * n) / squares;
  const variance = clusters > 1 ? ((clusters / (clusters - 1)) * residuals) / (n * n) : 0;
  const told = variance > 0 ? (value * (1 - value)) / variance : least;
  const effective = Math.min(n, Math.max(least, told));
  const [low, high] = wilsonInterval(value, effective);
  return { value, n, effective, low, high };
}

/** Sum of numbers. */
export function sumOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
