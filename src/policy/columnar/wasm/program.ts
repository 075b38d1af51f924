/**
 * The loops of a bound graph as one WebAssembly module, made on the spot, and everything another thread needs to run it.
 */
import type { FactId, Level } from '../../facts/catalogue.ts';
import type { Population } from '../../facts/population.ts';
import type { Bound } from '../bind.ts';
import type { Slot } from '../slot.ts';
import { moduleOf, type FunctionBody } from './assemble.ts';
import { certaintyOf, type Certainty } from './certain.ts';
import { layOut, type Layout, type Placed } from './layout.ts';
import { Loop, type LoopSetting } from './loop.ts';
import { prepareBlock } from './prepare.ts';
import { stagesOf, storedVectors, type Stage } from './stages.ts';
import { sumLoops } from './sums.ts';

/** A column that goes in. */
export interface BlockInput {
  readonly id: FactId;
  readonly level: Level;
  /** Where a block's rows are copied to, unless columns are read in place. */
  readonly at: number;
}

/** A rule that comes out: from the block at `at`, or one value for all. */
export interface BlockOutput {
  readonly rule: string;
  readonly level: Level;
  readonly isBool: boolean;
  readonly from: { readonly at: number } | { readonly scalar: number };
}

/** A compiled module and its plan: plain enough to be sent to other threads. */
export interface BlockProgram {
  readonly module: WebAssembly.Module;
  /** Memory for one block, in bytes. */
  readonly bytes: number;
  /** Whether columns are read where they lie, in the memory the module is joined with. */
  readonly isInPlace: boolean;
  /** Three words: the first row of persons and of households, and the origin of the columns. */
  readonly firstsAt: number;
  /** Where a block's part of the households' first persons is copied to. */
  readonly startsAt: number;
  /** Written at `at` before the first run. */
  readonly constants: { readonly at: number; readonly values: BigUint64Array };
  readonly unknownAt: number;
  /** The module's functions: one that prepares, then as many loops for any facts as for facts all known. */
  readonly loops: number;
  readonly inputs: readonly BlockInput[];
  readonly outputs: readonly BlockOutput[];
}

/**
 * Makes the module of a bound graph for the columns of a population.
 *
 * @param placed where the columns lie in the module's memory; `null` when they must be copied there
 */
export function blockProgram(bound: Bound, population: Population, placed: Placed | null): BlockProgram {
  const { stages, stageOf } = stagesOf(bound);
  const layout = layOut(bound, stages, storedVectors(bound, stageOf), { population, placed });
  const lifted = new Map(
    bound.instructions.filter(({ node }) => node.op === 'lift').map(({ out, args }) => [out, args[0]!]),
  );
  const loopsFor = (isCertain: Certainty): readonly FunctionBody[] =>
    stages.flatMap((stage) => loopsOf(stage, { layout, isCertain, lifted }));
  const [anyFacts, knownFacts] = [loopsFor(certaintyOf(bound, false)), loopsFor(certaintyOf(bound, true))];
  const constants = { at: layout.constants.at, values: layout.constants.values() };
  const code = moduleOf([prepareBlock(layout), ...anyFacts, ...knownFacts]);
  return {
    module: new WebAssembly.Module(code),
    bytes: constants.at + constants.values.byteLength,
    isInPlace: placed !== null,
    firstsAt: layout.firstsAt,
    startsAt: layout.starts,
    inputs: [...layout.inputs.values()].map(({ fact, at }) => ({ id: fact.id, level: fact.level, at })),
    constants,
    unknownAt: layout.unknownAt,
    loops: anyFacts.length,
    outputs: [...bound.outputs].map(([rule, { slot, level, isBool }]) => {
      return { rule, level, isBool, from: placeOf(slot, isBool, layout) };
    }),
  };
}

function placeOf(slot: Slot, isBool: boolean, layout: Layout): BlockOutput['from'] {
  if ('scalar' in slot) return slot;
  return { at: (isBool ? layout.answerAt : layout.valueAt).get(slot.vector) ?? 0 };
}

function loopsOf(stage: Stage, setting: Omit<LoopSetting, 'level'>): readonly FunctionBody[] {
  const { persons, pairs, households, answers } = stage;
  const functions: FunctionBody[] = [];
  if (persons.length + pairs.length + answers.person.length > 0) {
    const loop = new Loop({ ...setting, level: 'person' });
    for (const instruction of persons) loop.add(instruction);
    for (const pair of pairs) loop.addPair(pair);
    for (const answer of answers.person) loop.addAnswer(answer);
    functions.push(loop.body(), ...sumLoops(pairs, setting.layout));
  }
  if (households.length + pairs.length + answers.household.length > 0) {
    const loop = new Loop({ ...setting, level: 'household' });
    for (const { out, node } of pairs.flatMap(({ aggregates }) => [...aggregates]))
      loop.keepValue(out, node.isBool);
    for (const instruction of households) loop.add(instruction);
    for (const answer of answers.household) loop.addAnswer(answer);
    functions.push(loop.body());
  }
  return functions;
}
