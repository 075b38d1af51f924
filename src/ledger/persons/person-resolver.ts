/**
 * Who is who: numbers become pseudonyms. The pseudonymiser of the vault stands behind it.
 */
import type { Pseudonymiser } from '../../vault/index.ts';
import { checkIdentityNumber } from '../codes/index.ts';

/** A number that was looked up. */
export interface ResolvedNumber {
  /** Null when the number is not valid. */
  readonly personId: string | null;
  /** 18 characters; null when not valid. */
  readonly idNumber: string | null;
  readonly sex: '1' | '2' | null;
  readonly birthDate: string | null;
  /** Why it is not valid, empty when it is. */
  readonly fault: string;
}

/** Gives persons and households their identifiers. */
export interface PersonResolver {
  /**
   * A number that ends in 000 is only `believed` where a register says so and nothing speaks against it, else of a
   * person already known: spreadsheets round the last three digits away, and one result in eleven still has a good
   * check digit.
   */
  number(text: string, believed: boolean): ResolvedNumber;
  household(number: string): string;
  /** `fields`: name, sex, birth date, phone and address joined by `|`. */
  unlinked(fields: string): string;
  /** A text that only the key's owner can make: it salts the hashes of row keys that name persons. */
  readonly salt: string;
}

/** The resolver of a vault's keys; `synthetic` lets practice numbers pass, `isKnown` asks the vault. */
export function personResolver(
  pseudonyms: Pseudonymiser,
  { synthetic, isKnown }: { readonly synthetic: boolean; readonly isKnown: (personId: string) => boolean },
): PersonResolver {
  const refused = (fault: string): ResolvedNumber => ({
    personId: null,
    idNumber: null,
    sex: null,
    birthDate: null,
    fault,
  });
  return {
    number: (text, believed) => {
      const found = checkIdentityNumber(text, { synthetic });
      if (typeof found === 'string') return refused(found);
      const { number, sex, birthDate } = found;
      const personId = pseudonyms.person(number);
      if (!believed && number.endsWith('000') && !isKnown(personId)) return refused('rounded');
      return { personId, idNumber: number, sex, birthDate, fault: '' };
    },
    household: (number) => pseudonyms.household(number),
    unlinked: (fields) => pseudonyms.unlinked(fields),
    salt: pseudonyms.unlinked('row keys'),
  };
}
