import type { AddressColumns } from '../encode/columns.ts';
import { levelNumber } from '../levels.ts';

const level = levelNumber.address;

/** How address `i` of `a` and `j` of `b` agree: a number of `addressLevels`; neither is missing. */
export function compareAddresses(a: AddressColumns, i: number, b: AddressColumns, j: number): number {
  if (a.whole[i] === b.whole[j]) return level.same;
  if (a.village[i] !== 0 && a.village[i] === b.village[j]) {
    return a.door[i] !== 0 && a.door[i] === b.door[j] ? level.same_door : level.same_village;
  }
  const lengthA = a.start[i + 1]! - a.start[i]!;
  const lengthB = b.start[j + 1]! - b.start[j]!;
  const common = commonUnits(a, i, b, j);
  return 2 * common >= lengthA + lengthB - common ? level.overlapping : level.different;
}

function commonUnits(a: AddressColumns, i: number, b: AddressColumns, j: number): number {
  let x = a.start[i]!;
  let y = b.start[j]!;
  const endX = a.start[i + 1]!;
  const endY = b.start[j + 1]!;
  let common = 0;
  while (x < endX && y < endY) {
    const left = a.units[x]!;
    const right = b.units[y]!;
    if (left === right) common++;
    if (left <= right) x++;
    if (right <= left) y++;
  }
  return common;
}
