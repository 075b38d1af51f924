import { afterAll, beforeAll, expect, it } from 'vitest';
import fc from 'fast-check';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { handScorer, modelInfo, publishedWorld, type World } from '../../test/api/world.ts';
import { buildApp } from './app.ts';
import type { Problem } from './types.ts';

let world: World;
let app: FastifyInstance;
beforeAll(() => {
  world = publishedWorld(20);
  app = buildApp({ store: world.store, scorer: handScorer });
});
afterAll(async () => {
  await app.close();
  await world.close();
});

/** Anything may be asked; the answer is data or a problem with a code, never a failure inside. */
async function expectAnswered(request: InjectOptions): Promise<void> {
  const answer = await app.inject(request);
  expect(answer.statusCode, answer.body).toBeLessThan(500);
  if (answer.statusCode === 200) return;
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(answer.json<Problem>().code).toMatch(/^JZ_[A-Z_]+$/);
}

const awkward = fc.constantFrom(
  '',
  '0',
  '-1',
  '1e9',
  'NaN',
  'null',
  '%',
  "'",
  '"',
  '\u0000',
  '救助',
  '\ud83d\ude00',
  'H0',
);

it('any query is answered', async () => {
  const names = fc.constantFrom(
    'band',
    'area',
    'min_probability',
    'q',
    'run',
    'cursor',
    'page',
    'limit',
    'x',
  );
  const values = fc.oneof(awkward, fc.string(), fc.integer().map(String), fc.constantFrom('red', 'A1', '5'));
  const paths = fc.constantFrom(
    '/v1/scores',
    '/v1/overview',
    '/v1/households/H000001',
    '/v1/models/current',
    '/ready',
  );

  await fc.assert(
    fc.asyncProperty(paths, fc.array(fc.tuple(names, values), { maxLength: 4 }), async (path, pairs) => {
      const query = pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
      await expectAnswered({ url: `${path}?${query}` });
    }),
    { seed: 14, numRuns: 400 },
  );
});

it('any address is answered', async () => {
  const part = fc.oneof(
    awkward,
    fc.string({ unit: 'binary' }),
    fc.constantFrom('..', '.', 'v1', 'households', 'docs'),
  );

  await fc.assert(
    fc.asyncProperty(
      fc.array(part, { minLength: 1, maxLength: 5 }),
      fc.boolean(),
      async (parts, isEscaped) => {
        const path = parts.map((one) => (isEscaped ? encodeURIComponent(one) : encodeURI(one))).join('/');
        await expectAnswered({ url: `/v1/households/${path}` });
      },
    ),
    { seed: 15, numRuns: 300 },
  );
});

it('any body is answered', async () => {
  const feature = fc.oneof(fc.constantFrom(...modelInfo.features.map(({ name }) => name)), fc.string());
  const value = fc.oneof(fc.double(), fc.constant(null), fc.jsonValue({ maxDepth: 2 }));
  const nearly = fc.record(
    {
      as_of: fc.oneof(fc.constantFrom('2014-03-31', '2014-02-30', '9999-12-31'), awkward),
      data_date: fc.oneof(fc.constantFrom('2014-03-31', '2015-01-01'), awkward),
      top_reasons: fc.oneof(fc.integer({ min: -1, max: 201 }), fc.double()),
      households: fc.array(
        fc.record(
          { household_id: fc.oneof(awkward, fc.nat()), features: fc.dictionary(feature, value) },
          { requiredKeys: [] },
        ),
      ),
    },
    { requiredKeys: ['as_of', 'households'] },
  );

  await fc.assert(
    fc.asyncProperty(fc.oneof(nearly, fc.jsonValue()), async (body) => {
      const payload = JSON.stringify(body);
      await expectAnswered({
        method: 'POST',
        url: '/v1/score',
        headers: { 'content-type': 'application/json' },
        payload,
      });
    }),
    { seed: 16, numRuns: 500 },
  );
});
