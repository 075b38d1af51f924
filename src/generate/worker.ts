/** A generating thread: simulates chunks and writes their rows, or turns text into a workbook; one task after another. */
import { parentPort, workerData } from 'node:worker_threads';
import type { WorkerReply } from '../io/worker-pool.ts';
import { taskRunner, travelling, type CountyTask, type TaskResult, type ThreadSettings } from './task.ts';

const run = taskRunner(workerData as ThreadSettings);
let last = Promise.resolve();

parentPort?.on('message', (task: CountyTask) => {
  last = last
    .then(() => run(task))
    .then(
      (ok) => answer({ ok }),
      (error: unknown) => answer({ error: travelling(error) }),
    );
});

function answer(reply: WorkerReply<TaskResult>): void {
  const memory = 'ok' in reply ? reply.ok?.files.memory : undefined;
  parentPort?.postMessage(reply, memory ? [memory] : []);
}
