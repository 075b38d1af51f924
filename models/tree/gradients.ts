/**
 * Gradients on a grid fine enough to lose nothing that matters and coarse enough that every sum is exact: sums then do
 * not depend on the order of adding, so neither on threads nor on which child was subtracted.
 */

/** What a real number is multiplied by to lie on the grid; all powers of two. */
export interface Grid {
  readonly gradient: number;
  readonly hessian: number;
  /** More than all rows count together: a packed number is hessian times `unit` plus count. */
  readonly unit: number;
}

/** Bits of a whole number that a double holds, less one for rounding. */
const BITS = 52;
/** Added and taken away again it leaves the nearest whole number. */
const TO_WHOLE = 1.5 * 2 ** BITS;

/**
 * Puts the given rows' gradients on a grid, in place.
 *
 * @param pairs  gradient and hessian of each row, `[2 × nRows]`; becomes quantised gradient and packed number
 * @param counts how many rows each row stands for, whole numbers, `[nRows]`; one when absent
 */
export function quantise(pairs: Float64Array, rows: Int32Array, counts?: Float64Array): Grid {
  let gradients = 0;
  let hessians = 0;
  let count = 0;
  for (let i = 0; i < rows.length; i++) {
    const at = 2 * rows[i]!;
    gradients += Math.abs(pairs[at]!);
    hessians += pairs[at + 1]!;
    count += counts ? counts[rows[i]!]! : 1;
  }
  const unit = powerAbove(count);
  const grid = {
    gradient: scaleFor(gradients, 2 ** (BITS - 1)),
    hessian: scaleFor(hessians, 2 ** (BITS - 1) / unit),
    unit,
  };
  for (let i = 0; i < rows.length; i++) {
    const at = 2 * rows[i]!;
    pairs[at] = pairs[at]! * grid.gradient + TO_WHOLE - TO_WHOLE;
    const hessian = pairs[at + 1]! * grid.hessian + TO_WHOLE - TO_WHOLE;
    pairs[at + 1] = (hessian < 1 ? 1 : hessian) * unit + (counts ? counts[rows[i]!]! : 1);
  }
  return grid;
}

/** The largest power of two that keeps `sum` under `most`. */
function scaleFor(sum: number, most: number): number {
  return sum > 0 ? powerAbove(most / sum) / 2 : 1;
}

/** The smallest power of two above a number. */
function powerAbove(value: number): number {
  let power = 2 ** Math.floor(Math.log2(value));
  while (power > value) power /= 2;
  while (power <= value) power *= 2;
  return power;
}
