/**
 * Threads that measure a label's parts: millions of rows are ranked and resampled on every core.
 */
import { defaultThreads, startWorkerPool } from '../../src/io/worker-pool.ts';
import { measurePart, type MeasuredPart, type MeasurePart } from './measure-part.ts';

/** Measures parts; what comes of one does not depend on who did it. */
export interface MeasureCrew {
  measure(part: MeasurePart): Promise<MeasuredPart>;
  close(): Promise<void>;
}

/** Fewer rows are measured sooner than threads start. */
const WORTH_THREADS = 200_000;

/** Starts the threads; of few rows the caller's own thread is the crew. */
export function startMeasureCrew(rows: number, threads = defaultThreads()): MeasureCrew {
  if (rows < WORTH_THREADS || threads < 2)
    return { measure: (part) => Promise.resolve(measurePart(part)), close: () => Promise.resolve() };
  const file = import.meta.url.endsWith('.ts') ? './measure-worker.ts' : './measure-worker.js';
  const pool = startWorkerPool<MeasurePart, MeasuredPart>(new URL(file, import.meta.url), null, threads);
  return { measure: (part) => pool.run(part), close: () => pool.close() };
}
