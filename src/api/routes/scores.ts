import { areaTotals, bandTotals, countScores, listScores } from '../../store/index.ts';
import type { PublishedRun, ScoreFilter, Store, Within } from '../../store/index.ts';
import { bands } from '../../scoring/types.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Account } from '../roles.ts';
import { publicationOf, rankedHousehold, readRun } from '../present.ts';
import { overviewQuery, overviewResponse, scoresQuery, scoresResponse } from '../schemas.ts';
import type * as wire from '../types.ts';
import { commonProblems, problems, type Api, type Sources } from './route.ts';

/** `GET /v1/scores`: the ranked list. `GET /v1/overview`: the whole list at a glance. */
export function addScoreListRoutes(app: Api, { store }: Sources): void {
  app.get(
    '/v1/scores',
    {
      config: { access: 'households' },
      schema: {
        operationId: 'listScores',
        summary: '评分名单，按走访次序 / the ranked list',
        description:
          'Filters narrow; `cursor` pages stay in one published run even when a newer one appears.',
        tags: ['scores'],
        querystring: scoresQuery,
        response: { 200: scoresResponse, 400: problems[400], 404: problems[404], ...commonProblems },
      },
    },
    async (request) => listPage(store, request.account, request.query),
  );
  const overviewOf = rememberLast(store);
  app.get(
    '/v1/overview',
    {
      config: { access: 'overview' },
      schema: {
        operationId: 'getOverview',
        summary: '名单概况：各等级、各地区户数 / bands and areas of the list',
        tags: ['scores'],
        querystring: overviewQuery,
        response: { 200: overviewResponse, 400: problems[400], 404: problems[404], ...commonProblems },
      },
    },
    async (request) => {
      const run = await readRun(store, request.query.run);
      const { areas } = request.account;
      return areas ? overview(store, run, areas) : overviewOf(run);
    },
  );
}

type Query = ReturnType<typeof scoresQuery.parse>;

async function listPage(store: Store, { areas }: Account, query: Query): Promise<wire.ScoresResponse> {
  const cursor = query.cursor === undefined ? null : decodeCursor(query.cursor);
  const run = await readRun(store, cursor?.run ?? query.run);
  const filter: ScoreFilter = {
    band: query.band,
    area: query.area,
    minProbability: query.min_probability,
    idPrefix: query.q,
    within: areas,
  };
  const page = cursor ? null : (query.page ?? 1);
  const slice = cursor ? { afterRank: cursor.rank } : { offset: ((page ?? 1) - 1) * query.limit };
  const total = await countScores(store, run.id, filter);
  const found = await listScores(store, run.id, filter, { ...slice, limit: query.limit + 1 });
  const items = found.slice(0, query.limit);
  const last = found.length > query.limit ? items.at(-1) : undefined;
  return {
    ...publicationOf(run),
    total,
    page,
    limit: query.limit,
    next_cursor: last ? encodeCursor({ run: run.id, rank: last.rank }) : null,
    items: items.map(rankedHousehold),
  };
}

/** Sums a list once for each publication, not for each request. */
function rememberLast(store: Store): (run: PublishedRun) => Promise<wire.OverviewResponse> {
  let last: { sequence: number; overview: wire.OverviewResponse } | null = null;
  return async (run) => {
    if (last?.sequence !== run.publishedSequence)
      last = { sequence: run.publishedSequence, overview: await overview(store, run, null) };
    return last.overview;
  };
}

async function overview(store: Store, run: PublishedRun, within: Within): Promise<wire.OverviewResponse> {
  const found = new Map((await bandTotals(store, run.id, within)).map((total) => [total.band, total]));
  const totalOf = (name: wire.Band): { households: number; expected: number } => ({
    households: found.get(name)?.households ?? 0,
    expected: found.get(name)?.expected ?? 0,
  });
  const [red, orange, yellow, blue] = bands;
  return {
    ...publicationOf(run),
    scored: within ? await countScores(store, run.id, { within }) : run.rows,
    bands: {
      [red]: totalOf(red),
      [orange]: totalOf(orange),
      [yellow]: totalOf(yellow),
      [blue]: totalOf(blue),
    },
    areas: await areaTotals(store, run.id, within),
  };
}
