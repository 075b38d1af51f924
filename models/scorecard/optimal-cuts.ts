/**
 * The best intervals of one column, found exactly: of all ways to join neighbouring fine bins, the one of largest
 * information value less a price for every interval, whose evidence, if asked for, only rises or only falls.
 *
 * @see Navas-Palencia (2020), Optimal binning: mathematical programming formulation
 */

/** Fine bins of a column in the order of its values: weight of rows and of positives. */
export interface FineBins {
  readonly counts: Float64Array;
  readonly positives: Float64Array;
}

/** Whether evidence must rise with the value, fall, do either, or is free. */
export type Shape = 'rises' | 'falls' | 'monotone' | 'any';

/** What intervals must be. */
export interface IntervalRules {
  readonly most: number;
  /** Smallest weight of rows in an interval. */
  readonly minRows: number;
  readonly shape: Shape;
  /** What an interval is worth before its price. */
  readonly worth: (count: number, positives: number) => number;
  /** Price of every interval but the first. */
  readonly price: number;
}

/** Numbers of the fine bins that are the last of an interval, rising; the last bin of all is not named. */
export function optimalCuts(fine: FineBins, rules: IntervalRules): number[] {
  if (rules.shape !== 'monotone') return bestOf(fine, rules, rules.shape).cuts;
  const [up, down] = [bestOf(fine, rules, 'rises'), bestOf(fine, rules, 'falls')];
  return (down.worth > up.worth ? down : up).cuts;
}

interface Found {
  readonly worth: number;
  readonly cuts: number[];
}

/**
 * `best[k][a, b]`: the most that bins `0 .. b` are worth in `k + 1` intervals of which the last is `a .. b`.
 */
function bestOf(
  { counts, positives }: FineBins,
  rules: IntervalRules,
  shape: Exclude<Shape, 'monotone'>,
): Found {
  const n = counts.length;
  const rows = summed(counts);
  const falls = summed(positives);
  const countOf = (a: number, b: number): number => rows[b + 1]! - rows[a]!;
  const positivesOf = (a: number, b: number): number => falls[b + 1]! - falls[a]!;
  const fits = (h: number, a: number, b: number): boolean => {
    // Shares of positives compared without dividing.
    const before = positivesOf(h, a - 1) * countOf(a, b);
    const after = positivesOf(a, b) * countOf(h, a - 1);
    return shape === 'any' || (shape === 'rises' ? before < after : before > after);
  };
  let layer = new Float64Array(n * n).fill(-Infinity);
  const from: Int32Array[] = [];
  for (let b = 0; b < n; b++)
    if (countOf(0, b) >= rules.minRows) layer[b] = rules.worth(countOf(0, b), positivesOf(0, b));
  let found = ended(layer, n, 0, from, -Infinity) ?? { worth: -Infinity, cuts: [] };
  for (let k = 1; k < rules.most; k++) {
    const next = new Float64Array(n * n).fill(-Infinity);
    const back = new Int32Array(n * n);
    for (let a = 1; a < n; a++)
      for (let b = a; b < n; b++) {
        if (countOf(a, b) < rules.minRows) continue;
        const h = bestBefore(layer, n, a, (start) => fits(start, a, b));
        if (h < 0) continue;
        back[a * n + b] = h;
        next[a * n + b] = layer[h * n + a - 1]! + rules.worth(countOf(a, b), positivesOf(a, b)) - rules.price;
      }
    from.push(back);
    layer = next;
    found = ended(layer, n, k, from, found.worth) ?? found;
  }
  return found;
}

/** Where the best interval that ends before bin `a` starts, among those that fit; -1 when none does. */
function bestBefore(layer: Float64Array, n: number, a: number, fits: (start: number) => boolean): number {
  let best = -1;
  let most = -Infinity;
  for (let h = 0; h < a; h++) {
    if (!(layer[h * n + a - 1]! > most) || !fits(h)) continue;
    most = layer[h * n + a - 1]!;
    best = h;
  }
  return best;
}

/** The best way whose last interval ends with the last bin, if it is worth more than `than`. */
function ended(
  layer: Float64Array,
  n: number,
  k: number,
  from: readonly Int32Array[],
  than: number,
): Found | null {
  let start = -1;
  let worth = than;
  for (let a = 0; a < n; a++) {
    if (!(layer[a * n + n - 1]! > worth)) continue;
    worth = layer[a * n + n - 1]!;
    start = a;
  }
  if (start < 0) return null;
  const cuts: number[] = [];
  for (let [a, b] = [start, n - 1]; k > 0; k--) {
    const before = from[k - 1]![a * n + b]!;
    cuts.unshift(a - 1);
    [a, b] = [before, a - 1];
  }
  return { worth, cuts };
}

function summed(values: Float64Array): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i++) sums[i + 1] = sums[i]! + values[i]!;
  return sums;
}
