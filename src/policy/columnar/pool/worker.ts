/** A thread of the pool: takes slices of households until none is left. */
import { parentPort } from 'node:worker_threads';
import { JzError } from '../../../core/errors/index.ts';
import type { WorkerReply } from '../../../io/worker-pool.ts';
import { runnerAt, startProgram, type BlockData } from '../blocks.ts';
import type { BlockProgram } from '../wasm/program.ts';

/** Households a thread takes at once. */
const SLICE = 8_192;

/** One run, as every thread of the pool gets it. */
export interface SliceTask {
  readonly program: BlockProgram;
  readonly memory: WebAssembly.Memory;
  /** Where this thread may work. */
  readonly base: number;
  readonly data: BlockData;
  readonly nHouseholds: number;
  /** The next slice, counted up by whoever takes it. */
  readonly next: Int32Array;
}

/** A named error on its way between threads: a message keeps of an error only its text. */
export type PlainError = Pick<JzError, 'code' | 'details'>;

parentPort?.on('message', (task: SliceTask) => {
  parentPort?.postMessage(reply(task));
});

function reply(task: SliceTask): WorkerReply<null> {
  try {
    runSlices(task);
    return { ok: null };
  } catch (error) {
    return { error: error instanceof JzError ? { code: error.code, details: error.details } : error };
  }
}

function runSlices({ program, memory, base, data, nHouseholds, next }: SliceTask): void {
  const started = startProgram(program, memory);
  const run = runnerAt(program, started, { memory, base });
  for (;;) {
    const first = Atomics.add(next, 0, 1) * SLICE;
    if (first >= nHouseholds) return;
    run(data, first, Math.min(first + SLICE, nHouseholds));
  }
}
