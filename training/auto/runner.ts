/**
 * Runs fit tasks on threads that share one copy of the data.
 */
import { defaultThreads, startWorkerPool } from '../../src/io/worker-pool.ts';
import { runFitTask, type FitResult, type FitTask, type TrainingData } from './task.ts';

/** Runs fit tasks; results do not depend on the number of threads. */
export interface Runner {
  run(task: FitTask): Promise<FitResult>;
  close(): Promise<void>;
}

/** Starts a runner; with one thread the work is done in place. */
export function startRunner(data: TrainingData, threads = defaultThreads()): Runner {
  if (threads <= 1) {
    return { run: (task) => Promise.resolve(runFitTask(data, task)), close: () => Promise.resolve() };
  }
  const url = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url);
  const pool = startWorkerPool<FitTask, FitResult>(url, shareData(data), threads);
  return {
    run: (task) => pool.run(task),
    close: () => pool.close(),
  };
}

function shareData({ X, ...rest }: TrainingData): TrainingData {
  const columns = X.columns.map((column) => {
    const shared = new Float64Array(new SharedArrayBuffer(column.byteLength));
    shared.set(column);
    return shared;
  });
  return { X: { ...X, columns }, ...rest };
}
