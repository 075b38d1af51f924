import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { handScorer, publishedWorld, type World } from '../../test/api/world.ts';
import { buildApp, type AppOptions } from './app.ts';
import type { Problem } from './types.ts';

let world: World;
let app: FastifyInstance;
let log: string[];
beforeAll(() => {
  world = publishedWorld(20);
  log = [];
  app = build({ logger: { level: 'info', stream: { write: (line) => log.push(line) } } });
});
afterAll(async () => {
  await app.close();
  await world.close();
});

const build = (options: Partial<AppOptions>): FastifyInstance =>
  buildApp({ store: world.store, scorer: handScorer, ...options });

const json = { 'content-type': 'application/json' };
const postJson = (payload: string): InjectOptions => ({
  method: 'POST',
  url: '/v1/score',
  headers: json,
  payload,
});
const goodBody = { as_of: '2014-03-31', households: [{ features: {} }] };

describe('every error', () => {
  const cases: readonly [string, InjectOptions, number, string][] = [
    ['an unknown address', { url: '/v2/scores' }, 404, 'JZ_ROUTE_NOT_FOUND'],
    ['a wrong method', { method: 'DELETE', url: '/v1/scores' }, 404, 'JZ_ROUTE_NOT_FOUND'],
    ['a broken escape', { url: '/v1/households/%E0%A4%A' }, 404, 'JZ_ROUTE_NOT_FOUND'],
    ['an endless id', { url: `/v1/households/${'x'.repeat(3000)}` }, 404, 'JZ_ROUTE_NOT_FOUND'],
    ['an unknown household', { url: '/v1/households/nobody' }, 404, 'JZ_HOUSEHOLD_NOT_FOUND'],
    ['no report', { url: '/v1/report' }, 404, 'JZ_REPORT_MISSING'],
    ['malformed JSON', postJson('{"as_of": '), 400, 'JZ_JSON_INVALID'],
    ['an empty JSON body', postJson(''), 400, 'JZ_JSON_INVALID'],
    ['a __proto__ key', postJson('{"__proto__": {"polluted": true}}'), 400, 'JZ_JSON_FORBIDDEN_KEY'],
    [
      'a constructor.prototype key',
      postJson('{"households": [{"constructor": {"prototype": {"polluted": true}}}]}'),
      400,
      'JZ_JSON_FORBIDDEN_KEY',
    ],
    ['no body', { method: 'POST', url: '/v1/score' }, 400, 'JZ_REQUEST_INVALID'],
    ['nesting without end', postJson('['.repeat(200_000) + ']'.repeat(200_000)), 400, 'JZ_REQUEST_INVALID'],
    ['a body over 8 MiB', postJson(`"${'x'.repeat(8 * 1024 * 1024)}"`), 413, 'JZ_BODY_TOO_LARGE'],
    [
      'plain text',
      { method: 'POST', url: '/v1/score', headers: { 'content-type': 'text/plain' }, payload: 'x' },
      415,
      'JZ_MEDIA_TYPE',
    ],
    [
      'XML',
      { method: 'POST', url: '/v1/score', headers: { 'content-type': 'application/xml' }, payload: '<a/>' },
      415,
      'JZ_MEDIA_TYPE',
    ],
    [
      'a host name of somebody else',
      { url: '/health', headers: { host: 'evil.example' } },
      421,
      'JZ_HOST_REFUSED',
    ],
  ];

  it.each(cases)(
    'for %s is a problem in two languages with a stable code',
    async (_, request, status, code) => {
      const answer = await app.inject(request);

      const problem = answer.json<Problem>();
      expect([answer.statusCode, problem.code, problem.status]).toEqual([status, code, status]);
      expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
      expect(problem.type).toBe(`urn:jiuzhu:error:${code}`);
      expect(problem.detail).toMatch(/\S. \S/);
      expect(problem.detail_zh).toMatch(/[\u4e00-\u9fff]/);
      expect(problem.instance).toMatch(/^urn:jiuzhu:request:req-/);
      expect(answer.body).not.toMatch(/\bat .*:\d+:\d+|node_modules|\/src\/|{limit}/);
      expect(answer.headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
      });
      expect(Object.prototype).not.toHaveProperty('polluted');
    },
  );

  it('inside the service tells the client nothing and the log where it was', async () => {
    const lines: string[] = [];
    const failing = {
      info: handScorer.info,
      catalogue: handScorer.catalogue,
      score: (): never => {
        throw new Error('household 330106199001011234 at /home/bureau/store.sqlite');
      },
    };
    const broken = build({
      scorer: failing,
      logger: { level: 'error', stream: { write: (line) => lines.push(line) } },
    });

    const answer = await broken.inject({ method: 'POST', url: '/v1/score', payload: goodBody });

    expect([answer.statusCode, answer.json<Problem>().code]).toEqual([500, 'JZ_INTERNAL']);
    expect(answer.body).not.toMatch(/33010619900101|bureau/);
    expect(lines.join('')).toMatch(/errors\.test\.ts:\d+/);
    expect(lines.join('')).not.toMatch(/33010619900101|bureau/);
    await broken.close();
  });

  it('of a stored row that cannot be read shows neither row nor path', async () => {
    const other = publishedWorld(20);
    const service = buildApp({ store: other.store, scorer: handScorer });
    await service.ready();
    other.store.raw.exec("update score_run set model = 'not json'");

    const answer = await service.inject('/v1/scores');

    expect([answer.statusCode, answer.json<Problem>().code]).toEqual([500, 'JZ_INTERNAL']);
    expect(answer.body).not.toContain(other.folder);
    await service.close();
    await other.close();
  });

  it('of validation is never a partial success', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/v1/score',
      payload: { ...goodBody, households: [{ features: {} }, { features: { x: 'y' } }] },
    });

    expect(answer.statusCode).toBe(400);
    expect(answer.json<object>()).not.toHaveProperty('items');
  });
});

