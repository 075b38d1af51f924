/**
 * Single mistakes in single cells. Each gives another text than it was given, or `null` where it cannot.
 */
import type { Rng } from '../../core/rng.ts';

const DIGITS = '0123456789';
const FULL_WIDTH = '０１２３４５６７８９';

/** One digit of the first 17 replaced by another. */
export function wrongDigit(number: string, rng: Rng): string | null {
  const at = rng.int(Math.min(17, number.length));
  const old = DIGITS.indexOf(number.charAt(at));
  if (old < 0) return null;
  return replaceAt(number, at, String((old + 1 + rng.int(9)) % 10));
}

/** Two neighbouring characters that differ change places. */
export function transposed(number: string, rng: Rng): string | null {
  const start = rng.int(Math.max(1, number.length - 1));
  for (let step = 0; step < number.length - 1; step++) {
    const at = (start + step) % (number.length - 1);
    const [a, b] = [number.charAt(at), number.charAt(at + 1)];
    if (a !== b) return number.slice(0, at) + b + a + number.slice(at + 2);
  }
  return null;
}

/** What Excel leaves of an 18-digit number taken for a quantity: 15 digits and three zeros. */
export function excelDamaged(number: string): string | null {
  const damaged = `${number.slice(0, 15)}000${number.slice(18)}`;
  return number.length >= 18 && damaged !== number ? damaged : null;
}

/** A character that sounds alike, from the groups given. */
export function homophone(name: string, groups: readonly string[], rng: Rng): string | null {
  const start = rng.int(Math.max(1, name.length));
  for (let step = 0; step < name.length; step++) {
    const at = (start + step) % name.length;
    const others = groups.find((group) => group.includes(name.charAt(at)))?.replace(name.charAt(at), '');
    if (others) return replaceAt(name, at, others.charAt(rng.int(others.length)));
  }
  return null;
}

/** Another character in place of one of the given name. */
export function wrongCharacter(name: string, other: string, rng: Rng): string | null {
  if (name.length < 2) return null;
  const at = 1 + rng.int(name.length - 1);
  return name.charAt(at) === other ? null : replaceAt(name, at, other);
}

/** Every digit written full width. */
export function fullWidth(text: string): string | null {
  const wide = text.replace(/\d/g, (digit) => FULL_WIDTH.charAt(Number(digit)));
  return wide === text ? null : wide;
}

/** A space before or after, sometimes an ideographic one. */
export function spaced(text: string, rng: Rng): string | null {
  if (text === '') return null;
  const space = rng.int(4) === 0 ? '\u3000' : ' ';
  return rng.int(2) === 0 ? text + space : space + text;
}

/** `1234.50` as `1,234.50`. */
export function withThousands(text: string): string | null {
  const [whole = '', cents] = text.split('.');
  if (!/^\d{4,}$/.test(whole)) return null;
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return cents === undefined ? grouped : `${grouped}.${cents}`;
}

/** The text with the character at a position replaced. */
export function replaceAt(text: string, at: number, character: string): string {
  return text.slice(0, at) + character + text.slice(at + 1);
}
