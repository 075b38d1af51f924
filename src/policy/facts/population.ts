/**
 * Many households as columns: one typed array a fact, persons of a household side by side.
 */
import { JzError } from '../../core/errors/index.ts';
import {
  householdFactList,
  personFactList,
  type FactRow,
  type FactValue,
  type HouseholdFacts,
} from './row.ts';
import type { Arena } from './arena.ts';
import type { Fact, FactId } from './catalogue.ts';

/**
 * A column. Yes/no and codes: bytes (255 unknown). Numbers: doubles (NaN unknown), 32-bit integers (−2³¹ unknown) or
 * bytes (255 unknown); the narrower, the faster.
 */
export type FactColumn = Uint8Array | Int32Array | Float64Array;

/** How the values of a column are held. */
export type ColumnForm = 'double' | 'int' | 'byte';

/** The byte that means unknown in a column of yes/no or codes. */
export const UNKNOWN_BYTE = 255;

/** The integer that means unknown in a column of 32-bit integers. */
export const UNKNOWN_INT = -(2 ** 31);

/** The form of a column. */
export function formOf(column: FactColumn): ColumnForm {
  if (column instanceof Float64Array) return 'double';
  return column instanceof Int32Array ? 'int' : 'byte';
}

/** A population in one region: the rules' input at scale. */
export interface Population {
  readonly nHouseholds: number;
  /** Persons of household `i` are `personStart[i]` up to `personStart[i + 1]`; `nHouseholds + 1` numbers. */
  readonly personStart: Uint32Array;
  /** Fact id → column. */
  readonly columns: ReadonlyMap<FactId, FactColumn>;
  /**
   * What is the same for all: value of a fact without a column, `null` for unknown. A fact in neither map has its
   * declared absent value. Rules that hang on such a fact alone cost nothing.
   */
  readonly constants?: ReadonlyMap<FactId, FactValue>;
  /** The memory its columns lie in, once packed. */
  readonly arena?: Arena;
}

/** An empty column for a fact. */
export function columnFor(fact: Fact, length: number): FactColumn {
  return fact.kind === 'number' ? new Float64Array(length) : new Uint8Array(length);
}

/** Puts households side by side. */
export function populationOf(households: readonly HouseholdFacts[]): Population {
  const personStart = new Uint32Array(households.length + 1);
  for (const [i, household] of households.entries())
    personStart[i + 1] = personStart[i]! + household.persons.length;
  const columns = new Map<FactId, FactColumn>();
  const rows = households.map((household) => household.household);
  for (const fact of householdFactList) columns.set(fact.id, filled(fact, rows));
  const persons = households.flatMap((household) => [...household.persons]);
  for (const fact of personFactList) columns.set(fact.id, filled(fact, persons));
  return { nHouseholds: households.length, personStart, columns };
}

/**
 * Refuses a person who is in two households on the same day.
 *
 * @param members `[household, person]` pairs
 * @throws JZ_MEMBER_TWICE
 */
export function checkMemberships(
  members: Iterable<readonly [household: string, person: string]>,
  file: string,
): void {
  const home = new Map<string, string>();
  for (const [household, person] of members) {
    const other = home.get(person);
    if (other !== undefined)
      throw new JzError('JZ_MEMBER_TWICE', { file, fact: person, value: other, expected: household });
    home.set(person, household);
  }
}

function filled(fact: Fact, rows: readonly FactRow[]): FactColumn {
  const column = columnFor(fact, rows.length);
  const unknown = fact.kind === 'number' ? Number.NaN : UNKNOWN_BYTE;
  for (const [i, row] of rows.entries()) column[i] = row.get(fact.id) ?? unknown;
  return column;
}
