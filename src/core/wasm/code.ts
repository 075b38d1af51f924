/**
 * Instructions with their operands inside: `i32.add(local(0), i32.const(1))`. Named as in the specification.
 */
import { concat, signed, unsigned, type Code } from './assemble.ts';

type Unary = (a: Code) => Code;
type Binary = (a: Code, b: Code) => Code;

const unary =
  (...bytes: readonly number[]): Unary =>
  (a) => [...a, ...bytes];
const binary =
  (...bytes: readonly number[]): Binary =>
  (a, b) => [...a, ...b, ...bytes];
const load =
  (...bytes: readonly number[]) =>
  (address: Code, offset = 0): Code => [...address, ...bytes, ...unsigned(offset)];
const store =
  (...bytes: readonly number[]) =>
  (address: Code, value: Code, offset = 0): Code => [...address, ...value, ...bytes, ...unsigned(offset)];

/** The value of a local. */
export const local = (index: number): Code => [0x20, ...unsigned(index)];
/** Sets a local. */
export const assign = (index: number, value: Code): Code => [...value, 0x21, ...unsigned(index)];

export const i32 = {
  const: (value: number): Code => [0x41, ...signed(value)],
  add: binary(0x6a),
  sub: binary(0x6b),
  mul: binary(0x6c),
  and: binary(0x71),
  or: binary(0x72),
  shl: binary(0x74),
  shrU: binary(0x76),
  eqz: unary(0x45),
  eq: binary(0x46),
  ne: binary(0x47),
  ltS: binary(0x48),
  ltU: binary(0x49),
  leU: binary(0x4d),
  geU: binary(0x4f),
  load: load(0x28, 2),
  load8: load(0x2d, 0),
  store: store(0x36, 2),
  store8: store(0x3a, 0),
  /** The first where the condition holds, else the second. */
  select: (first: Code, second: Code, condition: Code): Code => [...first, ...second, ...condition, 0x1b],
  atomicLoad: load(0xfe, 0x10, 2),
  atomicStore: store(0xfe, 0x17, 2),
  /** Adds and gives the value before. */
  atomicAdd: store(0xfe, 0x1e, 2),
  /** Waits without limit while the word holds `expected`. */
  atomicWait: (address: Code, expected: Code): Code => [
    ...[...address, ...expected],
    ...[0x42, 0x7f, 0xfe, 0x01, 2, 0],
  ],
  atomicNotify: store(0xfe, 0x00, 2),
} as const;

export const i64 = {
  load: load(0x29, 0),
  store: store(0x37, 0),
  const: (value: number): Code => [0x42, ...signed(value)],
  shrU: binary(0x88),
  toI32: unary(0xa7),
} as const;

export const f64 = {
  abs: unary(0x99),
  neg: unary(0x9a),
  floor: unary(0x9c),
  add: binary(0xa0),
  sub: binary(0xa1),
  mul: binary(0xa2),
  div: binary(0xa3),
  min: binary(0xa4),
  max: binary(0xa5),
  /** The first with the sign of the second. */
  copysign: binary(0xa6),
  eq: binary(0x61),
  lt: binary(0x63),
  gt: binary(0x64),
  atMost: binary(0x65),
  load: load(0x2b, 3),
  store: store(0x39, 3),
  zero: [0x44, 0, 0, 0, 0, 0, 0, 0, 0] as Code,
  fromI32: unary(0xb7),
} as const;

export const v128 = {
  load: load(0xfd, 0, 3),
  store: store(0xfd, 11, 3),
  addF64: binary(0xfd, ...unsigned(240)),
  subF64: binary(0xfd, ...unsigned(241)),
  mulF64: binary(0xfd, ...unsigned(242)),
  divF64: binary(0xfd, ...unsigned(243)),
  /** A number in memory, twice. */
  loadTwice: load(0xfd, 10, 3),
  /** A number, twice. */
  twice: unary(0xfd, 20),
  laneF64: (a: Code, lane: 0 | 1): Code => [...a, 0xfd, 33, lane],
} as const;

export const control = {
  /** One after the other. */
  all: (...parts: readonly Code[]): Code => concat(parts),
  when: (condition: Code, then: Code, otherwise?: Code): Code =>
    concat([condition, [0x04, 0x40], then, ...(otherwise ? [[0x05], otherwise] : []), [0x0b]]),
  /** Again and again while the condition holds, tested last: at least once. */
  repeatWhile: (condition: Code, body: Code): Code =>
    concat([[0x03, 0x40], body, condition, [0x0d, 0, 0x0b]]),
  /** Again and again while the condition holds, tested first. In the body `leave` and `next` mean this loop. */
  loopWhile: (condition: Code, body: Code): Code =>
    concat([[0x02, 0x40, 0x03, 0x40], condition, [0x45, 0x0d, 1], body, [0x0c, 0, 0x0b, 0x0b]]),
  /** Leaves the `depth`-th enclosing block when the condition holds. */
  leaveIf: (condition: Code, depth: number): Code => [...condition, 0x0d, ...unsigned(depth)],
  block: (body: Code): Code => concat([[0x02, 0x40], body, [0x0b]]),
  call: (index: number, ...args: readonly Code[]): Code => concat([...args, [0x10, ...unsigned(index)]]),
  drop: unary(0x1a),
} as const;

export const memory = {
  fill: (at: Code, byte: Code, length: Code): Code => [...at, ...byte, ...length, 0xfc, 11, 0],
  copy: (to: Code, from: Code, length: Code): Code => [...to, ...from, ...length, 0xfc, 10, 0, 0],
} as const;
