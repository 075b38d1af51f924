/**
 * Starts the process that runs what-ifs and talks with it; it is started when first needed and ended when long idle.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { JzError, describe } from '../../core/errors/index.ts';
import { processSource } from '../../core/thread-source.ts';
import type { JobProgress } from './job.ts';
import { replyMessage, type ReplyMessage, type RunMessage } from './messages.ts';

/** What became of a run. */
export type Outcome = Exclude<ReplyMessage, { kind: 'progress' }>;

/** Runs one what-if after the other. */
export interface Runner {
  /** Runs one; a process that ends meanwhile is a failure, never an exception. */
  run(request: RunMessage, progress: (progress: JobProgress) => void): Promise<Outcome>;
  /** Ends the process at once, whatever it does. */
  stop(): void;
}

/** An idle process holds the households of a county in memory for this long. */
const idleMs = 10 * 60_000;

/** A runner without a process yet. */
export function startRunner(): Runner {
  let child: ChildProcess | null = null;
  let idle: NodeJS.Timeout | undefined;
  const stop = (): void => {
    clearTimeout(idle);
    child?.kill('SIGKILL');
    child = null;
  };
  return {
    stop,
    run: async (request, progress) => {
      clearTimeout(idle);
      const own = (child ??= start());
      const outcome = await talk(own, request, progress);
      if (child === own && !own.connected) child = null;
      idle = setTimeout(stop, idleMs).unref();
      return outcome;
    },
  };
}

function start(): ChildProcess {
  const here = import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js';
  const { path, execArgv } = processSource(new URL(here, import.meta.url));
  const child = fork(path, [], { execArgv: [...execArgv], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  if (child.pid !== undefined) yieldTo(child.pid);
  return child;
}

/** The service answers first; a machine that does not allow it runs both alike. */
function yieldTo(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    return;
  }
}

function talk(
  child: ChildProcess,
  request: RunMessage,
  progress: (progress: JobProgress) => void,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const end = (outcome: Outcome): void => {
      child.off('message', hear).off('exit', died).off('error', broke);
      resolve(outcome);
    };
    const hear = (message: unknown): void => {
      const reply = replyMessage.parse(message);
      if (reply.job !== request.job) return;
      if (reply.kind === 'progress') progress({ step: reply.step, done: reply.done });
      else end(reply);
    };
    const fail = (problem: string): void =>
      end({ kind: 'failed', job: request.job, problem: ended(problem) });
    const died = (code: number | null, signal: string | null): void => fail(signal ?? `exit ${code}`);
    const broke = (error: Error): void => fail(error.name);
    child.on('message', hear).on('exit', died).on('error', broke);
    child.send(request, (error) => {
      if (error) fail(error.name);
    });
  });
}

function ended(problem: string): { code: string; detail: string; detail_zh: string } {
  const { code, details } = new JzError('JZ_WHATIF_WORKER', { problem });
  return { code, detail: describe(code, details, 'en'), detail_zh: describe(code, details, 'zh') };
}
