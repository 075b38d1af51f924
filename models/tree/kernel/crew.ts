/**
 * Threads that help with the loops. They share the matrix's memory and only ever run the loops' WebAssembly, so a result
 * does not depend on how many they are: sums are exact, and every feature is one thread's.
 */
import { Worker } from 'node:worker_threads';
import { JzError } from '../../../src/core/errors/index.ts';
import { CONTROL_AT } from './arena.ts';
import { CONTROL_BYTES, field } from './layout.ts';

/** Shares tasks among threads. */
export interface Crew {
  /** Threads in all, the calling one too. */
  readonly threads: number;
  /** Sets the helpers on what the control block says, works itself, and comes back when all are done. */
  share(work: () => void): void;
  /** Sends the helpers home. */
  dismiss(): void;
}

/** Nobody helps. */
export const alone: Crew = {
  threads: 1,
  share: (work) => {
    work();
  },
  dismiss: () => undefined,
};

const HELPER = `
const { workerData } = require('node:worker_threads');
const { module, memory, control, signedIn, left, tile } = workerData;
const words = new Int32Array(memory.buffer, control);
const { serve } = new WebAssembly.Instance(module, { m: { m: memory } }).exports;
const turn = 0;
Atomics.add(words, signedIn, 1);
serve(control, turn, tile);
Atomics.add(words, left, 1);
Atomics.notify(words, left);
`;

/** A helper is plain code: it needs nothing of what this process loads before its own. */
const helping = { eval: true, execArgv: [] };

/** Looks at a word before this thread goes to sleep. */
const LOOKS = 2000;
/** A helper that is not there by then never comes. */
const PATIENCE_MS = 60_000;

/**
 * Starts helpers on a memory. Until all have signed in, work is done alone.
 *
 * @param tiles room for each helper's tile, by address
 */
export function enlist(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  tiles: readonly number[],
): Crew {
  const helpers = tiles.length;
  if (helpers < 1) return alone;
  const words = new Int32Array(memory.buffer, CONTROL_AT, CONTROL_BYTES / 4);
  for (const at of [field.turn, field.isOver, field.working, field.signedIn, field.left])
    Atomics.store(words, at / 4, 0);
  const workerData = {
    ...{ module, memory, control: CONTROL_AT },
    ...{ signedIn: field.signedIn / 4, left: field.left / 4 },
  };
  for (const tile of tiles) new Worker(HELPER, { ...helping, workerData: { ...workerData, tile } }).unref();
  const nextTurn = (): void => {
    Atomics.add(words, field.turn / 4, 1);
    Atomics.notify(words, field.turn / 4);
  };
  return {
    threads: helpers + 1,
    share: (work) => {
      if (Atomics.load(words, field.signedIn / 4) < helpers) {
        work();
        return;
      }
      Atomics.store(words, field.working / 4, helpers);
      nextTurn();
      work();
      waitUntil(words, field.working / 4, 0);
    },
    dismiss: () => {
      Atomics.store(words, field.isOver / 4, 1);
      nextTurn();
      waitUntil(words, field.left / 4, helpers);
    },
  };
}

function waitUntil(words: Int32Array, at: number, wanted: number): void {
  for (let look = 0; look < LOOKS; look++) if (Atomics.load(words, at) === wanted) return;
  for (let held = Atomics.load(words, at); held !== wanted; held = Atomics.load(words, at)) {
    if (Atomics.wait(words, at, held, PATIENCE_MS) === 'timed-out')
      throw new JzError('JZ_RESOURCE', { problem: 'a helping thread did not answer for a minute' });
  }
}
