/**
 * Fits a table model on all rows.
 */
import type { Stack } from '../../models/stack/model.ts';
import { silent, type Progress } from '../../src/core/progress.ts';
import { candidatesFor, type ModelChoice } from '../auto/candidates.ts';
import { fitAllRows } from '../auto/fit-all-rows.ts';
import type { TrainingData } from '../auto/task.ts';

/** How to fit. */
export interface TableFit {
  readonly choice: ModelChoice;
  readonly seed: string;
  readonly threads?: number | undefined;
  readonly progress?: Progress;
}

/** Fits and blends on every row. The result does not depend on the number of threads. */
export function fitTable(
  data: TrainingData,
  { choice, seed, threads, progress = silent }: TableFit,
): Promise<Stack> {
  return fitAllRows(data, { candidates: candidatesFor(choice), seed, threads, progress });
}
