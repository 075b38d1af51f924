import * as z from 'zod';
import { metricsType } from '../metrics.ts';
import { readRun } from '../present.ts';
import { healthResponse, readyResponse } from '../schemas.ts';
import { commonProblems, type Api, type Sources } from './route.ts';

/** `GET /metrics`. `GET /health`: the process answers. `GET /ready`: it has a list to show and is not stopping (`addPressureGuard`). */
export function addHealthRoutes(app: Api, { store, metrics }: Sources): void {
  app.get(
    '/metrics',
    {
      config: { access: 'metrics' },
      schema: {
        operationId: 'getMetrics',
        summary: '运行指标（Prometheus） / counts and times for Prometheus',
        description: 'Open to programs on this machine; otherwise for administrator, data_team and auditor.',
        tags: ['health'],
        response: {
          200: { description: 'Text format 0.0.4', content: { 'text/plain': { schema: z.string() } } },
          ...commonProblems,
        },
      },
    },
    async (_request, reply) => reply.type(metricsType).send(await metrics.text()),
  );
  app.get(
    '/health',
    {
      schema: {
        operationId: 'getHealth',
        summary: '进程存活 / the process is alive',
        tags: ['health'],
        response: { 200: healthResponse, ...commonProblems },
      },
    },
    () => ({ status: 'ok' as const }),
  );
  app.get(
    '/ready',
    {
      schema: {
        operationId: 'getReadiness',
        summary: '可以服务 / there is a list to serve',
        tags: ['health'],
        response: { 200: readyResponse, ...commonProblems },
      },
    },
    async () => ({ status: 'ready' as const, run_id: (await readRun(store, undefined)).id }),
  );
}
