/**
 * Histograms of a group of features, their addresses in registers.
 */
import type { Code, WasmFunction } from '../../../../src/core/wasm/assemble.ts';
import { assign, control, i32, i64, local, v128 } from '../../../../src/core/wasm/code.ts';
import { GROUP } from '../layout.ts';
import { step } from './common.ts';

const { all, when, repeatWhile } = control;
/** A slot's 16 bytes as a shift. */
const SLOT_SHIFT = 4;

/** Locals of both loops: their parameters, then the row's place, the histogram's cell and the row's pair. */
const [ROW, END, BINS, PAIRS, STRIDE, FIRST] = [0, 1, 2, 3, 4, 5];
const FIRSTS = Array.from({ length: GROUP }, (_, k) => FIRST + k);

/** Adds every row's pair to the cell of each feature: `cellOf` gives its offset from the feature's first. */
function fillBy(name: string, params: number, prepare: Code, cellOf: (k: number) => Code): WasmFunction {
  const { at, cell, pair } = placesAfter(params);
  const features = FIRSTS.map((first, k) =>
    all(
      assign(cell, i32.add(local(first), cellOf(k))),
      v128.store(local(cell), v128.addF64(v128.load(local(cell)), local(pair))),
    ),
  );
  const body = all(
    assign(at, i32.load(local(ROW))),
    assign(pair, v128.load(i32.add(local(PAIRS), i32.shl(local(at), i32.const(4))))),
    assign(at, i32.add(local(BINS), i32.mul(local(at), local(STRIDE)))),
    prepare,
    ...features,
    step(ROW, 4),
  );
  return {
    name,
    params: Array.from({ length: params }, () => 'i32' as const),
    locals: [
      [2, 'i32'],
      [1, 'v128'],
      [1, 'i64'],
    ],
    code: when(i32.ltU(local(ROW), local(END)), repeatWhile(i32.ltU(local(ROW), local(END)), body)),
  };
}

interface Places {
  readonly at: number;
  readonly cell: number;
  readonly pair: number;
  readonly bins: number;
}

function placesAfter(params: number): Places {
  return { at: params, cell: params + 1, pair: params + 2, bins: params + 3 };
}

/** Any features: their columns follow their addresses. */
export function fill(): WasmFunction {
  const columns = FIRST + GROUP;
  const params = columns + GROUP;
  const { at } = placesAfter(params);
  return fillBy('fill', params, [], (k) =>
    i32.shl(i32.load8(i32.add(local(at), local(columns + k))), i32.const(SLOT_SHIFT)),
  );
}

/** Features that stand side by side, `BINS` at the first: one load brings the bins of all. */
export function fillRun(): WasmFunction {
  const params = FIRST + GROUP;
  const { at, bins } = placesAfter(params);
  const mask = i32.const(0xff << SLOT_SHIFT);
  return fillBy('fillRun', params, assign(bins, i64.load(local(at))), (k) =>
    k === 0
      ? i32.and(i32.shl(i64.toI32(local(bins)), i32.const(SLOT_SHIFT)), mask)
      : i32.and(i64.toI32(i64.shrU(local(bins), i64.const(8 * k - SLOT_SHIFT))), mask),
  );
}
