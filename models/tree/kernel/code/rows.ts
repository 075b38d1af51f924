/**
 * Rows into bins, and rows of a node to its children.
 */
import type { Code, WasmFunction } from '../../../../src/core/wasm/assemble.ts';
import { assign, control, f64, i32, local, memory } from '../../../../src/core/wasm/code.ts';
import { field } from '../layout.ts';
import { INDEX, step } from './common.ts';

const { all, loopWhile, call } = control;

/** Cut points of a column lie in memory in this number, the last of them infinite. */
export const BIN_CUTS = 256;

/**
 * Bins of a column's values by as many halvings as its cut points need, without a branch.
 * A missing value is one that is not itself.
 */
export function bin(): WasmFunction {
  const [FROM, END, CUTS, TO, STRIDE, HALF, MISSING] = [0, 1, 2, 3, 4, 5, 6];
  const [LOW, STEP, VALUE] = [7, 8, 9];
  // CUTS points one place before the first, so that this is the last cut of the lower half.
  const cut = f64.load(i32.add(local(CUTS), i32.shl(i32.add(local(LOW), local(STEP)), i32.const(3))), 0);
  const halve = all(
    assign(STEP, i32.shrU(local(STEP), i32.const(1))),
    assign(LOW, i32.add(local(LOW), i32.mul(f64.lt(cut, local(VALUE)), local(STEP)))),
  );
  return {
    name: 'bin',
    params: Array.from({ length: 7 }, () => 'i32' as const),
    locals: [
      [2, 'i32'],
      [1, 'f64'],
    ],
    code: loopWhile(
      i32.ltU(local(FROM), local(END)),
      all(
        assign(VALUE, f64.load(local(FROM))),
        assign(LOW, i32.const(0)),
        assign(STEP, local(HALF)),
        loopWhile(i32.ne(local(STEP), i32.const(1)), halve),
        i32.store8(local(TO), i32.select(local(LOW), local(MISSING), f64.eq(local(VALUE), local(VALUE)))),
        step(FROM, 8),
        assign(TO, i32.add(local(TO), local(STRIDE))),
      ),
    ),
  };
}

/**
 * Parts rows stably by a table of bins that go left, without a branch a row: left ones move up where they are, right ones
 * go to scratch. Gives the address after the last left one.
 */
export function split(): WasmFunction {
  const [FIRST, END, SCRATCH, BINS, STRIDE, SIDES] = [0, 1, 2, 3, 4, 5];
  const [LEFT, ROW, GOES_LEFT] = [6, 7, 8];
  const bin = i32.load8(i32.add(local(BINS), i32.mul(local(ROW), local(STRIDE))));
  const body = all(
    assign(ROW, i32.load(local(FIRST))),
    assign(GOES_LEFT, i32.shl(i32.load8(i32.add(local(SIDES), bin)), i32.const(2))),
    i32.store(local(SCRATCH), local(ROW)),
    i32.store(local(LEFT), local(ROW)),
    assign(LEFT, i32.add(local(LEFT), local(GOES_LEFT))),
    assign(SCRATCH, i32.sub(i32.add(local(SCRATCH), i32.const(4)), local(GOES_LEFT))),
    step(FIRST, 4),
  );
  return {
    name: 'split',
    params: Array.from({ length: 6 }, () => 'i32' as const),
    result: 'i32',
    locals: [[3, 'i32']],
    code: all(assign(LEFT, local(FIRST)), loopWhile(i32.ltU(local(FIRST), local(END)), body), local(LEFT)),
  };
}

/** Parts a node's rows; gives the address after the last left one. */
export function part(): WasmFunction {
  const [FIRST, END, SCRATCH, BINS, STRIDE, SIDES, LEFT] = [0, 1, 2, 3, 4, 5, 6];
  const given = [FIRST, END, SCRATCH, BINS, STRIDE, SIDES].map((index) => local(index));
  return {
    name: 'part',
    params: Array.from({ length: 6 }, () => 'i32' as const),
    result: 'i32',
    locals: [[1, 'i32']],
    code: all(
      assign(LEFT, call(INDEX.split, ...given)),
      memory.copy(local(LEFT), local(SCRATCH), i32.sub(local(END), local(LEFT))),
      local(LEFT),
    ),
  };
}

/** Parts one chunk of a node's rows by itself, and notes how many bytes of it went left. */
export function partChunk(): WasmFunction {
  const [CONTROL, NUMBER, OFFSET, FIRST, END] = [0, 1, 2, 3, 4];
  const given = (at: number): Code => i32.load(local(CONTROL), at);
  const end = i32.add(local(FIRST), given(field.chunk));
  const left = call(
    INDEX.split,
    ...[local(FIRST), local(END), i32.add(given(field.scratch), local(OFFSET))],
    ...[i32.add(given(field.bins), given(field.column)), given(field.stride), given(field.sides)],
  );
  return {
    name: 'partChunk',
    params: ['i32', 'i32'],
    locals: [[3, 'i32']],
    code: all(
      assign(OFFSET, i32.mul(local(NUMBER), given(field.chunk))),
      assign(FIRST, i32.add(given(field.rows), local(OFFSET))),
      assign(END, i32.select(end, given(field.rowsEnd), i32.ltU(end, given(field.rowsEnd)))),
      i32.store(
        i32.add(given(field.lefts), i32.shl(local(NUMBER), i32.const(2))),
        i32.sub(left, local(FIRST)),
      ),
    ),
  };
}
