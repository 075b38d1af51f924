/**
 * Scoring by trees on several threads over shared columns.
 */
import type { TreeEnsemble } from '../../models/tree/ensemble.ts';
import type { Matrix } from '../core/matrix.ts';
import { startWorkerPool } from '../io/worker-pool.ts';
import type { RowsTask, TreePoolData } from './tree-pool-worker.ts';

/** Threads that keep one ensemble ready. */
export interface TreePool {
  /** Sum of all trees for each row, plus `base`: the same bits for any number of threads. */
  sum(X: Matrix, base: number): Promise<Float64Array>;
  close(): Promise<void>;
}

/** Tasks a thread: the last ones to finish wait for little. */
const TASKS_PER_THREAD = 4;
/** Rows of a task are a multiple of this. */
const STEP = 64;

/** Starts the threads; the caller closes the pool. */
export function startTreePool(trees: TreeEnsemble, nFeatures: number, threads: number): TreePool {
  const data: TreePoolData = { trees, nFeatures };
  const url = new URL(
    `./tree-pool-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`,
    import.meta.url,
  );
  const pool = startWorkerPool<RowsTask, null>(url, data, threads);
  return {
    sum: async (X, base) => {
      const columns = X.columns.map(shared);
      const sums = new Float64Array(new SharedArrayBuffer(X.nRows * 8));
      const rows = Math.max(STEP, STEP * Math.ceil(X.nRows / (threads * TASKS_PER_THREAD * STEP)));
      const tasks: RowsTask[] = [];
      for (let start = 0; start < X.nRows; start += rows)
        tasks.push({ columns, sums, base, start, end: Math.min(X.nRows, start + rows) });
      await Promise.all(tasks.map((task) => pool.run(task)));
      return sums;
    },
    close: () => pool.close(),
  };
}

/** The column itself when threads can see it, else a copy they can. */
function shared(column: Float64Array): Float64Array {
  if (column.buffer instanceof SharedArrayBuffer) return column;
  const copy = new Float64Array(new SharedArrayBuffer(column.byteLength));
  copy.set(column);
  return copy;
}