describe('host names', () => {
  it.each(['localhost', 'localhost:8080', '127.0.0.1:8080', '[::1]:8080'])('%s is served', async (host) => {
    expect((await app.inject({ url: '/health', headers: { host } })).statusCode).toBe(200);
  });

  it.each(['localhost.evil.example', '127.0.0.1.evil.example', '192.168.1.5:8080'])(
    '%s is refused',
    async (host) => {
      expect((await app.inject({ url: '/v1/scores', headers: { host } })).statusCode).toBe(421);
    },
  );

  it('of the installation can be allowed instead', async () => {
    const service = build({ allowedHosts: ['jiuzhu.bureau'] });

    expect((await service.inject({ url: '/health', headers: { host: 'jiuzhu.bureau' } })).statusCode).toBe(
      200,
    );
    await service.close();
  });
});

describe('under pressure', () => {
  it('one request too many gets 503 with Retry-After while health still answers', async () => {
    const service = build({ limits: { requestsInWork: 0 } });

    const answer = await service.inject('/v1/scores');

    expect([answer.statusCode, answer.json<Problem>().code]).toEqual([503, 'JZ_OVERLOADED']);
    expect(answer.headers['retry-after']).toBe('1');
    expect((await service.inject('/health')).statusCode).toBe(200);
    await service.close();
  });

  it('finished requests make room for the next', async () => {
    const service = build({ limits: { requestsInWork: 1 } });

    for (let i = 0; i < 5; i++) expect((await service.inject('/v1/overview')).statusCode).toBe(200);
    await service.close();
  });
});

describe('on a real socket', () => {
  const limits = { requestTimeoutMs: 200, checkIntervalMs: 50 };

  async function answerTo(sent: string): Promise<string> {
    const service = build({ limits });
    const address = await service.listen({ host: '127.0.0.1', port: 0 });
    const socket = connect(Number(new URL(address).port), '127.0.0.1');
    let received = '';
    socket.on('data', (chunk: Buffer) => (received += chunk.toString()));
    socket.write(sent);
    await once(socket, 'close');
    await service.close();
    return received;
  }

  it('a request that never ends is given up with 408', async () => {
    const slow =
      'POST /v1/score HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{';

    const answer = await answerTo(slow);

    expect(answer).toMatch(/^HTTP\/1.1 408 /);
    expect(answer).toContain('JZ_REQUEST_TIMEOUT');
  });

  it('headers that never end are given up with 408', async () => {
    expect(await answerTo('GET /health HTTP/1.1\r\nHost: local')).toMatch(/^HTTP\/1.1 408 /);
  });

  it('what is not HTTP is answered with a problem and closed', async () => {
    const answer = await answerTo('\u0016\u0003\u0001 hello\r\n\r\n');

    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect(answer).toContain('application/problem+json');
  });
});

describe('the log', () => {
  it('holds one line a request by route, and nothing of the household', async () => {
    log.length = 0;

    await app.inject('/v1/households/H000003');
    await app.inject('/v1/households/canary-330106');
    await app.inject({ method: 'POST', url: '/v1/score', payload: { ...goodBody, canary: 'canary-330106' } });

    const lines = log.map((line) => JSON.parse(line) as { route: string; status: number });
    expect(lines.map((line) => [line.route, line.status])).toEqual([
      ['/v1/households/:id', 200],
      ['/v1/households/:id', 404],
      ['/v1/score', 400],
    ]);
    expect(log.join('')).not.toMatch(/H000003|canary|127\.0\.0\.1/);
  });
});
