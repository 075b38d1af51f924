import { reformOf } from '../../whatif/run.ts';
import type { ServedLaw } from '../law.ts';
import { atPlace } from '../place.ts';
import { sees, type Account } from '../roles.ts';
import {
  jobParams,
  whatIfJobResponse,
  whatIfJobsQuery,
  whatIfJobsResponse,
  whatIfRequest,
} from '../schemas/what-if.ts';
import type * as wire from '../types-analysis.ts';
import { readResult } from '../what-if/job-files.ts';
import { wireJob } from '../what-if/present.ts';
import { places } from '../what-if/queue.ts';
import { jobService, type JobService } from '../what-if/service.ts';
import { commonProblems, problems, type Api, type Sources } from './route.ts';
import { addWhatIfFileRoutes } from './what-if-files.ts';

const tags = ['what-if'];
const bodyProblems = { 413: problems[413], 415: problems[415], 422: problems[422], 429: problems[429] };

/** Policy what-ifs as jobs: submit, list, watch, cancel, read. */
export function addWhatIfRoutes(app: Api, sources: Sources, law: () => Promise<ServedLaw>): void {
  const service = jobService(app, sources);
  addSubmission(app, service, law);
  addReading(app, service);
  addWhatIfFileRoutes(app, service);
}

function addSubmission(app: Api, service: JobService, law: () => Promise<ServedLaw>): void {
  app.post(
    '/v1/what-if',
    {
      config: { access: 'what_if' },
      bodyLimit: 262_144,
      schema: {
        operationId: 'submitWhatIf',
        summary: '提交政策推演 / submit a policy what-if',
        description:
          'The scenario in the words of a scenario file. Answered once it is on disk; Location is the job.',
        tags,
        body: whatIfRequest,
        response: { 202: whatIfJobResponse, 400: problems[400], ...bodyProblems, ...commonProblems },
      },
    },
    async (request, reply) => {
      const queue = service.queue();
      const scenario = request.body;
      const { policy } = await law();
      // Refused before it is a job, at its place in the body.
      await atPlace('invalid_scenario', () => reformOf(policy, scenario, 'request'));
      const job = await queue.submit(scenario, request.account.name);
      reply.code(202).header('location', `/v1/what-if/${job.id}`);
      return { job: wireJob(job, queue, request.account), result: null };
    },
  );
}

function addReading(app: Api, service: JobService): void {
  const response = { 200: whatIfJobResponse, 400: problems[400], 404: problems[404], ...commonProblems };
  app.get(
    '/v1/what-if',
    {
      config: { access: 'what_if_results' },
      schema: {
        operationId: 'listWhatIfs',
        summary: '推演任务，新的在前 / what-if jobs, the newest first',
        tags,
        querystring: whatIfJobsQuery,
        response: { 200: whatIfJobsResponse, 400: problems[400], ...commonProblems },
      },
    },
    (request) => {
      const queue = service.queue();
      const jobs = queue.list();
      return {
        running: jobs.filter(({ state }) => state === 'running').length,
        waiting: queue.waiting().length,
        places,
        items: jobs.slice(0, request.query.limit).map((job) => wireJob(job, queue, request.account)),
      };
    },
  );
  app.get(
    '/v1/what-if/:id',
    {
      config: { access: 'what_if_results' },
      schema: {
        operationId: 'getWhatIf',
        summary: '一个推演及其结果 / one what-if with its result',
        tags,
        params: jobParams,
        response,
      },
    },
    (request) => jobWithResult(service, request.account, request.params.id),
  );
  app.delete(
    '/v1/what-if/:id',
    {
      config: { access: 'what_if' },
      schema: {
        operationId: 'cancelWhatIf',
        summary: '取消推演；已结束的不变 / cancel a what-if; one that ended stays as it is',
        tags,
        params: jobParams,
        response,
      },
    },
    async (request) => {
      await service.queue().cancel(request.params.id);
      return jobWithResult(service, request.account, request.params.id);
    },
  );
}

async function jobWithResult(
  { queue, root }: JobService,
  account: Account,
  id: string,
): Promise<wire.WhatIfJobResponse> {
  const job = queue().find(id);
  const result = job.state === 'done' ? await readResult(root, id) : null;
  return { job: wireJob(job, queue(), account), result: result && seenBy(result, account) };
}

/** Townships an account may not see are not told. */
function seenBy(result: wire.WhatIfResult, account: Account): wire.WhatIfResult {
  const own = <T extends { readonly areas: wire.WhatIfResult['full_take_up']['areas'] }>(outcome: T): T => ({
    ...outcome,
    areas: outcome.areas.filter(({ group }) => sees(account, group)),
  });
  return {
    ...result,
    full_take_up: own(result.full_take_up),
    current_take_up: own(result.current_take_up),
  };
}
