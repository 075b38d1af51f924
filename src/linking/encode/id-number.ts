/**
 * Identity numbers as rows of 18 small numbers, and whether one is valid (GB 11643: ISO 7064 MOD 11-2).
 */
const LENGTH = 18;
/** What stands where the sender hid a digit or wrote something else. */
export const UNKNOWN_DIGIT = 15;
const X_DIGIT = 10;
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const checks = [1, 0, X_DIGIT, 9, 8, 7, 6, 5, 4, 3, 2] as const;

/** 0 none, 1 valid, 2 damaged. */
export type IdKind = 0 | 1 | 2;

/** Writes the digits into `into` from `at` on and returns how many there are (at most 18). */
export function encodeIdNumber(text: string | null, into: Uint8Array, at: number): number {
  if (text === null) return 0;
  let length = 0;
  for (let i = 0; i < text.length && length < LENGTH; i++) {
    const digit = digitOf(text.charCodeAt(i));
    if (digit >= 0) into[at + length++] = digit;
  }
  return length;
}

function digitOf(unit: number): number {
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30;
  if (unit >= 0xff10 && unit <= 0xff19) return unit - 0xff10;
  if (unit === 0x58 || unit === 0x78 || unit === 0xff38) return X_DIGIT;
  const blank = unit <= 0x20 || unit === 0x3000 || unit === 0xfeff || unit === 0x2d || unit === 0x27;
  return blank ? -1 : UNKNOWN_DIGIT;
}

/** Whether `length` digits at `at` are a valid number. */
export function idKind(digits: Uint8Array, at: number, length: number): IdKind {
  if (length === 0) return 0;
  if (length !== LENGTH) return 2;
  let sum = 0;
  for (let i = 0; i < LENGTH - 1; i++) {
    const digit = digits[at + i] ?? UNKNOWN_DIGIT;
    if (digit > 9) return 2;
    sum += digit * (weights[i] ?? 0);
  }
  if (digits[at + LENGTH - 1] !== checks[sum % 11]) return 2;
  return idBirth(digits, at, length) > 0 ? 1 : 2;
}

/** The birth date in a number as `yyyymmdd`; 0 where it holds none that can be. */
export function idBirth(digits: Uint8Array, at: number, length: number): number {
  if (length < 14) return 0;
  const old = isOldForm(digits, at, length);
  const date = old ? 19_000_000 + number(digits, at + 6, 6) : number(digits, at + 6, 8);
  const year = Math.floor(date / 10_000);
  const month = Math.floor(date / 100) % 100;
  const day = date % 100;
  const possible = year >= 1880 && year <= 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
  return possible ? date : 0;
}

/** Whether fifteen digits are the form in use until 1999, without century and check digit. */
export function isOldForm(digits: Uint8Array, at: number, length: number): boolean {
  if (length !== 15) return false;
  const century = number(digits, at + 6, 2);
  if (century !== 19 && century !== 20) return true;
  const month = number(digits, at + 10, 2);
  return month < 1 || month > 12;
}

function number(digits: Uint8Array, at: number, count: number): number {
  let value = 0;
  for (let i = at; i < at + count; i++) {
    const digit = digits[i] ?? UNKNOWN_DIGIT;
    if (digit > 9) return 0;
    value = value * 10 + digit;
  }
  return value;
}
