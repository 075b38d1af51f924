import type { Encoded } from '../encode/columns.ts';
import type { CharacterTable } from '../names/characters.ts';
import { compareNames } from '../names/compare-names.ts';
import { compareAddresses } from './compare-addresses.ts';
import { compareDates } from './compare-dates.ts';
import { compareIds } from './compare-ids.ts';
import { comparePhones } from './compare-phones.ts';
import { levelNumber, type Pattern } from '../levels.ts';

const { same, different, missing } = levelNumber.sex;

/** Rows on one side, known persons on the other, and where the levels are written. */
export interface Comparison {
  readonly characters: CharacterTable;
  readonly rows: Encoded;
  readonly persons: Encoded;
  readonly pattern: Pattern;
}

/** Writes how row `i` agrees with person `j` into the comparison's pattern. */
export function compareRows(comparison: Comparison, i: number, j: number): void {
  const { characters, rows, persons, pattern } = comparison;
  const x = rows.rows;
  const y = persons.rows;
  const name = x.name[i]!;
  const otherName = y.name[j]!;
  pattern[0] =
    name === 0 || otherName === 0
      ? missing
      : compareNames({ characters, a: rows.names, b: persons.names }, name - 1, otherName - 1);
  pattern[1] = x.sex[i] === 0 || y.sex[j] === 0 ? missing : x.sex[i] === y.sex[j] ? same : different;
  pattern[2] = compareDates(x.birth[i]!, y.birth[j]!);
  pattern[3] = comparePhones(x.phone[i]!, y.phone[j]!);
  const address = x.address[i]!;
  const otherAddress = y.address[j]!;
  pattern[4] =
    address === 0 || otherAddress === 0
      ? missing
      : compareAddresses(rows.addresses, address - 1, persons.addresses, otherAddress - 1);
  pattern[5] = compareIds(x, i, y, j);
}
