/**
 * The inner loops of growing as WebAssembly, made at run time. `plain.ts` does the same in TypeScript, bit by bit.
 */
import { assembleModule, type Code, type WasmFunction } from '../../../src/core/wasm/assemble.ts';
import { assign, control, f64, i32, local, memory, v128 } from '../../../src/core/wasm/code.ts';
import { field, FOUND, GROUP, group, GROUP_BYTES, node, real, SLOT_BYTES, sum } from './layout.ts';

const { all, when, loopWhile, repeatWhile, leaveIf, block, call } = control;
const step = (index: number, by: number): Code => assign(index, i32.add(local(index), i32.const(by)));
const INDEX = { fill: 0, side: 1, scan: 2, group: 3, work: 4 } as const;

/** Adds rows to the histograms of a group of features. */
function fill(): WasmFunction {
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

/** Size of a gradient sum less the L1 penalty. */
const shrunk = (gradient: Code, CONTROL: number): Code =>
  f64.max(f64.sub(f64.abs(gradient), f64.load(local(CONTROL), real.alpha)), f64.zero);

/** Walks bins from the left with the missing on one side; gives the best gain and notes where it was. */
function side(): WasmFunction {
  const [CONTROL, NODE, FIRST, END, FOUND_AT, SIDE, G, P, BEST] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  const [AT, BEST_AT] = [9, 10];
  const [Q, N, QR, GR, BEST_G, BEST_P, L, S] = [11, 12, 13, 14, 15, 16, 17, 18];
  const limit = (at: number): Code => f64.load(local(CONTROL), at);
  const node = (at: number): Code => f64.load(local(NODE), at);
  const tooSmall = (count: Code, hessian: Code): Code =>
    i32.or(f64.lt(count, limit(real.minRows)), f64.lt(hessian, limit(real.minHessian)));
  const square = (value: Code): Code => all(assign(S, value), f64.mul(local(S), local(S)));
  const term = (gradient: Code, hessian: Code): Code =>
    f64.div(square(shrunk(gradient, CONTROL)), f64.add(hessian, limit(real.lambda)));
  const weigh = all(
    assign(G, f64.add(local(G), f64.load(local(AT)))),
    assign(P, f64.add(local(P), f64.load(local(AT), 8))),
    assign(Q, f64.floor(f64.mul(local(P), limit(real.perUnit)))),
    assign(N, f64.sub(local(P), f64.mul(local(Q), limit(real.unit)))),
    leaveIf(tooSmall(local(N), local(Q)), 0),
    assign(QR, f64.sub(node(sum.hessian), local(Q))),
    leaveIf(tooSmall(f64.sub(node(sum.count), local(N)), local(QR)), 2),
    assign(GR, f64.sub(node(sum.gradient), local(G))),
    assign(L, f64.add(term(local(G), local(Q)), term(local(GR), local(QR)))),
    assign(L, f64.sub(local(L), node(sum.score))),
    when(
      f64.gt(local(L), local(BEST)),
      all(
        assign(BEST, local(L)),
        assign(BEST_AT, local(AT)),
        assign(BEST_G, local(G)),
        assign(BEST_P, local(P)),
      ),
    ),
  );
  const bins = loopWhile(
    i32.ltU(local(AT), local(END)),
    all(block(all(leaveIf(f64.eq(f64.load(local(AT), 8), f64.zero), 0), weigh)), step(AT, SLOT_BYTES)),
  );
  const code: Code = f64.fromI32(
    i32.add(i32.shrU(i32.sub(local(BEST_AT), local(FIRST)), i32.const(3)), local(SIDE)),
  );
  const note = all(
    f64.store(local(FOUND_AT), local(BEST)),
    f64.store(local(FOUND_AT), local(BEST_G), 8),
    f64.store(local(FOUND_AT), local(BEST_P), 16),
    f64.store(local(FOUND_AT), code, 24),
  );
  return {
    name: 'side',
    params: ['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'f64', 'f64', 'f64'],
    result: 'f64',
    locals: [
      [2, 'i32'],
      [8, 'f64'],
    ],
    code: all(assign(AT, local(FIRST)), block(bins), when(local(BEST_AT), note), local(BEST)),
  };
}

/** The best split of one feature of a node. */
function scan(): WasmFunction {
  const [CONTROL, NODE, FIRST, LAST, FOUND_AT] = [0, 1, 2, 3, 4];
  const BEST = 5;
  const missing = (at: number): Code => f64.load(local(LAST), at);
  const below = i32.sub(local(LAST), i32.const(SLOT_BYTES));
  const run = (end: Code, side: number, sums: readonly [Code, Code]): Code =>
    call(
      INDEX.side,
      ...[local(CONTROL), local(NODE), local(FIRST), end, local(FOUND_AT), i32.const(side)],
      ...[...sums, local(BEST)],
    );
  const none = [f64.zero, f64.zero] as const;
  return {
    name: 'scan',
    params: ['i32', 'i32', 'i32', 'i32', 'i32'],
    locals: [[1, 'f64']],
    code: all(
      f64.store(local(FOUND_AT), f64.zero),
      assign(BEST, f64.load(local(CONTROL), real.minGain)),
      when(
        f64.gt(missing(8), f64.zero),
        all(assign(BEST, run(local(LAST), 0, none)), control.drop(run(below, 1, [missing(0), missing(8)]))),
        control.drop(run(below, 0, none)),
      ),
    ),
  };
}

/** All that is to be done for one group of features. */
function oneGroup(): WasmFunction {
  const [CONTROL, NUMBER] = [0, 1];
  const [TABLE, K, COUNT, FILLED, REST, FIRST, LAST, AT] = [2, 3, 4, 5, 6, 7, 8, 9];
  const given = (at: number): Code => i32.load(local(CONTROL), at);
  const entry = i32.add(local(TABLE), i32.shl(local(K), i32.const(2)));
  const first = i32.load(entry, group.firsts);
  const last = i32.load(entry, group.lasts);
  const each = (body: Code): Code =>
    all(
      assign(K, i32.const(0)),
      loopWhile(
        i32.ltU(local(K), local(COUNT)),
        all(assign(FIRST, first), assign(LAST, last), body, step(K, 1)),
      ),
    );
  const filledAt = (offset: Code): Code => i32.add(local(FILLED), offset);
  const restAt = (offset: Code): Code => i32.add(local(REST), offset);
  const clear = memory.fill(
    filledAt(local(FIRST)),
    i32.const(0),
    i32.add(i32.sub(local(LAST), local(FIRST)), i32.const(SLOT_BYTES)),
  );
  const fillAll = call(
    INDEX.fill,
    ...[given(field.rows), given(field.rowsEnd), given(field.bins), given(field.pairs), given(field.stride)],
    ...Array.from({ length: GROUP }, (_, k) => filledAt(i32.load(local(TABLE), group.firsts + 4 * k))),
    ...Array.from({ length: GROUP }, (_, k) => i32.load(local(TABLE), group.columns + 4 * k)),
  );
  const subtract = all(
    assign(AT, local(FIRST)),
    repeatWhile(
      i32.leU(local(AT), local(LAST)),
      all(
        v128.store(
          restAt(local(AT)),
          v128.subF64(v128.load(restAt(local(AT))), v128.load(filledAt(local(AT)))),
        ),
        step(AT, SLOT_BYTES),
      ),
    ),
  );
  const foundAt = (base: number): Code =>
    i32.add(
      given(base),
      i32.mul(
        i32.add(i32.mul(local(NUMBER), i32.const(GROUP)), local(K)),
        i32.const(FOUND * Float64Array.BYTES_PER_ELEMENT),
      ),
    );
  const scanOf = (flag: number, sums: number, at: (offset: Code) => Code, found: number): Code =>
    when(
      given(flag),
      call(
        INDEX.scan,
        ...[local(CONTROL), i32.add(local(CONTROL), i32.const(sums))],
        ...[at(local(FIRST)), at(local(LAST)), foundAt(found)],
      ),
    );
  return {
    name: 'group',
    params: ['i32', 'i32'],
    locals: [[8, 'i32']],
    code: all(
      assign(TABLE, i32.add(given(field.table), i32.mul(local(NUMBER), i32.const(GROUP_BYTES)))),
      assign(COUNT, i32.load(local(TABLE), group.count)),
      assign(FILLED, given(field.filled)),
      assign(REST, given(field.rest)),
      each(clear),
      fillAll,
      when(local(REST), each(subtract)),
      each(
        all(
          scanOf(field.scansFilled, node.filled, filledAt, field.foundFilled),
          scanOf(field.scansRest, node.rest, restAt, field.foundRest),
        ),
      ),
    ),
  };
}

/** Takes groups until none is left; whoever comes first takes the next. */
function work(): WasmFunction {
  const [CONTROL, NUMBER] = [0, 1];
  const take = i32.atomicAdd(i32.add(local(CONTROL), i32.const(field.nextGroup)), i32.const(1));
  return {
    name: 'work',
    params: ['i32'],
    locals: [[1, 'i32']],
    code: all(
      assign(NUMBER, take),
      loopWhile(
        i32.ltU(local(NUMBER), i32.load(local(CONTROL), field.groups)),
        all(call(INDEX.group, local(CONTROL), local(NUMBER)), assign(NUMBER, take)),
      ),
    ),
  };
}

/** What a helping thread does: wait for a task, work, say so, until it is told that all is over. */
function serve(): WasmFunction {
  const [CONTROL, TURN] = [0, 1];
  const at = (offset: number): Code => i32.add(local(CONTROL), i32.const(offset));
  const turn = i32.atomicLoad(at(field.turn));
  const wait = loopWhile(
    i32.eq(turn, local(TURN)),
    control.drop(i32.atomicWait(at(field.turn), local(TURN))),
  );
  const finished = all(
    control.drop(i32.atomicAdd(at(field.working), i32.const(-1))),
    control.drop(i32.atomicNotify(at(field.working), i32.const(1))),
  );
  const body = all(
    wait,
    assign(TURN, turn),
    leaveIf(i32.atomicLoad(at(field.isOver)), 1),
    call(INDEX.work, local(CONTROL)),
    finished,
  );
  return {
    name: 'serve',
    params: ['i32', 'i32'],
    locals: [],
    code: loopWhile(i32.const(1), body),
  };
}

/** Parts rows stably by a split without a branch a row; gives the address after the last left one. */
function part(): WasmFunction {
  const [FIRST, END, SCRATCH, BINS, STRIDE, CUT, MISSING, MISSING_LEFT] = [0, 1, 2, 3, 4, 5, 6, 7];
  const [AT, LEFT, RIGHT, ROW, BIN, GOES_LEFT] = [8, 9, 10, 11, 12, 13];
  const goesLeft = i32.or(
    i32.leU(local(BIN), local(CUT)),
    i32.and(i32.eq(local(BIN), local(MISSING)), local(MISSING_LEFT)),
  );
  const body = all(
    assign(ROW, i32.load(local(AT))),
    assign(BIN, i32.load8(i32.add(local(BINS), i32.mul(local(ROW), local(STRIDE))))),
    assign(GOES_LEFT, i32.shl(goesLeft, i32.const(2))),
    i32.store(local(RIGHT), local(ROW)),
    i32.store(local(LEFT), local(ROW)),
    assign(LEFT, i32.add(local(LEFT), local(GOES_LEFT))),
    assign(RIGHT, i32.sub(i32.add(local(RIGHT), i32.const(4)), local(GOES_LEFT))),
    step(AT, 4),
  );
  return {
    name: 'part',
    params: Array.from({ length: 8 }, () => 'i32' as const),
    result: 'i32',
    locals: [[6, 'i32']],
    code: all(
      assign(AT, local(FIRST)),
      assign(LEFT, local(FIRST)),
      assign(RIGHT, local(SCRATCH)),
      loopWhile(i32.ltU(local(AT), local(END)), body),
      memory.copy(local(LEFT), local(SCRATCH), i32.sub(local(RIGHT), local(SCRATCH))),
      local(LEFT),
    ),
  };
}

/** The module of all loops. */
export function kernelCode(): Uint8Array<ArrayBuffer> {
  return assembleModule([fill(), side(), scan(), oneGroup(), work(), serve(), part()]);
}
