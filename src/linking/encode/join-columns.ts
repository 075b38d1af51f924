import { ID_WIDTH, type RowColumns } from './columns.ts';
import { newRowColumns } from './encode-rows.ts';

/** Columns of all parts, one behind the other. */
export function joinColumns(parts: readonly RowColumns[]): RowColumns {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const joined = newRowColumns(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.name.set(part.name, at);
    joined.sex.set(part.sex, at);
    joined.birth.set(part.birth, at);
    joined.phone.set(part.phone, at);
    joined.address.set(part.address, at);
    joined.idDigits.set(part.idDigits, at * ID_WIDTH);
    joined.idLength.set(part.idLength, at);
    joined.idKind.set(part.idKind, at);
    at += part.length;
  }
  return joined;
}
