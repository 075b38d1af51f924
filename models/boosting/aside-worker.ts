/**
 * The thread that boosts for `aside.ts`: it may block while its helpers work.
 */
import { workerData } from 'node:worker_threads';
import { seededRng } from '../../src/core/rng.ts';
import type { AsideTask } from '../aside.ts';
import { serveAside } from '../aside-serve.ts';
import type { WeighedRows } from '../weights.ts';
import { boost, boostTask } from './fit.ts';
import type { BoostingOptions } from './options.ts';

/** What the thread is given. */
export interface BoostingTask extends WeighedRows {
  readonly options: BoostingOptions;
  readonly seed: string | number;
  readonly threads: number;
}

const given = workerData as AsideTask<BoostingTask>; // `aside.ts` gives it

serveAside(
  given,
  ({ options, seed, threads, ...rows }, goesOn) =>
    boost(boostTask(rows, options), options, seededRng(seed), { threads, goesOn }).model,
);
