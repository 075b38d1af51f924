/**
 * Puts operations in stages: all of one stage and level run in one loop. A household's sums are made in the loop over
 * persons, its values are handed to persons in a later stage.
 */
import type { Level } from '../../facts/catalogue.ts';
import type { Bound, Instruction } from '../bind.ts';
import type { Slot } from '../slot.ts';

/** Two aggregates made side by side, or one alone. */
export interface Pair {
  readonly join: 'add' | 'max';
  readonly aggregates: readonly Instruction[];
}

/** What one stage does, in this order. */
export interface Stage {
  readonly persons: readonly Instruction[];
  /** Counts, sums and any, over persons: made within the persons' loop. */
  readonly pairs: readonly Pair[];
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
    if (isAggregate(instruction)) at.aggregates.push(instruction);
    else if (instruction.node.level === 'person') at.persons.push(instruction);
    else at.households.push(instruction);
  }
  for (const vector of answersOf(bound))
    stages[stageOf[vector]!]!.answers[bound.vectors[vector]!.level].push(vector);
  return { stages: stages.map(finished), stageOf };
}

interface MutableStage {
  readonly persons: Instruction[];
  readonly aggregates: Instruction[];
  readonly households: Instruction[];
  readonly answers: Readonly<Record<Level, number[]>>;
}

function emptyStage(): MutableStage {
  return { persons: [], aggregates: [], households: [], answers: { person: [], household: [] } };
}

function finished({ aggregates, ...stage }: MutableStage): Stage {
  const anys = aggregates.filter(({ node }) => node.op === 'any');
  const sums = aggregates.filter(({ node }) => node.op !== 'any');
  return { ...stage, pairs: [...paired('add', sums), ...paired('max', anys)] };
}

function paired(join: Pair['join'], aggregates: readonly Instruction[]): Pair[] {
  const count = Math.ceil(aggregates.length / 2);
  return Array.from({ length: count }, (_, i) => ({
    join,
    aggregates: aggregates.slice(2 * i, 2 * i + 2),
  }));
}

/** The yes/no vectors asked for. */
export function answersOf(bound: Bound): ReadonlySet<number> {
  const slots = [...bound.outputs.values()].filter((output) => output.isBool).map((output) => output.slot);
  return new Set(slots.filter(isVector).map((slot) => slot.vector));
}

/** Vectors that must be in memory as doubles: amounts asked for, and what another loop reads. */
export function storedVectors(bound: Bound, stageOf: Int32Array): ReadonlySet<number> {
  const stored = new Set<number>();
  const fetched = new Set<number>();
  for (const instruction of bound.instructions) {
    if (instruction.node.op === 'lift' || isAggregate(instruction)) fetched.add(instruction.out);
    for (const slot of instruction.args.filter(isVector))
      if (!fetched.has(slot.vector) && isElsewhere(slot, instruction, { bound, stageOf }))
        stored.add(slot.vector);
  }
  for (const output of bound.outputs.values())
    if ('vector' in output.slot && !output.isBool) stored.add(output.slot.vector);
  return stored;
}

/** Whether the operand was made in another loop. Aggregates take theirs within the persons' loop. */
function isElsewhere(
  slot: { readonly vector: number },
  instruction: Instruction,
  { bound, stageOf }: { readonly bound: Bound; readonly stageOf: Int32Array },
): boolean {
  if (instruction.node.op === 'lift' || stageOf[slot.vector] !== stageOf[instruction.out]) return true;
  return !isAggregate(instruction) && bound.vectors[slot.vector]!.level !== instruction.node.level;
}

export function isVector(slot: Slot): slot is { readonly vector: number } {
  return 'vector' in slot;
}
