/**
 * Where everything lies in the loops' memory: one block of columns, of values that outlive a loop, of contributions.
 */
import { JzError } from '../../../core/errors/index.ts';
import { factById, type Fact, type Level } from '../../facts/catalogue.ts';
import type { Bound, Instruction } from '../bind.ts';
import { answersOf, isAggregate } from './stages.ts';

/** Households in a block: small enough for the values in use to stay in the cache. */
export const BLOCK_HOUSEHOLDS = 256;
/** Persons in a block at most. */
export const BLOCK_PERSONS = 1024;

const DOUBLE = 8;
const WORD = 4;
const PAGE = 65_536;

/** A fact's column in memory. */
export interface Input {
  readonly fact: Fact;
  readonly at: number;
  readonly isNumber: boolean;
}

/** Addresses in bytes. */
export interface Layout {
  /** First person of each household of the block, counted within it; one more than households. */
  readonly starts: number;
  readonly inputs: ReadonlyMap<string, Input>;
  /** Values in memory, as doubles; yes/no as 1, 0, and 0.5 for unknown. */
  readonly valueAt: ReadonlyMap<number, number>;
  /** What each person adds to an aggregate, by the aggregate's vector. */
  readonly shareAt: ReadonlyMap<number, number>;
  /** Yes/no answers as bytes: 1, 0, and 255 for unknown. */
  readonly answerAt: ReadonlyMap<number, number>;
  readonly pages: number;
}

/** Lays memory out for one block. */
export function layOut(bound: Bound, stored: ReadonlySet<number>): Layout {
  let next = 0;
  const take = (bytes: number): number => {
    const at = next;
    next = Math.ceil((next + bytes) / 16) * 16;
    return at;
  };
  const rows = (level: Level): number => (level === 'person' ? BLOCK_PERSONS : BLOCK_HOUSEHOLDS);
  const starts = take((BLOCK_HOUSEHOLDS + 1) * WORD);
  const inputs = new Map<string, Input>();
  for (const { fact, isNumber } of loads(bound.instructions)) {
    const bytes = rows(fact.level) * (isNumber ? DOUBLE : 1);
    if (!inputs.has(fact.id)) inputs.set(fact.id, { fact, isNumber, at: take(bytes) });
  }
  const valueAt = new Map<number, number>();
  for (const vector of stored) valueAt.set(vector, take(rows(bound.vectors[vector]!.level) * DOUBLE));
  const shareAt = new Map<number, number>();
  for (const instruction of bound.instructions)
    if (isAggregate(instruction)) shareAt.set(instruction.out, take(BLOCK_PERSONS * DOUBLE));
  const answerAt = new Map<number, number>();
  for (const vector of answersOf(bound)) answerAt.set(vector, take(rows(bound.vectors[vector]!.level)));
  return { starts, answerAt, inputs, valueAt, shareAt, pages: Math.ceil(next / PAGE) + 1 };
}

function loads(instructions: readonly Instruction[]): { readonly fact: Fact; readonly isNumber: boolean }[] {
  return instructions.flatMap(({ node }) => {
    if (!['fact', 'flag', 'is', 'in'].includes(node.op)) return [];
    const fact = factById(node.name);
    if (!fact) throw new JzError('JZ_INTERNAL', { problem: `no fact ${node.name}` });
    return [{ fact, isNumber: node.op === 'fact' }];
  });
}
