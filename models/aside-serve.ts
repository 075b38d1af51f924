/**
 * The thread's side of `aside.ts`.
 */
import { parentPort } from 'node:worker_threads';
import { JzError } from '../src/core/errors/index.ts';
import type { AsideReply, AsideTask } from './aside.ts';

/**
 * Does the thread's task and says what comes of it.
 *
 * @param given the thread's `workerData`
 * @param fit   gets the task and a function to tell how many trees there are, which gives `false` once the fit is called off
 */
export function serveAside<Task>(
  { task, stop }: AsideTask<Task>,
  fit: (task: Task, goesOn: (count: number) => boolean) => unknown,
): void {
  const say = (reply: AsideReply<unknown>): void => parentPort?.postMessage(reply);
  const isCalledOff = (): boolean => Atomics.load(stop, 0) !== 0;
  const goesOn = (count: number): boolean => {
    say({ kind: 'done', count });
    return !isCalledOff();
  };
  try {
    const result = fit(task, goesOn);
    say(isCalledOff() ? { kind: 'stopped' } : { kind: 'result', result });
  } catch (thrown) {
    if (!(thrown instanceof JzError)) throw thrown;
    say({ kind: 'refused', code: thrown.code, details: thrown.details });
  }
}
