/**
 * Rules compiled for populations: made once, run on any date, region, reform and population.
 */
import type { FactId, Level } from '../facts/catalogue.ts';
import type { Population } from '../facts/population.ts';
import { formOf } from '../facts/population.ts';
import { isPacked, sharedPopulation } from '../facts/pack.ts';
import { startArena, type Arena } from '../facts/arena.ts';
import type { Snapshot } from '../parameters/snapshot.ts';
import type { RuleBook } from '../engine/rule-book.ts';
import { bind } from './bind.ts';
import { outputColumns, runnerAt, startProgram, type BlockData, type Started } from './blocks.ts';
import { buildDag, type Dag } from './dag.ts';
import type { PolicyPool } from './pool/pool.ts';
import { blockProgram, type BlockProgram } from './wasm/program.ts';

/** A rule over a population: bytes 0 no, 1 yes, 255 unknown; or numbers with NaN unknown. */
export interface RuleColumn {
  readonly level: Level;
  readonly values: Uint8Array | Float64Array;
}

/** Rule id → its values. */
export type RuleColumns = ReadonlyMap<string, RuleColumn>;

/** Rules compiled for populations; the same compiled rules serve any date, region, reform and population. */
export interface ColumnProgram {
  /**
   * Evaluates the rules on the calling thread.
   *
   * @param reuse an earlier answer whose arrays are written over: runs in a row then take no new memory
   * @returns rule id → one value a household (or a person, for a person's rule)
   * @throws JZ_POLICY_NOT_YET; JZ_MATRIX_SHAPE for a column of the wrong type
   */
  run(snapshot: Snapshot, population: Population, reuse?: RuleColumns): RuleColumns;
  /**
   * Evaluates the rules on the threads of a pool: the same bytes as `run`, whatever their number.
   *
   * @throws as `run`
   */
  runOn(
    pool: PolicyPool,
    snapshot: Snapshot,
    population: Population,
    reuse?: RuleColumns,
  ): Promise<RuleColumns>;
}

/** Enough for a baseline and some reforms in turn. */
const PROGRAMS_KEPT = 6;

/** Code made for one snapshot and one shape of population. */
interface Made {
  readonly snapshot: Snapshot;
  readonly shape: string;
  readonly program: BlockProgram;
  /** The calling thread's instance, and the memory it is joined with. */
  started: { readonly arena: Arena; readonly by: Started } | null;
}

/**
 * Compiles rules for populations.
 *
 * @throws JZ_POLICY_RULE for an unknown rule
 */
export function compileColumns(book: RuleBook, ruleIds: readonly string[]): ColumnProgram {
  const dag: Dag = buildDag(book, ruleIds);
  const kept: Made[] = [];
  /** For populations that lie elsewhere. */
  let memory: Arena | null = null;
  const own = (): Arena => (memory ??= startArena());
  const madeFor = (snapshot: Snapshot, population: Population): Made => {
    const shape = shapeOf(population);
    const at = kept.findIndex((made) => made.snapshot === snapshot && made.shape === shape);
    const found = at >= 0 ? kept.splice(at, 1)[0]! : made(dag, snapshot, population, shape);
    kept.unshift(found);
    kept.length = Math.min(kept.length, PROGRAMS_KEPT);
    return found;
  };
  return {
    run: (snapshot, population, reuse) => runHere(madeFor(snapshot, population), population, { own, reuse }),
    runOn: async (pool, snapshot, population, reuse) => {
      const shared = sharedPopulation(population, () => idsOf(madeFor(snapshot, population).program));
      const { program } = madeFor(snapshot, shared);
      const data = dataOf(program, shared, { isShared: true, reuse });
      await pool.run(program, { data, arena: shared.arena, nHouseholds: shared.nHouseholds });
      return columnsOf(program, data);
    },
  };
}

function made(dag: Dag, snapshot: Snapshot, population: Population, shape: string): Made {
  const placed = isPacked(population)
    ? (id: FactId | null): number => (id ? population.columns.get(id)! : population.personStart).byteOffset
    : null;
  const program = blockProgram(bind(dag, snapshot, population), population, placed);
  return { snapshot, shape, program, started: null };
}

function runHere(
  made: Made,
  population: Population,
  { own, reuse }: { readonly own: () => Arena; readonly reuse: RuleColumns | undefined },
): RuleColumns {
  const { program } = made;
  const arena = program.isInPlace && population.arena ? population.arena : own();
  if (made.started?.arena !== arena) made.started = { arena, by: startProgram(program, arena.memory) };
  const data = dataOf(program, population, { isShared: false, reuse });
  const lease = arena.lease(program.bytes);
  try {
    const place = { memory: arena.memory, base: lease.at };
    runnerAt(program, made.started.by, place)(data, 0, population.nHouseholds);
  } finally {
    arena.release(lease);
  }
  return columnsOf(program, data);
}

function idsOf(program: BlockProgram): readonly FactId[] {
  return program.inputs.map(({ id }) => id);
}

/** What the code depends on besides the parameters: which facts have columns of which form and where, and constants. */
function shapeOf(population: Population): string {
  const isFixed = isPacked(population);
  const at = (values: ArrayBufferView): string => (isFixed ? `@${values.byteOffset}` : '');
  const columns = [...population.columns].map(([id, column]) => `${id} ${formOf(column)}${at(column)}`);
  const constants = [...(population.constants ?? [])].map(([id, value]) => `${id}=${value}`);
  return [at(population.personStart), ...columns, ...constants].join('|');
}

function dataOf(
  program: BlockProgram,
  population: Population,
  { isShared, reuse }: { readonly isShared: boolean; readonly reuse: RuleColumns | undefined },
): BlockData {
  const { personStart, nHouseholds, columns } = population;
  const sizes = { households: nHouseholds, persons: personStart[nHouseholds] ?? 0 };
  return {
    personStart,
    inputs: program.inputs.map(({ id }) => columns.get(id)!),
    outputs: outputColumns(program, sizes, isShared, (rule) => reuse?.get(rule)?.values),
  };
}

function columnsOf(program: BlockProgram, data: BlockData): RuleColumns {
  return new Map(program.outputs.map(({ rule, level }, i) => [rule, { level, values: data.outputs[i]! }]));
}
