/**
 * What is done once a block: marking each household's first person, clearing sums, looking for unknown facts.
 */
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
const FIRST_COLUMN = FIRST_LOCAL + 5;
const STEP = 16;
const shifts: Readonly<Record<ColumnForm, number>> = { double: 3, int: 2, byte: 0 };

/** The first function of the module. */
export function prepareBlock(layout: Layout): FunctionBody {
  const columns = [...layout.inputs.values()];
  const addresses = columns.map((input) => addressed(layout, input.place, FIRST_COLUMN + input.place));
  const starts = addressed(layout, columns.length, STARTS);
  const seen = FIRST_COLUMN + columns.length;
  return {
    i32: seen - FIRST_LOCAL,
    v128: 1,
    code: concat([starts, ...addresses, cleared(layout), marked(layout), ...searched(layout, seen)]),
  };
}

/** Takes an address from the table into a local. */
export function addressed(layout: Layout, place: number, local: number): Code {
  return [...op.local_get(BASE), ...op.i32_load(layout.table + place * WORD), ...op.local_set(local)];
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
function marked({ marks }: Layout): Code {
  const start = (household: Code): Code => [
    ...household,
    ...op.local_get(STARTS),
    ...op.i32_add,
    ...op.i32_load(0),
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
    [...aligned, ...op.local_set(FIRST)],
    [...op.local_get(BASE), ...outside, ...op.i32_store(marks)],
    [...op.i32_const(DOUBLE), ...op.local_set(NUMBER)],
    whileBelow(ROW, HOUSEHOLDS, body),
    [...inBlock(PERSONS, WORD_SHIFT), ...op.local_get(NUMBER), ...op.i32_store(marks)],
  ]);
}

/** Columns of one level and width are gone through side by side. */
function searched(layout: Layout, seen: number): readonly Code[] {
  const groups = new Map<string, Input[]>();
  for (const input of layout.inputs.values()) {
    const key = `${input.fact.level} ${input.form}`;
    groups.set(key, [...(groups.get(key) ?? []), input]);
  }
  const found: Code = [
    ...op.local_get(BASE),
    ...op.local_get(seen),
    ...op.v128_any_true,
    ...op.i32_store(layout.unknownAt),
  ];
  return [...[...groups.values()].map((group) => searchedGroup(group, seen)), found];
}

function searchedGroup(inputs: readonly Input[], seen: number): Code {
  const first = inputs[0]!;
  const rows = first.fact.level === 'person' ? PERSONS : HOUSEHOLDS;
  const look = inputs.map(({ place, form }): Code => [
    ...op.local_get(seen),
    ...isUnknown(
      [...op.local_get(ROW), ...op.local_get(FIRST_COLUMN + place), ...op.i32_add, ...op.v128_load(0)],
      form,
    ),
    ...op.v128_or,
    ...op.local_set(seen),
  ]);
  return concat([
    [...op.i32_const(0), ...op.local_set(ROW)],
    [...op.local_get(rows), ...op.i32_const(shifts[first.form]), ...op.i32_shl, ...op.local_set(LIMIT)],
    whileBelow(ROW, LIMIT, concat([...look, advance(ROW, STEP)])),
  ]);
}

function isUnknown(vector: Code, form: ColumnForm): Code {
  if (form === 'byte') return [...vector, ...op.v128_bytes(UNKNOWN_BYTE), ...op.i8x16_eq];
  if (form === 'int') return [...vector, ...op.v128_ints(UNKNOWN_INT), ...op.i32x4_eq];
  return [...vector, ...vector, ...op.f64x2_ne];
}
