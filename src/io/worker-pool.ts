/**
 * A pool of worker threads: tasks in, results out, in the order asked, whatever thread ran them.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { threadSource } from '../core/thread-source.ts';

/** Runs tasks of one kind on several threads. */
export interface WorkerPool<Task, Result> {
  run(task: Task): Promise<Result>;
  close(): Promise<void>;
}

/** What a worker answers with. */
export type WorkerReply<Result> = { readonly ok: Result } | { readonly error: unknown };

interface Waiting<Task, Result> {
  readonly task: Task;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** Number of threads worth using. */
export function defaultThreads(): number {
  return Math.max(1, availableParallelism());
}

/**
 * Starts a pool whose workers run the module at `url`; each gets `shared` as its `workerData`.
 * The module answers every message with a `WorkerReply`.
 */
export function startWorkerPool<Task, Result>(
  url: URL,
  shared: unknown,
  threads: number,
): WorkerPool<Task, Result> {
  const idle: Worker[] = [];
  const queue: Waiting<Task, Result>[] = [];
  const workers = Array.from({ length: threads }, () => startWorker(url, shared));
  const busy = new Map<Worker, Waiting<Task, Result>>();
  /** Why a thread died; a pool with a dead thread takes no more work. */
  let broken: Error | null = null;

  const next = (worker: Worker): void => {
    const waiting = queue.shift();
    if (!waiting) {
      idle.push(worker);
      return;
    }
    busy.set(worker, waiting);
    worker.postMessage(waiting.task);
  };
  for (const worker of workers) {
    worker.on('message', (reply: WorkerReply<Result>) => {
      const waiting = busy.get(worker);
      busy.delete(worker);
      if ('ok' in reply) waiting?.resolve(reply.ok);
      else waiting?.reject(reply.error);
      next(worker);
    });
    worker.on('error', (error) => {
      broken ??= error;
      for (const waiting of [busy.get(worker), ...queue.splice(0)]) waiting?.reject(error);
    });
    idle.push(worker);
  }
  return {
    run: (task) =>
      new Promise((resolve, reject) => {
        if (broken) {
          reject(broken);
          return;
        }
        queue.push({ task, resolve, reject });
        const worker = idle.pop();
        if (worker) next(worker);
      }),
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

function startWorker(url: URL, shared: unknown): Worker {
  const { entry, options } = threadSource(url);
  return new Worker(entry, { ...options, workerData: shared });
}
