/**
 * A small WebAssembly assembler: just the instructions the column loops need, two doubles at a time (SIMD).
 * @see https://webassembly.github.io/spec/core/binary/
 */

import { assembleModule, signed, unsigned, type Code } from '../../../core/wasm/assemble.ts';

export { concat, type Code } from '../../../core/wasm/assemble.ts';

const simd = (op: number, ...more: readonly number[]): Code => [0xfd, ...unsigned(op), ...more];
const address = (align: number, offset: number): readonly number[] => [align, ...unsigned(offset)];

/** Instructions by their names in the specification (dots as underscores). */
export const op = {
  local_get: (local: number): Code => [0x20, ...unsigned(local)],
  local_set: (local: number): Code => [0x21, ...unsigned(local)],
  local_tee: (local: number): Code => [0x22, ...unsigned(local)],
  i32_const: (value: number): Code => [0x41, ...signed(value)],
  i32_add: [0x6a] as Code,
  i32_sub: [0x6b] as Code,
  i32_and: [0x71] as Code,
  i32_or: [0x72] as Code,
  i32_shl: [0x74] as Code,
  i32_shr_s: [0x75] as Code,
  i32_ge_u: [0x4f] as Code,
  i32_load: (offset: number): Code => [0x28, ...address(2, offset)],
  i32_store: (offset: number): Code => [0x36, ...address(2, offset)],
  memory_fill: [0xfc, 11, 0] as Code,
  v128_load: (offset: number): Code => simd(0, ...address(3, offset)),
  v128_load16_splat: (offset: number): Code => simd(8, ...address(0, offset)),
  v128_load32_splat: (offset: number): Code => simd(9, ...address(2, offset)),
  v128_load32_zero: (offset: number): Code => simd(92, ...address(0, offset)),
  v128_load64_zero: (offset: number): Code => simd(93, ...address(2, offset)),
  v128_load64_lane1: (offset: number): Code => simd(87, ...address(3, offset), 1),
  v128_store: (offset: number): Code => simd(11, ...address(3, offset)),
  v128_store8_lane: (offset: number, lane: number): Code => simd(88, ...address(0, offset), lane),
  v128_doubles: (value: number): Code => simd(12, ...doubleBytes(value), ...doubleBytes(value)),
  v128_words: (low: number, high: number = low): Code => simd(12, ...wordBytes(low), ...wordBytes(high)),
  v128_bytes: (value: number): Code => simd(12, ...Array.from({ length: 16 }, () => value)),
  v128_ints: (value: number): Code => simd(12, ...[0, 0, 0, 0].flatMap(() => intBytes(value))),
  /** The low doubles of two pairs as a pair. */
  lows: simd(13, ...bytesFrom(0), ...bytesFrom(16)),
  /** The high doubles of two pairs as a pair. */
  highs: simd(13, ...bytesFrom(8), ...bytesFrom(24)),
  i8x16_eq: simd(35),
  i32x4_eq: simd(55),
  i64x2_eq: simd(214),
  i16x8_extend_low_i8x16_u: simd(137),
  i32x4_extend_low_i16x8_u: simd(169),
  f64x2_convert_low_i32x4_s: simd(254),
  v128_not: simd(77),
  v128_and: simd(78),
  v128_or: simd(80),
  v128_bitselect: simd(82),
  v128_any_true: simd(83),
  f64x2_eq: simd(71),
  f64x2_ne: simd(72),
  f64x2_lt: simd(73),
  f64x2_gt: simd(74),
  f64x2_le: simd(75),
  f64x2_ge: simd(76),
  f64x2_ceil: simd(116),
  f64x2_floor: simd(117),
  f64x2_add: simd(240),
  f64x2_sub: simd(241),
  f64x2_mul: simd(242),
  f64x2_div: simd(243),
  f64x2_min: simd(244),
  f64x2_max: simd(245),
  f64x2_pmin: simd(246),
  f64x2_pmax: simd(247),
} as const;

/** `body` again and again while `local` is below `limit` (both 32-bit locals); tested first. */
export function whileBelow(local: number, limit: number, body: Code): Code {
  const test = [...op.local_get(local), ...op.local_get(limit), ...op.i32_ge_u];
  return [0x02, 0x40, 0x03, 0x40, ...test, 0x0d, 1, ...body, 0x0c, 0, 0x0b, 0x0b];
}

/** `local += by`. */
export function advance(local: number, by: number): Code {
  return [...op.local_get(local), ...op.i32_const(by), ...op.i32_add, ...op.local_set(local)];
}

/** A function of three 32-bit numbers: households, rows of persons, and where the block's memory begins. */
export interface FunctionBody {
  /** Locals after the three parameters, by type. */
  readonly i32: number;
  readonly v128: number;
  readonly code: Code;
}

/** A module that imports its memory, shared between threads, as `m.m` and exports its functions as `f0`, `f1` … */
export function moduleOf(functions: readonly FunctionBody[]): Uint8Array<ArrayBuffer> {
  const parts = functions.map(({ i32, v128, code }, i) => ({
    name: `f${i}`,
    params: ['i32', 'i32', 'i32'] as const,
    locals: [[i32, 'i32'] as const, [v128, 'v128'] as const],
    code,
  }));
  return assembleModule(parts);
}

function doubleBytes(value: number): number[] {
  return [...new Uint8Array(Float64Array.of(value).buffer)];
}

/** Eight byte numbers for a shuffle. */
function bytesFrom(first: number): number[] {
  return Array.from({ length: 8 }, (_, i) => first + i);
}

function intBytes(value: number): number[] {
  return [...new Uint8Array(Int32Array.of(value).buffer)];
}

function wordBytes(value: number): number[] {
  return [...new Uint8Array(BigInt64Array.of(BigInt(value)).buffer)];
}
