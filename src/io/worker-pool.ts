/**
 * A pool of worker threads: tasks in, results out, in the order asked, whatever thread ran them.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { JzError } from '../core/errors/index.ts';
import { threadSource } from '../core/thread-source.ts';

/** Runs tasks of one kind on several threads. */
export interface WorkerPool<Task, Result> {
  run(task: Task): Promise<Result>;
  close(): Promise<void>;
}

/** What a worker answers with. */
export type WorkerReply<Result> = { readonly ok: Result } | { readonly error: unknown };

/** Does a task for its reply; a message keeps of an error only its text, so a named one goes as code and details. */
export function replyOf<Result>(run: () => Result): WorkerReply<Result> {
  try {
    return { ok: run() };
  } catch (error) {
    return { error: error instanceof JzError ? { code: error.code, details: error.details } : error };
  }
}

type PlainError = Pick<JzError, 'code' | 'details'>;

function named(error: unknown): unknown {
  return isPlain(error) ? new JzError(error.code, error.details) : error;
}

function isPlain(error: unknown): error is PlainError {
  return !(error instanceof Error) && typeof error === 'object' && error !== null && 'code' in error;
}

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
 * The module answers every message with a `WorkerReply`, in the order of the messages.
 *
 * @param ahead tasks that wait in a worker beside the one it runs, for callers that are not always there to give the
 *              next one
 */
export function startWorkerPool<Task, Result>(
  url: URL,
  shared: unknown,
  threads: number,
  ahead = 0,
): WorkerPool<Task, Result> {
  const queue: Waiting<Task, Result>[] = [];
  const workers = Array.from({ length: threads }, () => {
    const given: Waiting<Task, Result>[] = [];
    return { thread: startWorker(url, shared), given };
  });
  /** Why a thread died; a pool with a dead thread takes no more work. */
  let broken: Error | null = null;

  const give = (): void => {
    for (;;) {
      const [least, ...others] = workers;
      if (!least) return;
      const worker = others.reduce((a, b) => (b.given.length < a.given.length ? b : a), least);
      if (worker.given.length > ahead) return;
      const waiting = queue.shift();
      if (!waiting) return;
      worker.given.push(waiting);
      worker.thread.postMessage(waiting.task);
    }
  };
  for (const { thread, given } of workers) {
    thread.on('message', (reply: WorkerReply<Result>) => {
      const waiting = given.shift();
      if ('ok' in reply) waiting?.resolve(reply.ok);
      else waiting?.reject(named(reply.error));
      give();
    });
    thread.on('error', (error) => {
      broken ??= error;
      for (const waiting of [...given.splice(0), ...queue.splice(0)]) waiting.reject(error);
    });
  }
  return {
    run: (task) =>
      new Promise((resolve, reject) => {
        if (broken) {
          reject(broken);
          return;
        }
        queue.push({ task, resolve, reject });
        give();
      }),
    close: async () => {
      await Promise.all(workers.map(({ thread }) => thread.terminate()));
    },
  };
}

function startWorker(url: URL, shared: unknown): Worker {
  const { entry, options } = threadSource(url);
  return new Worker(entry, { ...options, workerData: shared });
}
