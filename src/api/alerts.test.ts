import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { handScorer } from '../../test/api/world.ts';
import {
  candidate,
  trialRound,
  trialSettings,
  trialStore,
  type TrialStore,
} from '../alerts/testing/trial.ts';
import { verifyAudit } from '../store/index.ts';
import { createAccount, openSession } from './accounts.ts';
import { buildApp } from './app.ts';
import type { Alert, AlertResponse, AlertsResponse, Problem } from './types.ts';

let trial: TrialStore;
let app: FastifyInstance;
let now: Date;
const password = 'correct horse battery';
const by = { at: '2025-03-03', actor: '管理员' };

beforeEach(async () => {
  trial = trialStore();
  now = new Date('2025-03-03T01:00:00Z');
  const settings = await trialSettings({ capacity: { share: 1, visits: {} }, audit_share: 0 });
  const more = { region: '330199002001' };
  const signals = [
    { code: 'UNEMP_NEW', level: 'yellow' as const, zh: '失业', en: 'job lost' },
    { code: 'MED_SPIKE', level: 'red' as const, zh: '医疗自付骤增', en: 'medical costs rose' },
  ];
  const candidates = [candidate('A', 0.9, { signals }), candidate('B', 0.85), candidate('C', 0.83, more)];
  trialRound(trial.store, { candidates, settings });
  app = buildApp({ store: trial.store, scorer: handScorer, now: () => now, alertSettings: settings });
});
afterEach(async () => {
  await app.close();
  await trial.close();
});

async function token(name: string, role: string, areas: string[] | null = null): Promise<string> {
  await createAccount(trial.store, { name, role, areas, password }, by);
  return openSession(trial.store, name, now);
}

const bearer = (value: string) => ({ authorization: `Bearer ${value}` });
const list = async (headers = {}): Promise<Alert[]> =>
  (await app.inject({ url: '/v1/alerts', headers })).json<AlertsResponse>().items;
const post = (id: string, action: string, payload: object, headers = {}): Promise<LightMyRequestResponse> =>
  app.inject({ method: 'POST', url: `/v1/alerts/${id}/${action}`, payload, headers });
const refusal = (answer: LightMyRequestResponse): [number, string] => [
  answer.statusCode,
  answer.json<Problem>().code,
];
const stateOf = async (id: string): Promise<AlertResponse> =>
  (await app.inject({ url: `/v1/alerts/${id}` })).json<AlertResponse>();
const first = async (): Promise<Alert> => {
  const [one] = await list();
  if (!one) throw new Error('no alert');
  return one;
};

describe('an alert', () => {
  it('is worked from order to closing, each step with the tag of the one before', async () => {
    const { id } = await first();
    const steps: [string, object, string][] = [
      ['assign', { to: '李四' }, 'assigned'],
      ['accept', {}, 'accepted'],
      ['visit', { visited_on: '2025-03-03', findings: { members: 3, wage_fen: 2_400_000 } }, 'visited'],
      ['conclude', { outcome: 'confirmed' }, 'confirmed'],
      ['match', { items: ['dibao'] }, 'matched'],
      ['aid', { items: ['dibao'] }, 'aided'],
      ['feed_back', {}, 'fed_back'],
      ['close', {}, 'closed'],
    ];

    let tag = (await app.inject({ url: `/v1/alerts/${id}` })).headers.etag;
    for (const [action, body, state] of steps) {
      const answer = await post(id, action, body, { 'if-match': tag });
      expect([answer.statusCode, answer.json<Alert>().state]).toEqual([200, state]);
      tag = answer.headers.etag;
    }

    const file = await stateOf(id);
    expect(file.visits).toMatchObject([{ visited_on: '2025-03-03', visitor: 'demo', outcome: 'confirmed' }]);
    expect(file.history.slice(-8).map(({ action }) => action)).toEqual(steps.map(([action]) => action));
    expect(file.history.at(-1)).toMatchObject({ actor: 'demo', at: '2025-03-03T09:00:00.000+08:00' });
    expect(verifyAudit(trial.store).holds).toBe(true);
  });

  it('says in one line why: the most urgent signal rather than the score', async () => {
    const reasons = (await list()).map(({ household_id: household, why }) => `${household} ${why?.zh}`);

    expect(reasons).toEqual(['A 医疗自付骤增', 'B 模型概率 85.0%：收入下降', 'C 模型概率 83.0%：收入下降']);
  });

  it('pages in the order of raising, every alert once', async () => {
    const one = (await app.inject('/v1/alerts?limit=2')).json<AlertsResponse>();
    const two = (await app.inject(`/v1/alerts?limit=2&after=${one.next}`)).json<AlertsResponse>();

    expect([one.total, one.items.length, two.items.length, two.next]).toEqual([3, 2, 1, null]);
    expect(new Set([...one.items, ...two.items].map(({ id }) => id)).size).toBe(3);
  });
});

