import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FastifyInstance } from 'fastify';
import {
  emptyWorld,
  handScorer,
  modelInfo,
  publishedWorld,
  publishList,
  rankedScores,
} from '../../test/api/world.ts';
import type { World } from '../../test/api/world.ts';
import { buildApp } from './app.ts';
import type { HouseholdResponse, OverviewResponse, Problem, ScoresResponse } from './types.ts';

let world: World;
let app: FastifyInstance;
beforeAll(() => {
  world = publishedWorld(60);
  app = buildApp({ store: world.store, scorer: handScorer });
});
afterAll(async () => {
  await app.close();
  await world.close();
});

const provenance = {
  run_id: 'run-1',
  model: { id: modelInfo.id, family: modelInfo.family, label: modelInfo.label },
  as_of: '2013-06-30',
  data_date: '2013-06-30',
  generation: 'generation-of-run-1',
};

async function get<T>(url: string, status = 200): Promise<T> {
  const answer = await app.inject(url);
  expect(answer.statusCode).toBe(status);
  return answer.json<T>();
}

const ids = (page: ScoresResponse): string[] => page.items.map((item) => item.household_id);

describe('GET /v1/scores', () => {
  it('lists households in the order of rank with where every number comes from', async () => {
    const page = await get<ScoresResponse>('/v1/scores?limit=2');

    const [first] = rankedScores(60);
    expect(page).toMatchObject({ ...provenance, total: 60, page: 1, limit: 2 });
    expect(page.items[0]).toEqual({
      rank: 1,
      household_id: 'H000000',
      area: 'A0',
      region: first?.region,
      is_uncertain: false,
      probability: first!.probability,
      lower: first!.lower,
      upper: first!.upper,
      band: 'red',
      reasons: first!.reasons,
    });
    expect(page.items[1]?.rank).toBe(2);
  });

  it('shows 50 when nobody says how many', async () => {
    expect((await get<ScoresResponse>('/v1/scores')).items).toHaveLength(50);
  });

  it('narrows by band, area, probability and beginning of the id together', async () => {
    const page = await get<ScoresResponse>('/v1/scores?band=red&area=A1&min_probability=0.7&q=H00001');

    expect(ids(page)).toEqual(['H000013', 'H000017']);
    expect(page.total).toBe(2);
  });

  it('answers a filter nobody fits with an empty page, not an error', async () => {
    const page = await get<ScoresResponse>('/v1/scores?area=nowhere');

    expect(page).toMatchObject({ total: 0, items: [], next_cursor: null });
  });

  it('takes page numbers, and a page past the end is empty', async () => {
    expect(ids(await get<ScoresResponse>('/v1/scores?limit=3&page=2'))).toEqual([
      'H000003',
      'H000004',
      'H000005',
    ]);
    expect(await get<ScoresResponse>('/v1/scores?limit=50&page=3')).toMatchObject({
      page: 3,
      items: [],
      total: 60,
    });
  });

  it('walks the whole list by cursor, each household once', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: ScoresResponse = await get(`/v1/scores?limit=7${cursor && `&cursor=${cursor}`}`);
      seen.push(...ids(page));
      cursor = page.next_cursor;
    }

    expect(seen).toEqual([...rankedScores(60)].map((row) => row.householdId));
  });

  it('stays in its run when a newer one is published between two pages', async () => {
    const other = publishedWorld(10);
    const service = buildApp({ store: other.store, scorer: handScorer });
    const first = (await service.inject('/v1/scores?limit=4')).json<ScoresResponse>();
    publishList(other.store, 'run-2', 30);

    const second = (
      await service.inject(`/v1/scores?limit=4&cursor=${first.next_cursor}`)
    ).json<ScoresResponse>();
    const pinned = (await service.inject('/v1/scores?run=run-1&page=2&limit=4')).json<ScoresResponse>();
    const newest = (await service.inject('/v1/scores?limit=4')).json<ScoresResponse>();

    expect([second.run_id, second.total, ids(second)]).toEqual(['run-1', 10, ids(pinned)]);
    expect([newest.run_id, newest.total]).toEqual(['run-2', 30]);
    await service.close();
    await other.close();
  });

  it.each([
    ['band=purple', '?band'],
    ['limit=0', '?limit'],
    ['limit=501', '?limit'],
    ['limit=', '?limit'],
    ['limit=0x10', '?limit'],
    ['limit=1e2', '?limit'],
    ['page=1.5', '?page'],
    ['min_probability=1.2', '?min_probability'],
    ['min_probability=NaN', '?min_probability'],
    ['band=red&band=blue', '?band'],
    ['q=', '?q'],
    ['min_prob=0.5', '?min_prob'],
    [`q=${'x'.repeat(129)}`, '?q'],
  ])('refuses ?%s and points at it', async (query, pointer) => {
    const problem = await get<Problem>(`/v1/scores?${query}`, 400);

    expect(problem.code).toBe('JZ_REQUEST_INVALID');
    expect(problem.errors?.map((error) => error.pointer)).toEqual([pointer]);
    expect(problem.errors?.[0]?.message_zh).toMatch(/[\u4e00-\u9fff]/);
  });

  it.each(['nonsense', 'W10', Buffer.from('["run-1",0]').toString('base64url')])(
    'refuses the cursor %s',
    async (cursor) => {
      expect((await get<Problem>(`/v1/scores?cursor=${cursor}`, 400)).code).toBe('JZ_CURSOR_INVALID');
    },
  );

  it('says that a run does not exist', async () => {
    expect((await get<Problem>('/v1/scores?run=run-9', 404)).code).toBe('JZ_RUN_NOT_FOUND');
  });

  it('treats what looks like SQL as text', async () => {
    const q = encodeURIComponent("H' or 1=1 --");
    expect(await get<ScoresResponse>(`/v1/scores?q=${q}`)).toMatchObject({ total: 0 });
  });
});

