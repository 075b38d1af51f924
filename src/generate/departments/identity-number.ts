/**
 * Identity numbers that belong to nobody: area 99 is not assigned, the check digit is right (GB 11643, ISO 7064
 * MOD 11-2), so that every check except the area's is met.
 */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_DIGITS = '10X98765432';
/** Numbers a day of birth and sex can hold: four digits of area after 99, and half of the three of sequence. */
const SLOTS = 5_000_000;

/**
 * The number of a person.
 *
 * @param birth day of birth, `YYYYMMDD`
 * @param serial see `identitySerial`; two of one birthday and sex share a number only when their serials differ by a
 *               multiple of 5,000,000
 * @example syntheticNumber('19800101', 'female', 7) // "990000198001010143", a female's 17th digit is even
 */
export function syntheticNumber(birth: string, sex: 'male' | 'female', serial: number): string {
  const slot = serial % SLOTS;
  const area = `99${String(Math.floor(slot / 500)).padStart(4, '0')}`;
  const sequence = (slot % 500) * 2 + (sex === 'male' ? 1 : 0);
  const digits = `${area}${birth}${String(sequence).padStart(3, '0')}`;
  return digits + checkDigit(digits);
}

/**
 * A person's serial from the number in the county: close together for families that are, so that the first five of
 * a family never share a serial in a county of a million families, and the others hardly ever do with one birthday.
 *
 * @param numbersAFamily how many numbers each founding family has
 */
export function identitySerial(number: number, numbersAFamily: number): number {
  const place = number % numbersAFamily;
  return ((number - place) / numbersAFamily) * 5 + (place % 5) + Math.floor(place / 5) * 1_234_565;
}

/** The 18th character for 17 digits. */
export function checkDigit(digits: string): string {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += (digits.charCodeAt(i) - 48) * (WEIGHTS[i] ?? 0);
  return CHECK_DIGITS.charAt(sum % 11);
}
