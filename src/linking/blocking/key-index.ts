/**
 * Persons by a 32-bit key: a hash table laid out flat, entries of a bucket side by side in the order of persons.
 */
import { sharedWords } from '../encode/shared.ts';

/** Persons by key. Entries of bucket `b` are `persons[start[b]] … persons[start[b + 1] - 1]`. */
export interface KeyIndex {
  readonly start: Uint32Array;
  readonly persons: Uint32Array;
  /** `[entries]` the whole key, to tell apart keys that share a bucket. */
  readonly keys: Uint32Array;
  readonly mask: number;
}

/** Index over `keys[person]`; persons with key 0 are left out. */
export function buildKeyIndex(keys: Uint32Array): KeyIndex {
  let entries = 0;
  for (const key of keys) if (key !== 0) entries++;
  const mask = 2 ** Math.max(4, Math.ceil(Math.log2(entries + 1))) - 1;
  const start = sharedWords(mask + 2);
  for (const key of keys) if (key !== 0) start[(key & mask) + 1]!++;
  for (let b = 0; b <= mask; b++) start[b + 1]! += start[b]!;
  const next = start.slice();
  const index = { start, persons: sharedWords(entries), keys: sharedWords(entries), mask };
  for (let person = 0; person < keys.length; person++) {
    const key = keys[person]!;
    if (key === 0) continue;
    const at = next[key & mask]!++;
    index.persons[at] = person;
    index.keys[at] = key;
  }
  return index;
}

/** How many persons have the key. */
export function countOfKey(index: KeyIndex, key: number): number {
  let count = 0;
  const bucket = key & index.mask;
  for (let at = index.start[bucket]!; at < index.start[bucket + 1]!; at++)
    if (index.keys[at] === key) count++;
  return count;
}

/** Calls `visit` for each person with the key, in the order of persons. */
export function forEachOfKey(index: KeyIndex, key: number, visit: (person: number) => void): void {
  const bucket = key & index.mask;
  for (let at = index.start[bucket]!; at < index.start[bucket + 1]!; at++) {
    if (index.keys[at] === key) visit(index.persons[at]!);
  }
}
