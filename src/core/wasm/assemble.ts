/**
 * A small WebAssembly assembler: code as lists of bytes, a module around it. Rooms that make their inner loops at run
 * time share it; no toolchain is needed.
 * @see https://webassembly.github.io/spec/core/binary/
 */

/** Machine code under construction. */
export type Code = readonly number[];

/** Types of locals and parameters. */
export type ValueType = 'i32' | 'i64' | 'f64' | 'v128';

const typeByte: Readonly<Record<ValueType, number>> = { i32: 0x7f, i64: 0x7e, f64: 0x7c, v128: 0x7b };

/** Unsigned LEB128. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest & 0x7f;
    rest = Math.floor(rest / 128);
    bytes.push(rest > 0 ? low | 0x80 : low);
  } while (rest > 0);
  return bytes;
}

/** Signed LEB128 of a number that fits 32 bits. */
export function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    const isLast = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
    bytes.push(isLast ? low : low | 0x80);
    if (isLast) return bytes;
  }
}

/** A function of a module, exported under its name; parameters are the first locals. */
export interface WasmFunction {
  readonly name: string;
  readonly params: readonly ValueType[];
  readonly result?: ValueType;
  /** Locals after the parameters: how many of each type, in this order. */
  readonly locals: readonly (readonly [count: number, type: ValueType])[];
  readonly code: Code;
}

/** Pages of 64 KiB that an address of 32 bits reaches. */
export const MOST_PAGES = 65_536;
const PAGE = 65_536;
const SHARED_WITH_LIMIT = 3;

/** Memory of at least so many bytes that never grows. */
export function memoryFor(bytes: number): WebAssembly.Memory {
  const pages = Math.ceil(bytes / PAGE);
  return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
}

/** A module that imports its memory, shared between threads, as `m.m` and exports its functions. */
export function assembleModule(functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ params, result }) => [
    0x60,
    ...[params.length, ...params.map((type) => typeByte[type])],
    ...(result ? [1, typeByte[result]] : [0]),
  ]);
  const memory = [...textOf('m'), ...textOf('m'), 2, SHARED_WITH_LIMIT, 1, ...unsigned(MOST_PAGES)];
  const exported = functions.map(({ name }, i) => [...textOf(name), 0, ...unsigned(i)]);
  const count = unsigned(functions.length);
  const parts = [
    [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    section(1, concat([count, ...types])),
    section(2, [1, ...memory]),
    section(3, concat([count, ...functions.map((_, i) => unsigned(i))])),
    section(7, concat([count, ...exported])),
    section(10, concat([count, ...functions.map(bodyOf)])),
  ];
  return Uint8Array.from(concat(parts));
}

/** Joins long lists without spreading them over the stack. */
export function concat(parts: readonly Code[]): number[] {
  const joined: number[] = [];
  for (const part of parts) for (const byte of part) joined.push(byte);
  return joined;
}

function bodyOf({ locals, code }: WasmFunction): number[] {
  const declared = [
    locals.length,
    ...locals.flatMap(([count, type]) => [...unsigned(count), typeByte[type]]),
  ];
  const bytes = concat([declared, code, [0x0b]]);
  return concat([unsigned(bytes.length), bytes]);
}

function section(id: number, content: Code): number[] {
  return concat([[id], unsigned(content.length), content]);
}

function textOf(text: string): number[] {
  return [...unsigned(text.length), ...Array.from(text, (letter) => letter.charCodeAt(0))];
}
