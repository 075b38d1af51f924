import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countyWorld, type CountyWorld } from '../../test/api/county-world.ts';
import { handScorer, publishList } from '../../test/api/world.ts';
import { createAccount, openSession } from './accounts.ts';
import { buildApp } from './app.ts';
import type { Problem } from './types.ts';
import type {
  ScenariosResponse,
  WhatIfJob,
  WhatIfJobResponse,
  WhatIfJobsResponse,
  WhatIfParametersResponse,
  WhatIfRequest,
  WhatIfResult,
} from './types-analysis.ts';

let world: CountyWorld;
let app: FastifyInstance;
/** A job that is done. */
let done: WhatIfJob;
let events: WhatIfJob[];
beforeAll(async () => {
  world = await countyWorld();
  app = serve();
  done = await submit();
  events = await watch(done.id);
}, 60_000);
afterAll(async () => {
  await app.close();
  await world.close();
});

const serve = (): FastifyInstance =>
  buildApp({ store: world.store, scorer: world.scorer, dataDirectory: world.folder });
const raise: WhatIfRequest = {
  scenario: 1,
  title: { zh: '提高低保标准', en: 'a higher standard' },
  reform: { 'dibao.standard_urban': 2000 },
};
const post = (payload: object | string, headers = {}): Promise<LightMyRequestResponse> =>
  app.inject({ method: 'POST', url: '/v1/what-if', payload, headers });
const submit = async (scenario: WhatIfRequest = raise): Promise<WhatIfJob> =>
  (await post(scenario)).json<WhatIfJobResponse>().job;
/** Every event of a job's stream, to its end. */
const watch = async (id: string): Promise<WhatIfJob[]> =>
  (await app.inject(`/v1/what-if/${id}/events`)).body
    .split('\n')
    .filter((line) => line.startsWith('data: '))
    .map((line) => JSON.parse(line.slice('data: '.length)) as WhatIfJob);
const cancel = async (id: string): Promise<string> =>
  (await app.inject({ method: 'DELETE', url: `/v1/what-if/${id}` })).json<WhatIfJobResponse>().job.state;
const read = async (id: string, headers = {}): Promise<WhatIfJobResponse> =>
  (await app.inject({ url: `/v1/what-if/${id}`, headers })).json<WhatIfJobResponse>();
const resultOf = async (id: string, headers = {}): Promise<WhatIfResult> => {
  const { result } = await read(id, headers);
  if (!result) throw new Error('no result');
  return result;
};

describe('a policy what-if', () => {
  it('is taken, told as it goes on, and answered with baseline against reform', async () => {
    const shares = events.map(({ progress }) => progress.done);
    expect([events.at(0)?.state, events.at(-1)?.state]).toEqual(['running', 'done']);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));

    const result = await resultOf(done.id);
    const { full_take_up: full, current_take_up: current } = result;
    expect(result).toMatchObject({
      ...{ as_of: '2024-12-31', generation: world.generation, households: 60, smallest_cell: 10 },
      changes: [{ id: 'dibao.standard_urban', before: expect.any(Number) as number, after: 2000 }],
    });
    expect(full.cost_fen_month.after).toBeGreaterThan(full.cost_fen_month.before);
    expect(full.poverty.after.fgt1).toBeLessThanOrEqual(full.poverty.before.fgt1);
    expect(current.cost_fen_month.after).toBeLessThan(full.cost_fen_month.after);
    expect(result.at_risk?.map(({ band }) => band)).toEqual(['red', 'orange', 'yellow', 'blue']);
    expect(result.family.after.net_fen_month[0]).toBeGreaterThan(result.family.before.net_fen_month[0]!);
  });

  it('never tells of fewer than ten households, or of single ones, in JSON, page or tables', async () => {
    const { full_take_up: full, items } = await resultOf(done.id);
    const table = (await app.inject(`/v1/what-if/${done.id}/tables/areas.csv`)).body;
    const report = await app.inject(`/v1/what-if/${done.id}/report`);

    const counts = [
      ...full.areas.flatMap(({ households, winners, losers }) => [households, winners, losers]),
      ...items.flatMap((one) => [one.households_before, one.households_after]),
    ];
    expect(counts.filter((count) => count !== null && count > 0 && count < 10)).toEqual([]);
    expect(counts.filter((count) => (count ?? 0) % 5 !== 0)).toEqual([]);
    expect(Object.values(full.cost_fen_month).filter((fen) => fen % 100_000 !== 0)).toEqual([]);
    expect(full.areas.find(({ group }) => group === '330199003')?.households).toBeNull();
    expect(table).toContain('330199003,,,,');
    expect(report.headers['content-type']).toContain('text/html');
    expect(report.body).toContain('提高低保标准');
  });

  it('is refused with 429 and Retry-After when nine are in hand; those that wait or run can be cancelled', async () => {
    const taken: WhatIfJob[] = [];
    for (let i = 0; i < 9; i++) taken.push(await submit());
    const answer = await post(raise);

    expect(taken.map((job) => job.queue_place)).toEqual([null, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect([answer.statusCode, answer.json<Problem>().code]).toEqual([429, 'JZ_WHATIF_QUEUE_FULL']);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    const list = (await app.inject('/v1/what-if')).json<WhatIfJobsResponse>();
    expect([list.items.length, list.running, list.waiting, list.places]).toEqual([10, 1, 8, 8]);
    for (const { id } of taken) expect(await cancel(id)).toBe('cancelled');
    expect((await read(taken[0]!.id)).result).toBeNull();
    expect([await cancel(done.id), (await read('nobody')).job]).toEqual(['done', undefined]);
  });
});

