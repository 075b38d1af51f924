/**
 * Isotonic calibration by pooling adjacent violators.
 *
 * @see Zadrozny & Elkan (2002), Transforming classifier scores into accurate multiclass probability estimates
 */

/** A step function made continuous: linear between knots, flat outside. Both ascending. */
export interface IsotonicMap {
  readonly scores: Float64Array;
  readonly values: Float64Array;
}

/** Rows of equal score taken together, scores ascending. */
export interface ScoreTotals {
  readonly scores: Float64Array;
  /** Outcomes added up. */
  readonly sums: Float64Array;
  readonly counts: Float64Array;
}

/** Fits a nondecreasing map from score to outcome. Rows of equal score are averaged first. */
export function fitIsotonic(scores: Float64Array, y: ArrayLike<number>): IsotonicMap {
  const totals = totalsByScore(scores, y);
  const { starts, values } = poolViolators(totals);
  const knots = [...starts].flatMap((start, b) => {
    const low = totals.scores[start]!;
    const high = totals.scores[(starts[b + 1] ?? totals.scores.length) - 1]!;
    return low === high ? [[low, values[b]!]] : [low, high].map((score) => [score, values[b]!]);
  });
  return {
    scores: Float64Array.from(knots, (knot) => knot[0]!),
    values: Float64Array.from(knots, (knot) => knot[1]!),
  };
}

/** The calibrated value of a score. */
export function isotonicAt({ scores, values }: IsotonicMap, score: number): number {
  const last = scores.length - 1;
  if (score <= scores[0]!) return values[0]!;
  if (score >= scores[last]!) return values[last]!;
  const low = lastAtMost(scores, score);
  const span = scores[low + 1]! - scores[low]!;
  return values[low]! + ((score - scores[low]!) / span) * (values[low + 1]! - values[low]!);
}

/** Adds rows of equal score up. */
export function totalsByScore(scores: Float64Array, y: ArrayLike<number>): ScoreTotals {
  const order = Int32Array.from(scores.keys()).sort((a, b) => scores[a]! - scores[b]!);
  const totals = [0, 1, 2].map(() => new Float64Array(scores.length));
  const [distinct, sums, counts] = totals as [Float64Array, Float64Array, Float64Array];
  let n = -1;
  for (const row of order) {
    if (n < 0 || scores[row] !== distinct[n]) distinct[++n] = scores[row]!;
    sums[n]! += y[row]!;
    counts[n]!++;
  }
  const end = n + 1;
  return { scores: distinct.slice(0, end), sums: sums.slice(0, end), counts: counts.slice(0, end) };
}

/** Blocks of scores after pooling: where each begins, and its mean outcome, rising. */
export function poolViolators({ sums, counts }: Pick<ScoreTotals, 'sums' | 'counts'>): {
  starts: Int32Array;
  values: Float64Array;
} {
  const starts = new Int32Array(sums.length);
  const sum = new Float64Array(sums.length);
  const count = new Float64Array(sums.length);
  let last = -1;
  for (let i = 0; i < sums.length; i++) {
    starts[++last] = i;
    sum[last] = sums[i]!;
    count[last] = counts[i]!;
    while (last > 0 && sum[last - 1]! * count[last]! >= sum[last]! * count[last - 1]!) {
      sum[last - 1]! += sum[last]!;
      count[last - 1]! += count[last]!;
      last--;
    }
  }
  const blocks = last + 1;
  return {
    starts: starts.slice(0, blocks),
    values: sum.slice(0, blocks).map((total, b) => total / count[b]!),
  };
}

/** Position of the last of ascending numbers that is not above `x`; -1 when all are. */
export function lastAtMost(ascending: ArrayLike<number>, x: number): number {
  let low = -1;
  let high = ascending.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! <= x) low = middle;
    else high = middle;
  }
  return low;
}
