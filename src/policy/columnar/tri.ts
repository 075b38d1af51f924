/**
 * Constant yes, no and unknown: two bits such that "and" is bitwise and, "or" bitwise or.
 */

export const NO = 0b00;
export const UNKNOWN = 0b01;
export const YES = 0b11;
