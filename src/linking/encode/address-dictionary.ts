import { parseAddress } from '../addresses/parse-address.ts';
import type { AddressColumns } from './columns.ts';
import { hashText } from './hash.ts';
import { sharedWords } from './shared.ts';

/** Numbers addresses in the order they come. */
export interface AddressDictionary {
  /** The address's number + 1; 0 without an address. */
  number(address: string | null): number;
  columns(): AddressColumns;
}

interface AddressHashes {
  readonly whole: number;
  readonly village: number;
  readonly door: number;
  readonly units: readonly number[];
}

/** A dictionary without addresses. */
export function newAddressDictionary(): AddressDictionary {
  const numbers = new Map<string, number>();
  const entries: AddressHashes[] = [];
  return {
    number: (address) => {
      if (address === null) return 0;
      const known = numbers.get(address);
      if (known !== undefined) return known;
      const hashes = hashAddress(address);
      const number = hashes === null ? 0 : entries.push(hashes);
      numbers.set(address, number);
      return number;
    },
    columns: () => addressColumns(entries),
  };
}

function hashAddress(address: string): AddressHashes | null {
  const { text, village, door, units } = parseAddress(address);
  if (text === '') return null;
  return {
    whole: hashText(text),
    village: hashText(village),
    door: hashText(door),
    units: [...new Set(units.map(hashText))].sort((a, b) => a - b),
  };
}

function addressColumns(entries: readonly AddressHashes[]): AddressColumns {
  const start = sharedWords(entries.length + 1);
  entries.forEach(({ units }, i) => (start[i + 1] = (start[i] ?? 0) + units.length));
  const columns = {
    whole: sharedWords(entries.length),
    village: sharedWords(entries.length),
    door: sharedWords(entries.length),
    units: sharedWords(start[entries.length] ?? 0),
    start,
  };
  entries.forEach((entry, i) => {
    columns.whole[i] = entry.whole;
    columns.village[i] = entry.village;
    columns.door[i] = entry.door;
    columns.units.set(entry.units, start[i]);
  });
  return columns;
}
