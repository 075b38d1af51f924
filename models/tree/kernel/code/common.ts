/**
 * What the loops' code shares.
 */
import type { Code } from '../../../../src/core/wasm/assemble.ts';
import { assign, i32, local } from '../../../../src/core/wasm/code.ts';

/** Adds to a 32-bit local. */
export const step = (index: number, by: number): Code => assign(index, i32.add(local(index), i32.const(by)));

/** Places of the functions in the module. */
export const INDEX = {
  ...{ gather: 0, fillSlice: 1, fillTile: 2, fillRows: 3 },
  ...{ side: 4, boundSide: 5, scan: 6, boundScan: 7 },
  ...{ subtract: 8, batch: 9, split: 10, partChunk: 11, work: 12 },
} as const;
