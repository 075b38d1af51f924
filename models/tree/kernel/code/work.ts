/**
 * Threads that share the batches of a task among them.
 */
import type { Code, WasmFunction } from '../../../../src/core/wasm/assemble.ts';
import { assign, control, i32, local } from '../../../../src/core/wasm/code.ts';
import { field } from '../layout.ts';
import { INDEX, step } from './common.ts';

const { all, when, loopWhile, leaveIf, call, drop } = control;

/** Takes batches, or chunks of rows to part, until none is left; whoever comes first takes the next. Every thread has a tile of its own. */
export function work(): WasmFunction {
  const [CONTROL, TILE, NUMBER] = [0, 1, 2];
  const take = i32.atomicAdd(i32.add(local(CONTROL), i32.const(field.nextBatch)), i32.const(1));
  const turn = when(
    i32.load(local(CONTROL), field.isParting),
    call(INDEX.partChunk, local(CONTROL), local(NUMBER)),
    call(INDEX.batch, local(CONTROL), local(NUMBER), local(TILE)),
  );
  return {
    name: 'work',
    params: ['i32', 'i32'],
    locals: [[1, 'i32']],
    code: all(
      assign(NUMBER, take),
      loopWhile(
        i32.ltU(local(NUMBER), i32.load(local(CONTROL), field.batches)),
        all(turn, assign(NUMBER, take)),
      ),
    ),
  };
}

/** Looks at a word before a thread goes to sleep; about ten microseconds. */
const LOOKS = 4000;

/** What a helping thread does: wait for a task, work, say so, until it is told that all is over. */
export function serve(): WasmFunction {
  const [CONTROL, TURN, TILE, LOOK] = [0, 1, 2, 3];
  const at = (offset: number): Code => i32.add(local(CONTROL), i32.const(offset));
  const turn = i32.atomicLoad(at(field.turn));
  const isSame = i32.eq(turn, local(TURN));
  const look = all(
    assign(LOOK, i32.const(LOOKS)),
    loopWhile(i32.and(isSame, i32.ne(local(LOOK), i32.const(0))), step(LOOK, -1)),
  );
  const sleep = loopWhile(isSame, drop(i32.atomicWait(at(field.turn), local(TURN))));
  const finished = all(
    drop(i32.atomicAdd(at(field.working), i32.const(-1))),
    drop(i32.atomicNotify(at(field.working), i32.const(1))),
  );
  const body = all(
    look,
    sleep,
    assign(TURN, turn),
    leaveIf(i32.atomicLoad(at(field.isOver)), 1),
    call(INDEX.work, local(CONTROL), local(TILE)),
    finished,
  );
  return {
    name: 'serve',
    params: ['i32', 'i32', 'i32'],
    locals: [[1, 'i32']],
    code: loopWhile(i32.const(1), body),
  };
}
