/** A training thread: answers fit tasks over the shared data. */
import { parentPort, workerData } from 'node:worker_threads';
import type { WorkerReply } from '../../src/io/worker-pool.ts';
import { runFitTask, type FitResult, type FitTask, type TrainingData } from './task.ts';

const data = workerData as TrainingData;

parentPort?.on('message', (task: FitTask) => {
  parentPort?.postMessage(reply(task));
});

function reply(task: FitTask): WorkerReply<FitResult> {
  try {
    return { ok: runFitTask(data, task) };
  } catch (error) {
    return { error };
  }
}
