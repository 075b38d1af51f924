/**
 * How quantities are counted: a numerator and a denominator each.
 */

/** Numerator and denominator. */
export type Fraction = readonly [number, number];

/** Writes down a numerator and a denominator. */
export type Put = (id: string, numerator: number, denominator: number) => void;
