/**
 * SQL over a file's `typed` rows: what they say of each of the source's persons and households.
 */
import type { PersonSpec, SourceSpec } from '../mapping/schema.ts';

/** A person a source's rows speak of, with the SQL of each field. */
export interface PersonSql {
  readonly name: string;
  /** Position among the source's persons. */
  readonly index: number;
  /** The number as written; `NULL` when the source has no column for it. */
  readonly number: string;
  readonly fields: Readonly<Record<PersonField, string>>;
  /** Hash of everything known, by which strangers are told apart. */
  readonly tuple: string;
}

/** What else is known of a person. */
export const personFields = ['name', 'sex', 'birth_date', 'phone', 'address'] as const;
/** SQL of a field the source has no column for. */
export const UNSAID = 'CAST(NULL AS VARCHAR)';
/** A field beside the number. */
export type PersonField = (typeof personFields)[number];

/** The source's persons; `cell` gives the column of a sender's name. */
export function personsSql(source: SourceSpec, cell: (name: string) => string): PersonSql[] {
  return Object.entries(source.persons).map(([name, spec], index) => {
    const number = numberSql(spec, cell);
    const fields = {
      name: fieldSql(spec.name, cell),
      sex: fieldSql(spec.sex, cell),
      birth_date: fieldSql(spec.birth_date, cell),
      phone: fieldSql(spec.phone, cell),
      address: fieldSql(spec.address, cell),
    };
    const parts = [...personFields.map((field) => fields[field]), number];
    const tuple = hashSql(parts.map((part) => `coalesce(${part}, '')`));
    return { name, index, number, fields, tuple };
  });
}

/** The source's households: name and the SQL of the number. */
export function householdsSql(
  source: SourceSpec,
  cell: (name: string) => string,
): { name: string; index: number; number: string }[] {
  return Object.entries(source.households).map(([name, spec], index) => ({
    name,
    index,
    number: `upper(trim(CAST(${cell(spec.number)} AS VARCHAR)))`,
  }));
}

function numberSql(spec: PersonSpec, cell: (name: string) => string): string {
  const columns = [spec.id_number, spec.disability_certificate].flatMap((name) =>
    name === undefined ? [] : cell(name),
  );
  if (columns.length === 0) return 'CAST(NULL AS VARCHAR)';
  return columns.length === 1 ? (columns[0] ?? '') : `coalesce(${columns.join(', ')})`;
}

function fieldSql(name: string | undefined, cell: (name: string) => string): string {
  return name === undefined ? UNSAID : `CAST(${cell(name)} AS VARCHAR)`;
}

/** SQL of a 63-bit hash of texts, the same on every machine and in every version. */
export function hashSql(texts: readonly string[]): string {
  return `CAST(md5_number(${texts.join(' || chr(31) || ')}) & 9223372036854775807 AS BIGINT)`;
}
