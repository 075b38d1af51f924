/**
 * A thread of ./score-rows.ts: scores blocks of rows by one model.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { Matrix } from '../core/matrix.ts';
import type { WorkerReply } from '../io/worker-pool.ts';
import type { HouseholdModel } from './household-bundle.ts';
import { scoreBlock, type ScoreBlock } from './score-block.ts';

/** Rows to score. */
export interface ScoreTask {
  readonly X: Matrix;
  readonly topReasons: number;
}

const model = workerData as HouseholdModel;

parentPort?.on('message', ({ X, topReasons }: ScoreTask) => {
  try {
    const ok = scoreBlock(model, X, topReasons);
    parentPort?.postMessage({ ok } satisfies WorkerReply<ScoreBlock>);
  } catch (error) {
    parentPort?.postMessage({ error } satisfies WorkerReply<ScoreBlock>);
  }
});
