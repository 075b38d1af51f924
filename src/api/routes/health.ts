import { readRun } from '../present.ts';
import { healthResponse, readyResponse } from '../schemas.ts';
import { commonProblems, type Api, type Sources } from './route.ts';

/** `GET /health`: the process answers. `GET /ready`: it has a list to show and is not stopping (`addPressureGuard`). */
export function addHealthRoutes(app: Api, { store }: Sources): void {
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
