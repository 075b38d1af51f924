/**
 * The known persons, ready to be searched: columns, indexes, and how common each name and home is among them.
 */
import type { Encoded } from '../encode/columns.ts';
import { sharedWords } from '../encode/shared.ts';
import { families, homeKey, KEY_SLOTS, writeKeys } from './families.ts';
import { buildKeyIndex, countOfKey, type KeyIndex } from './key-index.ts';

/** All that threads share of the known persons. */
export interface KnownPersons {
  readonly encoded: Encoded;
  readonly indexes: readonly KeyIndex[];
  /** Persons by home; 0 keys left out. */
  readonly homes: KeyIndex;
  /** `[persons]` keys of home and phone. */
  readonly homeKeys: Uint32Array;
  readonly phoneKeys: Uint32Array;
  /** `[names]` persons that have the name, traditional and simplified forms as one. */
  readonly nameCount: Uint32Array;
  /** `[names]` persons that have its surname. */
  readonly surnameCount: Uint32Array;
  /** `[persons]` persons that share the home or the phone of the person, the larger of the two; at least 1. */
  readonly crowd: Uint32Array;
}

/** Builds every index. */
export function indexPersons(encoded: Encoded): KnownPersons {
  const { length } = encoded.rows;
  const keys = families.map(() => sharedWords(length));
  const homes = sharedWords(length);
  const row = new Uint32Array(KEY_SLOTS);
  for (let i = 0; i < length; i++) {
    writeKeys(encoded, i, row);
    keys.forEach((column, family) => (column[i] = row[family]!));
    homes[i] = homeKey(encoded, i);
  }
  const indexes = keys.map(buildKeyIndex);
  const homeIndex = buildKeyIndex(homes);
  const crowd = sharedWords(length);
  const phones = families.indexOf('phone');
  const phoneKeys = keys[phones]!;
  for (let i = 0; i < length; i++) {
    const phone = phoneKeys[i]!;
    const atHome = homes[i] === 0 ? 1 : countOfKey(homeIndex, homes[i]!);
    crowd[i] = Math.max(1, atHome, phone === 0 ? 1 : countOfKey(indexes[phones]!, phone));
  }
  return { encoded, indexes, homes: homeIndex, homeKeys: homes, phoneKeys, crowd, ...countNames(encoded) };
}

function countNames({ rows, names }: Encoded): Pick<KnownPersons, 'nameCount' | 'surnameCount'> {
  const byName = new Map<number, number>();
  const bySurname = new Map<number, number>();
  const add = (counts: Map<number, number>, key: number) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const name of rows.name) {
    if (name === 0) continue;
    add(byName, names.folded[name - 1]!);
    add(bySurname, names.foldedSurname[name - 1]!);
  }
  const shared = (counts: Map<number, number>, hashes: Uint32Array): Uint32Array => {
    const column = sharedWords(hashes.length);
    hashes.forEach((hash, i) => (column[i] = counts.get(hash) ?? 0));
    return column;
  };
  return {
    nameCount: shared(byName, names.folded),
    surnameCount: shared(bySurname, names.foldedSurname),
  };
}
