/**
 * What is done once a block: marking each household's first person, clearing sums, looking for unknown facts.
 */
import type { Level } from '../../facts/catalogue.ts';
import { UNKNOWN_INT, UNKNOWN_BYTE, type ColumnForm } from '../../facts/population.ts';
import { advance, concat, op, whileBelow, type Code, type FunctionBody } from './assemble.ts';
import { DOUBLE, PERSON_STEP, WORD, type Input, type Layout } from './layout.ts';
import {
  BASE,
  DOUBLE_SHIFT,
  FIRST_LOCAL,
  HOUSEHOLDS,
  inBlock,
  PERSONS,
  shifted,
  WORD_SHIFT,
} from './places.ts';

const ROW = FIRST_LOCAL;
const LIMIT = FIRST_LOCAL + 1;
const FIRST = FIRST_LOCAL + 2;
const NUMBER = FIRST_LOCAL + 3;
const STARTS = FIRST_LOCAL + 4;
const I32_LOCALS = 5;
const SEEN = FIRST_LOCAL + I32_LOCALS;
const STEP = 16;
const shifts: Readonly<Record<ColumnForm, number>> = { double: 3, int: 2, byte: 0 };

/** The first function of the module. */
export function prepareBlock(layout: Layout): FunctionBody {
  return {
    i32: I32_LOCALS,
    v128: 1,
    code: concat([cleared(layout), marked(layout), ...searched(layout)]),
  };
}

/** The address of the block's first row in columns that begin at 0. */
function firstRow(layout: Layout, level: Level, shift: number): Code {
  const word = (at: number): Code => [...op.local_get(BASE), ...op.i32_load(at)];
  return [
    ...word(layout.firstsAt + (level === 'person' ? 0 : WORD)),
    ...op.i32_const(shift),
    ...op.i32_shl,
    ...word(layout.firstsAt + 2 * WORD),
    ...op.i32_add,
  ];
}

function cleared({ marks, pairs }: Layout): Code {
  const words = shifted(PERSONS, WORD_SHIFT);
  const clear = (at: number, bytes: Code): Code => [
    ...[...op.local_get(BASE), ...op.i32_const(at), ...op.i32_add],
    ...op.i32_const(0),
    ...bytes,
    ...op.memory_fill,
  ];
  return [...clear(marks, words), ...clear(pairs.at, op.i32_const(pairs.bytes))];
}

/**
 * A later household overwrites an empty one; what lies before the first person and past the last one belongs to a
 * household past the last.
 */
function marked(layout: Layout): Code {
  const { marks, starts } = layout;
  const start = (household: Code): Code => [
    ...household,
    ...op.local_get(STARTS),
    ...op.i32_add,
    ...op.i32_load(starts),
  ];
  const aligned: Code = [...start(op.i32_const(0)), ...op.i32_const(-PERSON_STEP), ...op.i32_and];
  const outside: Code = [
    ...op.local_get(HOUSEHOLDS),
    ...op.i32_const(1),
    ...op.i32_add,
    ...op.i32_const(DOUBLE_SHIFT),
    ...op.i32_shl,
  ];
  const person: Code = [
    ...start(shifted(ROW, WORD_SHIFT)),
    ...op.local_get(FIRST),
    ...op.i32_sub,
    ...op.i32_const(WORD_SHIFT),
    ...op.i32_shl,
    ...op.local_get(BASE),
    ...op.i32_add,
  ];
  const body = concat([
    [...person, ...op.local_get(NUMBER), ...op.i32_store(marks)],
    advance(NUMBER, DOUBLE),
    advance(ROW, 1),
  ]);
  return concat([
    [...firstRow(layout, 'household', WORD_SHIFT), ...op.local_set(STARTS)],
    [...aligned, ...op.local_set(FIRST)],
    [...op.local_get(BASE), ...outside, ...op.i32_store(marks)],
    [...op.i32_const(DOUBLE), ...op.local_set(NUMBER)],
    whileBelow(ROW, HOUSEHOLDS, body),
    [...inBlock(PERSONS, WORD_SHIFT), ...op.local_get(NUMBER), ...op.i32_store(marks)],
  ]);
}

/** Columns of one level and width are gone through side by side. */
function searched(layout: Layout): readonly Code[] {
  const groups = new Map<string, Input[]>();
  for (const input of layout.inputs.values()) {
    const key = `${input.fact.level} ${input.form}`;
    groups.set(key, [...(groups.get(key) ?? []), input]);
  }
  const found: Code = [
    ...op.local_get(BASE),
    ...op.local_get(SEEN),
    ...op.v128_any_true,
    ...op.i32_store(layout.unknownAt),
  ];
  return [...[...groups.values()].map((group) => searchedGroup(group, layout)), found];
}

function searchedGroup(inputs: readonly Input[], layout: Layout): Code {
  const { fact, form } = inputs[0]!;
  const look = inputs.map(({ at }): Code => [
    ...op.local_get(SEEN),
    ...isUnknown([...op.local_get(ROW), ...op.v128_load(at)], form),
    ...op.v128_or,
    ...op.local_set(SEEN),
  ]);
  const rows = shifted(fact.level === 'person' ? PERSONS : HOUSEHOLDS, shifts[form]);
  return concat([
    [...firstRow(layout, fact.level, shifts[form]), ...op.local_tee(ROW)],
    [...rows, ...op.i32_add, ...op.local_set(LIMIT)],
    whileBelow(ROW, LIMIT, concat([...look, advance(ROW, STEP)])),
  ]);
}

function isUnknown(vector: Code, form: ColumnForm): Code {
  if (form === 'byte') return [...vector, ...op.v128_bytes(UNKNOWN_BYTE), ...op.i8x16_eq];
  if (form === 'int') return [...vector, ...op.v128_ints(UNKNOWN_INT), ...op.i32x4_eq];
  return [...vector, ...vector, ...op.f64x2_ne];
}
