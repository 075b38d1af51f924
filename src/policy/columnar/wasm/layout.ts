/**
 * Where everything lies in the loops' memory: one block of columns, of sums, of values that outlive a loop.
 */
import { JzError } from '../../../core/errors/index.ts';
import { factById, type Fact, type FactId, type Level } from '../../facts/catalogue.ts';
import { formOf, type ColumnForm, type Population } from '../../facts/population.ts';
import type { Bound } from '../bind.ts';
import { Constants } from './constants.ts';
import { answersOf, type Pair, type Stage } from './stages.ts';

/** Households in a block: small enough for the values in use to stay in the cache. */
export const BLOCK_HOUSEHOLDS = 1024;
/** Persons in a block at most. */
export const BLOCK_PERSONS = 4096;
/**
 * A block's persons are read from a multiple of this on, for shared memory is copied fast only between like-aligned
 * places. The persons before the block's first belong to none of its households.
 */
export const PERSON_STEP = 16;
/** Rows of a person's column in a block. */
export const BLOCK_PERSON_ROWS = BLOCK_PERSONS + PERSON_STEP;

export const DOUBLE = 8;
export const WORD = 4;
/** Loops take rows two by two, and the search for unknowns goes by sixteen bytes: both may read past the last row. */
export const SLACK = 16;
const widths: Readonly<Record<ColumnForm, number>> = { double: DOUBLE, int: WORD, byte: 1 };

/** A fact's column. */
export interface Input {
  readonly fact: Fact;
  /** Its address, from the origin on. */
  readonly at: number;
  readonly form: ColumnForm;
  /** Bytes a row. */
  readonly width: number;
}

/** Where an aggregate is found: its pair's column of two doubles a household, and which of the two. */
export interface SumPlace {
  readonly at: number;
  readonly lane: number;
}

/** Addresses in bytes. */
export interface Layout {
  /** A word that is not zero when a fact of the block is unknown. */
  readonly unknownAt: number;
  /** Three words: the first row of persons and of households, and the origin. */
  readonly firstsAt: number;
  /** The households' first persons, from the origin on. */
  readonly starts: number;
  /** One word a person's row: 0, or for the first of a household its number from 1 on, times 8. */
  readonly marks: number;
  readonly inputs: ReadonlyMap<string, Input>;
  /** Values in memory, as doubles; yes/no as 1, 0, and 0.5 for unknown. */
  readonly valueAt: ReadonlyMap<number, number>;
  /** Of each pair: what persons add, and the sums; the last sum takes what lies past the last person. */
  readonly pairAt: ReadonlyMap<Pair, { readonly shares: number; readonly sums: number }>;
  readonly sumAt: ReadonlyMap<number, SumPlace>;
  /** All sums, one after another. */
  readonly pairs: { readonly at: number; readonly bytes: number };
  /** Yes/no answers as bytes: 1, 0, and 255 for unknown. */
  readonly answerAt: ReadonlyMap<number, number>;
  /** Constants, last in memory. */
  readonly constants: Constants;
}

/**
 * Where columns lie that are read in place, and (`null`) the households' first persons. Rows then count from the
 * population's first and the origin is 0; otherwise each block's rows are copied and the origin is the block's memory.
 */
export type Placed = (id: FactId | null) => number;

/** Lays memory out for one block. */
export function layOut(
  bound: Bound,
  stages: readonly Stage[],
  stored: ReadonlySet<number>,
  { population, placed }: { readonly population: Population; readonly placed: Placed | null },
): Layout {
  let next = 0;
  const take = (bytes: number): number => {
    const at = next;
    next = Math.ceil((next + bytes) / 16) * 16;
    return at;
  };
  const rows = (level: Level): number => (level === 'person' ? BLOCK_PERSON_ROWS : BLOCK_HOUSEHOLDS);
  const unknownAt = take(WORD);
  const firstsAt = take(3 * WORD);
  const starts = placed ? placed(null) : take((BLOCK_HOUSEHOLDS + 1) * WORD);
  const marks = take((BLOCK_PERSON_ROWS + 2) * WORD);
  const inputs = new Map<string, Input>();
  for (const fact of loadedFacts(bound)) {
    if (inputs.has(fact.id)) continue;
    const form = formFor(fact, population);
    const width = widths[form];
    const at = placed ? placed(fact.id) : take(rows(fact.level) * width + SLACK);
    inputs.set(fact.id, { fact, form, width, at });
  }
  const valueAt = new Map<number, number>();
  for (const vector of stored) valueAt.set(vector, take((rows(bound.vectors[vector]!.level) + 1) * DOUBLE));
  const pairsFrom = next;
  const pairAt = new Map<Pair, { readonly shares: number; readonly sums: number }>();
  const sumAt = new Map<number, SumPlace>();
  for (const pair of stages.flatMap((stage) => stage.pairs)) {
    const sums = take((BLOCK_HOUSEHOLDS + 2) * 2 * DOUBLE);
    pairAt.set(pair, { sums, shares: 0 });
    for (const [lane, { out }] of pair.aggregates.entries()) sumAt.set(out, { at: sums, lane });
  }
  const pairs = { at: pairsFrom, bytes: next - pairsFrom };
  for (const [pair, { sums }] of pairAt)
    pairAt.set(pair, { sums, shares: take((BLOCK_PERSON_ROWS + 2) * 2 * DOUBLE) });
  const answerAt = new Map<number, number>();
  for (const vector of answersOf(bound))
    answerAt.set(vector, take(rows(bound.vectors[vector]!.level) + SLACK));
  const constants = new Constants(next);
  return { unknownAt, firstsAt, starts, marks, inputs, valueAt, pairAt, sumAt, pairs, answerAt, constants };
}

function loadedFacts(bound: Bound): readonly Fact[] {
  return bound.instructions.flatMap(({ node }) => {
    if (!['fact', 'flag', 'is', 'in'].includes(node.op)) return [];
    const fact = factById(node.name);
    if (!fact) throw new JzError('JZ_INTERNAL', { problem: `no fact ${node.name}` });
    return [fact];
  });
}

/** Numbers may be doubles, 32-bit integers or bytes; yes/no and codes are bytes. */
function formFor(fact: Fact, population: Population): ColumnForm {
  const column = population.columns.get(fact.id);
  const form = column ? formOf(column) : null;
  if (form === 'byte' || (form !== null && fact.kind === 'number')) return form;
  const expected = fact.kind === 'number' ? 'doubles, 32-bit integers or bytes' : 'bytes';
  throw new JzError('JZ_MATRIX_SHAPE', { problem: `column ${fact.id}: ${expected} expected` });
}
