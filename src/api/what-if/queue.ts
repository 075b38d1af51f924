/**
 * What-if jobs in their order: one runs, some wait, the rest are refused. Every job is on disk before it is acknowledged;
 * after a restart those that waited wait again, and one that ran is begun once more or told as lost.
 */
import { describe, JzError } from '../../core/errors/index.ts';
import type { Scenario } from '../../whatif/scenario.ts';
import { Changes } from './changes.ts';
import { readJobs, removeJob, writeJob } from './job-files.ts';
import { finished, type Job, type JobProgress, type StoredJob } from './job.ts';
import type { Runner } from './runner.ts';

/** Most jobs that may wait. */
export const places = 8;
/** Finished jobs that are kept; older ones go. */
const kept = 100;
/** A job is begun so often at most. */
const mostAttempts = 2;
/** Smaller counts of households are not told. */
const smallestCell = 10;
/** What a refused client is told to wait before the first job was timed. */
const usualSeconds = 15;

/** What the queue stands on. */
export interface QueueOptions {
  readonly dataDirectory: string;
  /** Folder of the jobs. */
  readonly root: string;
  readonly runner: Runner;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** A queue of what-if jobs. */
export class JobQueue {
  private readonly options: QueueOptions;
  private readonly jobs = new Map<string, Job>();
  private readonly changes = new Changes();
  private lastWrite: Promise<unknown> = Promise.resolve();
  private running: string | null = null;
  private isClosed = false;
  private lastSeconds = usualSeconds;

  constructor(options: QueueOptions) {
    this.options = options;
  }

  /** Reads what an earlier service left behind and goes on with it. */
  async open(): Promise<void> {
    const { root } = this.options;
    for (const job of await readJobs(root)) {
      const again = resumed(job, this.moment());
      if (again !== job) await writeJob(root, again);
      this.jobs.set(job.id, { ...again, version: 1, progress: progressOf(again) });
    }
    this.advance();
  }

  /** Takes a job; it is on disk when this returns. @throws JZ_WHATIF_QUEUE_FULL */
  async submit(scenario: Scenario, by: string): Promise<Job> {
    const waiting = this.waiting().length;
    if (waiting >= places) throw new JzError('JZ_WHATIF_QUEUE_FULL', { waiting, seconds: this.lastSeconds });
    const { root, newId } = this.options;
    const job: Job = {
      ...{ format: 1, id: newId(), state: 'queued', scenario, by, attempts: 0, problem: null },
      ...{ submittedAt: this.moment(), startedAt: null, finishedAt: null },
      ...{ version: 1, progress: progressOf({ state: 'queued' }) },
    };
    this.jobs.set(job.id, job);
    await this.inOrder(() => writeJob(root, job));
    this.advance();
    return this.find(job.id);
  }

  /** Ends a job that waits or runs; one that ended stays as it is. @throws JZ_WHATIF_JOB */
  async cancel(id: string): Promise<Job> {
    const job = this.find(id);
    if (finished.has(job.state)) return job;
    const after = await this.end(id, { state: 'cancelled', problem: null });
    if (this.running === id) this.options.runner.stop();
    return after;
  }

  /** @throws JZ_WHATIF_JOB */
  find(id: string): Job {
    const job = this.jobs.get(id);
    if (!job) throw new JzError('JZ_WHATIF_JOB', { job: id, part: 'job' });
    return job;
  }

  /** The newest first. */
  list(): readonly Job[] {
    return [...this.jobs.values()].reverse();
  }

  /** Those that wait, the next one first. */
  waiting(): readonly Job[] {
    return [...this.jobs.values()].filter(({ state }) => state === 'queued');
  }

  /** The job now and at every change until it ends; `null` now and then in between, as a sign of life. */
  async *watch(id: string, signal: AbortSignal): AsyncGenerator<Job | null> {
    let seen = 0;
    while (!signal.aborted && !this.isClosed) {
      const job = this.jobs.get(id);
      if (!job) return;
      if (job.version === seen) {
        if (await this.changes.isQuiet(id, signal)) yield null;
        continue;
      }
      seen = job.version;
      yield job;
      if (finished.has(job.state)) return;
    }
  }

