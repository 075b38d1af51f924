/**
 * Values to bins, one column at a time.
 */
import type { Arena } from './arena.ts';
import { BIN_CUTS } from './code/rows.ts';
import { loopsIn } from './wasm.ts';

/** Writes a column's bins at `feature`, `feature + stride` and so on. */
export type Binner = (column: Float64Array, cuts: Float64Array, feature: number, stride: number) => void;

/** Values that are copied into WebAssembly's memory at once. */
const BLOCK = 4096;

/** Bins in WebAssembly. */
export function wasmBinner(arena: Arena, memory: WebAssembly.Memory, bins: Uint8Array): Binner {
  const { bin } = loopsIn(memory);
  const held = arena.doubles(BIN_CUTS);
  const values = arena.doubles(BLOCK);
  return (column, cuts, feature, stride) => {
    held.fill(Infinity).set(cuts);
    for (let start = 0; start < column.length; start += BLOCK) {
      const count = Math.min(BLOCK, column.length - start);
      values.set(column.subarray(start, start + count));
      bin(
        ...[values.byteOffset, values.byteOffset + 8 * count, held.byteOffset - 8],
        ...[bins.byteOffset + start * stride + feature, stride, powerAbove(cuts.length), cuts.length + 1],
      );
    }
  };
}

/** Bins in TypeScript. */
export function plainBinner(bins: Uint8Array): Binner {
  return (column, cuts, feature, stride) => {
    const missing = cuts.length + 1;
    for (let i = 0, at = feature; i < column.length; i++, at += stride) {
      const value = column[i]!;
      bins[at] = Number.isNaN(value) ? missing : binOf(value, cuts);
    }
  };
}

/** The first bin whose upper edge is not below the value. */
function binOf(value: number, cuts: Float64Array): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= cuts[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}

function powerAbove(count: number): number {
  let power = 1;
  while (power <= count) power *= 2;
  return power;
}
