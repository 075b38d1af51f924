import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { analysisRequests } from '../../test/api/analysis-requests.ts';
import { at, checker, objectOf, operationsOf, type Operation } from '../../test/api/open-api.ts';
import { emptyWorld, handScorer, publishList, type World } from '../../test/api/world.ts';
import { candidate, trialRound, trialSettings } from '../alerts/testing/trial.ts';
import { buildApp } from './app.ts';

let world: World;
let app: FastifyInstance;
let document: unknown;
beforeAll(async () => {
  world = emptyWorld();
  trialRound(world.store, { candidates: [candidate('A', 0.9)], settings: await trialSettings() });
  publishList(world.store, 'run-1', 30);
  const reportFile = join(world.folder, 'report.html');
  writeFileSync(reportFile, '<!doctype html><title>report</title>');
  app = buildApp({ store: world.store, scorer: handScorer, reportFile });
  document = (await app.inject('/openapi.json')).json();
});
afterAll(async () => {
  await app.close();
  await world.close();
});

const scoreBody = (features: object): InjectOptions => ({
  method: 'POST',
  url: '/v1/score',
  payload: { as_of: '2014-03-31', households: [{ household_id: 'a', features }] },
});

/** The alert of household A. */
const alertId = 'A20250228-000001';
const onAlert = (action: string, payload: object | string, tag = '"1"'): InjectOptions[] => [
  { method: 'POST', url: `/v1/alerts/${alertId}/${action}`, payload, headers: { 'if-match': tag } },
];

/** operationId → requests, good and bad. */
const requests: Readonly<Record<string, readonly InjectOptions[]>> = {
  listScores: [
    { url: '/v1/scores' },
    { url: '/v1/scores?page=9' },
    { url: '/v1/scores?band=red&limit=2' },
    { url: '/v1/scores?limit=none' },
    { url: '/v1/scores?run=nothing' },
    { url: '/v1/scores?cursor=x' },
  ],
  getOverview: [{ url: '/v1/overview' }, { url: '/v1/overview?run=nothing' }, { url: '/v1/overview?x=1' }],
  getHousehold: [
    { url: '/v1/households/H000000' },
    { url: '/v1/households/H000029' },
    { url: '/v1/households/nobody' },
    { url: `/v1/households/${'x'.repeat(200)}` },
  ],
  getDossier: [
    { url: '/v1/households/H000000/dossier' },
    { url: `/v1/households/${'x'.repeat(200)}/dossier` },
  ],
  getRecommendations: [{ url: '/v1/households/H000000/recommendations' }],
  unmaskHousehold: [
    { method: 'POST', url: '/v1/households/H000000/unmask', payload: { reason: '核对身份' } },
    { method: 'POST', url: '/v1/households/H000000/unmask', payload: { reason: 'x' } },
    { method: 'POST', url: '/v1/households/H000000/unmask', payload: { reason: 'x'.repeat(20_000) } },
  ],
  scoreHouseholds: [
    scoreBody({}),
    scoreBody({ household__members_count: 3, work__earners_count: null }),
    scoreBody({ unknown: 1 }),
    scoreBody({ household__members_count: 'three' }),
    { method: 'POST', url: '/v1/score', headers: { 'content-type': 'text/csv' }, payload: 'a,b' },
    {
      method: 'POST',
      url: '/v1/score',
      headers: { 'content-type': 'application/json' },
      payload: `"${'x'.repeat(9_000_000)}"`,
    },
    { ...scoreBody({}), headers: { host: 'evil.example' } },
  ],
  getCurrentModel: [{ url: '/v1/models/current' }],
  getReport: [{ url: '/v1/report' }],
  signIn: [
    { method: 'POST', url: '/v1/session', payload: { name: 'nobody', password: 'wrong' } },
    { method: 'POST', url: '/v1/session', payload: {} },
    { method: 'POST', url: '/v1/session', headers: { origin: 'http://evil.example' }, payload: {} },
  ],
  getSession: [{ url: '/v1/session' }],
  signOut: [{ method: 'DELETE', url: '/v1/session' }],
  listAlerts: [
    { url: '/v1/alerts' },
    { url: '/v1/alerts?closed=true&limit=1' },
    { url: '/v1/alerts?level=purple' },
  ],
  getAlert: [{ url: `/v1/alerts/${alertId}` }, { url: '/v1/alerts/nobody' }],
  assignAlert: [
    ...onAlert('assign', { to: '李四' }),
    ...onAlert('assign', {}),
    ...onAlert('assign', { to: '李四' }, '"9"'),
  ],
  acceptAlert: onAlert('accept', {}, '"2"'),
  visitAlert: onAlert('visit', { visited_on: '2013-07-01', findings: { members: 2 } }, '"3"'),
  concludeAlert: onAlert('conclude', { outcome: 'confirmed' }, '"4"'),
  matchAlert: onAlert('match', { items: ['dibao'] }, '"5"'),
  referAlert: onAlert('refer', { department: '民政局', items: ['gold'] }, '"6"'),
  aidAlert: [...onAlert('aid', { items: ['dibao'] }, '"6"'), ...onAlert('aid', { items: ['dibao'] }, '"7"')],
  refuseAlert: onAlert('refuse', { reason: 'x'.repeat(70_000) }),
  feedBackAlert: onAlert('feed_back', {}, ''),
  closeAlert: onAlert('close', {}, '"7"'),
  reopenAlert: [...onAlert('reopen', {}, '"7"'), ...onAlert('reopen', 'text')],
  ...analysisRequests,
  getMetrics: [{ url: '/metrics' }, { url: '/metrics', headers: { host: 'evil.example' } }],
  getHealth: [{ url: '/health' }],
  getReadiness: [{ url: '/ready' }],
};

