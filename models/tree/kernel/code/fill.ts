/**
 * Histograms of a group of features, their addresses in registers. Rows come in tiles: gathered once, they are added up
 * group by group while they and one group's histograms are in the nearest caches.
 */
import type { Code, WasmFunction } from '../../../../src/core/wasm/assemble.ts';
import { assign, control, i32, i64, local, v128 } from '../../../../src/core/wasm/code.ts';
import { GROUP, SLICE_BYTES, SLOT_BYTES } from '../layout.ts';
import { step } from './common.ts';

const { all, when, repeatWhile } = control;
/** A slot's 16 bytes as a shift. */
const SLOT_SHIFT = 4;
const ks = Array.from({ length: GROUP }, (_, k) => k);
const i32s = (count: number): 'i32'[] => Array.from({ length: count }, () => 'i32' as const);

/** Copies rows' pairs and slices of 8 columns out of the matrix, each slice's rows side by side. */
export function gather(): WasmFunction {
  const [ROW, END, BINS, PAIRS, STRIDE, TO_PAIRS, TO_BINS, SLICES] = [0, 1, 2, 3, 4, 5, 6, 7];
  const [AT, OUT, LAST] = [8, 9, 10];
  const slice = all(i64.store(local(OUT), i64.load(local(AT))), step(OUT, SLICE_BYTES), step(AT, GROUP));
  const row = all(
    assign(AT, i32.load(local(ROW))),
    v128.store(local(TO_PAIRS), v128.load(i32.add(local(PAIRS), i32.shl(local(AT), i32.const(SLOT_SHIFT))))),
    assign(AT, i32.add(local(BINS), i32.mul(local(AT), local(STRIDE)))),
    assign(LAST, i32.add(local(AT), i32.shl(local(SLICES), i32.const(3)))),
    assign(OUT, local(TO_BINS)),
    repeatWhile(i32.ltU(local(AT), local(LAST)), slice),
    step(TO_PAIRS, SLOT_BYTES),
    step(TO_BINS, GROUP),
    step(ROW, 4),
  );
  return {
    name: 'gather',
    params: i32s(8),
    locals: [[3, 'i32']],
    code: when(i32.ltU(local(ROW), local(END)), repeatWhile(i32.ltU(local(ROW), local(END)), row)),
  };
}

/** Adds the pair to the cell of each feature; `cellOf` gives its offset from the feature's first. */
function addPair(firsts: number, cell: number, pair: number, cellOf: (k: number) => Code): Code {
  return all(
    ...ks.map((k) =>
      all(
        assign(cell, i32.add(local(firsts + k), cellOf(k))),
        v128.store(local(cell), v128.addF64(v128.load(local(cell)), local(pair))),
      ),
    ),
  );
}

/** A tile's slice of 8 columns: one load brings the bins of all. */
export function fillSlice(): WasmFunction {
  const [PAIR_AT, END, AT, FIRSTS] = [0, 1, 2, 3];
  const [CELL, PAIR, BINS] = [3 + GROUP, 4 + GROUP, 5 + GROUP];
  const mask = i32.const(0xff << SLOT_SHIFT);
  const cellOf = (k: number): Code =>
    k === 0
      ? i32.and(i32.shl(i64.toI32(local(BINS)), i32.const(SLOT_SHIFT)), mask)
      : i32.and(i64.toI32(i64.shrU(local(BINS), i64.const(8 * k - SLOT_SHIFT))), mask);
  const body = all(
    assign(PAIR, v128.load(local(PAIR_AT))),
    assign(BINS, i64.load(local(AT))),
    addPair(FIRSTS, CELL, PAIR, cellOf),
    step(AT, GROUP),
    step(PAIR_AT, SLOT_BYTES),
  );
  return {
    name: 'fillSlice',
    params: i32s(3 + GROUP),
    locals: [
      [1, 'i32'],
      [1, 'v128'],
      [1, 'i64'],
    ],
    code: repeatWhile(i32.ltU(local(PAIR_AT), local(END)), body),
  };
}

/** Any columns of a tile: their places follow their addresses. */
export function fillTile(): WasmFunction {
  const [PAIR_AT, END, AT, FIRSTS] = [0, 1, 2, 3];
  const PLACES = FIRSTS + GROUP;
  const [CELL, PAIR] = [PLACES + GROUP, PLACES + GROUP + 1];
  const cellOf = (k: number): Code =>
    i32.shl(i32.load8(i32.add(local(AT), local(PLACES + k))), i32.const(SLOT_SHIFT));
  const body = all(
    assign(PAIR, v128.load(local(PAIR_AT))),
    addPair(FIRSTS, CELL, PAIR, cellOf),
    step(AT, GROUP),
    step(PAIR_AT, SLOT_BYTES),
  );
  return {
    name: 'fillTile',
    params: i32s(3 + 2 * GROUP),
    locals: [
      [1, 'i32'],
      [1, 'v128'],
    ],
    code: repeatWhile(i32.ltU(local(PAIR_AT), local(END)), body),
  };
}

/** Few of many columns: rows are read where they are. */
export function fillRows(): WasmFunction {
  const [ROW, END, BINS, PAIRS, STRIDE, FIRSTS] = [0, 1, 2, 3, 4, 5];
  const COLUMNS = FIRSTS + GROUP;
  const [AT, CELL, PAIR] = [COLUMNS + GROUP, COLUMNS + GROUP + 1, COLUMNS + GROUP + 2];
  const cellOf = (k: number): Code =>
    i32.shl(i32.load8(i32.add(local(AT), local(COLUMNS + k))), i32.const(SLOT_SHIFT));
  const body = all(
    assign(AT, i32.load(local(ROW))),
    assign(PAIR, v128.load(i32.add(local(PAIRS), i32.shl(local(AT), i32.const(SLOT_SHIFT))))),
    assign(AT, i32.add(local(BINS), i32.mul(local(AT), local(STRIDE)))),
    addPair(FIRSTS, CELL, PAIR, cellOf),
    step(ROW, 4),
  );
  return {
    name: 'fillRows',
    params: i32s(5 + 2 * GROUP),
    locals: [
      [2, 'i32'],
      [1, 'v128'],
    ],
    code: when(i32.ltU(local(ROW), local(END)), repeatWhile(i32.ltU(local(ROW), local(END)), body)),
  };
}
