/**
 * Fits a table model on all rows.
 */
import type { Stack } from '../../models/stack/model.ts';
import { silent, type Progress } from '../../src/core/progress.ts';
import { allRows } from '../../models/check.ts';
import { candidatesFor, type ModelChoice } from '../auto/candidates.ts';
import { fitAuto, taskCount } from '../auto/fit-auto.ts';
import { startRunner } from '../auto/runner.ts';
import type { TrainingData } from '../auto/task.ts';

/** How to fit. */
export interface TableFit {
  readonly choice: ModelChoice;
  readonly seed: string;
  readonly threads?: number | undefined;
  readonly progress?: Progress;
}

/** Fits and blends on every row. The result does not depend on the number of threads. */
export async function fitTable(
  data: TrainingData,
  { choice, seed, threads, progress = silent }: TableFit,
): Promise<Stack> {
  const candidates = candidatesFor(choice);
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
