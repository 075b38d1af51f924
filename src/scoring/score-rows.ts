/**
 * Scores many rows block by block, on several threads when there are enough: the same numbers for any number of them.
 */
import { takeRows, type Matrix } from '../core/matrix.ts';
import type { Progress } from '../core/progress.ts';
import { startWorkerPool } from '../io/worker-pool.ts';
import { horizonMonths } from './horizons.ts';
import type { HouseholdModel } from './household-bundle.ts';
import { emptyBlock, putBlock, scoreBlock, type ScoreBlock } from './score-block.ts';
import type { ScoreTask } from './score-worker.ts';

/** What to score. */
export interface RowsRequest {
  readonly model: HouseholdModel;
  readonly matrix: Matrix;
  /** Rows of the matrix that are scored, in the order of the answer. */
  readonly rows: readonly number[];
  readonly topReasons: number;
  /** Most threads. */
  readonly threads: number;
  /** Fewer rows do not pay for the start of a thread: measured by `npm run bench -- score-rows`. */
  readonly rowsAThread?: number;
  readonly progress: Progress;
}

const BLOCK = 1024;
const ROWS_A_THREAD = 60 * BLOCK;

/** Scores the rows. */
export async function scoreRows(request: RowsRequest): Promise<ScoreBlock> {
  const { model, rows, topReasons, rowsAThread = ROWS_A_THREAD } = request;
  const kept = Math.min(topReasons, model.stack.features.length);
  const whole = emptyBlock(rows.length, kept, horizonMonths(model));
  const threads = Math.min(request.threads, Math.floor(rows.length / rowsAThread));
  if (threads < 2) {
    await eachBlock(request, 1, whole, (task) => Promise.resolve(scoreBlock(model, task.X, task.topReasons)));
    return whole;
  }
  const file = import.meta.url.endsWith('.ts') ? './score-worker.ts' : './score-worker.js';
  const pool = startWorkerPool<ScoreTask, ScoreBlock>(new URL(file, import.meta.url), model, threads);
  try {
    await eachBlock(request, threads, whole, (task) => pool.run(task));
  } finally {
    await pool.close();
  }
  return whole;
}

/** Hands out blocks, one at a time a lane, so that few copies of rows are about at once. */
async function eachBlock(
  { matrix, rows, topReasons, progress }: RowsRequest,
  lanes: number,
  whole: ScoreBlock,
  score: (task: ScoreTask) => Promise<ScoreBlock>,
): Promise<void> {
  let next = 0;
  let done = 0;
  const lane = async (): Promise<void> => {
    while (next < rows.length) {
      const start = next;
      next += BLOCK;
      const block = rows.slice(start, start + BLOCK);
      putBlock(whole, await score({ X: takeRows(matrix, block), topReasons }), start);
      progress('评分 / scoring', (done += block.length), rows.length);
      await new Promise(setImmediate);
    }
  };
  progress('评分 / scoring', 0, rows.length);
  await Promise.all(Array.from({ length: lanes }, lane));
}
