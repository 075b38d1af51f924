/**
 * What the loops' code shares.
 */
import type { Code } from '../../../../src/core/wasm/assemble.ts';
import { assign, i32, local } from '../../../../src/core/wasm/code.ts';

/** Adds to a 32-bit local. */
export const step = (index: number, by: number): Code => assign(index, i32.add(local(index), i32.const(by)));

/** Places of the functions in the module. */
export const INDEX = {
  ...{ fill: 0, fillRun: 1, side: 2, boundSide: 3, scan: 4, boundScan: 5 },
  ...{ subtract: 6, group: 7, work: 8 },
} as const;
