/**
 * The walking loops in WebAssembly: eight rows in one tree, or one row in eight trees, side by side, without a branch.
 */
import { assembleModule, type Code } from '../../src/core/wasm/assemble.ts';
import { assign, control, f64, i32, local } from '../../src/core/wasm/code.ts';
import { goesLeft } from './code-sets.ts';
import { LANES, nodeBytes } from './layout.ts';

const lanes = Array.from({ length: LANES }, (_, k) => k);

/** What the module exports; all addresses are bytes of its memory. */
export interface WalkKernel {
  /** Adds every tree of the table (root, depth) to the sums of `groups` × 8 rows. */
  readonly rows: (rows: number, sums: number, groups: number, table: number, end: number) => void;
  /** Gives `base` plus every tree of the table (eight roots, depth) for one row. */
  readonly row: (row: number, table: number, end: number, base: number) => number;
}

/** Bytes of a table entry of `row`. */
export const GROUP_BYTES = 4 * LANES + 8;

/** The machine code for rows of `width` values, with or without splits by sets of codes. */
export function walkModule(width: number, hasSets: boolean): Uint8Array<ArrayBuffer> {
  return assembleModule([
    {
      name: 'rows',
      params: ['i32', 'i32', 'i32', 'i32', 'i32'],
      locals: [[LANES + 4, 'i32']],
      code: rowsCode(width * 8, hasSets),
    },
    {
      name: 'row',
      params: ['i32', 'i32', 'i32', 'f64'],
      result: 'f64',
      locals: [[LANES + 1, 'i32']],
      code: rowCode(hasSets),
    },
  ]);
}

/** One step: to the right child, or the one behind it when the value goes left. */
function step(node: number, row: number, rowOffset: number, hasSets: boolean): Code {
  const place = i32.add(local(row), i32.load(local(node), 8));
  const isLeft = goesLeft(
    f64.load(local(node)),
    place,
    rowOffset,
    hasSets ? i32.load(local(node), 16) : null,
  );
  const bytes = i32.const(Math.log2(nodeBytes(hasSets)));
  return assign(node, i32.add(i32.load(local(node), 12), i32.shl(isLeft, bytes)));
}

function stepsOf(depth: number, all: Code): Code {
  return control.repeatWhile(
    local(depth),
    control.all(all, assign(depth, i32.sub(local(depth), i32.const(1)))),
  );
}

const increase = (variable: number, by: number): Code =>
  assign(variable, i32.add(local(variable), i32.const(by)));

function rowsCode(stride: number, hasSets: boolean): Code {
  const [rows, sums, groups, table, end] = [0, 1, 2, 3, 4] as const;
  const node = (k: number): number => 5 + k;
  const [row, sum, left, depth] = [5 + LANES, 6 + LANES, 7 + LANES, 8 + LANES] as const;
  const group = control.all(
    ...lanes.map((k) => assign(node(k), i32.load(local(table)))),
    assign(depth, i32.load(local(table), 4)),
    stepsOf(depth, control.all(...lanes.map((k) => step(node(k), row, k * stride, hasSets)))),
    ...lanes.map((k) =>
      f64.store(local(sum), f64.add(f64.load(local(sum), 8 * k), f64.load(local(node(k)))), 8 * k),
    ),
    increase(row, LANES * stride),
    increase(sum, LANES * 8),
    increase(left, -1),
  );
  return control.repeatWhile(
    i32.ltU(local(table), local(end)),
    control.all(
      assign(row, local(rows)),
      assign(sum, local(sums)),
      assign(left, local(groups)),
      control.repeatWhile(local(left), group),
      increase(table, 8),
    ),
  );
}

function rowCode(hasSets: boolean): Code {
  const [row, table, end, total] = [0, 1, 2, 3] as const;
  const node = (k: number): number => 4 + k;
  const depth = 4 + LANES;
  return control.all(
    control.repeatWhile(
      i32.ltU(local(table), local(end)),
      control.all(
        ...lanes.map((k) => assign(node(k), i32.load(local(table), 4 * k))),
        assign(depth, i32.load(local(table), 4 * LANES)),
        stepsOf(depth, control.all(...lanes.map((k) => step(node(k), row, 0, hasSets)))),
        ...lanes.map((k) => assign(total, f64.add(local(total), f64.load(local(node(k)))))),
        increase(table, GROUP_BYTES),
      ),
    ),
    local(total),
  );
}
