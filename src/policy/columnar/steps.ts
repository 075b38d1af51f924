/**
 * One loop on one block, ready to run: operation, blocks and columns put together.
 */
import { JzError } from '../../core/errors/index.ts';
import { factById, type Level } from '../facts/catalogue.ts';
import { UNKNOWN_BYTE, type FactColumn, type Population } from '../facts/population.ts';
import type { Rounding } from '../rules/ast.ts';
import type { Instruction } from './bind.ts';
import type { Slot } from './slot.ts';
import * as kernels from './kernels.ts';
import { NO, UNKNOWN, YES } from './tri.ts';

/** Households in a block: small enough for the blocks in use to stay in the cache. */
export const BLOCK_HOUSEHOLDS = 512;
/** Persons in a block at most. */
export const BLOCK_PERSONS = 2048;

/** One block of whole households and their persons. */
export interface BlockSpan extends kernels.Span {
  readonly firstPerson: number;
  readonly persons: number;
}

/** Does one thing to one block. */
export type Step = (span: BlockSpan) => void;

/** Vector → its block. */
export interface Memory {
  readonly numbers: readonly Float64Array[];
  readonly flags: readonly Uint8Array[];
}

/** Puts an instruction's loop together. */
export function stepOf(instruction: Instruction, memory: Memory, population: Population): Step {
  const { node } = instruction;
  switch (node.op) {
    case 'fact':
    case 'flag':
    case 'is':
    case 'in':
      return loadStep(instruction, memory, population);
    case 'lift':
    case 'count':
    case 'sum':
    case 'any':
      return familyStep(instruction, memory);
    default:
      return elementStep(instruction, memory);
  }
}

/** Copies a rule's block into its column; yes, no and unknown become 1, 0 and 255. */
export function collector(
  values: Uint8Array | Float64Array,
  output: { readonly slot: Slot; readonly level: Level },
  memory: Memory,
): Step {
  const { slot, level } = output;
  const size = sizeAt(level);
  const start = level === 'person' ? (span: BlockSpan) => span.firstPerson : (span: BlockSpan) => span.first;
  if (values instanceof Float64Array) {
    const block = numbersIn(slot, memory, lengthAt(level));
    return (span) => {
      values.set(block.subarray(0, size(span)), start(span));
    };
  }
  const block = flagsIn(slot, memory, lengthAt(level));
  const shown = new Uint8Array(YES + 1);
  shown[UNKNOWN] = UNKNOWN_BYTE;
  shown[YES] = 1;
  return (span) => {
    const n = size(span);
    const offset = start(span);
    for (let i = 0; i < n; i++) values[offset + i] = shown[block[i]!]!;
  };
}

function loadStep(instruction: Instruction, memory: Memory, population: Population): Step {
  const { node, out, args } = instruction;
  const fact = factById(node.name);
  const column = fact ? population.columns.get(fact.id) : undefined;
  const size = sizeAt(node.level);
  const start =
    node.level === 'person' ? (span: BlockSpan) => span.firstPerson : (span: BlockSpan) => span.first;
  if (node.op === 'fact' && column instanceof Float64Array) {
    const target = memory.numbers[out]!;
    return (span) => {
      const from = start(span);
      target.set(column.subarray(from, from + size(span)));
    };
  }
  const table = tableOf(instruction, args);
  const target = memory.flags[out]!;
  const bytes = bytesOf(column, node.name);
  return (span) => {
    kernels.mapped(target, bytes, table, { start: start(span), n: size(span) });
  };
}

function bytesOf(column: FactColumn | undefined, name: string): Uint8Array {
  if (column instanceof Uint8Array) return column;
  throw new JzError('JZ_MATRIX_SHAPE', { problem: `column ${name} holds doubles, bytes expected` });
}

/** Byte → no, unknown, yes. */
function tableOf(instruction: Instruction, args: readonly Slot[]): Uint8Array {
  const { node } = instruction;
  const mask = args[0];
  const held = mask && 'scalar' in mask ? mask.scalar : 0;
  return Uint8Array.from({ length: 256 }, (_, byte) => {
    if (byte === UNKNOWN_BYTE) return UNKNOWN;
    if (node.op === 'flag') return byte === 1 ? YES : NO;
    if (node.op === 'is') return byte === node.detail ? YES : NO;
    return byte < 31 && ((held >> byte) & 1) === 1 ? YES : NO;
  });
}

