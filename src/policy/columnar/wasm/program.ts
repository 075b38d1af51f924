/**
 * The loops of a bound graph as one WebAssembly module, made on the spot.
 */
import type { Bound } from '../bind.ts';
import { moduleOf, type FunctionBody } from './assemble.ts';
import { aggregateLoop, liftLoop } from './families.ts';
import { layOut, type Layout } from './layout.ts';
import { Loop } from './loop.ts';
import { stagesOf, storedVectors, type Stage } from './stages.ts';

/** Runs all loops on the block in memory. */
export type RunBlock = (households: number, persons: number) => void;

/** A module with its memory. */
export interface BlockProgram {
  readonly code: Uint8Array;
  readonly layout: Layout;
  readonly memory: ArrayBuffer;
  readonly run: RunBlock;
}

/**
 * Makes the module of a bound graph.
 *
 * @param previous taken again when it is the same code: the engine has made it fast by then
 */
export function blockProgram(bound: Bound, previous: BlockProgram | null): BlockProgram {
  const { stages, stageOf } = stagesOf(bound);
  const layout = layOut(bound, storedVectors(bound, stageOf));
  const functions = stages.flatMap((stage) => loopsOf(stage, layout));
  const code = moduleOf(functions);
  if (previous && isSame(previous.code, code)) return { ...previous, layout };
  const memory = new WebAssembly.Memory({ initial: layout.pages });
  const module = new WebAssembly.Module(code);
  const { exports } = new WebAssembly.Instance(module, { m: { m: memory } });
  const loops = functions.map((_, i) => exports[`f${i}`] as RunBlock);
  return {
    code,
    layout,
    memory: memory.buffer,
    run: (households, persons) => {
      for (const loop of loops) loop(households, persons);
    },
  };
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

function loopsOf(stage: Stage, layout: Layout): readonly FunctionBody[] {
  const { lifts, persons, aggregates, households, answers } = stage;
  const functions: FunctionBody[] = [];
  if (lifts.length > 0) functions.push(liftLoop(lifts, layout));
  if (persons.length + aggregates.length + answers.person.length > 0) {
    const loop = new Loop(layout, 'person');
    for (const instruction of persons) loop.add(instruction);
    for (const aggregate of aggregates) loop.addShare(aggregate);
    for (const answer of answers.person) loop.addAnswer(answer);
    functions.push(loop.body());
  }
  if (aggregates.length > 0) functions.push(aggregateLoop(aggregates, layout));
  if (households.length + answers.household.length > 0) {
    const loop = new Loop(layout, 'household');
    for (const instruction of households) loop.add(instruction);
    for (const answer of answers.household) loop.addAnswer(answer);
    functions.push(loop.body());
  }
  return functions;
}
