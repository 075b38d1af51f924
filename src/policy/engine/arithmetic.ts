/**
 * Exact arithmetic on integers held in doubles. Facts are capped (see facts/written.ts) so that every product with a
 * ratio stays below 2^53, where a quotient's floor is the true floor: the distance from a fraction `k/d` to the next
 * integer is at least `1/d`, larger than half the spacing of doubles near the quotient.
 */
import { MONTHS_IN_YEAR, RATIO_SCALE } from '../units.ts';
import type { Rounding } from '../rules/ast.ts';

/** An integer quotient, settled as the rule says; NaN (unknown) stays NaN, and so does division by zero. */
export function divide(x: number, by: number, rounding: Rounding): number {
  if (by === 0) return Number.NaN;
  if (rounding === 'down') return Math.floor(x / by);
  if (rounding === 'up') return Math.ceil(x / by);
  return Math.floor((2 * x + by) / (2 * by));
}

/** `x` × a ratio in ten-thousandths. */
export function scaled(x: number, ratio: number, rounding: Rounding): number {
  return divide(x * ratio, RATIO_SCALE, rounding);
}

/** A yearly amount's monthly part. */
export function monthlyPart(x: number, rounding: Rounding): number {
  return divide(x, MONTHS_IN_YEAR, rounding);
}

/** To a multiple of `step`. */
export function roundedTo(x: number, step: number, rounding: Rounding): number {
  return divide(x, step, rounding) * step;
}
