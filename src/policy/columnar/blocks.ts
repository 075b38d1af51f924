/**
 * Runs a compiled module over households, block by block. Used by every thread alike: a household's results depend on
 * nothing but its own facts, so it does not matter which thread or block it falls into.
 */
import { JzError } from '../../core/errors/index.ts';
import type { Level } from '../facts/catalogue.ts';
import { UNKNOWN_BYTE, type FactColumn } from '../facts/population.ts';
import { NO, YES } from './tri.ts';
import { BLOCK_HOUSEHOLDS, BLOCK_PERSON_ROWS, BLOCK_PERSONS, PERSON_STEP } from './wasm/layout.ts';
import type { BlockOutput, BlockProgram } from './wasm/program.ts';

/** A rule's values: bytes 0, 1, 255 for yes/no; doubles for numbers. */
export type RuleValues = Uint8Array | Float64Array;

/** What a module reads and writes, in the order of its plan. */
export interface BlockData {
  readonly personStart: Uint32Array;
  readonly inputs: readonly FactColumn[];
  readonly outputs: readonly RuleValues[];
}

/** Where a module works. */
export interface Workplace {
  readonly memory: WebAssembly.Memory;
  /** Where its own part of the memory begins, `program.bytes` long. */
  readonly base: number;
}

/** Runs the households from `first` up to `end`. */
export type RunHouseholds = (data: BlockData, first: number, end: number) => void;

/** One block of whole households. */
interface Span {
  readonly first: number;
  readonly households: number;
  readonly firstPerson: number;
  readonly endPerson: number;
  /** The person in the block's first row. */
  readonly firstRow: number;
}

type Loop = (households: number, persons: number, base: number) => void;
type Step = (span: Span) => void;

/** A module's functions over a memory. */
export interface Started {
  readonly prepare: Loop;
  readonly ofAnyFacts: readonly Loop[];
  readonly ofKnownFacts: readonly Loop[];
}

/** Joins a module with a memory. */
export function startProgram(program: BlockProgram, memory: WebAssembly.Memory): Started {
  const { exports } = new WebAssembly.Instance(program.module, { m: { m: memory } });
  const [prepare, ...loops] = Array.from(
    { length: 1 + 2 * program.loops },
    (_, i) => exports[`f${i}`] as Loop,
  );
  return {
    prepare: prepare!,
    ofAnyFacts: loops.slice(0, program.loops),
    ofKnownFacts: loops.slice(program.loops),
  };
}

/** Makes a workplace ready for one run. */
export function runnerAt(program: BlockProgram, started: Started, place: Workplace): RunHouseholds {
  const { prepare, ofAnyFacts, ofKnownFacts } = started;
  const { memory, base } = place;
  const { at, values } = program.constants;
  new BigUint64Array(memory.buffer, base + at, values.length).set(values);
  const unknown = new Int32Array(memory.buffer, base + program.unknownAt, 1);
  return (data, first, end) => {
    const read = program.isInPlace ? pointing(program, place) : copying(program, place, data);
    const writers = writersOf(program, place, data);
    for (const span of spans(data.personStart, first, end)) {
      const rows = span.endPerson - span.firstRow;
      read(span);
      prepare(span.households, rows, base);
      const loops = unknown[0] === 0 ? ofKnownFacts : ofAnyFacts;
      for (const loop of loops) loop(span.households, rows, base);
      for (const write of writers) write(span);
    }
  };
}

/**
 * The columns rules are written to, those of an earlier run where they fit; what is the same for all is written once.
 */
export function outputColumns(
  program: BlockProgram,
  sizes: { readonly households: number; readonly persons: number },
  isShared: boolean,
  used: (rule: string) => RuleValues | undefined,
): readonly RuleValues[] {
  return program.outputs.map(({ rule, level, isBool, from }) => {
    const length = level === 'household' ? sizes.households : sizes.persons;
    const before = used(rule);
    const values =
      before && fits(before, isBool, length, isShared) ? before : emptyValues(isBool, length, isShared);
    if ('scalar' in from) values.fill(isBool ? shownTri(from.scalar) : from.scalar);
    return values;
  });
}