  /** Ends the running job with the service; it is begun again with the next. */
  close(): void {
    this.isClosed = true;
    this.options.runner.stop();
    this.changes.tellAll();
  }

  private moment(): string {
    return this.options.now().toISOString();
  }

  private change(id: string, more: Partial<Job>): Job {
    const before = this.find(id);
    const after = { ...before, ...more, version: before.version + 1 };
    this.jobs.set(id, after);
    this.changes.tell(id);
    return after;
  }

  /** One write after the other, so that the last state told is the one on disk. */
  private inOrder<T>(work: () => Promise<T>): Promise<T> {
    const own = this.lastWrite.then(work);
    this.lastWrite = own.catch(() => undefined);
    return own;
  }

  /** On disk before anybody is told; one that ended stays as it is. */
  private end(id: string, more: Pick<StoredJob, 'state' | 'problem'>): Promise<Job> {
    return this.inOrder(async () => {
      const job = this.find(id);
      if (finished.has(job.state)) return job;
      const finishedAt = this.moment();
      const done = more.state === 'done' ? 1 : job.progress.done;
      await writeJob(this.options.root, { ...job, ...more, finishedAt });
      return this.change(id, { ...more, finishedAt, progress: { step: 'finished', done } });
    });
  }

  /** Whether it was still waiting. */
  private begin({ id, attempts }: Job): Promise<boolean> {
    return this.inOrder(async () => {
      if (this.find(id).state !== 'queued') return false;
      const begun = { state: 'running' as const, startedAt: this.moment(), attempts: attempts + 1 };
      await writeJob(this.options.root, this.change(id, begun));
      return true;
    });
  }

  /** Begins the next job when none runs. */
  private advance(): void {
    const [job] = this.waiting();
    if (this.running !== null || this.isClosed || !job) return;
    this.running = job.id;
    void this.runOne(job)
      .catch((error: unknown) => {
        this.change(job.id, { state: 'failed', problem: brokenBy(error), finishedAt: this.moment() });
      })
      .finally(() => {
        this.running = null;
        this.advance();
      });
  }

  private async runOne(job: Job): Promise<void> {
    if (!(await this.begin(job))) return;
    const { id, scenario } = job;
    const { root, dataDirectory, runner } = this.options;
    const started = performance.now();
    const request = { job: id, scenario, dataDirectory, root, smallestCell };
    const isRunning = (): boolean => this.jobs.get(id)?.state === 'running';
    const outcome = await runner.run(request, (progress) => {
      if (isRunning()) this.change(id, { progress });
    });
    this.lastSeconds = Math.max(1, Math.ceil((performance.now() - started) / 1000));
    if (this.isClosed || !isRunning()) return;
    if (outcome.kind === 'done') await this.end(id, { state: 'done', problem: null });
    else await this.end(id, { state: 'failed', problem: outcome.problem });
    await this.forgetOld();
  }

  private async forgetOld(): Promise<void> {
    const old = [...this.jobs.values()].filter(({ state }) => finished.has(state)).slice(0, -kept);
    for (const { id } of old) {
      this.jobs.delete(id);
      await removeJob(this.options.root, id);
    }
  }
}

/** What becomes of a job that an earlier service left behind. */
function resumed(job: StoredJob, at: string): StoredJob {
  if (job.state !== 'running') return job;
  return job.attempts < mostAttempts
    ? { ...job, state: 'queued', startedAt: null }
    : { ...job, state: 'lost', finishedAt: at };
}

function progressOf({ state }: Pick<StoredJob, 'state'>): JobProgress {
  if (!finished.has(state)) return { step: 'waiting', done: 0 };
  return { step: 'finished', done: state === 'done' ? 1 : 0 };
}

function brokenBy(error: unknown): StoredJob['problem'] {
  const problem = error instanceof Error ? error.name : 'job';
  const { code, details } = error instanceof JzError ? error : new JzError('JZ_INTERNAL', { problem });
  return { code, detail: describe(code, details, 'en'), detail_zh: describe(code, details, 'zh') };
}
