/**
 * Citizen identity numbers (GB 11643): area, date of birth, sequence with sex, check digit (ISO 7064 MOD 11-2).
 */
import { isIsoDate } from '../../core/dates.ts';
import { isProvince } from './region.ts';

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkDigits = '10X98765432';

/** What a good number says. */
export interface IdentityNumber {
  /** 18 characters, the last may be `X`. */
  readonly number: string;
  /** Six digits of the area of first registration; abolished codes stay valid. */
  readonly area: string;
  readonly birthDate: string;
  /** GB/T 2261.1. */
  readonly sex: '1' | '2';
  /** Whether it was sent in the 15-digit form of before 1999, which has no check digit. */
  readonly wasFifteen: boolean;
}

/**
 * Why a number is refused; `rounded` is the mark of a spreadsheet that kept 15 digits of a number,
 * `synthetic` a practice number where practice data is not declared.
 */
export type IdentityFault =
  'length' | 'characters' | 'area' | 'synthetic' | 'birth_date' | 'rounded' | 'check_digit';

/** What to hold a number against. */
export interface IdentityRules {
  /** Practice data: numbers of area 99, which is assigned to nobody, are valid. */
  readonly synthetic?: boolean;
  /** Births after this day are refused, `YYYY-MM-DD`. */
  readonly notBornAfter?: string;
}

/**
 * Checks a number; spaces at either end and a small `x` are let pass, full-width digits are not.
 *
 * @example checkIdentityNumber('11010519491231002X') // { number: …, area: '110105', birthDate: '1949-12-31', sex: '2' }
 */
export function checkIdentityNumber(text: string, rules: IdentityRules = {}): IdentityNumber | IdentityFault {
  const sent = text.trim().toUpperCase();
  if (sent.length !== 15 && sent.length !== 18) return 'length';
  if (!/^(\d{15}|\d{17}[\dX])$/.test(sent)) return 'characters';
  const number = toEighteenDigits(sent);
  const area = number.slice(0, 6);
  const fault = areaFault(area, rules) ?? birthFault(number, rules) ?? endFault(number, sent);
  if (fault) return fault;
  const sex = Number(number.charAt(16)) % 2 === 1 ? '1' : '2';
  return { number, area, birthDate: birthOf(number), sex, wasFifteen: sent.length === 15 };
}

/** The last character for the first 17 digits. */
export function identityCheckDigit(digits: string): string {
  let sum = 0;
  for (const [i, weight] of weights.entries()) sum += Number(digits.charAt(i)) * weight;
  return checkDigits.charAt(sum % 11);
}

/**
 * A 15-digit number in the 18-digit form; an 18-digit number stays as it is. Sequences 996 to 999 were kept for
 * persons over a hundred years old and mean the 1800s.
 */
export function toEighteenDigits(number: string): string {
  if (number.length !== 15) return number;
  const century = number.slice(12) >= '996' ? '18' : '19';
  const digits = number.slice(0, 6) + century + number.slice(6);
  return digits + identityCheckDigit(digits);
}

function birthOf(number: string): string {
  return `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
}

/** Permanent residents from abroad have 9 and the province that issued the card. */
function areaFault(area: string, rules: IdentityRules): IdentityFault | null {
  if (area.startsWith('99')) return rules.synthetic ? null : 'synthetic';
  const province = area.startsWith('9') ? area.slice(1, 3) : area.slice(0, 2);
  return isProvince(province) ? null : 'area';
}

function birthFault(number: string, rules: IdentityRules): IdentityFault | null {
  const birth = birthOf(number);
  const possible = isIsoDate(birth) && birth >= '1850' && birth <= (rules.notBornAfter ?? '2199');
  return possible ? null : 'birth_date';
}

function endFault(number: string, sent: string): IdentityFault | null {
  if (sent.length === 15 || identityCheckDigit(number) === number.charAt(17)) return null;
  return number.endsWith('000') ? 'rounded' : 'check_digit';
}
