/**
 * Parameters of every function of a module, and how rows become addresses.
 */
import { op, type Code } from './assemble.ts';

/** Households of the block. */
export const HOUSEHOLDS = 0;
/** Rows of persons in the block. */
export const PERSONS = 1;
/** Where the block's memory begins: several threads work in one memory. */
export const BASE = 2;
/** The first local. */
export const FIRST_LOCAL = 3;

export const WORD_SHIFT = 2;
export const DOUBLE_SHIFT = 3;
/** Two doubles. */
export const PAIR_SHIFT = 4;

/** A local times a power of two. */
export function shifted(local: number, by: number): Code {
  return by === 0 ? op.local_get(local) : [...op.local_get(local), ...op.i32_const(by), ...op.i32_shl];
}

/** The same within the block's memory. */
export function inBlock(local: number, by: number): Code {
  return [...shifted(local, by), ...op.local_get(BASE), ...op.i32_add];
}

/** The home of a person, its household's number from 1 on, times 8: its own mark, or that of the person before. */
export function homeOf(home: number, before: number, mark: Code): Code {
  const goesOn: Code = [...mark, ...op.i32_const(1), ...op.i32_sub, ...op.i32_const(31), ...op.i32_shr_s];
  return [...mark, ...op.local_get(before), ...goesOn, ...op.i32_and, ...op.i32_or, ...op.local_set(home)];
}
