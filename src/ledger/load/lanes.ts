/**
 * Jobs done side by side, each lane with a session of its own.
 */
import type { DuckDb } from '../../io/duckdb.ts';

/** What is done with a job, and who is told. */
export interface LaneWork<J> {
  readonly run: (session: DuckDb, job: J) => Promise<void>;
  readonly started: (job: J) => void;
  readonly failed: (job: J, error: unknown) => void;
}

/** Takes the jobs in order, as many at once as there are lanes; the first failing job in order is what is thrown. */
export async function inLanes<J>(
  db: DuckDb,
  lanes: number,
  jobs: readonly J[],
  work: LaneWork<J>,
): Promise<void> {
  let next = 0;
  const failures: { at: number; error: unknown }[] = [];
  const lane = async (): Promise<void> => {
    const session = await db.session();
    try {
      while (next < jobs.length && failures.length === 0) {
        const at = next++;
        const job = jobs[at];
        if (job === undefined) return;
        work.started(job);
        await work.run(session, job).catch((error: unknown) => {
          failures.push({ at, error });
          work.failed(job, error);
        });
      }
    } finally {
      session.close();
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, jobs.length) }, lane));
  const [first] = failures.sort((a, b) => a.at - b.at);
  if (first) throw first.error;
}

/** A promise that is kept from outside; nobody has to wait for it. */
export interface OpenPromise<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: unknown) => void;
}

/** One that nobody kept yet. */
export function openPromise<T>(): OpenPromise<T> {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}
