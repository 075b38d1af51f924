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

/** Fits a nondecreasing map from score to outcome. Rows of equal score are averaged first. */
export function fitIsotonic(scores: Float64Array, y: ArrayLike<number>): IsotonicMap {
  const order = Int32Array.from(scores.keys()).sort((a, b) => scores[a]! - scores[b]!);
  const low: number[] = [];
  const high: number[] = [];
  const sums: number[] = [];
  const counts: number[] = [];
  for (let i = 0; i < order.length;) {
    const score = scores[order[i]!]!;
    let sum = 0;
    let count = 0;
    for (; i < order.length && scores[order[i]!] === score; i++, count++) sum += y[order[i]!]!;
    low.push(score);
    high.push(score);
    sums.push(sum);
    counts.push(count);
    pool(low, high, sums, counts);
  }
  const knots = low.flatMap((from, b) => {
    const value = sums[b]! / counts[b]!;
    const to = high[b]!;
    return from === to
      ? [[from, value]]
      : [
          [from, value],
          [to, value],
        ];
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
  let lowIndex = 0;
  let highIndex = last;
  while (highIndex - lowIndex > 1) {
    const middle = (lowIndex + highIndex) >> 1;
    if (scores[middle]! <= score) lowIndex = middle;
    else highIndex = middle;
  }
  const span = scores[highIndex]! - scores[lowIndex]!;
  const share = span === 0 ? 1 : (score - scores[lowIndex]!) / span;
  return values[lowIndex]! + share * (values[highIndex]! - values[lowIndex]!);
}

/** Joins the last blocks while they fall. */
function pool(low: number[], high: number[], sums: number[], counts: number[]): void {
  while (sums.length > 1 && sums.at(-2)! * counts.at(-1)! >= sums.at(-1)! * counts.at(-2)!) {
    high[high.length - 2] = high.pop()!;
    low.pop();
    sums[sums.length - 2]! += sums.pop()!;
    counts[counts.length - 2]! += counts.pop()!;
  }
}