describe('GET /v1/overview', () => {
  it('counts every band and area, and sums the probabilities of a band', async () => {
    const overview = await get<OverviewResponse>('/v1/overview');

    expect(overview).toMatchObject({ ...provenance, scored: 60 });
    expect(overview.bands.red).toEqual({ households: 30, expected: 22.5 });
    expect(Object.values(overview.bands).reduce((sum, band) => sum + band.households, 0)).toBe(60);
    expect(overview.areas).toEqual(['A0', 'A1', 'A2', 'A3'].map((area) => ({ area, households: 15 })));
  });

  it('follows the newest publication, also one of the same run id', async () => {
    const other = publishedWorld(10);
    const service = buildApp({ store: other.store, scorer: handScorer });
    const scored = async (): Promise<number> =>
      (await service.inject('/v1/overview')).json<OverviewResponse>().scored;

    const before = await scored();
    publishList(other.store, 'run-1', 20);

    expect([before, await scored()]).toEqual([10, 20]);
    await service.close();
    await other.close();
  });
});

describe('GET /v1/households/{id}', () => {
  it('shows score, reasons, history in order and the neighbours in the list', async () => {
    const answer = await get<HouseholdResponse>('/v1/households/H000003');

    expect(answer).toMatchObject({ ...provenance, scored: 60, currency: 'ARS' });
    expect(answer.household).toMatchObject({ rank: 4, household_id: 'H000003', area: 'A3', band: 'red' });
    expect(answer.household.reasons).toHaveLength(3);
    expect(answer.neighbours.previous).toMatchObject({ rank: 3, household_id: 'H000002' });
    expect(answer.neighbours.next).toMatchObject({ rank: 5, household_id: 'H000004' });
    expect(answer.history.map((period) => period.period)).toEqual(['2013Q1', '2013Q2']);
    expect(answer.history[1]).toEqual({
      period: '2013Q2',
      income_total_fen: 285_900,
      income_per_capita_fen: 95_300,
      median_per_capita_fen: 300_000,
      poverty_line_fen: 180_000,
      relative_income: 95_300 / 300_000,
      members: 3,
      poor: true,
      sources: [
        { code: 'V2', zh: '养老金', en: 'Pension' },
        { code: 'V9', zh: 'V9', en: 'V9' },
      ],
    });
  });

  it('has no neighbour before the first and after the last', async () => {
    expect((await get<HouseholdResponse>('/v1/households/H000000')).neighbours.previous).toBeNull();
    expect((await get<HouseholdResponse>('/v1/households/H000059')).neighbours.next).toBeNull();
  });

  it.each(['nobody', 'H00000', encodeURIComponent('../../etc/passwd'), encodeURIComponent("' or 1=1 --")])(
    'answers 404 for %s',
    async (id) => {
      const problem = await get<Problem>(`/v1/households/${id}`, 404);

      expect(problem).toMatchObject({ code: 'JZ_HOUSEHOLD_NOT_FOUND', status: 404 });
      expect(problem.details['household']).toBe(decodeURIComponent(id));
    },
  );

  it('refuses an id longer than any household has', async () => {
    expect((await get<Problem>(`/v1/households/${'x'.repeat(129)}`, 400)).errors?.[0]?.pointer).toBe(':id');
  });
});

describe('before anything is published', () => {
  it('every list says so and the service is alive but not ready', async () => {
    const empty = emptyWorld();
    const service = buildApp({ store: empty.store, scorer: handScorer });

    for (const url of ['/v1/scores', '/v1/overview', '/v1/households/H000001', '/ready']) {
      const answer = await service.inject(url);
      expect([url, answer.statusCode, answer.json<Problem>().code]).toEqual([url, 503, 'JZ_NOT_PUBLISHED']);
      expect(answer.headers['retry-after']).toBe('1');
    }
    expect((await service.inject('/health')).json()).toEqual({ status: 'ok' });
    await service.close();
    await empty.close();
  });
});
