/**
 * Boosting on threads of its own: the calling thread stays free, hears how far it is, and can call it off.
 */
import { Worker } from 'node:worker_threads';
import type { Matrix } from '../../src/core/matrix.ts';
import type { Progress } from '../../src/core/progress.ts';
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
 * @throws JZ_LABEL_ONE_CLASS, JZ_TOO_FEW_ROWS, JZ_MATRIX_NOT_FINITE, JZ_MATRIX_SHAPE
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
      worker.on('message', (reply: AsideReply) => {
        if (reply.kind === 'round') progress?.('gbdt', reply.round, options.rounds);
        else if (reply.kind === 'model') resolve(reply.model);
        else reject(signal?.aborted ? asError(signal.reason) : new Error('boosting ended early'));
      });
      worker.on('error', reject);
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

/** In a checkout the worker's source is TypeScript, so its thread first registers the loader. */
function startWorker(workerData: AsideTask): Worker {
  const isSource = import.meta.url.endsWith('.ts');
  const url = new URL(isSource ? './aside-worker.ts' : './aside-worker.js', import.meta.url);
  if (!isSource) return new Worker(url, { workerData });
  const loader = import.meta.resolve('tsx/esm/api');
  const code = `import(${JSON.stringify(loader)}).then(({ register }) => (register(), import(${JSON.stringify(url.href)})))`;
  return new Worker(code, { eval: true, workerData });
}