describe('a scenario that cannot be meant', () => {
  it.each([
    [{ reform: { 'dibao.standard': 1 } }, '#/reform/dibao.standard', 'dibao.standard_urban'],
    [{ reform: { 'dibao.standard_urban': true } }, '#/reform/dibao.standard_urban', 'yuan_per_month'],
    [{ waive: ['dibao.incme'] }, '#/waive/0', 'dibao.income'],
    [{ shocks: [{ fact: 'person.wages', times: 2 }] }, '#/shocks/0/fact', 'person.wage'],
  ])(
    '%j is refused at its place with the nearest names, and nothing changes',
    async (more, pointer, names) => {
      const answer = await post({ scenario: 1, title: raise.title, ...more });
      const { code, errors = [], detail } = answer.json<Problem>();

      expect([answer.statusCode, code, errors[0]?.pointer]).toEqual([422, 'JZ_SCENARIO_INVALID', pointer]);
      expect(errors[0]?.message).toContain(names);
      expect(detail).toContain('nothing was written');
      expect((await app.inject('/v1/what-if')).json<WhatIfJobsResponse>().waiting).toBe(0);
    },
  );

  it.each([
    ['an unknown key', { ...raise, reforms: {} }, 400],
    ['no title', { scenario: 1 }, 400],
    ['a poisoned key', '{"scenario":1,"__proto__":{"x":1}}', 400],
    ['a deep nest', `${'['.repeat(5000)}${']'.repeat(5000)}`, 400],
    ['too much', `"${'x'.repeat(300_000)}"`, 413],
  ])('with %s is refused', async (_, payload, status) => {
    const answer = await post(payload, { 'content-type': 'application/json' });
    expect(answer.statusCode).toBe(status);
  });
});