describe('a refused action changes nothing', () => {
  const tag = { 'if-match': '"1"' };
  const cases: [string, string, object, object, [number, string]][] = [
    ['without If-Match', 'assign', { to: '李四' }, {}, [428, 'JZ_IF_MATCH_REQUIRED']],
    ['with a weak tag', 'assign', { to: '李四' }, { 'if-match': 'W/"1"' }, [428, 'JZ_IF_MATCH_REQUIRED']],
    ['with a stale tag', 'assign', { to: '李四' }, { 'if-match': '"7"' }, [412, 'JZ_ALERT_STALE']],
    ['impossible in its state', 'close', {}, tag, [409, 'JZ_ALERT_TRANSITION']],
    ['without its details', 'assign', {}, tag, [400, 'JZ_REQUEST_INVALID']],
    ['with an unknown key', 'assign', { to: '李四', x: 1 }, tag, [400, 'JZ_REQUEST_INVALID']],
    ['with an unknown item', 'match', { items: ['gold'] }, tag, [400, 'JZ_REQUEST_INVALID']],
    ['too large', 'assign', { to: '李四', note: 'x'.repeat(70_000) }, tag, [413, 'JZ_BODY_TOO_LARGE']],
    [
      'from another site',
      'assign',
      { to: '李四' },
      { ...tag, origin: 'http://evil.example' },
      [403, 'JZ_ORIGIN_REFUSED'],
    ],
  ];
  it.each(cases)('%s', async (_name, action, body, headers, expected) => {
    const { id } = await first();

    expect(refusal(await post(id, action, body, headers))).toEqual(expected);
    expect((await stateOf(id)).alert).toMatchObject({ state: 'new', version: 1 });
  });

  it('nested ten thousand deep', async () => {
    const { id } = await first();
    const payload = `{"to":${'['.repeat(10_000)}${']'.repeat(10_000)}}`;
    const headers = { ...tag, 'content-type': 'application/json' };
    const request: InjectOptions = { method: 'POST', url: `/v1/alerts/${id}/assign`, payload, headers };

    expect(refusal(await app.inject(request))).toEqual([400, 'JZ_REQUEST_INVALID']);
    expect((await stateOf(id)).alert.version).toBe(1);
  });

  it('on an alert that is not there', async () => {
    expect(refusal(await post('nobody', 'accept', {}, tag))).toEqual([404, 'JZ_ALERT_UNKNOWN']);
  });
});

describe('Idempotency-Key', () => {
  it('gives the first answer again and does nothing twice, even when the alert has moved on', async () => {
    const { id } = await first();
    const headers = { 'if-match': '"1"', 'idempotency-key': 'k-1' };
    const once = await post(id, 'assign', { to: '李四' }, headers);
    await post(id, 'accept', {}, { 'if-match': '"2"' });
    const again = await post(id, 'assign', { to: '李四' }, headers);

    expect(again.json()).toEqual(once.json());
    expect([once.headers['idempotent-replayed'], again.headers['idempotent-replayed']]).toEqual([
      undefined,
      'true',
    ]);
    expect((await stateOf(id)).alert).toMatchObject({ state: 'accepted', version: 3 });
  });

  it('is refused for another request, and free again after a refused one', async () => {
    const { id } = await first();
    const headers = { 'if-match': '"1"', 'idempotency-key': 'k-1' };

    expect((await post(id, 'close', {}, headers)).statusCode).toBe(409);
    expect((await post(id, 'assign', { to: '李四' }, headers)).statusCode).toBe(200);
    expect(refusal(await post(id, 'assign', { to: '王五' }, headers))).toEqual([
      409,
      'JZ_IDEMPOTENCY_REUSED',
    ]);
  });
});

