/** A training thread: answers fit tasks over the shared data. */
import { parentPort, workerData } from 'node:worker_threads';
import { JzError } from '../../src/core/errors/index.ts';
import type { WorkerReply } from '../../src/io/worker-pool.ts';
import type { PlainError } from './runner.ts';
import { runFitTask, type FitResult, type FitTask, type TrainingData } from './task.ts';

const data = workerData as TrainingData;

parentPort?.on('message', (task: FitTask) => {
  parentPort?.postMessage(reply(task));
});

function reply(task: FitTask): WorkerReply<FitResult> {
  try {
    return { ok: runFitTask(data, task) };
  } catch (error) {
    return { error: error instanceof JzError ? asPlain(error) : error };
  }
}

/** A message between threads keeps of an error only its text: code and details go as a plain value. */
function asPlain({ code, details }: JzError): PlainError {
  return { code, details };
}
