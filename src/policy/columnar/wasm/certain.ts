/**
 * Which values are known for sure: their yes/no needs one mask instead of two, their sums no check.
 */
import type { Bound, Instruction } from '../bind.ts';
import type { Slot } from '../slot.ts';
import { UNKNOWN } from '../tri.ts';

const leaves: ReadonlySet<string> = new Set(['fact', 'flag', 'is', 'in']);

/** Tells whether a slot can never be unknown. */
export type Certainty = (slot: Slot) => boolean;

/**
 * Certainty of all values of a bound graph.
 *
 * @param areFactsKnown whether every fact of the block is known
 */
export function certaintyOf(bound: Bound, areFactsKnown: boolean): Certainty {
  const certain = new Uint8Array(bound.vectors.length);
  const isCertain = (slot: Slot, isBool: boolean): boolean => {
    if ('vector' in slot) return certain[slot.vector] === 1;
    return isBool ? slot.scalar !== UNKNOWN : !Number.isNaN(slot.scalar);
  };
  for (const instruction of bound.instructions) {
    const { node, args, out } = instruction;
    const settled = leaves.has(node.op)
      ? areFactsKnown
      : !mayDivideByZero(instruction) && args.every((arg, i) => isCertain(arg, isYesNo(instruction, i)));
    certain[out] = settled ? 1 : 0;
  }
  return (slot) => 'scalar' in slot || certain[slot.vector] === 1;
}

/** A quotient by zero is unknown. */
function mayDivideByZero({ node, args }: Instruction): boolean {
  if (node.op !== 'per' && node.op !== 'round') return false;
  const divisor = args[1];
  return !divisor || !('scalar' in divisor) || divisor.scalar === 0;
}

/** Whether operand `i` is a yes/no; only constants need to ask. */
function isYesNo({ node }: Instruction, i: number): boolean {
  switch (node.op) {
    case 'and':
    case 'or':
    case 'not':
    case 'any':
    case 'count':
      return true;
    case 'sum':
      return i === 1;
    case 'if':
      return i === 0;
    default:
      return node.op === 'lift' && node.isBool;
  }
}
