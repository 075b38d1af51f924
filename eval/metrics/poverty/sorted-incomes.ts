import { JzError } from '../../../src/core/errors/index.ts';
import { ascendingOrder } from '../scores/ascending-order.ts';

/** Incomes in ascending order with their weights: what every poverty measure reads. */
export interface SortedIncomes {
  /** Ascending, `[n]`, any one money unit. */
  readonly x: Float64Array;
  /** Weights ≥ 0, `[n]`. */
  readonly w: Float64Array;
  /** Running total of the weights, `[n]`. */
  readonly cumulative: Float64Array;
  readonly total: number;
}

/**
 * Checks and sorts incomes.
 *
 * @param income  `[n]`, finite; negative incomes are kept
 * @param w       weights, `[n]`, ≥ 0, not all 0; default all 1
 * @throws JZ_EVAL_LENGTH, JZ_EVAL_EMPTY, JZ_EVAL_VALUE
 */
export function sortIncomes(income: ArrayLike<number>, w?: ArrayLike<number>): SortedIncomes {
  const n = income.length;
  if (w && w.length !== n) throw new JzError('JZ_EVAL_LENGTH', { what: 'w', rows: w.length, expected: n });
  for (let i = 0; i < n; i++) {
    if (!Number.isFinite(income[i])) throw invalid('income', i, income[i], 'a finite number');
    if (w && !(w[i]! >= 0 && w[i]! < Infinity)) throw invalid('w', i, w[i], '>= 0');
  }
  const order = ascendingOrder(Float64Array.from(income));
  const x = Float64Array.from(order, (row) => income[row]!);
  const weights = Float64Array.from(order, (row) => (w ? w[row]! : 1));
  const cumulative = new Float64Array(n);
  let total = 0;
  for (let i = 0; i < n; i++) cumulative[i] = total += weights[i]!;
  if (!(total > 0)) throw new JzError('JZ_EVAL_EMPTY');
  return { x, w: weights, cumulative, total };
}

/** Weighted mean of the incomes from position `start` up to `end`; NaN when they have no weight. */
export function meanIncome({ x, w }: SortedIncomes, start = 0, end = x.length): number {
  let sum = 0;
  let weight = 0;
  for (let i = start; i < end; i++) {
    sum += w[i]! * x[i]!;
    weight += w[i]!;
  }
  return sum / weight;
}

/** How many incomes lie strictly below a value. */
export function countBelow({ x }: SortedIncomes, value: number): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (x[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function invalid(what: string, row: number, value: number | undefined, expected: string): JzError {
  return new JzError('JZ_EVAL_VALUE', { what, row, value: String(value), expected });
}
