/**
 * Agreement as one number: the levels of the six fields in a mixed radix.
 */
import {
  addressLevels,
  birthLevels,
  idLevels,
  nameLevels,
  phoneLevels,
  sexLevels,
  type Agreement,
  type Field,
} from './types.ts';

/** Fields in the order of their digits. */
export const fields = [
  'name',
  'sex',
  'birthDate',
  'phone',
  'address',
  'idNumber',
] as const satisfies readonly Field[];

/** Names of the levels of each field, `missing` first. */
export const levelsOf = {
  name: nameLevels,
  sex: sexLevels,
  birthDate: birthLevels,
  phone: phoneLevels,
  address: addressLevels,
  idNumber: idLevels,
} as const satisfies Readonly<Record<Field, readonly string[]>>;

/** Levels as numbers, in the order of `fields`. */
export type Pattern = Uint8Array;

/** Number of a level by its name, for each field. */
export const levelNumber = {
  name: numbered(nameLevels),
  sex: numbered(sexLevels),
  birthDate: numbered(birthLevels),
  phone: numbered(phoneLevels),
  address: numbered(addressLevels),
  idNumber: numbered(idLevels),
} as const;

function numbered<L extends string>(levels: readonly L[]): Readonly<Record<L, number>> {
  return Object.fromEntries(levels.map((level, i) => [level, i])) as Record<L, number>;
}

/** A pattern as one number. */
export function packPattern(pattern: Pattern): number {
  let code = 0;
  fields.forEach((field, i) => (code = code * levelsOf[field].length + (pattern[i] ?? 0)));
  return code;
}

/** The agreement that a packed pattern stands for. */
export function unpackAgreement(code: number): Agreement {
  let rest = code;
  const digit = <L>(levels: readonly L[], missing: L): L => {
    const level = levels[rest % levels.length] ?? missing;
    rest = Math.floor(rest / levels.length);
    return level;
  };
  const idNumber = digit(idLevels, 'missing');
  const address = digit(addressLevels, 'missing');
  const phone = digit(phoneLevels, 'missing');
  const birthDate = digit(birthLevels, 'missing');
  const sex = digit(sexLevels, 'missing');
  const name = digit(nameLevels, 'missing');
  return { name, sex, birthDate, phone, address, idNumber };
}

/** The levels of an agreement as numbers. */
export function patternOf(agreement: Agreement): Pattern {
  return Uint8Array.from([
    levelNumber.name[agreement.name],
    levelNumber.sex[agreement.sex],
    levelNumber.birthDate[agreement.birthDate],
    levelNumber.phone[agreement.phone],
    levelNumber.address[agreement.address],
    levelNumber.idNumber[agreement.idNumber],
  ]);
}
