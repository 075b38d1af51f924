/**
 * A population in its narrowest columns, in memory that threads and rules share: what a run reads is what it waits for.
 */
import { startArena, type Arena } from './arena.ts';
import {
  formOf,
  UNKNOWN_BYTE,
  UNKNOWN_INT,
  type ColumnForm,
  type FactColumn,
  type Population,
} from './population.ts';
import type { FactId } from './catalogue.ts';

const MOST_IN_BYTE = UNKNOWN_BYTE - 1;
const MOST_IN_INT = 2 ** 31 - 1;

/** A population that any thread can run on without a copy. */
export interface PackedPopulation extends Population {
  readonly arena: Arena;
}

/**
 * Copies a population once, so that many runs (dates, reforms, regions) read less and any thread can read it: each
 * column of numbers becomes bytes or 32-bit integers where all its values fit. Results are the same to the byte.
 *
 * @throws JZ_RESOURCE when the columns do not fit 4 GiB
 */
export function packPopulation(population: Population): PackedPopulation {
  return copied(population, [...population.columns.keys()], narrowestForm);
}

/** Whether all columns, and the households' bounds, lie in the population's arena. */
export function isPacked(population: Population): population is PackedPopulation {
  const { arena, personStart, columns } = population;
  return !!arena?.holds(personStart) && [...columns.values()].every((column) => arena.holds(column));
}

/** The population itself when packed, else a copy, of the columns asked for, that threads can share. */
export function sharedPopulation(population: Population, ids: () => readonly FactId[]): PackedPopulation {
  return isPacked(population) ? population : copied(population, ids(), formOf);
}

function copied(
  population: Population,
  ids: readonly FactId[],
  formFor: (column: FactColumn) => ColumnForm,
): PackedPopulation {
  const arena = startArena();
  const start = arena.take(population.personStart.byteLength);
  const personStart = new Uint32Array(arena.memory.buffer, start, population.personStart.length);
  personStart.set(population.personStart);
  const columns = new Map(
    ids.map((id) => {
      const column = population.columns.get(id)!;
      const copy = columnIn(arena, formFor(column), column.length);
      fill(copy, column);
      return [id, copy] as const;
    }),
  );
  return { ...population, arena, personStart, columns };
}

/** An empty column in an arena, for filling a population without a copy. */
export function columnIn(arena: Arena, form: ColumnForm, length: number): FactColumn {
  const at = arena.take(length * widths[form]);
  const { buffer } = arena.memory;
  if (form === 'byte') return new Uint8Array(buffer, at, length);
  return form === 'int' ? new Int32Array(buffer, at, length) : new Float64Array(buffer, at, length);
}

const widths: Readonly<Record<ColumnForm, number>> = { byte: 1, int: 4, double: 8 };

function fill(copy: FactColumn, column: FactColumn): void {
  if (formOf(copy) === formOf(column)) {
    copy.set(column);
    return;
  }
  const unknown = formOf(copy) === 'byte' ? UNKNOWN_BYTE : UNKNOWN_INT;
  for (let i = 0; i < column.length; i++) copy[i] = Number.isNaN(column[i]) ? unknown : column[i]!;
}

function narrowestForm(column: FactColumn): ColumnForm {
  if (!(column instanceof Float64Array)) return formOf(column);
  let [least, most] = [0, 0];
  for (const value of column) {
    if (Number.isNaN(value)) continue;
    if (!Number.isInteger(value) || Object.is(value, -0)) return 'double';
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (least >= 0 && most <= MOST_IN_BYTE) return 'byte';
  return least > UNKNOWN_INT && most <= MOST_IN_INT ? 'int' : 'double';
}
