import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { handScorer, publishList } from '../../test/api/world.ts';
import {
  candidate,
  trialRound,
  trialSettings,
  trialStore,
  type TrialStore,
} from '../alerts/testing/trial.ts';
import { createAccount, openSession } from './accounts.ts';
import { buildApp } from './app.ts';

let trial: TrialStore;
let app: FastifyInstance;
beforeEach(async () => {
  trial = trialStore();
  const settings = await trialSettings({ capacity: { share: 1, visits: {} }, audit_share: 0 });
  trialRound(trial.store, { candidates: [candidate('A', 0.9), candidate('B', 0.7)], settings });
  publishList(trial.store, 'run-1', 30);
  app = buildApp({ store: trial.store, scorer: handScorer });
});
afterEach(async () => {
  await app.close();
  await trial.close();
});

const scrape = async (): Promise<string> => (await app.inject('/metrics')).body;
const valueOf = (text: string, series: string): number =>
  Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${series} `))
      ?.split(' ')[1],
  );

describe('metrics', () => {
  it('count requests by route, scores, and alerts by state', async () => {
    for (const path of ['H000001', 'H000002', 'nobody']) await app.inject(`/v1/households/${path}`);
    const payload = { as_of: '2014-03-31', households: [{ features: {} }, { features: {} }] };
    await app.inject({ method: 'POST', url: '/v1/score', payload });

    const text = await scrape();

    const ofHousehold = 'method="GET",route="/v1/households/:id"';
    expect(valueOf(text, `http_server_requests_total{${ofHousehold},status="200"}`)).toBe(2);
    expect(valueOf(text, `http_server_requests_total{${ofHousehold},status="404"}`)).toBe(1);
    expect(valueOf(text, `http_server_request_duration_seconds_count{${ofHousehold}}`)).toBe(3);
    expect(valueOf(text, `http_server_request_duration_seconds_bucket{${ofHousehold},le="+Inf"}`)).toBe(3);
    expect(valueOf(text, 'jiuzhu_scores_served_total')).toBe(4);
    expect(valueOf(text, 'jiuzhu_alerts{state="new",level="red"}')).toBe(1);
    expect(valueOf(text, 'jiuzhu_alerts{state="new",level="orange"}')).toBe(1);
    expect(valueOf(text, 'jiuzhu_list_households')).toBe(30);
  });

  it('are written as Prometheus reads them, each bucket at least the one before', async () => {
    await app.inject('/v1/scores');
    const text = await scrape();

    const line = /^(# (HELP|TYPE) \w+ .+|\w+(\{\w+="[^"\\]*"(,\w+="[^"\\]*")*\})? -?[\d.e+-]+)$/;
    expect(text.split('\n').filter((one) => one !== '' && !line.test(one))).toEqual([]);
    const buckets = [...text.matchAll(/_bucket\{.*"\/v1\/scores",le=.*\} (\d+)/g)].map((match) =>
      Number(match[1]),
    );
    expect(buckets).toHaveLength(15);
    expect(buckets).toEqual([...buckets].sort((a, b) => a - b));
  });

  it('make no series of what clients invent, and hold no household', async () => {
    for (let i = 0; i < 300; i++) await app.inject({ url: `/v1/households/H${i}/x?${i}`, method: 'GET' });
    await app.inject({ url: '/v1/alerts/%22%0a', method: 'GET' });
    const text = await scrape();

    expect(text.split('\n').length).toBeLessThan(200);
    expect(text).not.toMatch(/H\d/);
  });

  it('are open to this machine; from elsewhere they ask for a role', async () => {
    const by = { at: '2025-01-01', actor: '管理员' };
    const account = { areas: null, password: 'correct horse battery' };
    await createAccount(trial.store, { ...account, name: '数据', role: 'data_team' }, by);
    await createAccount(trial.store, { ...account, name: '张三', role: 'caseworker' }, by);
    const asked = async (headers: object, remoteAddress = '127.0.0.1'): Promise<number> =>
      (await app.inject({ url: '/metrics', headers: { ...headers }, remoteAddress })).statusCode;
    const bearer = (name: string) => ({
      authorization: `Bearer ${openSession(trial.store, name, new Date())}`,
    });

    expect(await asked({})).toBe(200);
    expect(await asked({}, '10.0.0.9')).toBe(401);
    expect(await asked({ 'x-forwarded-for': '10.0.0.9' })).toBe(401);
    expect(await asked(bearer('张三'), '10.0.0.9')).toBe(403);
    expect(await asked(bearer('数据'), '10.0.0.9')).toBe(200);
  });
});
