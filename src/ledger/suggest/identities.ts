/**
 * Who a file speaks of: its persons and households by the kinds of its columns.
 */
import type { SourceSpec } from '../mapping/schema.ts';
import type { Contents } from './contents.ts';
import type { Plain, ProposedColumn } from './proposal.ts';

type Fields = Record<string, string>;

/** Persons and households of a proposal. */
export interface Identities {
  readonly persons: Readonly<Record<string, Fields>>;
  readonly households: Readonly<Record<string, Fields>>;
}

/** Those of a known source, under the file's names; a person keeps what is left of them if that still tells who. */
export function renamedIdentities(source: SourceSpec, renamed: ReadonlyMap<string, string>): Identities {
  const rename = (fields: object): Fields =>
    Object.fromEntries(
      Object.entries(fields).flatMap(([field, column]) => {
        const name = renamed.get(String(column));
        return name === undefined ? [] : [[field, name]];
      }),
    );
  const persons = Object.entries(source.persons).map(([name, fields]): [string, Fields] => [
    name,
    rename(fields),
  ]);
  const homes = Object.entries(source.households).map(([name, fields]): [string, Fields] => [
    name,
    rename(fields),
  ]);
  return {
    persons: Object.fromEntries(persons.filter(([, fields]) => tellsWho(fields))),
    households: Object.fromEntries(homes.filter(([, fields]) => fields['number'] !== undefined)),
  };
}

/** One person by the first column of each kind, one household by a column named as its number. */
export function guessIdentities(
  columns: readonly ProposedColumn[],
  contents: readonly Contents[],
): Identities {
  const first = (test: (column: ProposedColumn, i: number) => boolean): string | undefined =>
    columns.find(test)?.name;
  const ofType = (type: string) => first(({ spec }) => spec.type === type);
  const isDate = ({ spec }: ProposedColumn): boolean => spec.type === 'date';
  const fields: Record<string, string | undefined> = {
    id_number: ofType('id_number'),
    disability_certificate: ofType('disability_certificate'),
    name: ofType('name'),
    sex: first(({ spec }, i) => isSex(spec['values']) && contents[i]?.header.meanings[0] === '性别'),
    birth_date: first(
      (column, i) => isDate(column) && contents[i]?.header.meanings.includes('出生日期') === true,
    ),
    phone: ofType('phone'),
    address: ofType('address'),
  };
  const person = defined(fields);
  const number = first(
    ({ spec }, i) => spec.type === 'text' && contents[i]?.header.meanings.includes('户号') === true,
  );
  return {
    persons: tellsWho(person) ? { subject: person } : {},
    households: number === undefined ? {} : { home: { number } },
  };
}

function tellsWho(fields: Fields): boolean {
  return ['id_number', 'disability_certificate', 'name'].some((field) => fields[field] !== undefined);
}

function isSex(values: Plain | undefined): boolean {
  return (
    typeof values === 'object' &&
    Object.values(values).every((code) => /^[0129]$/.test(JSON.stringify(code).replaceAll('"', '')))
  );
}

function defined(fields: Readonly<Record<string, string | undefined>>): Fields {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}
