/**
 * A forest on threads of its own, some trees each: the calling thread stays free, hears how far it is, and can call it
 * off.
 */
import { runAside, sharedMatrix, stopWord, type AsideRun } from '../aside.ts';
import { allRows, checkFinite, checkTrainingData } from '../check.ts';
import { checkWeights, type WeighedRows } from '../weights.ts';
import type { ForestPartTask } from './aside-worker.ts';
import { joinParts, type ForestOptions, type ForestPart, type OutOfBagFit } from './fit.ts';

/**
 * `fitForest` with the stream of `seededRng(seed)`, on other threads, with out-of-bag predictions. Columns that are not in
 * shared memory are copied there; every thread bins them for itself.
 *
 * @throws what `fitForest` throws; JZ_RESOURCE when a thread fails, for want of memory for example
 */
export async function fitForestAside(
  { X, y, weights }: WeighedRows,
  options: ForestOptions,
  seed: string | number,
  { threads, progress, signal }: AsideRun,
): Promise<OutOfBagFit> {
  checkTrainingData(X, y);
  if (weights) checkWeights(weights, X.nRows);
  checkFinite(X, allRows(X.nRows));
  signal?.throwIfAborted();
  const stop = stopWord();
  const shared = { X: sharedMatrix(X), y, weights, options, seed };
  const parts = Math.max(1, Math.min(threads, options.trees));
  const edge = (part: number): number => Math.round((part * options.trees) / parts);
  const file = import.meta.url.endsWith('.ts') ? './aside-worker.ts' : './aside-worker.js';
  const grown = new Int32Array(parts);
  const hear = (part: number, count: number): void => {
    grown[part] = count;
    progress?.(
      'forest',
      grown.reduce((sum, trees) => sum + trees, 0),
      options.trees,
    );
  };
  try {
    const all = Array.from({ length: parts }, (_, part) => {
      const task: ForestPartTask = { ...shared, from: edge(part), to: edge(part + 1) };
      const url = new URL(file, import.meta.url);
      return runAside<ForestPart>(url, { task, stop }, (count) => hear(part, count), signal);
    });
    return joinParts(await Promise.all(all), X.names);
  } catch (thrown) {
    Atomics.store(stop, 0, 1); // the other threads need not end their trees
    throw thrown;
  }
}