function familyStep(instruction: Instruction, memory: Memory): Step {
  const { node, args, out } = instruction;
  const numbers = memory.numbers[out]!;
  const flags = memory.flags[out]!;
  if (node.op === 'lift') {
    const target = node.isBool ? flags : numbers;
    const x = node.isBool
      ? flagsIn(args[0]!, memory, BLOCK_HOUSEHOLDS)
      : numbersIn(args[0]!, memory, BLOCK_HOUSEHOLDS);
    return (span) => {
      kernels.lifted(target, x, span);
    };
  }
  if (node.op === 'sum') {
    const x = numbersIn(args[0]!, memory, BLOCK_PERSONS);
    const where = flagsIn(args[1]!, memory, BLOCK_PERSONS);
    return (span) => {
      kernels.summed(numbers, x, where, span);
    };
  }
  const where = flagsIn(args[0]!, memory, BLOCK_PERSONS);
  if (node.op === 'count')
    return (span) => {
      kernels.counted(numbers, where, span);
    };
  return (span) => {
    kernels.anyOf(flags, where, span);
  };
}

function elementStep(instruction: Instruction, memory: Memory): Step {
  const { node, args, out } = instruction;
  const size = sizeAt(node.level);
  const length = lengthAt(node.level);
  const numbers = memory.numbers[out]!;
  const flags = memory.flags[out]!;
  if (node.op === 'not') {
    const x = flagsIn(args[0]!, memory, length);
    return (span) => {
      kernels.negated(flags, x, size(span));
    };
  }
  if (node.op === 'and' || node.op === 'or') {
    const [a, b] = [flagsIn(args[0]!, memory, length), flagsIn(args[1]!, memory, length)];
    const connect = node.op === 'and' ? kernels.both : kernels.either;
    return (span) => {
      connect(flags, a, b, size(span));
    };
  }
  if (node.op === 'if') return choiceStep(instruction, memory);
  return numberStep(instruction, memory, numbers);
}

function choiceStep(instruction: Instruction, memory: Memory): Step {
  const { node, args, out } = instruction;
  const size = sizeAt(node.level);
  const length = lengthAt(node.level);
  const numbers = memory.numbers[out]!;
  const cond = flagsIn(args[0]!, memory, length);
  const [, then, otherwise] = args;
  if (then && otherwise && 'scalar' in then && 'scalar' in otherwise) {
    const table = new Float64Array(YES + 1).fill(Number.NaN);
    table[NO] = otherwise.scalar;
    table[YES] = then.scalar;
    return (span) => {
      kernels.chosenConstant(numbers, cond, table, size(span));
    };
  }
  const branches = [numbersIn(args[1]!, memory, length), numbersIn(args[2]!, memory, length)] as const;
  return (span) => {
    kernels.chosen(numbers, cond, branches, size(span));
  };
}

function numberStep(instruction: Instruction, memory: Memory, numbers: Float64Array): Step {
  const { node, args, out } = instruction;
  const size = sizeAt(node.level);
  const length = lengthAt(node.level);
  const a = numbersIn(args[0]!, memory, length);
  if (node.op === 'yearly')
    return (span) => {
      kernels.toYearly(numbers, a, size(span));
    };
  const rounding = node.detail as Rounding;
  if (node.op === 'monthly')
    return (span) => {
      kernels.toMonthly(numbers, a, size(span), rounding);
    };
  const b = numbersIn(args[1]!, memory, length);
  const compare = kernels.comparisons[node.op];
  const flags = memory.flags[out]!;
  if (compare)
    return (span) => {
      compare(flags, a, b, size(span));
    };
  const pair = kernels.numberPair(node.op, rounding);
  if (!pair) throw new JzError('JZ_INTERNAL', { problem: `no loop for ${node.op}` });
  return (span) => {
    pair(numbers, a, b, size(span));
  };
}

function numbersIn(slot: Slot, memory: Memory, length: number): Float64Array {
  return 'scalar' in slot ? new Float64Array(length).fill(slot.scalar) : memory.numbers[slot.vector]!;
}

function flagsIn(slot: Slot, memory: Memory, length: number): Uint8Array {
  return 'scalar' in slot ? new Uint8Array(length).fill(slot.scalar) : memory.flags[slot.vector]!;
}

function lengthAt(level: Level): number {
  return level === 'person' ? BLOCK_PERSONS : BLOCK_HOUSEHOLDS;
}

function sizeAt(level: Level): (span: BlockSpan) => number {
  return level === 'person' ? (span) => span.persons : (span) => span.households;
}
