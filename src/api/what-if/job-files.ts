/**
 * Jobs on disk: `whatif-jobs/ID/job.json`, and once done `result.json` and `result/` beside it.
 */
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '../../io/files.ts';
import { whatIfResult } from '../schemas/what-if.ts';
import type { WhatIfResult } from '../types-analysis.ts';
import { storedJob, type StoredJob } from './job.ts';

/** A job's folder. */
export function jobFolder(root: string, id: string): string {
  return join(root, id);
}

/** Folder of the published report and tables. */
export function resultFolder(root: string, id: string): string {
  return join(jobFolder(root, id), 'result');
}

/** Writes a job; it is on disk when this returns. */
export async function writeJob(root: string, job: StoredJob): Promise<void> {
  await mkdir(jobFolder(root, job.id), { recursive: true });
  const { format, id, state, scenario, by, submittedAt, startedAt, finishedAt, attempts, problem } = job;
  const kept = { format, id, state, scenario, by, submittedAt, startedAt, finishedAt, attempts, problem };
  await writeAtomically(join(jobFolder(root, id), 'job.json'), `${JSON.stringify(kept, null, 2)}\n`);
}

/** Every readable job, in the order they were submitted; folders of anything else are left alone. */
export async function readJobs(root: string): Promise<StoredJob[]> {
  const names = await readdir(root).catch(() => []);
  const jobs: StoredJob[] = [];
  for (const name of names) {
    const parsed = storedJob.safeParse(await jsonOf(join(root, name, 'job.json')));
    if (parsed.success && parsed.data.id === name) jobs.push(parsed.data);
  }
  return jobs.sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

/** A done job's result; `null` when it is not there whole. */
export async function readResult(root: string, id: string): Promise<WhatIfResult | null> {
  const parsed = whatIfResult.safeParse(await jsonOf(join(jobFolder(root, id), 'result.json')));
  return parsed.success ? parsed.data : null;
}

/** Writes a job's result beside it. */
export async function writeResult(root: string, id: string, result: WhatIfResult): Promise<void> {
  await writeAtomically(join(jobFolder(root, id), 'result.json'), `${JSON.stringify(result)}\n`);
}

/** Deletes a job with its result. */
export async function removeJob(root: string, id: string): Promise<void> {
  await rm(jobFolder(root, id), { recursive: true, force: true });
}

function order({ submittedAt, id }: StoredJob): string {
  return `${submittedAt} ${id}`;
}

async function jsonOf(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return null;
  }
}
