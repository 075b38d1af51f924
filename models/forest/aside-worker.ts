/**
 * A thread that grows some trees for `aside.ts`.
 */
import { workerData } from 'node:worker_threads';
import { seededRng } from '../../src/core/rng.ts';
import type { AsideTask } from '../aside.ts';
import { serveAside } from '../aside-serve.ts';
import type { WeighedRows } from '../weights.ts';
import { forestTask, growPart, type ForestOptions } from './fit.ts';

/** What the thread is given: the forest, and the numbers of its own trees. */
export interface ForestPartTask extends WeighedRows {
  readonly options: ForestOptions;
  readonly seed: string | number;
  readonly from: number;
  readonly to: number;
}

const given = workerData as AsideTask<ForestPartTask>; // `aside.ts` gives it

serveAside(given, ({ options, seed, from, to, ...rows }, goesOn) =>
  growPart(forestTask(rows, options), options, seededRng(seed), { from, to, goesOn }),
);
