/**
 * Runs bound loops over a population, block by block, and collects the rules asked for.
 */
import { JzError } from '../../core/errors/index.ts';
import type { Level } from '../facts/catalogue.ts';
import type { Population } from '../facts/population.ts';
import type { Snapshot } from '../parameters/snapshot.ts';
import type { RuleBook } from '../engine/rule-book.ts';
import { bind, type Bound } from './bind.ts';
import { kindOf, layOut, type BlockKind, type Layout } from './blocks.ts';
import { buildDag, type Dag } from './dag.ts';
import {
  BLOCK_HOUSEHOLDS,
  BLOCK_PERSONS,
  collector,
  stepOf,
  type BlockSpan,
  type Memory,
  type Step,
} from './steps.ts';

/** A rule over a population: bytes 0 no, 1 yes, 255 unknown; or numbers with NaN unknown. */
export interface RuleColumn {
  readonly level: Level;
  readonly values: Uint8Array | Float64Array;
}

/** Rules compiled for populations; the same compiled rules serve any date, region, reform and population. */
export interface ColumnProgram {
  /**
   * Evaluates the rules.
   *
   * @returns rule id → one value a household (or a person, for a person's rule)
   * @throws JZ_POLICY_NOT_YET
   */
  run(snapshot: Snapshot, population: Population): ReadonlyMap<string, RuleColumn>;
}

/**
 * Compiles rules for populations.
 *
 * @throws JZ_POLICY_RULE for an unknown rule
 */
export function compileColumns(book: RuleBook, ruleIds: readonly string[]): ColumnProgram {
  const dag: Dag = buildDag(book, ruleIds);
  return { run: (snapshot, population) => runBound(bind(dag, snapshot, population), population) };
}

function runBound(bound: Bound, population: Population): ReadonlyMap<string, RuleColumn> {
  const memory = allocate(bound, layOut(bound));
  const steps = bound.instructions.map((instruction) => stepOf(instruction, memory, population));
  const columns = new Map<string, RuleColumn>();
  const collectors: Step[] = [];
  const nPersons = population.personStart[population.nHouseholds] ?? 0;
  for (const [rule, output] of bound.outputs) {
    const length = output.level === 'household' ? population.nHouseholds : nPersons;
    const values = output.isBool ? new Uint8Array(length) : new Float64Array(length);
    columns.set(rule, { level: output.level, values });
    collectors.push(collector(values, output, memory));
  }
  for (const span of spans(population)) {
    for (const step of steps) step(span);
    for (const collect of collectors) collect(span);
  }
  return columns;
}

/** Blocks of whole households. */
function* spans(population: Population): Generator<BlockSpan> {
  const { personStart, nHouseholds } = population;
  for (let first = 0; first < nHouseholds;) {
    const firstPerson = personStart[first]!;
    let end = first + 1;
    while (
      end < nHouseholds &&
      end - first < BLOCK_HOUSEHOLDS &&
      personStart[end + 1]! - firstPerson <= BLOCK_PERSONS
    )
      end++;
    const persons = personStart[end]! - firstPerson;
    if (persons > BLOCK_PERSONS)
      throw new JzError('JZ_RESOURCE', { problem: `${persons} persons in one household` });
    yield { personStart, first, households: end - first, firstPerson, persons };
    first = end;
  }
}

function allocate(bound: Bound, layout: Layout): Memory {
  const blocks = {} as Record<BlockKind, (Float64Array | Uint8Array)[]>;
  for (const [kind, count] of Object.entries(layout.counts) as [BlockKind, number][]) {
    const length = kind.startsWith('person') ? BLOCK_PERSONS : BLOCK_HOUSEHOLDS;
    blocks[kind] = Array.from({ length: count }, () =>
      kind.endsWith('flag') ? new Uint8Array(length) : new Float64Array(length),
    );
  }
  const at = (vector: number): Float64Array | Uint8Array =>
    blocks[kindOf(bound.vectors[vector]!)][layout.blockOf[vector]!]!;
  const all = bound.vectors.map((_, vector) => at(vector));
  return {
    numbers: all.map((block) => (block instanceof Float64Array ? block : new Float64Array(0))),
    flags: all.map((block) => (block instanceof Uint8Array ? block : new Uint8Array(0))),
  };
}
