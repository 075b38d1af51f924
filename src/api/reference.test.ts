import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { operationsOf } from '../../test/api/open-api.ts';
import { handScorer, publishedWorld } from '../../test/api/world.ts';
import { buildApp } from './app.ts';
import { defaultLimits } from './limits.ts';
import { maxHouseholdsPerRequest } from './schemas.ts';
import { maxPageSize } from './schemas/numbers.ts';
import type { ScoreResponse, ScoresResponse } from './types.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/reference/api.md'), 'utf8');

it('docs/reference/api.md lists the operations the service has, and no others', async () => {
  const world = publishedWorld(2);
  const app = buildApp({ store: world.store, scorer: handScorer });
  const operations = operationsOf((await app.inject('/openapi.json')).json());

  const listed = [...page.matchAll(/^\| `([A-Z]+ \/\S+)` \|/gm)].map((match) => match[1]);

  expect(listed.sort()).toEqual(operations.map((one) => `${one.method.toUpperCase()} ${one.path}`).sort());
  await app.close();
  await world.close();
});

it('docs/reference/api.md names the limits that hold', () => {
  expect(page).toContain(`up to ${maxHouseholdsPerRequest} households`);
  expect(page).toContain(`${maxPageSize} at most`);
  expect(page).toContain(`over ${defaultLimits.bodyBytes} bytes`);
  expect(page).toContain(`more than ${defaultLimits.requestsInWork} requests in work`);
  expect(page).toContain(`whole in ${defaultLimits.requestTimeoutMs / 1000} seconds`);
});

it('the examples of docs/reference/api.md work as written', async () => {
  const world = publishedWorld(10);
  const app = buildApp({ store: world.store, scorer: handScorer });
  const [list, household] = [...page.matchAll(/^curl '(\S+)'$/gm)].map((match) => match[1] ?? '');
  const body = /-d '([^']+)' (\S+)$/m.exec(page);

  const listed = await app.inject(list ?? '');
  const shown = await app.inject(household ?? '');
  const headers = { 'content-type': 'application/json' };
  const scored = await app.inject({
    method: 'POST',
    url: body?.[2] ?? '',
    headers,
    payload: body?.[1] ?? '',
  });

  expect(listed.json<ScoresResponse>().items).toHaveLength(5);
  expect(shown.statusCode).toBe(200);
  expect(scored.json<ScoreResponse>().items).toHaveLength(1);
  await app.close();
  await world.close();
});
