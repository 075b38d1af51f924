/**
 * All that a node's task asks of one group of features.
 */
import type { Code, WasmFunction } from '../../../../src/core/wasm/assemble.ts';
import { assign, control, f64, i32, local, memory, v128 } from '../../../../src/core/wasm/code.ts';
import { field, FOUND, GROUP, group, GROUP_BYTES, node, SLOT_BYTES } from '../layout.ts';
import { INDEX, step } from './common.ts';

const { all, when, loopWhile, repeatWhile, call } = control;

/** Takes one feature's histogram from another. */
export function subtract(): WasmFunction {
  const [AT, LAST, OTHER] = [0, 1, 2];
  return {
    name: 'subtract',
    params: ['i32', 'i32', 'i32'],
    locals: [],
    code: repeatWhile(
      i32.leU(local(AT), local(LAST)),
      all(
        v128.store(local(AT), v128.subF64(v128.load(local(AT)), v128.load(local(OTHER)))),
        step(AT, SLOT_BYTES),
        step(OTHER, SLOT_BYTES),
      ),
    ),
  };
}

/** Locals of the work on a group: its control block and number, then what is looked up for it. */
const [CONTROL, NUMBER, TABLE, K, COUNT, FILLED, REST, FIRST, LAST] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
const given = (at: number): Code => i32.load(local(CONTROL), at);
/** The feature's place in the table. */
const entry = i32.add(local(TABLE), i32.shl(local(K), i32.const(2)));
const filledAt = (offset: Code): Code => i32.add(local(FILLED), offset);
const restAt = (offset: Code): Code => i32.add(local(REST), offset);

/** Fills the group's histograms, side by side where its columns are. */
function fillGroup(): Code {
  const firsts = Array.from({ length: GROUP }, (_, k) =>
    filledAt(i32.load(local(TABLE), group.firsts + 4 * k)),
  );
  const columns = Array.from({ length: GROUP }, (_, k) => i32.load(local(TABLE), group.columns + 4 * k));
  const rows = [given(field.rows), given(field.rowsEnd)];
  const rest = [given(field.pairs), given(field.stride)];
  return when(
    i32.load(local(TABLE), group.isRun),
    call(INDEX.fillRun, ...rows, i32.add(given(field.bins), columns[0]!), ...rest, ...firsts),
    call(INDEX.fill, ...rows, given(field.bins), ...rest, ...firsts, ...columns),
  );
}

/** A node's histogram that wants splits: whether it does, what is known of it, where it lies, where they are noted. */
interface Scanned {
  readonly flag: number;
  readonly sums: number;
  readonly at: (offset: Code) => Code;
  readonly found: number;
}

/** Finds the split of the group's feature `K`. */
function scanFeature({ flag, sums, at, found }: Scanned): Code {
  const position = i32.add(i32.mul(local(NUMBER), i32.const(GROUP)), local(K));
  const noted = i32.add(given(found), i32.mul(position, i32.const(FOUND * Float64Array.BYTES_PER_ELEMENT)));
  const by = (scan: number): Code =>
    call(
      scan,
      ...[local(CONTROL), i32.add(local(CONTROL), i32.const(sums))],
      ...[at(local(FIRST)), at(local(LAST)), noted],
      f64.fromI32(i32.load(entry, group.directions)),
    );
  return when(given(flag), when(given(field.isBound), by(INDEX.boundScan), by(INDEX.scan)));
}

/** The body for each feature of the group. */
function each(body: Code): Code {
  const turn = all(
    assign(FIRST, i32.load(entry, group.firsts)),
    assign(LAST, i32.load(entry, group.lasts)),
    body,
    step(K, 1),
  );
  return all(assign(K, i32.const(0)), loopWhile(i32.ltU(local(K), local(COUNT)), turn));
}

/** All that is to be done for one group of features. */
export function oneGroup(): WasmFunction {
  const clear = memory.fill(
    filledAt(local(FIRST)),
    i32.const(0),
    i32.add(i32.sub(local(LAST), local(FIRST)), i32.const(SLOT_BYTES)),
  );
  const subtract = call(INDEX.subtract, restAt(local(FIRST)), restAt(local(LAST)), filledAt(local(FIRST)));
  const scans = all(
    scanFeature({ flag: field.scansFilled, sums: node.filled, at: filledAt, found: field.foundFilled }),
    scanFeature({ flag: field.scansRest, sums: node.rest, at: restAt, found: field.foundRest }),
  );
  return {
    name: 'group',
    params: ['i32', 'i32'],
    locals: [[7, 'i32']],
    code: all(
      assign(TABLE, i32.add(given(field.table), i32.mul(local(NUMBER), i32.const(GROUP_BYTES)))),
      assign(COUNT, i32.load(local(TABLE), group.count)),
      assign(FILLED, given(field.filled)),
      assign(REST, given(field.rest)),
      each(clear),
      fillGroup(),
      when(local(REST), each(subtract)),
      each(scans),
    ),
  };
}
