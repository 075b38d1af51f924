import { JzError } from '../../../src/core/errors/index.ts';
import { ascendingOrder } from '../scores/ascending-order.ts';
import { endOfTie, type Numbers } from '../scores/ranked-scores.ts';

/**
 * Targeting indicator of Coady, Grosh and Hoddinott: the share of all benefits (or visits) that goes to the poorest
 * `share` of households, divided by `share`. 1 is what a uniform benefit gives; 1.5 at 40 % means the poorest two fifths
 * get 60 %.
 *
 * @param benefit  what each household gets, `[n]`, ≥ 0: money, or 1 for a visit
 * @param welfare  income or another measure of how well off, `[n]`, higher = better; those tied at the edge share it
 * @param share    0..1, for example 0.4
 * @param w        weights, `[n]`; default all 1
 * @returns ≥ 0; NaN when nothing is given or `share` is 0
 * @throws JZ_EVAL_LENGTH, JZ_EVAL_VALUE
 * @example cgh([1, 1, 0, 0], [10, 20, 30, 40], 0.5) // 2
 * @see Coady, Grosh & Hoddinott (2004), Targeting of Transfers in Developing Countries
 */
export function cgh(benefit: Numbers, welfare: Numbers, share: number, w?: Numbers): number {
  check(benefit, welfare, w);
  const poor = poorestShare(welfare, share, w);
  let [reached, given] = [0, 0];
  for (let i = 0; i < poor.length; i++) {
    const weighed = benefit[i]! * (w?.[i] ?? 1);
    reached += poor[i]! * weighed;
    given += weighed;
  }
  return reached / given / share;
}

/**
 * How much of each household is of the poorest `share`: 1, 0, or for those tied at the edge the part that fits.
 *
 * @param welfare  `[n]`, higher = better, none NaN
 * @param w        weights, `[n]`; default all 1
 */
export function poorestShare(welfare: Numbers, share: number, w?: Numbers): Float64Array {
  const order = ascendingOrder(Float64Array.from(welfare));
  const sorted = Float64Array.from(order, (row) => welfare[row]!);
  const weight = Float64Array.from(order, (row) => w?.[row] ?? 1);
  const poor = new Float64Array(sorted.length);
  let room = share * sum(weight);
  for (let start = 0; start < sorted.length && room > 0;) {
    const end = endOfTie(sorted, start);
    const tied = sum(weight.subarray(start, end));
    const taken = tied === 0 ? 0 : Math.min(1, room / tied);
    for (let i = start; i < end; i++) if (weight[i]! > 0) poor[order[i]!] = taken;
    room -= tied;
    start = end;
  }
  return poor;
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

function check(benefit: Numbers, welfare: Numbers, w: Numbers | undefined): void {
  const expected = benefit.length;
  for (const [what, values] of [
    ['welfare', welfare],
    ['w', w],
  ] as const)
    if (values && values.length !== expected)
      throw new JzError('JZ_EVAL_LENGTH', { what, rows: values.length, expected });
  for (let row = 0; row < expected; row++) {
    const problem = !(benefit[row]! >= 0)
      ? 'benefit'
      : Number.isNaN(welfare[row])
        ? 'welfare'
        : w && !(w[row]! >= 0)
          ? 'w'
          : null;
    if (problem === null) continue;
    const value = { benefit, welfare, w: w ?? [] }[problem][row];
    throw new JzError('JZ_EVAL_VALUE', {
      what: problem,
      row,
      value: String(value),
      expected: 'a number >= 0',
    });
  }
}
