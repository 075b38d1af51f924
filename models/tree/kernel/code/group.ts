/**
 * All that a node's task asks of a batch of groups of features.
 */
import type { Code, WasmFunction } from '../../../../src/core/wasm/assemble.ts';
import { assign, control, f64, i32, local, memory, v128 } from '../../../../src/core/wasm/code.ts';
import {
  BATCH_BYTES,
  batch,
  field,
  FOUND,
  GROUP,
  group,
  GROUP_BYTES,
  node,
  SLICE_BYTES,
  SLOT_BYTES,
  TILE_PAIRS_BYTES,
  TILE_ROWS,
} from '../layout.ts';
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

/** Locals of the work on a batch: control block, number, the thread's tile, then what is looked up. */
const [CONTROL, NUMBER, TILE] = [0, 1, 2];
const [BATCH, GROUP_AT, END, K, COUNT, FILLED, REST, FIRST, LAST] = [3, 4, 5, 6, 7, 8, 9, 10, 11];
const [ROW, TILE_END, PAIRS_END, BINS, POSITION] = [12, 13, 14, 15, 16];
const given = (at: number): Code => i32.load(local(CONTROL), at);
const ofBatch = (at: number): Code => i32.load(local(BATCH), at);
const ofGroup = (at: number): Code => i32.load(local(GROUP_AT), at);
/** The feature's place in the group. */
const entry = i32.add(local(GROUP_AT), i32.shl(local(K), i32.const(2)));
const filledAt = (offset: Code): Code => i32.add(local(FILLED), offset);
const restAt = (offset: Code): Code => i32.add(local(REST), offset);
const eight = (of: (k: number) => Code): Code[] => Array.from({ length: GROUP }, (_, k) => of(k));
const firsts = eight((k) => filledAt(ofGroup(group.firsts + 4 * k)));

/** The body for each group of the batch. */
function eachGroup(body: Code): Code {
  const groupAt = (number: Code): Code =>
    i32.add(given(field.groups), i32.mul(number, i32.const(GROUP_BYTES)));
  return all(
    assign(GROUP_AT, groupAt(ofBatch(batch.firstGroup))),
    assign(END, groupAt(ofBatch(batch.groupsEnd))),
    loopWhile(i32.ltU(local(GROUP_AT), local(END)), all(body, step(GROUP_AT, GROUP_BYTES))),
  );
}

/** The body for each feature of the group. */
function eachFeature(body: Code): Code {
  const turn = all(
    assign(FIRST, i32.load(entry, group.firsts)),
    assign(LAST, i32.load(entry, group.lasts)),
    body,
    step(K, 1),
  );
  return all(
    assign(K, i32.const(0)),
    assign(COUNT, ofGroup(group.count)),
    loopWhile(i32.ltU(local(K), local(COUNT)), turn),
  );
}

/** Gathers tile after tile and adds each up, group by group. */
function fillTiles(): Code {
  const slices = i32.add(local(TILE), i32.const(TILE_PAIRS_BYTES));
  const left = i32.sub(given(field.rowsEnd), local(ROW));
  const most = i32.const(4 * TILE_ROWS);
  const gathered = call(
    INDEX.gather,
    ...[local(ROW), local(TILE_END)],
    i32.add(given(field.bins), i32.shl(ofBatch(batch.firstSlice), i32.const(3))),
    ...[given(field.pairs), given(field.stride), local(TILE), slices, ofBatch(batch.slices)],
  );
  const pairs = [local(TILE), local(PAIRS_END)];
  const added = when(
    ofGroup(group.isRun),
    call(INDEX.fillSlice, ...pairs, i32.add(local(BINS), ofGroup(group.places)), ...firsts),
    call(INDEX.fillTile, ...pairs, local(BINS), ...firsts, ...eight((k) => ofGroup(group.places + 4 * k))),
  );
  const tile = all(
    assign(TILE_END, i32.add(local(ROW), i32.select(left, most, i32.ltU(left, most)))),
    gathered,
    assign(PAIRS_END, i32.add(local(TILE), i32.shl(i32.sub(local(TILE_END), local(ROW)), i32.const(2)))),
    eachGroup(added),
    assign(ROW, local(TILE_END)),
  );
  return all(
    // Places count from the matrix's first slice; the tile begins with the batch's.
    assign(BINS, i32.sub(slices, i32.mul(ofBatch(batch.firstSlice), i32.const(SLICE_BYTES)))),
    assign(ROW, given(field.rows)),
    loopWhile(i32.ltU(local(ROW), given(field.rowsEnd)), tile),
  );
}

/** Adds the rows up where they are. */
const fillInPlace = (): Code =>
  eachGroup(
    call(
      INDEX.fillRows,
      ...[
        given(field.rows),
        given(field.rowsEnd),
        given(field.bins),
        given(field.pairs),
        given(field.stride),
      ],
      ...[...firsts, ...eight((k) => ofGroup(group.columns + 4 * k))],
    ),
  );

/** A node's histogram that wants splits: whether it does, what is known of it, where it lies, where they are noted. */
interface Scanned {
  readonly flag: number;
  readonly sums: number;
  readonly at: (offset: Code) => Code;
  readonly found: number;
}

/** Finds the split of the group's feature `K`. */
function scanFeature({ flag, sums, at, found }: Scanned): Code {
  const noted = i32.add(
    given(found),
    i32.mul(local(POSITION), i32.const(FOUND * Float64Array.BYTES_PER_ELEMENT)),
  );
  const by = (scan: number): Code =>
    call(
      scan,
      ...[local(CONTROL), i32.add(local(CONTROL), i32.const(sums))],
      ...[at(local(FIRST)), at(local(LAST)), noted],
      f64.fromI32(i32.load(entry, group.directions)),
    );
  return when(given(flag), when(given(field.isBound), by(INDEX.boundScan), by(INDEX.scan)));
}

/** All that is to be done for one batch of groups. */
export function oneBatch(): WasmFunction {
  const clear = memory.fill(
    filledAt(local(FIRST)),
    i32.const(0),
    i32.add(i32.sub(local(LAST), local(FIRST)), i32.const(SLOT_BYTES)),
  );
  const subtract = call(INDEX.subtract, restAt(local(FIRST)), restAt(local(LAST)), filledAt(local(FIRST)));
  const scans = all(
    when(local(REST), subtract),
    scanFeature({ flag: field.scansFilled, sums: node.filled, at: filledAt, found: field.foundFilled }),
    scanFeature({ flag: field.scansRest, sums: node.rest, at: restAt, found: field.foundRest }),
    step(POSITION, 1),
  );
  return {
    name: 'batch',
    params: ['i32', 'i32', 'i32'],
    locals: [[14, 'i32']],
    code: all(
      assign(BATCH, i32.add(given(field.batchTable), i32.mul(local(NUMBER), i32.const(BATCH_BYTES)))),
      assign(FILLED, given(field.filled)),
      assign(REST, given(field.rest)),
      eachGroup(eachFeature(clear)),
      when(given(field.isTiled), fillTiles(), fillInPlace()),
      assign(POSITION, i32.mul(ofBatch(batch.firstGroup), i32.const(GROUP))),
      eachGroup(eachFeature(scans)),
    ),
  };
}