function fits(values: RuleValues, isBool: boolean, length: number, isShared: boolean): boolean {
  const isRightPlace = !isShared || values.buffer instanceof SharedArrayBuffer;
  return values.length === length && values instanceof Uint8Array === isBool && isRightPlace;
}

function emptyValues(isBool: boolean, length: number, isShared: boolean): RuleValues {
  if (!isShared) return isBool ? new Uint8Array(length) : new Float64Array(length);
  const bytes = length * (isBool ? 1 : Float64Array.BYTES_PER_ELEMENT);
  const buffer = new SharedArrayBuffer(bytes);
  return isBool ? new Uint8Array(buffer) : new Float64Array(buffer);
}

/** Blocks of whole households. */
function* spans(personStart: Uint32Array, from: number, to: number): Generator<Span> {
  for (let first = from; first < to;) {
    const firstPerson = personStart[first]!;
    let end = Math.min(first + BLOCK_HOUSEHOLDS, to);
    while (end > first + 1 && personStart[end]! - firstPerson > BLOCK_PERSONS) end--;
    const endPerson = personStart[end]!;
    if (endPerson - firstPerson > BLOCK_PERSONS)
      throw new JzError('JZ_RESOURCE', { problem: `${endPerson - firstPerson} persons in one household` });
    const firstRow = firstPerson - (firstPerson % PERSON_STEP);
    yield { first, households: end - first, firstPerson, endPerson, firstRow };
    first = end;
  }
}

/** Tells the module where the block's rows are. */
function pointing({ firstsAt }: BlockProgram, { memory, base }: Workplace): Step {
  const firsts = new Uint32Array(memory.buffer, base + firstsAt, 3);
  firsts[2] = 0;
  return ({ first, firstRow }) => {
    firsts[0] = firstRow;
    firsts[1] = first;
  };
}

/** Copies the block's rows to the module. */
function copying(program: BlockProgram, { memory, base }: Workplace, data: BlockData): Step {
  const { inputs, firstsAt, startsAt } = program;
  new Uint32Array(memory.buffer, base + firstsAt, 3).set([0, 0, base]);
  const starts = new Uint32Array(memory.buffer, base + startsAt, BLOCK_HOUSEHOLDS + 1);
  const blocks = inputs.map(({ level, at }, i) => {
    const column = data.inputs[i]!;
    return { column, level, block: viewAt(memory, base + at, { column, level }) };
  });
  return ({ first, households, firstRow, endPerson }) => {
    starts.set(data.personStart.subarray(first, first + households + 1));
    for (const { column, level, block } of blocks)
      block.set(
        level === 'person'
          ? column.subarray(firstRow, endPerson)
          : column.subarray(first, first + households),
      );
  };
}

function viewAt(
  { buffer }: WebAssembly.Memory,
  at: number,
  { column, level }: { readonly column: FactColumn; readonly level: Level },
): FactColumn {
  const rows = level === 'person' ? BLOCK_PERSON_ROWS : BLOCK_HOUSEHOLDS;
  if (column instanceof Float64Array) return new Float64Array(buffer, at, rows);
  return column instanceof Int32Array ? new Int32Array(buffer, at, rows) : new Uint8Array(buffer, at, rows);
}

function writersOf(program: BlockProgram, place: Workplace, data: BlockData): readonly Step[] {
  return program.outputs.flatMap((output, i) => {
    const writer = writerOf(output, place, data.outputs[i]!);
    return writer ? [writer] : [];
  });
}

function writerOf(
  { from, level }: BlockOutput,
  { memory, base }: Workplace,
  values: RuleValues,
): Step | null {
  if ('scalar' in from) return null;
  const rows = level === 'person' ? BLOCK_PERSON_ROWS : BLOCK_HOUSEHOLDS;
  const block =
    values instanceof Float64Array
      ? new Float64Array(memory.buffer, base + from.at, rows)
      : new Uint8Array(memory.buffer, base + from.at, rows);
  if (level === 'person')
    return ({ firstRow, firstPerson, endPerson }) => {
      values.set(block.subarray(firstPerson - firstRow, endPerson - firstRow), firstPerson);
    };
  return ({ first, households }) => {
    values.set(block.subarray(0, households), first);
  };
}

function shownTri(tri: number): number {
  if (tri === YES) return 1;
  return tri === NO ? 0 : UNKNOWN_BYTE;
}
