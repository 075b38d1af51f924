/**
 * Cross-validation of a table on its own folds: each fold is predicted by a model of the others.
 */
import { predictStack } from '../../models/stack/model.ts';
import { takeRows } from '../../src/core/matrix.ts';
import { silent, type Progress } from '../../src/core/progress.ts';
import { candidatesFor, type ModelChoice } from '../auto/candidates.ts';
import { fitAuto, taskCount } from '../auto/fit-auto.ts';
import { startRunner } from '../auto/runner.ts';
import type { TrainingData } from '../auto/task.ts';

/** What to cross-validate. */
export interface CrossValidation {
  readonly data: TrainingData;
  /** Rows of each fold. */
  readonly folds: ReadonlyMap<string, Int32Array>;
  readonly choice: ModelChoice;
  readonly seed: string;
  readonly threads?: number | undefined;
  readonly progress?: Progress;
}

/** Out-of-fold probabilities, `[nRows]`. The result does not depend on the number of threads. */
export async function crossValidate({
  data,
  folds,
  choice,
  seed,
  threads,
  progress = silent,
}: CrossValidation): Promise<Float64Array> {
  const p = new Float64Array(data.X.nRows).fill(Number.NaN);
  const candidates = candidatesFor(choice);
  const total = folds.size * taskCount(candidates);
  let done = 0;
  const onTask = (): void => progress('交叉验证 / cross-validation', ++done, total);
  const runner = startRunner(data, threads);
  try {
    await Promise.all(
      [...folds].map(async ([fold, test]) => {
        const held = new Set(test);
        const rows = Int32Array.from(data.y.keys()).filter((row) => !held.has(row));
        const model = await fitAuto({ data, rows, candidates, seed: `${seed}/fold ${fold}`, onTask }, runner);
        for (const [i, value] of predictStack(model, takeRows(data.X, test)).entries()) p[test[i]!] = value;
      }),
    );
  } finally {
    await runner.close();
  }
  return p;
}
