/**
 * Threads that run compiled rules: households are dealt out in slices to whichever thread is free, and every slice has
 * its own place in the results, so that their number changes nothing.
 */
import { JzError } from '../../../core/errors/index.ts';
import { defaultThreads, startWorkerPool } from '../../../io/worker-pool.ts';
import type { Arena } from '../../facts/arena.ts';
import type { BlockData } from '../blocks.ts';
import type { PlainError, SliceTask } from './worker.ts';
import type { BlockProgram } from '../wasm/program.ts';

/** A run for all threads together. */
export interface PoolWork {
  readonly data: BlockData;
  readonly arena: Arena;
  readonly nHouseholds: number;
}

/** A pool of threads; one serves any number of programs and runs. */
export interface PolicyPool {
  readonly threads: number;
  /** Runs all households of a packed population; the results' arrays must lie in shared memory. */
  run(program: BlockProgram, work: PoolWork): Promise<void>;
  /** Ends the threads. */
  close(): Promise<void>;
}

/** Starts the threads; keep the pool as long as there is work, and close it. */
export function startPolicyPool(threads = defaultThreads()): PolicyPool {
  const url = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url);
  const pool = startWorkerPool<SliceTask, null>(url, null, threads);
  return {
    threads,
    run: async (program, { data, arena, nHouseholds }) => {
      const next = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
      const leases = Array.from({ length: threads }, () => arena.lease(program.bytes));
      const { memory } = arena;
      const done = await Promise.allSettled(
        leases.map(({ at: base }) => pool.run({ program, memory, base, data, nHouseholds, next })),
      );
      for (const lease of leases) arena.release(lease);
      const failed = done.find((result) => result.status === 'rejected');
      if (failed) throw named(failed.reason);
    },
    close: () => pool.close(),
  };
}

function named(error: unknown): unknown {
  return isPlain(error) ? new JzError(error.code, error.details) : error;
}

function isPlain(error: unknown): error is PlainError {
  return !(error instanceof Error) && typeof error === 'object' && error !== null && 'code' in error;
}
