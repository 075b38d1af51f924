import { differsInOneDigit } from './compare-dates.ts';
import { levelNumber } from '../levels.ts';

const level = levelNumber.phone;

/** How two phones, as numbers of up to 11 digits, agree: a number of `phoneLevels`; 0 stands for a missing phone. */
export function comparePhones(a: number, b: number): number {
  if (a === 0 || b === 0) return level.missing;
  if (a === b) return level.same;
  if (differsInOneDigit(a, b)) return level.one_digit_differs;
  return a % 10_000 === b % 10_000 ? level.same_last_four : level.different;
}