const operation = (id: string): Operation => {
  const found = operationsOf(document).find((one) => one.operationId === id);
  if (!found) throw new Error(`no operation ${id}`);
  return found;
};

/** Fails unless the answer's status, media type and content are what the document promises. */
async function expectPromised(service: FastifyInstance, id: string, request: InjectOptions): Promise<number> {
  const answer = await service.inject(request);
  const mediaType = String(answer.headers['content-type']).split(';')[0] ?? '';
  const schema = at(operation(id).responses, String(answer.statusCode), mediaType);
  expect(schema, `${id}: ${answer.statusCode} ${mediaType}`).toBeDefined();
  const fits = await checker(document, objectOf(schema));
  expect(await fits(mediaType.endsWith('json') ? answer.json() : answer.body), answer.body).toBeNull();
  return answer.statusCode;
}

describe('the OpenAPI document', () => {
  it('is 3.1, says what the product is and what a score is not', () => {
    expect(at(document, 'openapi')).toBe('3.1.0');
    expect(at(document, 'info', 'title')).toContain('救助大脑');
    expect(at(document, 'info', 'description')).toContain('a named person decides');
  });

  it('has an id, a summary in two languages and an error answer for every operation', () => {
    const operations = operationsOf(document);

    expect(operations.map((one) => one.operationId).sort()).toEqual(Object.keys(requests).sort());
    for (const one of operations) {
      expect(at(document, 'paths', one.path, one.method, 'summary')).toMatch(/[\u4e00-\u9fff].* \/ \w/);
      expect(at(one.responses, '500', 'application/problem+json')).toBeDefined();
    }
  });

  it('refers to schemas that exist, and holds none that nothing refers to', () => {
    const text = JSON.stringify(document);
    const referred = new Set([...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map((match) => match[1]));

    expect([...referred].sort()).toEqual(Object.keys(objectOf(at(document, 'components', 'schemas'))).sort());
  });

  it('is the same bytes from every start', async () => {
    const again = buildApp({ store: world.store, scorer: handScorer });

    expect((await again.inject('/openapi.json')).json()).toEqual(document);
    await again.close();
  });

  it('documents the request body as it is checked', async () => {
    const fits = await checker(document, operation('scoreHouseholds').requestBody ?? {});

    expect(await fits({ as_of: '2014-03-31', households: [{ features: { a: 1, b: null } }] })).toBeNull();
    expect(await fits({ as_of: '2014-02-30', households: [{ features: {} }] })).not.toBeNull();
    expect(await fits({ as_of: '2014-03-31', households: [{ features: { a: 'x' } }] })).not.toBeNull();
    expect(await fits({ as_of: '2014-03-31', households: [], extra: 1 })).not.toBeNull();
  });
});

describe('answers', () => {
  it.each(Object.keys(requests))('of %s are what the document promises', async (id) => {
    for (const request of requests[id] ?? []) await expectPromised(app, id, request);
  });

  it('of a service without a list are what the document promises', async () => {
    const empty = emptyWorld();
    const service = buildApp({ store: empty.store, scorer: handScorer });

    for (const id of ['listScores', 'getOverview', 'getHousehold', 'getReadiness'])
      expect(await expectPromised(service, id, requests[id]?.[0] ?? {})).toBe(503);
    await service.close();
    await empty.close();
  });

  it('are told from answers that do not fit', async () => {
    const fits = await checker(document, { $ref: '#/components/schemas/RankedHousehold' });
    const [item] = (await app.inject('/v1/scores')).json<{ items: object[] }>().items;

    expect(await fits(item)).toBeNull();
    expect(await fits({ ...item, band: 'purple' })).not.toBeNull();
    expect(await fits({ ...item, probability: 1.5 })).not.toBeNull();
    expect(await fits({ ...item, identity_number: '33010619900101' })).not.toBeNull();
  });
});

describe('/docs', () => {
  it('is a page that loads everything from this service', async () => {
    const page = await app.inject('/docs/');
    const links = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
    const files = await Promise.all(links.map((link) => app.inject(`/docs/${link.replace('./', '')}`)));

    expect(page.statusCode).toBe(200);
    expect(links.length).toBeGreaterThan(4);
    expect(links.filter((link) => /^(https?:)?\/\//.test(link))).toEqual([]);
    expect(files.map((file) => file.statusCode)).toEqual(links.map(() => 200));
    expect(page.body).not.toMatch(/<script>|<script [^>]*>[^<\s]/);
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
    expect(page.headers['content-security-policy']).not.toMatch(/https?:/);
  });
});
