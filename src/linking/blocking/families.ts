/**
 * Families of blocking keys: a row is compared with the persons that share a key of any family with it.
 */
import { ID_WIDTH, type Encoded } from '../encode/columns.ts';
import { finish, mix } from '../encode/hash.ts';
import { idBirth, UNKNOWN_DIGIT } from '../encode/id-number.ts';

/** What each family's key is made of. */
export const families = [
  'id_number',
  'id_first_fourteen',
  'id_last_twelve',
  'phone',
  'home_and_surname_sound',
  'birth_date_and_sex',
  'name_sound_and_birth_year',
  'name_sound_and_birth_day',
  'name_sound_and_village',
  'name_sound',
] as const;

/** Words that `writeKeys` writes: one a family, then the birth date with the other sex for rows without one. */
export const KEY_SLOTS = families.length + 1;
const BIRTH_AND_SEX = families.indexOf('birth_date_and_sex');
const NAME_ALONE = families.indexOf('name_sound');

/** Family looked up by each slot. */
export const familyOfSlot: readonly number[] = [...families.keys(), BIRTH_AND_SEX];

/** Writes the keys of row `i`, 0 where it lacks what the key is made of. */
export function writeKeys(encoded: Encoded, i: number, keys: Uint32Array): void {
  const { rows, names, addresses } = encoded;
  keys.fill(0);
  writeIdKeys(encoded, i, keys);
  const phone = rows.phone[i]!;
  if (phone !== 0) keys[3] = finish(mix(mix(3, phone % 0x1_0000_0000), Math.floor(phone / 0x1_0000_0000)));
  const sound = rows.name[i] === 0 ? 0 : names.sound[rows.name[i]! - 1]!;
  const home = homeKey(encoded, i);
  if (home !== 0 && sound !== 0) keys[4] = finish(mix(home, names.surnameSound[rows.name[i]! - 1]!));
  const birth = rows.birth[i]!;
  const blockBirth = birth === 0 ? idBirth(rows.idDigits, i * ID_WIDTH, rows.idLength[i]!) : birth;
  if (blockBirth !== 0) {
    const sex = rows.sex[i]!;
    keys[BIRTH_AND_SEX] = finish(mix(mix(5, blockBirth), sex === 0 ? 1 : sex));
    if (sex === 0) keys[KEY_SLOTS - 1] = finish(mix(mix(5, blockBirth), 2));
  }
  if (sound === 0) return;
  if (blockBirth !== 0) {
    keys[6] = finish(mix(mix(6, sound), Math.floor(blockBirth / 10_000)));
    keys[7] = finish(mix(mix(7, sound), blockBirth % 10_000));
  }
  const village = rows.address[i] === 0 ? 0 : addresses.village[rows.address[i]! - 1]!;
  if (village !== 0) keys[8] = finish(mix(mix(8, sound), village));
  keys[NAME_ALONE] = sound;
}

/** The same for a row to be linked: the name alone is looked up only where there is no birth date. */
export function writeLookupKeys(encoded: Encoded, i: number, keys: Uint32Array): void {
  writeKeys(encoded, i, keys);
  if (keys[6] !== 0) keys[NAME_ALONE] = 0;
}

/** Key of the home of row `i`: village and door, or the whole address; 0 without an address. */
export function homeKey(encoded: Encoded, i: number): number {
  const address = encoded.rows.address[i]!;
  if (address === 0) return 0;
  const { village, door, whole } = encoded.addresses;
  const place = village[address - 1]!;
  const at = door[address - 1]!;
  return place !== 0 && at !== 0 ? finish(mix(mix(4, place), at)) : whole[address - 1]!;
}

function writeIdKeys({ rows }: Encoded, i: number, keys: Uint32Array): void {
  const length = rows.idLength[i]!;
  if (length < 14) return;
  const digits = rows.idDigits;
  const at = i * ID_WIDTH;
  if (rows.idKind[i] === 1) keys[0] = digitsKey(digits, at, ID_WIDTH);
  keys[1] = digitsKey(digits, at, 14);
  if (length === ID_WIDTH) keys[2] = digitsKey(digits, at + 6, 12);
}

function digitsKey(digits: Uint8Array, at: number, count: number): number {
  let hash = count;
  for (let k = at; k < at + count; k++) {
    if (digits[k] === UNKNOWN_DIGIT) return 0;
    hash = mix(hash, digits[k]!);
  }
  return finish(hash);
}
