/**
 * Boosting on threads of its own: the calling thread stays free, hears how far it is, and can call it off.
 */
import { Worker } from 'node:worker_threads';
import { JzError } from '../../src/core/errors/index.ts';
import type { Matrix } from '../../src/core/matrix.ts';
import type { Progress } from '../../src/core/progress.ts';
import { threadSource } from '../../src/core/thread-source.ts';
import { allRows, checkFinite, checkTrainingData } from '../check.ts';
import type { AsideReply, AsideTask } from './aside-worker.ts';
import type { BoostedTrees } from './fit.ts';
import type { BoostingOptions } from './options.ts';

/** How a fit goes on beside the calling thread. */
export interface AsideRun {
  /** Threads that grow trees; the model does not depend on it. */
  readonly threads: number;
  readonly progress?: Progress;
  /** Calls the fit off; the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * `fitBoosting` with the stream of `seededRng(seed)`, on other threads. Columns that are not in shared memory are copied
 * there.
 *
 * @throws what `fitBoosting` throws; JZ_RESOURCE when a thread fails, for want of memory for example
 */
export async function fitBoostingAside(
  X: Matrix,
  y: Uint8Array,
  options: BoostingOptions,
  seed: string | number,
  { threads, progress, signal }: AsideRun,
): Promise<BoostedTrees> {
  checkTrainingData(X, y);
  checkFinite(X, allRows(X.nRows));
  signal?.throwIfAborted();
  const stop = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const columns = X.columns.map(inSharedMemory);
  const task: AsideTask = { X: { ...X, columns }, y, options, seed, threads, stop };
  const worker = startWorker(task);
  const callOff = (): void => void Atomics.store(stop, 0, 1);
  signal?.addEventListener('abort', callOff);
  try {
    return await new Promise((resolve, reject) => {
      const lost = (problem: string, cause?: unknown): void =>
        reject(new JzError('JZ_RESOURCE', { problem }, { cause }));
      worker.on('message', (reply: AsideReply) => {
        if (reply.kind === 'round') progress?.('gbdt', reply.round, options.rounds);
        else if (reply.kind === 'model') resolve(reply.model);
        else if (reply.kind === 'refused') reject(new JzError(reply.code, reply.details));
        else reject(signal ? asError(signal.reason) : new JzError('JZ_INTERRUPTED'));
      });
      worker.on('error', (error: Error) => lost(`the training thread failed: ${error.message}`, error));
      worker.on('exit', () => lost('the training thread ended before its time'));
    });
  } finally {
    signal?.removeEventListener('abort', callOff);
    await worker.terminate();
  }
}

function inSharedMemory(column: Float64Array): Float64Array {
  if (column.buffer instanceof SharedArrayBuffer) return column;
  const shared = new Float64Array(new SharedArrayBuffer(column.byteLength));
  shared.set(column);
  return shared;
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}

/** The neighbour's module, as source in a checkout and as code when installed. */
function startWorker(workerData: AsideTask): Worker {
  const file = import.meta.url.endsWith('.ts') ? './aside-worker.ts' : './aside-worker.js';
  const { entry, options } = threadSource(new URL(file, import.meta.url));
  return new Worker(entry, { ...options, workerData });
}