describe('accounts', () => {
  it('close the service to whoever is not signed in, at once', async () => {
    expect((await app.inject('/v1/alerts')).statusCode).toBe(200);
    const valid = await token('张三', 'caseworker');

    for (const url of ['/v1/alerts', '/v1/scores', '/v1/overview', '/v1/models/current', '/v1/session'])
      expect(refusal(await app.inject(url))).toEqual([401, 'JZ_SIGN_IN_REQUIRED']);
    expect((await app.inject('/health')).statusCode).toBe(200);
    expect((await app.inject({ url: '/v1/alerts', headers: bearer(valid) })).statusCode).toBe(200);
    expect((await app.inject({ url: '/v1/alerts', headers: bearer(`${valid}x`) })).statusCode).toBe(401);
    now = new Date(now.getTime() + 11 * 3_600_000);
    expect((await app.inject({ url: '/v1/alerts', headers: bearer(valid) })).statusCode).toBe(401);
  });

  it('show and move alerts of their areas only; others are not there', async () => {
    const headers = bearer(await token('张三', 'caseworker', ['330199002']));
    const [own, ...more] = await list(headers);
    const everyone = await list(bearer(await token('审计', 'auditor')));
    const other = everyone.find(({ household_id: id }) => id === 'A');

    expect([own?.household_id, more.length, everyone.length]).toEqual(['C', 0, 3]);
    const id = other?.id ?? '';
    expect(refusal(await app.inject({ url: `/v1/alerts/${id}`, headers }))).toEqual([
      404,
      'JZ_ALERT_UNKNOWN',
    ]);
    expect(refusal(await post(id, 'assign', { to: '李四' }, { ...headers, 'if-match': '"1"' }))).toEqual([
      404,
      'JZ_ALERT_UNKNOWN',
    ]);
    const scores = (await app.inject({ url: '/v1/scores', headers })).json<{ total: number }>();
    const overview = (await app.inject({ url: '/v1/overview', headers })).json<{
      scored: number;
      areas: object[];
    }>();
    expect([scores.total, overview.scored, overview.areas.length]).toEqual([1, 1, 1]);
    expect((await app.inject({ url: '/v1/households/A', headers })).statusCode).toBe(404);
    const mine = (await app.inject({ url: '/v1/households/C', headers })).json<{ neighbours: object }>();
    expect(mine.neighbours).toEqual({ previous: null, next: null });
    const done = await post(own?.id ?? '', 'assign', { to: '李四' }, { ...headers, 'if-match': '"1"' });
    expect(done.statusCode).toBe(200);
  });

  it.each([
    ['caseworker', [200, 200, 200, 409]],
    ['auditor', [200, 200, 200, 403]],
    ['analyst', [200, 403, 403, 403]],
    ['data_team', [200, 403, 403, 403]],
    ['administrator', [200, 403, 403, 403]],
  ])('of role %s may do what the role may', async (role, expected) => {
    const { id } = await first();
    const headers = bearer(await token('某人', role));
    const answers = [
      ...(await Promise.all(
        ['/v1/overview', '/v1/scores', '/v1/alerts'].map((url) => app.inject({ url, headers })),
      )),
      await post(id, 'close', {}, { ...headers, 'if-match': '"1"' }),
    ];

    expect(answers.map(({ statusCode }) => statusCode)).toEqual(expected);
  });

  it('sign in with a cookie that scripts and other sites cannot use, and out again', async () => {
    await token('张三', 'caseworker');
    const payload = { name: '张三', password };
    const answer = await app.inject({ method: 'POST', url: '/v1/session', payload });
    const set = String(answer.headers['set-cookie']);
    const headers = { cookie: set.split(';')[0] };

    const signedIn = {
      name: '张三',
      role: 'caseworker',
      areas: null,
      today: '2025-03-03',
      catalogue: 'panel',
      place_names: {},
    };
    expect(answer.json()).toEqual(signedIn);
    expect(set).toMatch(/; HttpOnly; SameSite=Strict$/);
    expect((await app.inject({ url: '/v1/session', headers })).statusCode).toBe(200);
    expect((await app.inject({ method: 'DELETE', url: '/v1/session', headers })).statusCode).toBe(200);
    expect((await app.inject({ url: '/v1/session', headers })).statusCode).toBe(401);
  });

  it('make a guesser wait, and say the same of an unknown name as of a wrong password', async () => {
    await token('张三', 'caseworker');
    const guess = async (name: string, given: string): Promise<[number, string]> => {
      const payload = { name, password: given };
      return refusal(await app.inject({ method: 'POST', url: '/v1/session', payload }));
    };

    expect(await guess('无人', password)).toEqual([401, 'JZ_SIGN_IN_FAILED']);
    for (let i = 0; i < 5; i++) expect(await guess('张三', 'wrong')).toEqual([401, 'JZ_SIGN_IN_FAILED']);
    expect(await guess('张三', password)).toEqual([429, 'JZ_SIGN_IN_LIMITED']);
    now = new Date(now.getTime() + 61_000);
    const payload = { name: '张三', password };
    expect((await app.inject({ method: 'POST', url: '/v1/session', payload })).statusCode).toBe(200);
  });

  it('keep no password and no token, and are told to the audit chain', async () => {
    const valid = await token('张三', 'caseworker');
    const kept = JSON.stringify([
      trial.store.raw.prepare('select * from account').all(),
      trial.store.raw.prepare('select * from session').all(),
      trial.store.raw.prepare('select * from audit_entry').all(),
    ]);

    expect(kept).toContain('account_add');
    expect(kept).not.toContain(password);
    expect(kept).not.toContain(valid);
    expect(verifyAudit(trial.store).holds).toBe(true);
  });

  it.each([
    [{ password: 'short' }, 'password'],
    [{ role: 'king' }, 'role'],
    [{ name: 'demo' }, 'name'],
    [{ name: '../x' }, 'name'],
    [{ areas: [] }, 'areas'],
    [{ areas: ['浙江'] }, 'areas.0'],
  ])('are refused when %j', async (change, field) => {
    const asked = { name: '张三', role: 'caseworker', areas: null, password, ...change };
    const made = createAccount(trial.store, asked, by);

    await expect(made).rejects.toMatchObject({ code: 'JZ_ACCOUNT_INVALID', details: { field } });
    expect((await app.inject('/v1/alerts')).statusCode).toBe(200);
  });
});
