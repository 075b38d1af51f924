/**
 * Few blocks for many values: a value's block is given to the next one once nobody needs it any more.
 */
import type { Bound } from './bind.ts';
import type { Slot } from './slot.ts';

/** Which block each vector lives in, and how many blocks of each kind there are. */
export interface Layout {
  readonly blockOf: Int32Array;
  readonly counts: Readonly<Record<BlockKind, number>>;
}

/** Blocks by level and type. */
export type BlockKind = 'household_number' | 'household_flag' | 'person_number' | 'person_flag';

/** The kind of block a value needs. */
export function kindOf(value: { readonly level: string; readonly isBool: boolean }): BlockKind {
  if (value.level === 'household') return value.isBool ? 'household_flag' : 'household_number';
  return value.isBool ? 'person_flag' : 'person_number';
}

/** Assigns blocks in one pass over the instructions, freeing each after its last use. */
export function layOut(bound: Bound): Layout {
  const lastUse = lastUses(bound);
  const blockOf = new Int32Array(bound.vectors.length).fill(-1);
  const free: Record<BlockKind, number[]> = {
    household_number: [],
    household_flag: [],
    person_number: [],
    person_flag: [],
  };
  const counts: Record<BlockKind, number> = {
    household_number: 0,
    household_flag: 0,
    person_number: 0,
    person_flag: 0,
  };
  for (const [step, instruction] of bound.instructions.entries()) {
    const kind = kindOf(bound.vectors[instruction.out]!);
    blockOf[instruction.out] = free[kind].pop() ?? counts[kind]++;
    for (const used of new Set(instruction.args.filter(isVector).map((slot) => slot.vector))) {
      if (lastUse[used] === step) free[kindOf(bound.vectors[used]!)].push(blockOf[used]!);
    }
  }
  return { blockOf, counts };
}

function lastUses(bound: Bound): Int32Array {
  const last = new Int32Array(bound.vectors.length);
  for (const [step, instruction] of bound.instructions.entries())
    for (const slot of instruction.args) if (isVector(slot)) last[slot.vector] = step;
  for (const output of bound.outputs.values())
    if (isVector(output.slot)) last[output.slot.vector] = bound.instructions.length;
  return last;
}

function isVector(slot: Slot): slot is { readonly vector: number } {
  return 'vector' in slot;
}
