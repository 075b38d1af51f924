/**
 * The best split of a feature from its histogram.
 */
import type { Code, WasmFunction } from '../../../../src/core/wasm/assemble.ts';
import { assign, control, f64, i32, local } from '../../../../src/core/wasm/code.ts';
import { real, SLOT_BYTES, sum } from '../layout.ts';
import { step } from './common.ts';

const { all, when, loopWhile, leaveIf, block, call } = control;

/** Size of a gradient sum less the L1 penalty. */
const shrunk = (gradient: Code, CONTROL: number): Code =>
  f64.max(f64.sub(f64.abs(gradient), f64.load(local(CONTROL), real.alpha)), f64.zero);

/** Locals of both walks: their parameters, then what they keep. */
const [CONTROL, NODE, FIRST, END, FOUND_AT, SIDE, G, P, BEST, DIRECTION] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const [AT, BEST_AT] = [10, 11];
const [Q, N, QR, GR, BEST_G, BEST_P, L, S, WL, WR] = [12, 13, 14, 15, 16, 17, 18, 19, 20, 21];
const limit = (at: number): Code => f64.load(local(CONTROL), at);
const node = (at: number): Code => f64.load(local(NODE), at);

/** Gain of two leaves as they come. */
const freeGain = (): Code => {
  const square = (value: Code): Code => all(assign(S, value), f64.mul(local(S), local(S)));
  const term = (gradient: Code, hessian: Code): Code =>
    f64.div(square(shrunk(gradient, CONTROL)), f64.add(hessian, limit(real.lambda)));
  return assign(L, f64.add(term(local(G), local(Q)), term(local(GR), local(QR))));
};

/** Gain of two leaves held inside the node's bounds; goes on to the next bin where they stand against the direction. */
const boundGain = (): Code => {
  const weight = (gradient: number, hessian: number): Code =>
    f64.div(
      f64.neg(f64.copysign(shrunk(local(gradient), CONTROL), local(gradient))),
      f64.add(local(hessian), limit(real.lambda)),
    );
  const held = (value: Code): Code => f64.min(f64.max(value, node(sum.low)), node(sum.high));
  const term = (gradient: number, hessian: number, leaf: number): Code =>
    f64.sub(
      f64.neg(
        f64.mul(
          local(leaf),
          f64.add(
            f64.add(local(gradient), local(gradient)),
            f64.mul(f64.add(local(hessian), limit(real.lambda)), local(leaf)),
          ),
        ),
      ),
      f64.mul(f64.add(limit(real.alpha), limit(real.alpha)), f64.abs(local(leaf))),
    );
  return all(
    assign(WL, held(weight(G, Q))),
    assign(WR, held(weight(GR, QR))),
    leaveIf(f64.lt(f64.mul(f64.sub(local(WR), local(WL)), local(DIRECTION)), f64.zero), 0),
    assign(L, f64.add(term(G, Q, WL), term(GR, QR, WR))),
  );
};

/** Walks bins from the left with the missing on one side; gives the best gain and notes where it was. */
function sideBy(name: string, gain: Code): WasmFunction {
  const tooSmall = (count: Code, hessian: Code): Code =>
    i32.or(f64.lt(count, limit(real.minRows)), f64.lt(hessian, limit(real.minHessian)));
  const weigh = all(
    assign(G, f64.add(local(G), f64.load(local(AT)))),
    assign(P, f64.add(local(P), f64.load(local(AT), 8))),
    assign(Q, f64.floor(f64.mul(local(P), limit(real.perUnit)))),
    assign(N, f64.sub(local(P), f64.mul(local(Q), limit(real.unit)))),
    leaveIf(tooSmall(local(N), local(Q)), 0),
    assign(QR, f64.sub(node(sum.hessian), local(Q))),
    leaveIf(tooSmall(f64.sub(node(sum.count), local(N)), local(QR)), 2),
    assign(GR, f64.sub(node(sum.gradient), local(G))),
    gain,
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
    name,
    params: ['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'f64', 'f64', 'f64', 'f64'],
    result: 'f64',
    locals: [
      [2, 'i32'],
      [10, 'f64'],
    ],
    code: all(assign(AT, local(FIRST)), block(bins), when(local(BEST_AT), note), local(BEST)),
  };
}

/** Where no feature must rise or fall. */
export const side = (): WasmFunction => sideBy('side', freeGain());
/** Where some must. */
export const boundSide = (): WasmFunction => sideBy('boundSide', boundGain());

/** The best split of one feature of a node, by one of the walks. */
export function scan(name: string, walk: number): WasmFunction {
  const [CONTROL, NODE, FIRST, LAST, FOUND_AT, DIRECTION, BEST] = [0, 1, 2, 3, 4, 5, 6];
  const missing = (at: number): Code => f64.load(local(LAST), at);
  const below = i32.sub(local(LAST), i32.const(SLOT_BYTES));
  const run = (end: Code, side: number, sums: readonly [Code, Code]): Code =>
    call(
      walk,
      ...[local(CONTROL), local(NODE), local(FIRST), end, local(FOUND_AT), i32.const(side)],
      ...[...sums, local(BEST), local(DIRECTION)],
    );
  const none = [f64.zero, f64.zero] as const;
  return {
    name,
    params: ['i32', 'i32', 'i32', 'i32', 'i32', 'f64'],
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
