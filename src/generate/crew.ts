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
 * Settings of the engine: ours and its own. Each thread compiles the whole simulation for itself, several times over as
 * it learns, which takes as long as some thousand households. When it waits for eight times the usual work in a
 * function, and inlines half as much, that takes a third of the time and the code is as quick.
 */
const COMPILING = [
  ['--interrupt-budget', 540_672, 67_584],
  ['--max-inlined-bytecode-size-cumulative', 400, 920],
] as const;

/** Sets them for the whole process; they change nothing but the time things take. */
function compile(how: 'less' | 'as usual'): void {
  for (const [flag, ours, usual] of COMPILING) setFlagsFromString(`${flag}=${how === 'less' ? ours : usual}`);
}

/** Gathers so many threads, this one among them. */
export function gatherCrew(settings: ThreadSettings, threads: number): Crew {
  compile('less');
  const here = named(taskRunner(settings));
  const workers = threads - 1;
  const url = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url);
  const pool: WorkerPool<CountyTask, TaskResult> = startWorkerPool(url, settings, workers, AHEAD);
  const there = named((task) => pool.run(task));
  return {
    chunks: (count) => inOrder(count, here, { run: there, workers }),
    run: workers > 0 ? there : here,
    close: async () => {
      compile('as usual');
      await pool.close();
    },
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
  there: { readonly run: Run; readonly workers: number },
): AsyncGenerator<ChunkResult> {
  const most = there.workers * (1 + AHEAD) + SPARE_CHUNKS;
  const underWay: UnderWay[] = [];
  let next = 0;
  let away = 0;
  const mayBegin = (): boolean => next < chunks && underWay.length < most;
  // The last chunk waits for nobody: whoever is free first does it.
  const mayGive = (): boolean => mayBegin() && away < there.workers * (next < chunks - 1 ? 1 + AHEAD : 1);
  const give = (): void => {
    const one: UnderWay = { result: there.run({ kind: 'chunk', chunk: next++ }), isDone: false };
    const done = (): void => {
      one.isDone = true;
      away--;
    };
    away++;
    // Its failure is met when its turn comes, or never, when an earlier one failed.
    one.result.then(done, done);
    underWay.push(one);
  };
  while (next < chunks || underWay.length > 0) {
    while (mayGive()) give();
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
