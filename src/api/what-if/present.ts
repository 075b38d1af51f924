import type { Account } from '../roles.ts';
import type * as wire from '../types-analysis.ts';
import type { Job, JobProgress, JobState } from './job.ts';
import type { JobQueue } from './queue.ts';
import { tables } from './tables.ts';

const stateWords: Readonly<Record<JobState, string>> = {
  queued: '排队',
  running: '计算中',
  done: '已完成',
  failed: '失败',
  cancelled: '已取消',
  lost: '丢失（服务中断）',
};

const stepWords: Readonly<Record<JobProgress['step'], { readonly zh: string; readonly en: string }>> = {
  waiting: { zh: '等待', en: 'waiting' },
  reading: { zh: '读取家庭', en: 'reading the households' },
  rules: { zh: '按规则计算', en: 'running the rules' },
  writing: { zh: '写出报告', en: 'writing the report' },
  finished: { zh: '结束', en: 'ended' },
};

/** A job as an account sees it. */
export function wireJob(job: Job, queue: JobQueue, account: Account): wire.WhatIfJob {
  const self = `/v1/what-if/${job.id}`;
  const place = queue.waiting().findIndex(({ id }) => id === job.id);
  const hasFiles = job.state === 'done' && account.areas === null;
  return {
    ...{ id: job.id, state: job.state, state_zh: stateWords[job.state], title: job.scenario.title },
    ...{ submitted_by: job.by, submitted_at: job.submittedAt },
    ...{ started_at: job.startedAt, finished_at: job.finishedAt },
    queue_place: place < 0 ? null : place + 1,
    progress: { step: stepWords[job.progress.step], done: job.progress.done },
    problem: job.problem,
    scenario: job.scenario,
    links: {
      ...{ self, events: `${self}/events`, report: hasFiles ? `${self}/report` : null },
      tables: hasFiles ? tables.map((name) => ({ name, href: `${self}/tables/${name}` })) : [],
    },
  };
}
