/**
 * Binds the graph to one snapshot of parameters and one population: constants are folded away, what is left becomes a
 * list of loops over a few reused blocks.
 */
import { JzError } from '../../core/errors/index.ts';
import { factById, type Fact, type Level } from '../facts/catalogue.ts';
import type { Population } from '../facts/population.ts';
import type { FactValue } from '../facts/row.ts';
import type { Snapshot } from '../parameters/snapshot.ts';
import type { Dag, Node } from './dag.ts';
import { fold, foldByOne } from './fold.ts';
import { NO, UNKNOWN, YES } from './tri.ts';
import type { Slot } from './slot.ts';

/** One loop to run on each block. */
export interface Instruction {
  readonly node: Node;
  readonly args: readonly Slot[];
  /** The vector it fills. */
  readonly out: number;
}

/** Loops in order, and where each rule asked for ends up. */
export interface Bound {
  readonly instructions: readonly Instruction[];
  readonly vectors: readonly { readonly level: Level; readonly isBool: boolean }[];
  readonly outputs: ReadonlyMap<
    string,
    { readonly slot: Slot; readonly level: Level; readonly isBool: boolean }
  >;
}

/**
 * Folds and orders. Only parameters that are needed are asked for.
 *
 * @throws JZ_POLICY_NOT_YET when a needed parameter has no value on that date
 */
export function bind(dag: Dag, snapshot: Snapshot, population: Population): Bound {
  const instructions: Instruction[] = [];
  const vectors: { level: Level; isBool: boolean }[] = [];
  const held = new Map<number, Slot>();

  const slotOf = (id: number): Slot => {
    const known = held.get(id);
    if (known) return known;
    const slot = makeSlot(dag.nodes[id]!);
    held.set(id, slot);
    return slot;
  };
  const made = new Map<string, Slot>();
  const emit = (node: Node, args: readonly Slot[]): Slot => {
    const key = `${node.op}|${node.level}|${node.name}|${node.detail}|${args.map(slotKey).join(',')}`;
    const known = made.get(key);
    if (known) return known;
    const slot = emitNew(node, args);
    made.set(key, slot);
    return slot;
  };
  const emitNew = (node: Node, args: readonly Slot[]): Slot => {
    vectors.push({ level: node.level, isBool: node.isBool });
    const out = vectors.length - 1;
    instructions.push({ node, args, out });
    return { vector: out };
  };
  const inSlot = (node: Node, mask: Slot): Slot => {
    const fact = namedFact(node.name);
    if (population.columns.has(fact.id)) return emit(node, [mask]);
    const value = valueForAll(fact, population);
    if (value === null || !('scalar' in mask)) return { scalar: UNKNOWN };
    return { scalar: ((mask.scalar >> value) & 1) === 1 ? YES : NO };
  };
  const makeSlot = (node: Node): Slot => {
    if (node.op === 'in') return inSlot(node, slotOf(node.args[0]!));
    const leaf = leafSlot(node, snapshot, population);
    if (leaf === 'load') return emit(node, []);
    if (leaf) return leaf;
    const first = slotOf(node.args[0]!);
    const early = foldByOne(node, first);
    if (early !== null) return typeof early === 'number' ? { scalar: early } : slotOf(node.args[early.arg]!);
    const args = [first, ...node.args.slice(1).map(slotOf)];
    const folded = fold(node, args);
    if (folded) return folded;
    return emit(node, args);
  };

  const outputs = new Map(
    [...dag.outputs].map(([rule, id]) => {
      const { level, isBool } = dag.nodes[id]!;
      return [rule, { slot: slotOf(id), level, isBool }] as const;
    }),
  );
  return { instructions: needed(instructions, outputs.values()), vectors, outputs };
}

/** Folding can leave loops whose result nobody reads: those are dropped. */
function needed(
  instructions: readonly Instruction[],
  outputs: Iterable<{ readonly slot: Slot }>,
): readonly Instruction[] {
  const wanted = new Set<number>();
  const want = (slot: Slot): void => {
    if ('vector' in slot) wanted.add(slot.vector);
  };
  for (const output of outputs) want(output.slot);
  const kept = instructions.toReversed().filter((instruction) => {
    const isWanted = wanted.has(instruction.out);
    if (isWanted) instruction.args.forEach(want);
    return isWanted;
  });
  return kept.reverse();
}

function slotKey(slot: Slot): string {
  return 'scalar' in slot ? `#${Object.is(slot.scalar, -0) ? 0 : slot.scalar}` : `v${slot.vector}`;
}

/** Constants, parameters and facts; `'load'` when a column must be read; `null` for an operation. */
function leafSlot(node: Node, snapshot: Snapshot, population: Population): Slot | 'load' | null {
  if (node.op === 'const') return scalar(node, Number(node.detail));
  if (node.op === 'param') return scalar(node, snapshot.value(node.name));
  if (!['fact', 'flag', 'is'].includes(node.op)) return null;
  const fact = namedFact(node.name);
  if (population.columns.has(fact.id)) return 'load';
  const value = valueForAll(fact, population);
  if (value === null) return { scalar: node.isBool ? UNKNOWN : Number.NaN };
  if (node.op === 'is') return scalar(node, value === node.detail ? 1 : 0);
  return scalar(node, value);
}

/** The value of a fact that has no column. */
function valueForAll(fact: Fact, population: Population): FactValue {
  const constant = population.constants?.get(fact.id);
  return constant === undefined ? fact.absent : constant;
}

function namedFact(name: string): Fact {
  const fact = factById(name);
  if (!fact) throw new JzError('JZ_INTERNAL', { problem: `no fact ${name}` });
  return fact;
}

/** Yes/no inside the loops has codes of its own. */
function scalar(node: Node, value: number): Slot {
  if (!node.isBool) return { scalar: value };
  return { scalar: value === 1 ? YES : NO };
}
