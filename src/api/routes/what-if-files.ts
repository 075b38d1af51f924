import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import { JzError } from '../../core/errors/index.ts';
import type { Account } from '../roles.ts';
import { jobParams, tableParams } from '../schemas/what-if.ts';
import { reportPolicy } from '../security.ts';
import type * as wire from '../types-analysis.ts';
import { resultFolder } from '../what-if/job-files.ts';
import type { Job } from '../what-if/job.ts';
import { wireJob } from '../what-if/present.ts';
import type { JobService } from '../what-if/service.ts';
import { tables } from '../what-if/tables.ts';
import { commonProblems, problems, type Api } from './route.ts';

const tags = ['what-if'];

/** `GET /v1/what-if/{id}/events | report | tables/{table}`. */
export function addWhatIfFileRoutes(app: Api, service: JobService): void {
  addEvents(app, service);
  addFiles(app, service);
}

function addEvents(app: Api, service: JobService): void {
  app.get(
    '/v1/what-if/:id/events',
    {
      config: { access: 'what_if_results' },
      schema: {
        operationId: 'watchWhatIf',
        summary: '推演进度（SSE） / a what-if as it goes on',
        description: 'An event `job` with the job at once and at every change; the stream ends with the job.',
        tags,
        params: jobParams,
        response: {
          200: {
            description: 'Server-sent events, each a WhatIfJob',
            content: { 'text/event-stream': { schema: z.string() } },
          },
          ...{ 400: problems[400], 404: problems[404] },
          ...commonProblems,
        },
      },
    },
    (request, reply) => {
      const queue = service.queue();
      const { id } = queue.find(request.params.id);
      const gone = new AbortController();
      reply.raw.once('close', () => gone.abort());
      const events = eventsOf(queue.watch(id, gone.signal), (job) => wireJob(job, queue, request.account));
      stream(reply, events);
    },
  );
}

function stream(reply: FastifyReply, events: AsyncIterable<string>): void {
  void reply.type('text/event-stream; charset=utf-8').send(Readable.from(events));
}

async function* eventsOf(
  changes: AsyncIterable<Job | null>,
  present: (job: Job) => wire.WhatIfJob,
): AsyncGenerator<string> {
  for await (const job of changes)
    yield job === null
      ? ': still here\n\n'
      : `id: ${job.version}\nevent: job\ndata: ${JSON.stringify(present(job))}\n\n`;
}

function addFiles(app: Api, service: JobService): void {
  const missing = { 400: problems[400], 404: problems[404], ...commonProblems };
  app.get(
    '/v1/what-if/:id/report',
    {
      config: { access: 'what_if_results' },
      schema: {
        operationId: 'getWhatIfReport',
        summary: '推演报告（HTML） / the report of a what-if',
        tags,
        params: jobParams,
        response: {
          200: { description: 'One self-contained page', content: { 'text/html': { schema: z.string() } } },
          ...missing,
        },
      },
    },
    async (request, reply) => {
      const html = await resultFile(service, request.account, request.params.id, 'report.html');
      return reply
        .type('text/html; charset=utf-8')
        .header('content-security-policy', reportPolicy)
        .send(html);
    },
  );
  app.get(
    '/v1/what-if/:id/tables/:table',
    {
      config: { access: 'what_if_results' },
      schema: {
        operationId: 'getWhatIfTable',
        summary: '推演的一张表（CSV） / one table of a what-if',
        tags,
        params: tableParams,
        response: {
          200: { description: 'CSV', content: { 'text/csv': { schema: z.string() } } },
          ...missing,
        },
      },
    },
    async (request, reply) => {
      const { id, table } = request.params;
      if (!tables.includes(table)) throw new JzError('JZ_WHATIF_JOB', { job: id, part: table });
      return csv(reply, table, await resultFile(service, request.account, id, table));
    },
  );
}

function csv(reply: FastifyReply, name: string, text: string): FastifyReply {
  return reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}"`)
    .send(text);
}

/** A published file of a done job; they tell of every township, so an account limited to some has none. */
async function resultFile(
  { queue, root }: JobService,
  account: Account,
  id: string,
  name: string,
): Promise<string> {
  const job = queue().find(id);
  if (account.areas !== null) throw new JzError('JZ_AREAS_LIMITED');
  const text =
    job.state === 'done'
      ? await readFile(join(resultFolder(root, id), name), 'utf8').catch(() => null)
      : null;
  if (text === null) throw new JzError('JZ_WHATIF_JOB', { job: id, part: name });
  return text;
}
