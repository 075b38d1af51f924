import { JzError } from '../../core/errors/index.ts';
import { findScore, listPeriods, listReasons } from '../../store/index.ts';
import { sees, type Account } from '../roles.ts';
import { neighboursOf, periodOf, publicationOf, rankedHousehold, readRun } from '../present.ts';
import { householdParams } from '../schemas/common.ts';
import { householdQuery, householdResponse } from '../schemas.ts';
import type * as wire from '../types.ts';
import { commonProblems, problems, type Api, type Sources } from './route.ts';

/** `GET /v1/households/{id}`: one household's score, all reasons, history and neighbours in the list. */
export function addHouseholdRoutes(app: Api, sources: Sources): void {
  app.get(
    '/v1/households/:id',
    {
      config: { access: 'households' },
      schema: {
        operationId: 'getHousehold',
        summary: '一户的评分、全部理由和历史 / one household with its reasons and history',
        tags: ['households'],
        params: householdParams,
        querystring: householdQuery,
        response: { 200: householdResponse, 400: problems[400], 404: problems[404], ...commonProblems },
      },
    },
    async ({ account, params, query }) => household(sources, account, params.id, query.run),
  );
}

/** @throws JZ_HOUSEHOLD_NOT_FOUND when the household is not in the run */
async function household(
  { store, noteLook, metrics }: Sources,
  account: Account,
  id: string,
  runId: string | undefined,
): Promise<wire.HouseholdResponse> {
  const run = await readRun(store, runId);
  const score = await findScore(store, run.id, id);
  if (!score || !sees(account, score.region)) throw new JzError('JZ_HOUSEHOLD_NOT_FOUND', { household: id });
  await noteLook(account, { action: 'read_score', household: id, details: { run: run.id } });
  metrics.countScores(1);
  const reasons = await listReasons(store, run.id, id);
  const periods = await listPeriods(store, run.generationId, id);
  return {
    ...publicationOf(run),
    scored: run.rows,
    currency: run.currency,
    household: { ...rankedHousehold(score), reasons },
    history: periods.map((period) => periodOf(period, run.sourceTitles)),
    neighbours: await neighboursOf(store, account, run, score),
  };
}
