import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import packageJson from '../../package.json' with { type: 'json' };
import { processSource } from '../../src/core/thread-source.ts';
import type { Load, LoadResult } from './api-load.ts';
import { benchService, householdId, listed, type BenchService } from './api-world.ts';
import { timing, type Bench, type BenchResult } from './bench.ts';

const requests = 4_000;
const connections = 32;
const runs = 5;
/** Different requests asked in turn. */
const different = 500;

type Asked = Pick<Load, 'method' | 'asked'>;

/** Scores one household a request, features given, with reasons. */
export const apiScoreBench: Bench = {
  name: 'api-score',
  title: 'POST /v1/score, one household with reasons, bearer, validation, audit; beside a bare Fastify route',
  run: () =>
    measured('api-score', ({ scoreBody }) => ({
      method: 'POST',
      asked: Array.from({ length: different }, (_, i) => ({ path: '/v1/score', body: scoreBody(i) })),
    })),
};

/** The score of one household of the published list, with every reason. */
export const apiHouseholdBench: Bench = {
  name: 'api-household',
  title: 'GET /v1/households/{id}, its score with every reason, bearer, audit; beside a bare Fastify route',
  run: () =>
    measured('api-household', () => ({
      method: 'GET',
      asked: Array.from({ length: different }, (_, i) => ({
        path: `/v1/households/${householdId((i * 37) % listed)}`,
        body: '',
      })),
    })),
};

async function measured(bench: string, askedOf: (service: BenchService) => Asked): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'jiuzhu-bench-api-'));
  const service = await benchService(folder);
  const asked = askedOf(service);
  const headers = { authorization: `Bearer ${service.token}` };
  const bare = bareService(asked, await answerOf(service, asked, headers));
  const { path, execArgv } = processSource(new URL('api-load.ts', import.meta.url));
  const child = fork(path, { execArgv: [...execArgv] });
  try {
    const [own, other] = [await portOf(service.app), await portOf(bare)];
    const load = { ...asked, headers, connections, requests };
    const [ours, ceiling]: [LoadResult[], LoadResult[]] = [[], []];
    for (let i = 0; i <= runs; i++) {
      const [one, two] = [
        await under(child, { ...load, port: own }),
        await under(child, { ...load, port: other }),
      ];
      // The first run warms up.
      if (i > 0) ours.push(one);
      if (i > 0) ceiling.push(two);
    }
    return resultOf(bench, service, { ours, ceiling });
  } finally {
    child.disconnect();
    await bare.close();
    await service.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The first answer, so that the bare route sends as much. */
async function answerOf(
  { app }: BenchService,
  { method, asked }: Asked,
  headers: Load['headers'],
): Promise<string> {
  const [first] = asked;
  const payload = first?.body === '' ? {} : { payload: JSON.parse(first?.body ?? '{}') as object };
  const answer = await app.inject({
    method: method === 'POST' ? 'POST' : 'GET',
    url: first?.path ?? '/',
    headers,
    ...payload,
  });
  if (answer.statusCode !== 200) throw new Error(`${first?.path ?? ''}: ${answer.statusCode} ${answer.body}`);
  return answer.body;
}

/** Parses the body, knows nobody, checks nothing, and sends the same bytes each time. */
function bareService({ method }: Asked, body: string): FastifyInstance {
  const app = Fastify();
  const route = method === 'POST' ? '/v1/score' : '/v1/households/:id';
  app.route({ method, url: route, handler: (_request, reply) => reply.type('application/json').send(body) });
  return app;
}

async function portOf(app: FastifyInstance): Promise<number> {
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return Number(new URL(url).port);
}

async function under(child: ChildProcess, load: Load): Promise<LoadResult> {
  child.send(load);
  const [result] = (await once(child, 'message')) as [LoadResult];
  if (result.failures > 0) throw new Error(`${result.failures} answers were not 200`);
  return result;
}

function resultOf(
  bench: string,
  { model }: BenchService,
  { ours, ceiling }: { readonly ours: readonly LoadResult[]; readonly ceiling: readonly LoadResult[] },
): BenchResult {
  const own = timing(
    'jiuzhu serve',
    packageJson.version,
    ours.map(({ ms }) => ms),
  );
  const peer = timing(
    'bare Fastify',
    packageJson.dependencies.fastify,
    ceiling.map(({ ms }) => ms),
  );
  const perSecond = (ms: number): number => Math.round((1000 * requests) / ms);
  const middle = (values: readonly number[]): number => timing('', '', values).medianMs;
  return {
    bench,
    setting: {
      ...{ requests, connections, listed, ...model, per_second: perSecond(own.medianMs) },
      p50_ms: middle(ours.map(({ p50Ms }) => p50Ms)),
      p99_ms: middle(ours.map(({ p99Ms }) => p99Ms)),
      ceiling_per_second: perSecond(peer.medianMs),
      ceiling_p99_ms: middle(ceiling.map(({ p99Ms }) => p99Ms)),
      load_1m: loadavg()[0] ?? 0,
    },
    ours: own,
    peer,
    peerProblem: '',
    ratio: own.medianMs / peer.medianMs,
    agreement: null,
  };
}
