import type { Encoded } from '../encode/columns.ts';
import { familyOfSlot, KEY_SLOTS, writeLookupKeys } from './families.ts';
import { countOfKey, type KeyIndex } from './key-index.ts';

/** Finds the persons to compare a row with, each once. */
export interface CandidateFinder {
  /** `[0 … count - 1]` after `find`. */
  readonly list: Uint32Array;
  /** Returns how many there are. */
  find(rows: Encoded, i: number): number;
}

/**
 * A finder over one index a family.
 *
 * @param persons how many there are
 * @param largestBlock a key that more persons share is not used
 */
export function newCandidateFinder(
  indexes: readonly KeyIndex[],
  persons: number,
  largestBlock: number,
): CandidateFinder {
  const list = new Uint32Array(Math.min(persons, KEY_SLOTS * largestBlock));
  const lastSeen = new Uint32Array(persons);
  const keys = new Uint32Array(KEY_SLOTS);
  let serial = 0;
  const find = (rows: Encoded, i: number): number => {
    serial++;
    writeLookupKeys(rows, i, keys);
    let count = 0;
    for (let slot = 0; slot < KEY_SLOTS; slot++) {
      const key = keys[slot]!;
      const index = indexes[familyOfSlot[slot]!]!;
      if (key === 0 || countOfKey(index, key) > largestBlock) continue;
      const bucket = key & index.mask;
      for (let at = index.start[bucket]!; at < index.start[bucket + 1]!; at++) {
        const person = index.persons[at]!;
        if (index.keys[at] !== key || lastSeen[person] === serial) continue;
        lastSeen[person] = serial;
        list[count++] = person;
      }
    }
    return count;
  };
  return { list, find };
}
