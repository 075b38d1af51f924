/**
 * Boosting on threads of its own: the calling thread stays free, hears how far it is, and can call it off.
 */
import { runAside, sharedMatrix, stopWord, type AsideRun } from '../aside.ts';
import { allRows, checkFinite, checkTrainingData } from '../check.ts';
import { checkWeights, type WeighedRows } from '../weights.ts';
import type { BoostingTask } from './aside-worker.ts';
import type { BoostedTrees } from './fit.ts';
import type { BoostingOptions } from './options.ts';

/**
 * `fitBoosting` with the stream of `seededRng(seed)`, on other threads. Columns that are not in shared memory are copied
 * there.
 *
 * @throws what `fitBoosting` throws; JZ_RESOURCE when a thread fails, for want of memory for example
 */
export async function fitBoostingAside(
  { X, y, weights }: WeighedRows,
  options: BoostingOptions,
  seed: string | number,
  { threads, progress, signal }: AsideRun,
): Promise<BoostedTrees> {
  checkTrainingData(X, y);
  if (weights) checkWeights(weights, X.nRows);
  checkFinite(X, allRows(X.nRows));
  signal?.throwIfAborted();
  const task: BoostingTask = { X: sharedMatrix(X), y, weights, options, seed, threads };
  const file = import.meta.url.endsWith('.ts') ? './aside-worker.ts' : './aside-worker.js';
  return runAside(
    new URL(file, import.meta.url),
    { task, stop: stopWord() },
    (round) => progress?.('gbdt', round, options.rounds),
    signal,
  );
}
