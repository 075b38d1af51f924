/**
 * What a generating thread does: simulate a chunk and write its rows, or turn text into a workbook.
 */
import { JzError } from '../core/errors/index.ts';
import { tallyChunk, type Tally } from './calibration/tally.ts';
import {
  openChunkWriter,
  type ChunkFiles,
  type ChunkWriter,
  type FileSettings,
} from './files/write-chunk.ts';
import type { SheetTask } from './files/finishing.ts';
import { csvRows, writeXlsx } from './files/xlsx.ts';
import { openCounty, type CountyPlan } from './world/county-plan.ts';
import { simulateChunk } from './world/simulate-chunk.ts';

/** Given to every thread once. */
export type ThreadSettings = FileSettings;

/** One piece of work. */
export type CountyTask =
  { readonly kind: 'chunk'; readonly chunk: number } | { readonly kind: 'sheet'; readonly sheet: SheetTask };

/** What comes of a chunk: its rows, and what the calibration counts of it. */
export interface ChunkResult {
  readonly files: ChunkFiles;
  readonly tally: Tally;
}

/** A task's answer; nothing for a workbook. */
export type TaskResult = ChunkResult | null;

/** A named error on its way between threads: a message keeps of an error only its text. */
export type PlainError = Pick<JzError, 'code' | 'details'>;

/** Whether a thread answered with a named error. */
export function isPlainError(error: unknown): error is PlainError {
  return !(error instanceof Error) && typeof error === 'object' && error !== null && 'code' in error;
}

/** An error as it travels; a full disk is named here, as its code would be lost. */
export function travelling(error: unknown): unknown {
  if (error instanceof JzError) return { code: error.code, details: error.details } satisfies PlainError;
  if (!(error instanceof Error) || !('code' in error) || !EXHAUSTED.has(String(error.code))) return error;
  return { code: 'JZ_RESOURCE', details: { problem: error.message } } satisfies PlainError;
}

const EXHAUSTED = new Set(['ENOSPC', 'EDQUOT', 'EMFILE', 'ENOMEM']);

/** Does pieces of work of one county; law, lists and shares are loaded with the first chunk. */
export function taskRunner(settings: ThreadSettings): (task: CountyTask) => Promise<TaskResult> {
  let opened: ReturnType<typeof open> | undefined;
  return async (task) => {
    if (task.kind === 'sheet') {
      const { source, target, columns, numeric, from, count } = task.sheet;
      await writeXlsx(target, { columns, numeric, rows: csvRows(source, from, count) });
      return null;
    }
    const { plan, writer } = await (opened ??= open(settings));
    const history = simulateChunk(plan, task.chunk);
    return { files: writer.write(history), tally: tallyChunk(plan, history) };
  };
}

async function open(
  settings: ThreadSettings,
): Promise<{ readonly plan: CountyPlan; readonly writer: ChunkWriter }> {
  const [plan, writer] = await Promise.all([openCounty(settings), openChunkWriter(settings)]);
  return { plan, writer };
}
