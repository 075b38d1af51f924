/**
 * Histograms of a group of features, their addresses in registers.
 */
import type { WasmFunction } from '../../../../src/core/wasm/assemble.ts';
import { assign, control, i32, local, v128 } from '../../../../src/core/wasm/code.ts';
import { GROUP } from '../layout.ts';
import { step } from './common.ts';

const { all, when, repeatWhile } = control;

/** Adds rows to the histograms of a group of features. */
export function fill(): WasmFunction {
  const [ROW, END, BINS, PAIRS, STRIDE, FIRST] = [0, 1, 2, 3, 4, 5];
  const COLUMN = FIRST + GROUP;
  const AT = COLUMN + GROUP;
  const CELL = AT + 1;
  const PAIR = AT + 2;
  const features = Array.from({ length: GROUP }, (_, k) =>
    all(
      assign(
        CELL,
        i32.add(local(FIRST + k), i32.shl(i32.load8(i32.add(local(AT), local(COLUMN + k))), i32.const(4))),
      ),
      v128.store(local(CELL), v128.addF64(v128.load(local(CELL)), local(PAIR))),
    ),
  );
  const body = all(
    assign(AT, i32.load(local(ROW))),
    assign(PAIR, v128.load(i32.add(local(PAIRS), i32.shl(local(AT), i32.const(4))))),
    assign(AT, i32.add(local(BINS), i32.mul(local(AT), local(STRIDE)))),
    ...features,
    step(ROW, 4),
  );
  return {
    name: 'fill',
    params: Array.from({ length: AT }, () => 'i32' as const),
    locals: [
      [2, 'i32'],
      [1, 'v128'],
    ],
    code: when(i32.ltU(local(ROW), local(END)), repeatWhile(i32.ltU(local(ROW), local(END)), body)),
  };
}
