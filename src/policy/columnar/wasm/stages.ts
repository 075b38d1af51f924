/**
 * Puts operations in stages: all of one stage and level run in one loop. Sums over persons follow the persons' loop,
 * household values are handed to persons before the next one.
 */
import type { Level } from '../../facts/catalogue.ts';
import type { Bound, Instruction } from '../bind.ts';
import type { Slot } from '../slot.ts';

/** What one stage does, in this order. */
export interface Stage {
  /** Household values handed to their persons. */
  readonly lifts: readonly Instruction[];
  readonly persons: readonly Instruction[];
  /** Counts, sums and any, over persons. */
  readonly aggregates: readonly Instruction[];
  readonly households: readonly Instruction[];
  /** Yes/no answers written out as bytes at the end of the persons' and of the households' loop. */
  readonly answers: Readonly<Record<Level, readonly number[]>>;
}

const aggregateOps: ReadonlySet<string> = new Set(['count', 'sum', 'any']);

/** Whether the operation is over the persons of a household. */
export function isAggregate(instruction: Instruction): boolean {
  return aggregateOps.has(instruction.node.op);
}

/** The stage of every vector, and the operations of every stage in order. */
export function stagesOf(bound: Bound): { readonly stages: readonly Stage[]; readonly stageOf: Int32Array } {
  const stageOf = new Int32Array(bound.vectors.length);
  const stages: MutableStage[] = [];
  for (const instruction of bound.instructions) {
    const before = Math.max(0, ...instruction.args.filter(isVector).map((slot) => stageOf[slot.vector]!));
    const stage = instruction.node.op === 'lift' ? before + 1 : before;
    stageOf[instruction.out] = stage;
    while (stages.length <= stage) stages.push(emptyStage());
    const at = stages[stage]!;
    if (instruction.node.op === 'lift') at.lifts.push(instruction);
    else if (isAggregate(instruction)) at.aggregates.push(instruction);
    else if (instruction.node.level === 'person') at.persons.push(instruction);
    else at.households.push(instruction);
  }
  for (const vector of answersOf(bound))
    stages[stageOf[vector]!]!.answers[bound.vectors[vector]!.level].push(vector);
  return { stages, stageOf };
}

interface MutableStage {
  readonly lifts: Instruction[];
  readonly persons: Instruction[];
  readonly aggregates: Instruction[];
  readonly households: Instruction[];
  readonly answers: Readonly<Record<Level, number[]>>;
}

function emptyStage(): MutableStage {
  return { lifts: [], persons: [], aggregates: [], households: [], answers: { person: [], household: [] } };
}

/** The yes/no vectors asked for. */
export function answersOf(bound: Bound): ReadonlySet<number> {
  const slots = [...bound.outputs.values()].filter((output) => output.isBool).map((output) => output.slot);
  return new Set(slots.filter(isVector).map((slot) => slot.vector));
}

/** Vectors that must be in memory as doubles: amounts asked for, and what another loop reads. */
export function storedVectors(bound: Bound, stageOf: Int32Array): ReadonlySet<number> {
  const stored = new Set<number>();
  const levelOf = (vector: number): string => bound.vectors[vector]!.level;
  for (const output of bound.outputs.values())
    if ('vector' in output.slot && !output.isBool) stored.add(output.slot.vector);
  for (const instruction of bound.instructions) {
    for (const slot of instruction.args.filter(isVector)) {
      const isElsewhere =
        instruction.node.op === 'lift' ||
        stageOf[slot.vector] !== stageOf[instruction.out] ||
        levelOf(slot.vector) !== levelOf(instruction.out);
      if (isElsewhere) stored.add(slot.vector);
    }
    if (instruction.node.op === 'lift' || isAggregate(instruction)) stored.add(instruction.out);
  }
  return stored;
}

export function isVector(slot: Slot): slot is { readonly vector: number } {
  return 'vector' in slot;
}
