import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { JzError } from '../../core/errors/index.ts';
import { modelCard } from '../present.ts';
import { modelResponse } from '../schemas.ts';
import { reportPolicy } from '../security.ts';
import { commonProblems, problems, type Api, type Sources } from './route.ts';

/** `GET /v1/models/current`: the model's card. `GET /v1/report`: its evaluation report. */
export function addModelRoutes(app: Api, { scorer, reportFile }: Sources): void {
  app.get(
    '/v1/models/current',
    {
      config: { access: 'models' },
      schema: {
        operationId: 'getCurrentModel',
        summary: '当前模型 / what the current model is',
        tags: ['models'],
        response: { 200: modelResponse, ...commonProblems },
      },
    },
    () => modelCard(scorer.info, reportFile !== undefined && existsSync(reportFile)),
  );
  app.get(
    '/v1/report',
    {
      config: { access: 'models' },
      schema: {
        operationId: 'getReport',
        summary: '评估报告（HTML） / the evaluation report',
        tags: ['models'],
        response: {
          200: { description: 'One self-contained page', content: { 'text/html': { schema: z.string() } } },
          404: problems[404],
          ...commonProblems,
        },
      },
    },
    async (_request, reply) => {
      const html = await readReport(reportFile);
      return reply
        .type('text/html; charset=utf-8')
        .header('content-security-policy', reportPolicy)
        .send(html);
    },
  );
}

async function readReport(file: string | undefined): Promise<string> {
  const html = file === undefined ? null : await readFile(file, 'utf8').catch(() => null);
  if (html === null) throw new JzError('JZ_REPORT_MISSING');
  return html;
}
