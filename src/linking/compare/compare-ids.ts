import { ID_WIDTH, type RowColumns } from '../encode/columns.ts';
import { isOldForm, UNKNOWN_DIGIT } from '../encode/id-number.ts';
import { levelNumber } from '../levels.ts';

const level = levelNumber.idNumber;
const VALID = 1;
/** Digits that Excel keeps of a number. */
const KEPT_BY_EXCEL = 15;
/** Digits of area and birth date. */
const AREA_AND_BIRTH = 14;
/** Digits that must be readable in a partly hidden number for it to say anything. */
const LEAST_READABLE = 8;

/**
 * How the number of row `i` of `a` agrees with the number of person `j` of `b`: a number of `idLevels`.
 * The person's number counts as the right one: without a valid one nothing is compared.
 */
export function compareIds(a: RowColumns, i: number, b: RowColumns, j: number): number {
  const length = a.idLength[i]!;
  if (length === 0 || b.idKind[j] !== VALID) return level.missing;
  const x = a.idDigits;
  const y = b.idDigits;
  const atX = i * ID_WIDTH;
  const atY = j * ID_WIDTH;
  if (a.idKind[i] === VALID) return compareValid(x, atX, y, atY);
  if (isOldForm(x, atX, length)) {
    const same = equal(x, atX, y, atY, 6) && equal(x, atX + 6, y, atY + 8, 9);
    return same ? level.old_fifteen_digits : level.different_damaged;
  }
  const endIsLost = length < ID_WIDTH ? length >= KEPT_BY_EXCEL : endsInZeros(x, atX);
  if (endIsLost && equal(x, atX, y, atY, KEPT_BY_EXCEL)) return level.cut_to_fifteen;
  if (length === ID_WIDTH) return compareDamaged(x, atX, y, atY);
  const headIsSame = length >= AREA_AND_BIRTH && equal(x, atX, y, atY, AREA_AND_BIRTH);
  return headIsSame ? level.same_first_fourteen : level.different_damaged;
}

/** Level of a valid number: rounded by Excel, one in eleven still is. */
function compareValid(x: Uint8Array, atX: number, y: Uint8Array, atY: number): number {
  if (equal(x, atX, y, atY, ID_WIDTH)) return level.same;
  const isRounded = endsInZeros(x, atX) && equal(x, atX, y, atY, KEPT_BY_EXCEL);
  return isRounded ? level.cut_to_fifteen : level.different_valid;
}

/** Level of 18 digits that are no valid number. */
function compareDamaged(x: Uint8Array, atX: number, y: Uint8Array, atY: number): number {
  let differing = 0;
  let hidden = 0;
  let first = ID_WIDTH;
  let last = -1;
  for (let k = 0; k < ID_WIDTH; k++) {
    if (x[atX + k] === y[atY + k]) continue;
    if (x[atX + k] === UNKNOWN_DIGIT) hidden++;
    else {
      differing++;
      first = Math.min(first, k);
      last = k;
    }
  }
  if (differing + hidden === 1) return level.one_digit_differs;
  if (hidden > 0) return differing === 0 ? byReadable(ID_WIDTH - hidden) : level.different_damaged;
  const exchanged = x[atX + first] === y[atY + last] && x[atX + last] === y[atY + first];
  if (exchanged && last === first + 1) return level.digits_swapped;
  return first >= AREA_AND_BIRTH ? level.same_first_fourteen : level.different_damaged;
}

/** Level of a number of which only some digits can be read, all of them right. */
function byReadable(readable: number): number {
  return readable >= LEAST_READABLE ? level.partly_hidden : level.different_damaged;
}

function endsInZeros(digits: Uint8Array, at: number): boolean {
  for (let k = KEPT_BY_EXCEL; k < ID_WIDTH; k++) if (digits[at + k] !== 0) return false;
  return true;
}

function equal(x: Uint8Array, atX: number, y: Uint8Array, atY: number, count: number): boolean {
  for (let k = 0; k < count; k++) if (x[atX + k] !== y[atY + k]) return false;
  return true;
}
