/**
 * Fits and blends candidates on every row of some data, on threads, telling how far it is.
 */
import { allRows } from '../../models/check.ts';
import type { Stack } from '../../models/stack/model.ts';
import type { Progress } from '../../src/core/progress.ts';
import type { Candidate } from './candidates.ts';
import { fitAuto, taskCount } from './fit-auto.ts';
import { startRunner } from './runner.ts';
import type { TrainingData } from './task.ts';

/** How to fit. */
export interface AllRowsFit {
  readonly candidates: readonly Candidate[];
  readonly seed: string;
  readonly threads?: number | undefined;
  readonly progress: Progress;
}

/** The blend; it does not depend on the number of threads. Threads are closed however it ends. */
export async function fitAllRows(
  data: TrainingData,
  { candidates, seed, threads, progress }: AllRowsFit,
): Promise<Stack> {
  const total = taskCount(candidates);
  let done = 0;
  const onTask = (): void => progress('训练 / training', ++done, total);
  const runner = startRunner(data, threads);
  try {
    return await fitAuto({ data, rows: allRows(data.X.nRows), candidates, seed, onTask }, runner);
  } finally {
    await runner.close();
  }
}
