import type { IdentityFields } from '../types.ts';
import type { Characters } from '../names/characters.ts';
import { ID_WIDTH, type RowColumns } from './columns.ts';
import { newAddressDictionary, type AddressDictionary } from './address-dictionary.ts';
import { encodeIdNumber, idKind } from './id-number.ts';
import { newNameDictionary, type NameDictionary } from './name-dictionary.ts';

/** Dictionaries that grow with the rows encoded. */
export interface Dictionaries {
  readonly names: NameDictionary;
  readonly addresses: AddressDictionary;
}

/** Dictionaries of nothing yet. */
export function newDictionaries(characters: Characters): Dictionaries {
  return { names: newNameDictionary(characters), addresses: newAddressDictionary() };
}

/** Rows as numbers; new names and addresses go into the dictionaries. */
export function encodeRows(rows: readonly IdentityFields[], dictionaries: Dictionaries): RowColumns {
  const columns = newRowColumns(rows.length);
  rows.forEach((row, i) => {
    const at = i * ID_WIDTH;
    columns.name[i] = dictionaries.names.number(row.name);
    columns.sex[i] = row.sex === null ? 0 : Number(row.sex);
    columns.birth[i] = row.birthDate === null ? 0 : birthNumber(row.birthDate);
    columns.phone[i] = row.phone === null ? 0 : phoneNumber(row.phone);
    columns.address[i] = dictionaries.addresses.number(row.address);
    columns.idLength[i] = encodeIdNumber(row.idNumber, columns.idDigits, at);
    columns.idKind[i] = idKind(columns.idDigits, at, columns.idLength[i] ?? 0);
  });
  return columns;
}

/** Columns of zeros in memory that threads may share. */
export function newRowColumns(length: number): RowColumns {
  const bytes = (size: number) => new SharedArrayBuffer(size);
  return {
    length,
    name: new Uint32Array(bytes(length * 4)),
    sex: new Uint8Array(bytes(length)),
    birth: new Uint32Array(bytes(length * 4)),
    phone: new Float64Array(bytes(length * 8)),
    address: new Uint32Array(bytes(length * 4)),
    idDigits: new Uint8Array(bytes(length * ID_WIDTH)),
    idLength: new Uint8Array(bytes(length)),
    idKind: new Uint8Array(bytes(length)),
  };
}

/** `YYYY-MM-DD` as `yyyymmdd`; 0 where it is no such text. */
function birthNumber(date: string): number {
  if (date.length !== 10) return 0;
  const value =
    Number(date.slice(0, 4)) * 10_000 + Number(date.slice(5, 7)) * 100 + Number(date.slice(8, 10));
  return Number.isInteger(value) ? value : 0;
}

/** The last eleven digits; 0 when there are fewer than seven. */
function phoneNumber(text: string): number {
  let value = 0;
  let digits = 0;
  for (let i = 0; i < text.length; i++) {
    let unit = text.charCodeAt(i);
    if (unit >= 0xff10 && unit <= 0xff19) unit -= 0xff10 - 0x30;
    if (unit < 0x30 || unit > 0x39) continue;
    value = (value * 10 + unit - 0x30) % 100_000_000_000;
    digits++;
  }
  return digits >= 7 ? value : 0;
}
