/**
 * An identity record as the text that is sealed, and back.
 */
import type { Plain } from '../crypto/seal.ts';
import type { IdentityRecord } from '../types.ts';

/** Unit separator: no name, number or address holds it. */
const separator = '\u001f';

/** The text of a record. A separator inside a field becomes a space. */
export function recordText(record: IdentityRecord): Plain {
  const { idNumber, name, sex, birthDate, phone, address } = record;
  const text = `${clean(idNumber)}${separator}${clean(name)}${separator}${sex ?? ''}${separator}${birthDate ?? ''}${separator}${clean(phone)}${separator}${clean(address)}`;
  return { name: record.personId, text };
}

/** The record of a text. */
export function recordOf({ name: personId, text }: Plain): IdentityRecord {
  const [idNumber, name, sex, birthDate, phone, address] = text.split(separator);
  return {
    personId,
    idNumber: filled(idNumber),
    name: filled(name),
    sex: sex === '1' || sex === '2' ? sex : null,
    birthDate: filled(birthDate),
    phone: filled(phone),
    address: filled(address),
  };
}

function clean(field: string | null): string {
  if (field === null) return '';
  return field.includes(separator) ? field.replaceAll(separator, ' ') : field;
}

function filled(field: string | undefined): string | null {
  return field === undefined || field === '' ? null : field;
}
