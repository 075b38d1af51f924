/** A training thread: answers fit tasks over the shared data. */
import { parentPort, workerData } from 'node:worker_threads';
import { replyOf } from '../../src/io/worker-pool.ts';
import { runFitTask, type FitTask, type TrainingData } from './task.ts';

const data = workerData as TrainingData;

parentPort?.on('message', (task: FitTask) => {
  parentPort?.postMessage(replyOf(() => runFitTask(data, task)));
});
