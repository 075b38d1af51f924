import { hmacSm3 } from './crypto/sm3.ts';
import type { VaultKeys } from './keys/keys.ts';

/** Turns identities into pseudonyms: equal for equal identities, meaningless without the key. */
export interface Pseudonymiser {
  /** `p` and 26 characters of HMAC-SM3 over a valid 18-character identity number (X upper case). */
  person(idNumber: string): string;
  /** `h` and 26 characters, over a household number. */
  household(number: string): string;
  /** `u` and 26 characters, over what is known of a person without a number. */
  unlinked(fields: string): string;
}

/** RFC 4648, lower case: safe in file names, never confused with digits 0 and 1. */
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
/** 128 bits: two of a billion persons meet with a chance of 1 in 10^21. */
const pseudonymBytes = 16;

/** Makes pseudonyms under the keys' pseudonym key. Purposes are told apart by a prefix inside the message. */
export function pseudonymiser(keys: VaultKeys): Pseudonymiser {
  const mac = hmacSm3(keys.pseudonym.key);
  return {
    person: (idNumber) => `p${base32(mac.text(`id:${idNumber}`))}`,
    household: (number) => `h${base32(mac.text(`hh:${number}`))}`,
    unlinked: (fields) => `u${base32(mac.text(`un:${fields}`))}`,
  };
}

/** The first 16 bytes of a latin1 digest as 26 characters. */
function base32(digest: string): string {
  let out = '';
  let held = 0;
  let bits = 0;
  for (let i = 0; i < pseudonymBytes; i++) {
    held = ((held << 8) | digest.charCodeAt(i)) & 0xfff;
    for (bits += 8; bits >= 5; bits -= 5) out += alphabet[(held >> (bits - 5)) & 31] ?? '';
  }
  return out + (alphabet[(held << (5 - bits)) & 31] ?? '');
}
