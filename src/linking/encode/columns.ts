/**
 * Persons as columns of numbers, and the dictionaries of their names and addresses.
 */
import type { NameTexts } from '../names/compare-names.ts';

/** Unique names. */
export interface NameColumns extends NameTexts {
  /** Hash of the syllables without tone. */
  readonly sound: Uint32Array;
  /** Hash of the surname's syllables without tone. */
  readonly surnameSound: Uint32Array;
  /** Hash of the simplified units: names that are the same but for traditional characters share it. */
  readonly folded: Uint32Array;
  /** Hash of the surname's simplified units. */
  readonly foldedSurname: Uint32Array;
}

/** Unique addresses; hashes, 0 where the address has no such part. */
export interface AddressColumns {
  readonly whole: Uint32Array;
  readonly village: Uint32Array;
  readonly door: Uint32Array;
  /** Units of address `i`, ascending, without repeats: `units[start[i]] …`. */
  readonly units: Uint32Array;
  readonly start: Uint32Array;
}

/** Rows; 0 stands for a missing value. */
export interface RowColumns {
  readonly length: number;
  /** Name number + 1. */
  readonly name: Uint32Array;
  readonly sex: Uint8Array;
  /** `yyyymmdd` */
  readonly birth: Uint32Array;
  /** Up to 11 digits as a number. */
  readonly phone: Float64Array;
  /** Address number + 1. */
  readonly address: Uint32Array;
  /** `[length × 18]` */
  readonly idDigits: Uint8Array;
  readonly idLength: Uint8Array;
  /** 0 none, 1 valid, 2 damaged. */
  readonly idKind: Uint8Array;
}

/** A set of persons or rows with its own dictionaries. */
export interface Encoded {
  readonly rows: RowColumns;
  readonly names: NameColumns;
  readonly addresses: AddressColumns;
}

/** Digits of an identity number kept for each row. */
export const ID_WIDTH = 18;
