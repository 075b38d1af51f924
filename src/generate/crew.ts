/**
 * Who makes a county: this thread and, where there are more, workers beside it. This thread lends a hand because a
 * thread of its own would load and compile everything once more.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { JzError } from '../core/errors/index.ts';
import { startWorkerPool, type WorkerPool } from '../io/worker-pool.ts';
import {
  isPlainError,
  taskRunner,
  travelling,
  type ChunkResult,
  type CountyTask,
  type TaskResult,
  type ThreadSettings,
} from './task.ts';

type Run = (task: CountyTask) => Promise<TaskResult>;

/** The threads that make one county. */
export interface Crew {
  /** The chunks in order; only a few are under way at once, so memory is bounded. */
  chunks(count: number): AsyncGenerator<ChunkResult>;
  /** Any other piece of work. */
  run: Run;
  close(): Promise<void>;
}

/** Chunks that wait in a worker, as this thread is not always there to give the next. */
const AHEAD = 1;
/** Chunks under way beyond those given to workers: enough to keep all busy, few enough for bounded memory. */
const SPARE_CHUNKS = 3;

/**
 * How the engine is to compile: each thread compiles the whole simulation for itself, several times over as it learns,
 * which by default takes as long as some thousand households. After eight times the usual work in a function, and with
 * half the usual inlining, it takes a third of that, and the code is as quick. The flags hold for the whole process and
 * change nothing but time.
 */
const COMPILING = ['--interrupt-budget=540672', '--max-inlined-bytecode-size-cumulative=400'];

/** Gathers so many threads, this one among them. */
export function gatherCrew(settings: ThreadSettings, threads: number): Crew {
  for (const flag of COMPILING) setFlagsFromString(flag);
  const here = named(taskRunner(settings));
  const workers = threads - 1;
  if (workers === 0)
    return { chunks: (count) => inOrder(count, here, null), run: here, close: () => Promise.resolve() };
  const url = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url);
  const pool: WorkerPool<CountyTask, TaskResult> = startWorkerPool(url, settings, workers, AHEAD);
  const there = named((task) => pool.run(task));
  return {
    chunks: (count) => inOrder(count, here, { run: there, most: workers * (1 + AHEAD) }),
    run: there,
    close: () => pool.close(),
  };
}

interface UnderWay {
  readonly result: Promise<TaskResult>;
  isDone: boolean;
}

/** Gives the workers what they can take, does a chunk here while the next in order is not ready, and hands out in order. */
async function* inOrder(
  chunks: number,
  here: Run,
  others: { readonly run: Run; readonly most: number } | null,
): AsyncGenerator<ChunkResult> {
  const most = (others?.most ?? 0) + SPARE_CHUNKS;
  const underWay: UnderWay[] = [];
  let next = 0;
  let away = 0;
  const give = (run: Run): void => {
    const result = run({ kind: 'chunk', chunk: next++ });
    const one: UnderWay = { result, isDone: false };
    away++;
    // Its failure is met when its turn comes, or never, when an earlier one failed.
    const done = (): void => {
      one.isDone = true;
      away--;
    };
    result.then(done, done);
    underWay.push(one);
  };
  const mayBegin = (): boolean => next < chunks && underWay.length < most;
  while (next < chunks || underWay.length > 0) {
    while (others && away < others.most && mayBegin()) give(others.run);
    const [first] = underWay;
    if (first?.isDone !== true && mayBegin()) {
      const result = here({ kind: 'chunk', chunk: next++ });
      underWay.push({ result, isDone: true });
      await result;
      await nextTurn();
      continue;
    }
    underWay.shift();
    const result = await first?.result;
    if (result) yield result;
  }
}

/** A thread's named error arrives as a plain value. */
function named(run: Run): Run {
  return (task) =>
    run(task).catch((error: unknown) => {
      const plain = travelling(error);
      throw isPlainError(plain) ? new JzError(plain.code, plain.details) : error;
    });
}
