/**
 * Loops between persons and households: values handed down, shares added up.
 */
import type { Instruction } from '../bind.ts';
import { advance, concat, op, whileBelow, type Code, type FunctionBody } from './assemble.ts';
import type { Layout } from './layout.ts';

const HOUSEHOLDS = 0;
const HOUSEHOLD = 2;
const PERSON = 3;
const END = 4;
const I32_LOCALS = 3;
const FIRST_VALUE = HOUSEHOLD + I32_LOCALS;
const DOUBLE_SHIFT = 3;
const WORD_SHIFT = 2;

/** Hands household values to each person. */
export function liftLoop(lifts: readonly Instruction[], layout: Layout): FunctionBody {
  const values = lifts.map((lift, i) => ({
    local: FIRST_VALUE + i,
    from: addressOf(lift.args[0], layout),
    to: layout.valueAt.get(lift.out) ?? 0,
  }));
  const read = values.map(({ local, from }) => [
    ...doubleAt(HOUSEHOLD),
    ...op.f64_load(from),
    ...op.local_set(local),
  ]);
  const write = values.map(({ local, to }) => [
    ...doubleAt(PERSON),
    ...op.local_get(local),
    ...op.f64_store(to),
  ]);
  const persons = whileBelow(PERSON, END, concat([...write, advance(PERSON, 1)]));
  return { i32: I32_LOCALS, f64: values.length, v128: 0, code: householdLoop(layout, [...read, persons]) };
}

/** Adds the shares of each household's persons; for `any` the largest. */
export function aggregateLoop(aggregates: readonly Instruction[], layout: Layout): FunctionBody {
  const sums = aggregates.map((aggregate, i) => ({
    local: FIRST_VALUE + i,
    share: layout.shareAt.get(aggregate.out) ?? 0,
    to: layout.valueAt.get(aggregate.out) ?? 0,
    join: aggregate.node.op === 'any' ? op.f64_max : op.f64_add,
  }));
  const clear = sums.map(({ local }) => [...op.f64_const(0), ...op.local_set(local)]);
  const add = sums.map(({ local, share, join }) => [
    ...op.local_get(local),
    ...doubleAt(PERSON),
    ...op.f64_load(share),
    ...join,
    ...op.local_set(local),
  ]);
  const write = sums.map(({ local, to }) => [
    ...doubleAt(HOUSEHOLD),
    ...op.local_get(local),
    ...op.f64_store(to),
  ]);
  const persons = whileBelow(PERSON, END, concat([...add, advance(PERSON, 1)]));
  return {
    i32: I32_LOCALS,
    f64: sums.length,
    v128: 0,
    code: householdLoop(layout, [...clear, persons, ...write]),
  };
}

/** For each household: its persons' bounds in PERSON and END, then the body. */
function householdLoop(layout: Layout, body: readonly Code[]): Code {
  const word: Code = [...op.local_get(HOUSEHOLD), ...op.i32_const(WORD_SHIFT), ...op.i32_shl];
  const bounds: Code = [
    ...[...word, ...op.i32_load(layout.starts), ...op.local_set(PERSON)],
    ...[...word, ...op.i32_load(layout.starts + 4), ...op.local_set(END)],
  ];
  return whileBelow(HOUSEHOLD, HOUSEHOLDS, concat([bounds, ...body, advance(HOUSEHOLD, 1)]));
}

function doubleAt(local: number): Code {
  return [...op.local_get(local), ...op.i32_const(DOUBLE_SHIFT), ...op.i32_shl];
}

function addressOf(slot: Instruction['args'][number] | undefined, layout: Layout): number {
  return slot && 'vector' in slot ? (layout.valueAt.get(slot.vector) ?? 0) : 0;
}
