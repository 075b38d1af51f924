import { levelNumber } from '../levels.ts';

const level = levelNumber.birthDate;

/** How two birth dates `yyyymmdd` agree: a number of `birthLevels`; 0 stands for a missing date. */
export function compareDates(a: number, b: number): number {
  if (a === 0 || b === 0) return level.missing;
  if (a === b) return level.same;
  const yearA = Math.floor(a / 10_000);
  const yearB = Math.floor(b / 10_000);
  if (yearA === yearB) {
    const restA = a % 10_000;
    const restB = b % 10_000;
    if (restA % 100 === Math.floor(restB / 100) && restB % 100 === Math.floor(restA / 100)) {
      return level.day_and_month_swapped;
    }
  }
  if (differsInOneDigit(a, b)) return level.one_digit_differs;
  if (yearA !== yearB) return level.different;
  return Math.floor(a / 100) === Math.floor(b / 100) ? level.same_month : level.same_year;
}

/** Whether two whole numbers differ in exactly one decimal digit. */
export function differsInOneDigit(a: number, b: number): boolean {
  let difference = Math.abs(a - b);
  if (difference === 0) return false;
  let power = 1;
  while (difference % 10 === 0) {
    difference /= 10;
    power *= 10;
  }
  if (difference > 9) return false;
  return Math.floor(a / (power * 10)) === Math.floor(b / (power * 10));
}
