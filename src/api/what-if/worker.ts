/**
 * The process that runs what-ifs, one at a time, so that the service stays quick and a scenario too large ends itself
 * alone. It keeps the households it read, and goes when the service does.
 */
import { describe, JzError } from '../../core/errors/index.ts';
import type { Progress } from '../../core/progress.ts';
import { withoutSmallCells } from '../../whatif/disclosure.ts';
import { grainOf, rounded } from '../../whatif/rounding.ts';
import { publishWhatif, reformOf, tryScenario } from '../../whatif/run.ts';
import { resultFolder, writeResult } from './job-files.ts';
import { runMessage, type ReplyMessage, type RunMessage } from './messages.ts';
import { resultOf } from './result.ts';
import { worldOf, type ListedWorld } from './world.ts';

/** Share of a job before and after the rules run. */
const READING = 0.05;
const WRITING = 0.9;

let world: ListedWorld | null = null;

process.on('disconnect', () => process.exit(0));
process.on('message', (message: unknown) => {
  const request = runMessage.parse(message);
  void run(request)
    .then((): ReplyMessage => ({ kind: 'done', job: request.job }))
    .catch((error: unknown): ReplyMessage => ({
      kind: 'failed',
      job: request.job,
      problem: problemOf(error),
    }))
    .then(tell);
});

function tell(reply: ReplyMessage): void {
  process.send?.(reply);
}

async function run({ job, scenario, dataDirectory, root, smallestCell }: RunMessage): Promise<void> {
  const say = (step: 'reading' | 'rules' | 'writing', done: number): void =>
    tell({ kind: 'progress', job, step, done });
  say('reading', READING);
  world = await worldOf(dataDirectory, world);
  const reform = reformOf(world.policy, scenario, 'scenario');
  const progress: Progress = (_, done, total) => say('rules', READING + (WRITING - READING) * (done / total));
  progress('rules', 0, 1);
  const full = await tryScenario(world, scenario, reform, progress);
  say('writing', WRITING);
  const told = rounded(withoutSmallCells(full.comparison, smallestCell), grainOf(smallestCell));
  const report = { ...full, comparison: told };
  const { id } = await publishWhatif(resultFolder(root, job), report);
  await writeResult(root, job, resultOf(world, report, { reform, manifest: id, smallestCell }));
}

function problemOf(error: unknown): { code: string; detail: string; detail_zh: string } {
  const known = error instanceof JzError ? error : new JzError('JZ_INTERNAL', { problem: nameOf(error) });
  const { code, details } = known;
  return { code, detail: describe(code, details, 'en'), detail_zh: describe(code, details, 'zh') };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? `${error.name} in the what-if process` : 'the what-if process';
}