describe('what may be moved', () => {
  it('is told with value, range, law and the items that hang on it; and each may be submitted', async () => {
    const { items, clauses, facts } = (
      await app.inject('/v1/what-if/parameters')
    ).json<WhatIfParametersResponse>();
    const standard = items.find(({ id }) => id === 'dibao.standard_urban');

    expect(standard).toMatchObject({ kind: 'number', verified: expect.any(Boolean) as boolean });
    expect(standard?.law?.document.zh).toBeTruthy();
    expect(standard?.items.map(({ id }) => id)).toContain('dibao');
    for (const { value, min, max, step } of items.filter(({ kind }) => kind === 'number')) {
      expect(min).toBeLessThanOrEqual(Number(value));
      expect(max).toBeGreaterThanOrEqual(Number(value));
      expect(step).toBeGreaterThan(0);
    }
    expect(clauses.map(({ id }) => id)).toContain('dibao.income');
    expect(facts.find(({ fact }) => fact === 'person.wage')).toMatchObject({ can_shock: true });
    const reform = Object.fromEntries(items.map(({ id, value, max }) => [id, max ?? !value]));
    const all = await submit({ ...raise, reform });
    expect(await cancel(all.id)).toBe('cancelled');
  });

  it('ships scenarios that can be submitted as they are', async () => {
    const { items } = (await app.inject('/v1/what-if/scenarios')).json<ScenariosResponse>();
    expect(items.map(({ id }) => id)).toContain('raise-standard');
    for (const { scenario } of items) expect(await cancel((await submit(scenario)).id)).toBe('cancelled');
  });

  it('is nothing where no county is served', async () => {
    const panel = buildApp({ store: world.store, scorer: handScorer, dataDirectory: world.folder });
    for (const url of ['/v1/what-if', '/v1/what-if/parameters', '/v1/what-if/x']) {
      const answer = await panel.inject(url);
      expect([answer.statusCode, answer.json<Problem>().code]).toEqual([503, 'JZ_WHATIF_NO_LEDGER']);
    }
    await panel.close();
  });
});
describe('after a restart', () => {
  const leave = (id: string, more: object): void => {
    const folder = join(world.folder, 'whatif-jobs', id);
    mkdirSync(folder, { recursive: true });
    const job = { format: 1, id, state: 'queued', scenario: raise, by: '分析员', submittedAt: '2024-01-01' };
    const times = { startedAt: null, finishedAt: null, attempts: 0, problem: null };
    writeFileSync(join(folder, 'job.json'), JSON.stringify({ ...job, ...times, ...more }));
  };

  it('what waited or ran once is run, what ran twice is told as lost, and what was done stays', async () => {
    await app.close();
    leave('waited', { submittedAt: '2024-01-02' });
    leave('ran-once', { state: 'running', attempts: 1 });
    leave('ran-twice', { state: 'running', attempts: 2 });
    writeFileSync(join(world.folder, 'whatif-jobs', 'stray'), 'not a job');
    app = serve();

    const ends = await Promise.all(['ran-once', 'waited'].map(async (id) => (await watch(id)).at(-1)?.state));
    expect(ends).toEqual(['done', 'done']);
    expect((await read('ran-twice')).job).toMatchObject({ state: 'lost', submitted_by: '分析员' });
    expect(await resultOf('waited')).toEqual(await resultOf(done.id));
  }, 60_000);

  it('a job on a list whose ledger is gone fails with a code, and the next one is served', async () => {
    publishList(world.store, 'run-2', 3);
    const failed = (await watch((await submit()).id)).at(-1);

    expect(failed).toMatchObject({
      state: 'failed',
      problem: { code: expect.stringMatching(/^JZ_/) as string },
    });
    expect((await app.inject('/v1/what-if')).statusCode).toBe(200);
  }, 60_000);
});
describe('who may', () => {
  const bearer = async (name: string, role: string, areas: string[] | null = null) => {
    const by = { at: '2025-03-03', actor: '管理员' };
    await createAccount(world.store, { name, role, areas, password: 'correct horse battery' }, by);
    return { authorization: `Bearer ${openSession(world.store, name, new Date())}` };
  };

  it('try reforms: analysts; data team and auditor only read; caseworkers neither', async () => {
    const analyst = await bearer('张分析', 'analyst');
    const { job } = (await post(raise, analyst)).json<WhatIfJobResponse>();
    expect(job.submitted_by).toBe('张分析');

    for (const [role, reads] of [
      ['data_team', 200],
      ['auditor', 200],
      ['caseworker', 403],
      ['administrator', 403],
    ] as const) {
      const headers = await bearer(`某${role}`, role);
      const read = await app.inject({ url: `/v1/what-if/${job.id}`, headers });
      expect([role, read.statusCode, (await post(raise, headers)).statusCode]).toEqual([role, reads, 403]);
    }
    expect((await app.inject('/v1/what-if')).statusCode).toBe(401);
  });

  it('see which townships: those of the account, and no file of all of them', async () => {
    const { id } = done;
    const limited = await bearer('镇分析', 'analyst', ['330199002']);
    const { full_take_up: full } = await resultOf(id, limited);
    const { job } = await read(id, limited);
    const report = await app.inject({ url: `/v1/what-if/${id}/report`, headers: limited });

    expect(full.areas.map(({ group }) => group)).toEqual(['330199002']);
    expect([job.links.report, job.links.tables]).toEqual([null, []]);
    expect([report.statusCode, report.json<Problem>().code]).toEqual([403, 'JZ_AREAS_LIMITED']);
  }, 60_000);
});
