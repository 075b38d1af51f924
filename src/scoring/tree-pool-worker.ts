/**
 * A thread of ./tree-pool.ts: scores ranges of rows into shared memory.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { treeScorer } from '../../models/inference/tree-scorer.ts';
import type { TreeEnsemble } from '../../models/tree/ensemble.ts';
import type { WorkerReply } from '../io/worker-pool.ts';

/** What every thread gets at its start. */
export interface TreePoolData {
  readonly trees: TreeEnsemble;
  readonly nFeatures: number;
}

/** Rows `start .. end`; columns and sums are shared memory. */
export interface RowsTask {
  readonly columns: readonly Float64Array[];
  readonly sums: Float64Array;
  readonly base: number;
  readonly start: number;
  readonly end: number;
}

const { trees, nFeatures } = workerData as TreePoolData;
const scorer = treeScorer(trees, nFeatures);

parentPort?.on('message', ({ columns, sums, base, start, end }: RowsTask) => {
  try {
    const names = columns.map((_, j) => `x${j}`);
    scorer.sumRows({ nRows: end, names, columns }, start, base, sums.subarray(start, end));
    parentPort?.postMessage({ ok: null } satisfies WorkerReply<null>);
  } catch (error) {
    parentPort?.postMessage({ error } satisfies WorkerReply<null>);
  }
});
