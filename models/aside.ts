/**
 * Fits on threads of their own: the calling thread stays free, hears how far they are, and can call them off.
 */
import { Worker } from 'node:worker_threads';
import { JzError, type ErrorCode, type ErrorDetails } from '../src/core/errors/index.ts';
import type { Matrix } from '../src/core/matrix.ts';
import type { Progress } from '../src/core/progress.ts';
import { threadSource } from '../src/core/thread-source.ts';

/** How a fit goes on beside the calling thread. */
export interface AsideRun {
  /** Threads that grow trees; the model does not depend on it. */
  readonly threads: number;
  readonly progress?: Progress;
  /** Calls the fit off; the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** What a thread is given beside its own task. */
export interface AsideTask<Task> {
  readonly task: Task;
  /** Not 0 once the fit is called off. */
  readonly stop: Int32Array;
}

/** What a thread says. */
export type AsideReply<Result> =
  | { readonly kind: 'done'; readonly count: number }
  | { readonly kind: 'result'; readonly result: Result }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly details: ErrorDetails };

/** A word that threads look at; not 0 once they are called off. */
export function stopWord(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}

/**
 * Runs a module of ours on a thread until it gives its result.
 *
 * @param module  address of a module that calls `serveAside`, as its neighbour sees it
 * @param hear    told how many trees the thread has grown
 * @throws JZ_RESOURCE when the thread fails, for want of memory for example; what the module throws by name
 */
export async function runAside<Result>(
  module: URL,
  given: AsideTask<unknown>,
  hear: (count: number) => void,
  signal?: AbortSignal,
): Promise<Result> {
  signal?.throwIfAborted();
  const { entry, options } = threadSource(module);
  const worker = new Worker(entry, { ...options, workerData: given });
  const callOff = (): void => void Atomics.store(given.stop, 0, 1);
  signal?.addEventListener('abort', callOff);
  try {
    return await new Promise((resolve, reject) => {
      const lost = (problem: string, cause?: unknown): void =>
        reject(new JzError('JZ_RESOURCE', { problem }, { cause }));
      worker.on('message', (reply: AsideReply<Result>) => {
        if (reply.kind === 'done') hear(reply.count);
        else if (reply.kind === 'result') resolve(reply.result);
        else if (reply.kind === 'refused') reject(new JzError(reply.code, reply.details));
        else reject(signal?.aborted ? asError(signal.reason) : new JzError('JZ_INTERRUPTED'));
      });
      worker.on('error', (error: Error) => lost(`the training thread failed: ${error.message}`, error));
      worker.on('exit', () => lost('the training thread ended before its time'));
    });
  } finally {
    signal?.removeEventListener('abort', callOff);
    await worker.terminate();
  }
}

/** The matrix with columns that threads can share; those that are not in shared memory are copied there. */
export function sharedMatrix(X: Matrix): Matrix {
  const columns = X.columns.map((column) => {
    if (column.buffer instanceof SharedArrayBuffer) return column;
    const shared = new Float64Array(new SharedArrayBuffer(column.byteLength));
    shared.set(column);
    return shared;
  });
  return { ...X, columns };
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
