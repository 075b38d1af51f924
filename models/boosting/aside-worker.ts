/**
 * The thread that boosts for `aside.ts`: it may block while its helpers work.
 */
import { workerData } from 'node:worker_threads';
import type { Matrix } from '../../src/core/matrix.ts';
import { seededRng } from '../../src/core/rng.ts';
import type { AsideTask } from '../aside.ts';
import { serveAside } from '../aside-serve.ts';
import { allRows } from '../check.ts';
import { binMatrix } from '../tree/bins.ts';
import { boost } from './fit.ts';
import type { BoostingOptions } from './options.ts';

/** What the thread is given. */
export interface BoostingTask {
  readonly X: Matrix;
  readonly y: Uint8Array;
  readonly options: BoostingOptions;
  readonly seed: string | number;
  readonly threads: number;
}

const given = workerData as AsideTask<BoostingTask>; // `aside.ts` gives it

serveAside(given, ({ X, y, options, seed, threads }, goesOn) => {
  const train = allRows(X.nRows);
  const data = binMatrix(X, options.maxBins, train, 'fastest', options.categorical);
  const task = { data, names: X.names, y, train, watch: new Int32Array(0) };
  return boost(task, options, seededRng(seed), { threads, goesOn }).model;
});
