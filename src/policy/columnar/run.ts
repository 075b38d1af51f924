/**
 * Runs compiled rules over a population, block by block, and collects the rules asked for.
 */
import { JzError } from '../../core/errors/index.ts';
import type { Level } from '../facts/catalogue.ts';
import { UNKNOWN_BYTE, type FactColumn, type Population } from '../facts/population.ts';
import type { Snapshot } from '../parameters/snapshot.ts';
import type { RuleBook } from '../engine/rule-book.ts';
import { bind, type Bound } from './bind.ts';
import { buildDag, type Dag } from './dag.ts';
import type { Slot } from './slot.ts';
import { NO, YES } from './tri.ts';
import { BLOCK_HOUSEHOLDS, BLOCK_PERSONS } from './wasm/layout.ts';
import { blockProgram, type BlockProgram } from './wasm/program.ts';

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
   * @throws JZ_POLICY_NOT_YET; JZ_MATRIX_SHAPE for a column of the wrong type
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
  let last: BlockProgram | null = null;
  return {
    run: (snapshot, population) => {
      const bound = bind(dag, snapshot, population);
      last = blockProgram(bound, last);
      return runBound(bound, last, population);
    },
  };
}

/** One block of whole households and their persons. */
interface Span {
  readonly first: number;
  readonly households: number;
  readonly firstPerson: number;
  readonly persons: number;
}

type Step = (span: Span) => void;

function runBound(
  bound: Bound,
  program: BlockProgram,
  population: Population,
): ReadonlyMap<string, RuleColumn> {
  const readers = [startReader(program, population), ...inputReaders(program, population)];
  const columns = new Map<string, RuleColumn>();
  const writers: Step[] = [];
  const nPersons = population.personStart[population.nHouseholds] ?? 0;
  for (const [rule, output] of bound.outputs) {
    const length = output.level === 'household' ? population.nHouseholds : nPersons;
    const values = output.isBool ? new Uint8Array(length) : new Float64Array(length);
    columns.set(rule, { level: output.level, values });
    const writer = writerOf(values, output, program);
    if (writer) writers.push(writer);
  }
  for (const span of spans(population)) {
    for (const read of readers) read(span);
    program.run(span.households, span.persons);
    for (const write of writers) write(span);
  }
  return columns;
}

/** Blocks of whole households. */
function* spans(population: Population): Generator<Span> {
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
    yield { first, households: end - first, firstPerson, persons };
    first = end;
  }
}

function startReader(program: BlockProgram, population: Population): Step {
  const starts = new Uint32Array(program.memory, program.layout.starts, BLOCK_HOUSEHOLDS + 1);
  const { personStart } = population;
  return ({ first, households, firstPerson }) => {
    for (let i = 0; i <= households; i++) starts[i] = personStart[first + i]! - firstPerson;
  };
}

function inputReaders(program: BlockProgram, population: Population): readonly Step[] {
  return [...program.layout.inputs.values()].map(({ fact, at, isNumber }): Step => {
    const column = population.columns.get(fact.id);
    const rows = fact.level === 'person' ? BLOCK_PERSONS : BLOCK_HOUSEHOLDS;
    const block = isNumber
      ? new Float64Array(program.memory, at, rows)
      : new Uint8Array(program.memory, at, rows);
    if (!column || column instanceof Float64Array !== isNumber) {
      throw new JzError('JZ_MATRIX_SHAPE', {
        problem: `column ${fact.id}: ${isNumber ? 'doubles' : 'bytes'} expected`,
      });
    }
    return copier(block, column, fact.level);
  });
}

function copier(block: FactColumn, column: FactColumn, level: Level): Step {
  if (level === 'person')
    return ({ firstPerson, persons }) => {
      block.set(column.subarray(firstPerson, firstPerson + persons));
    };
  return ({ first, households }) => {
    block.set(column.subarray(first, first + households));
  };
}

/** Copies a rule's block into its column; what is the same for all is written once. */
function writerOf(
  values: Uint8Array | Float64Array,
  output: { readonly slot: Slot; readonly level: Level },
  program: BlockProgram,
): Step | null {
  const { slot, level } = output;
  if ('scalar' in slot) {
    values.fill(values instanceof Float64Array ? slot.scalar : shownTri(slot.scalar));
    return null;
  }
  const rows = level === 'person' ? BLOCK_PERSONS : BLOCK_HOUSEHOLDS;
  const { valueAt, answerAt } = program.layout;
  const block =
    values instanceof Float64Array
      ? new Float64Array(program.memory, valueAt.get(slot.vector), rows)
      : new Uint8Array(program.memory, answerAt.get(slot.vector), rows);
  if (level === 'person')
    return ({ firstPerson, persons }) => {
      values.set(block.subarray(0, persons), firstPerson);
    };
  return ({ first, households }) => {
    values.set(block.subarray(0, households), first);
  };
}

function shownTri(tri: number): number {
  if (tri === YES) return 1;
  return tri === NO ? 0 : UNKNOWN_BYTE;
}
