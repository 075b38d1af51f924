import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countyWorld, type CountyWorld } from '../../test/api/county-world.ts';
import { confirmChampion, proposeChampion, shadowModel } from '../registry/index.ts';
import { writeHouseholdModel } from '../scoring/household-bundle.ts';
import { householdModel } from '../scoring/test-support.ts';
import { createAccount, openSession } from './accounts.ts';
import { buildApp } from './app.ts';
import type { Problem } from './types.ts';
import type {
  FeaturesResponse,
  ModelsResponse,
  PolicyItemsResponse,
  QualityResponse,
  RegisteredModelResponse,
  SignalsResponse,
} from './types-analysis.ts';

let world: CountyWorld;
let app: FastifyInstance;
let models: readonly string[];
beforeAll(async () => {
  world = await countyWorld();
  const registry = join(world.folder, 'registry');
  const write = (en: string) =>
    writeHouseholdModel(registry, { ...householdModel(), label: { zh: en, en } }, {});
  models = [await write('one'), await write('two'), await write('three')];
  const act = (by: string) => ({ registry, by, at: '2025-01-05T01:00:00Z', because: '检验更好' });
  await proposeChampion(act('王芳'), models[0]!);
  await confirmChampion(act('李强'), models[0]!);
  await shadowModel(act('王芳'), models[1]!);
  app = buildApp({ store: world.store, scorer: world.scorer, dataDirectory: world.folder });
});
afterAll(async () => {
  await app.close();
  await world.close();
});
const get = async <T>(url: string): Promise<T> => (await app.inject(url)).json<T>();
const refusal = async (url: string): Promise<[number, string]> => {
  const answer = await app.inject(url);
  return [answer.statusCode, answer.json<Problem>().code];
};

describe('the catalogues', () => {
  it('tell of every feature with title, unit, direction and law, and find it in either language', async () => {
    const all = await get<FeaturesResponse>('/v1/catalogue/features');
    const found = await get<FeaturesResponse>(`/v1/catalogue/features?q=${encodeURIComponent('医疗')}`);
    const english = await get<FeaturesResponse>('/v1/catalogue/features?q=DISABIL');

    expect(all.catalogue).toBe('county');
    expect(all.items).toHaveLength(all.total);
    expect(found.items.length).toBeGreaterThan(0);
    expect(found.items.every(({ title, department }) => `${title.zh}${department.zh}`.includes('医疗'))).toBe(
      true,
    );
    expect(english.items.map(({ family }) => family)).toContain('disability');
    expect((await get<FeaturesResponse>('/v1/catalogue/features?q=nothing-like-it')).items).toEqual([]);
  });

  it('tell of every signal with its thresholds, and whether they were verified', async () => {
    const { items } = await get<SignalsResponse>('/v1/catalogue/signals');
    const spike = items.find(({ code }) => code === 'MED_SPIKE');

    expect(spike?.levels.map(({ level }) => level)).toEqual(['yellow', 'orange']);
    expect(spike?.levels[0]?.when[0]).toMatchObject({
      at_least: 3,
      at_most: null,
      unit: expect.any(String) as string,
    });
    expect(spike?.verified).toBe(false);
  });

  it('tell of every item with its law, and which of its numbers nobody read in a document', async () => {
    const { items, region } = await get<PolicyItemsResponse>('/v1/catalogue/items?q=dibao');
    const dibao = items.find(({ id }) => id === 'dibao');

    expect(region).toBe('330199');
    expect(dibao?.clauses[0]?.law?.document.zh).toBeTruthy();
    expect(dibao?.verified).toBe(dibao?.unverified.length === 0);
    expect(items.length).toBeLessThan((await get<PolicyItemsResponse>('/v1/catalogue/items')).items.length);
  });
});

describe('the registry', () => {
  it('tells who holds which role, who decided so and why', async () => {
    const { champion, challenger, proposal, items, history } = await get<ModelsResponse>('/v1/models');

    expect(champion).toEqual({
      model: models[0],
      by: '李强',
      at: '2025-01-05T01:00:00Z',
      because: '检验更好',
    });
    expect([challenger?.model, proposal]).toEqual([models[1], null]);
    expect(new Map(items.map(({ id, roles }) => [id, roles]))).toEqual(
      new Map([
        [models[0], ['champion']],
        [models[1], ['challenger']],
        [models[2], []],
      ]),
    );
    expect(history.map(({ number, action }) => [number, action])).toEqual([
      [1, 'proposed'],
      [2, 'confirmed'],
      [3, 'shadowed'],
    ]);
  });

  it('has a card and a data sheet of each model, as a page and in both languages', async () => {
    const { links, evaluation, model } = await get<RegisteredModelResponse>(`/v1/models/${models[0]}`);
    const card = await app.inject(links.card);
    const markdown = await app.inject(`${links.card}?form=markdown&language=en`);
    const sheet = await app.inject(`${links.data_sheet}?form=markdown`);

    expect([model.roles, evaluation, links.drift]).toEqual([['champion'], null, null]);
    expect(card.headers['content-type']).toContain('text/html');
    expect(card.headers['content-security-policy']).toContain('sandbox');
    expect(markdown.body).toContain(`# Model card ${models[0]}`);
    expect(sheet.body).toContain(`# 数据说明 ${models[0]}`);
  });

  it('shows the drift report where one was written', async () => {
    const url = `/v1/models/${models[2]}/drift`;
    expect(await refusal(url)).toEqual([404, 'JZ_REPORT_MISSING']);
    mkdirSync(join(world.folder, 'monitor', models[2]!), { recursive: true });
    writeFileSync(join(world.folder, 'monitor', models[2]!, 'report.html'), '<!doctype html>drift');

    expect((await app.inject(url)).body).toContain('drift');
    expect((await get<RegisteredModelResponse>(`/v1/models/${models[2]}`)).links.drift).toBe(url);
  });

  it('knows no model outside it, and lists a damaged one as refused', async () => {
    for (const id of ['nothing', '..', encodeURIComponent('../lake')])
      expect((await refusal(`/v1/models/${id}/card`))[0]).toBe(404);
    const folder = join(world.folder, 'registry', models[2]!);
    const file = readdirSync(folder).find((name) => name.endsWith('.bin')) ?? 'model.json';
    const before = readFileSync(join(folder, file));
    appendFileSync(join(folder, file), 'x');
    const fresh = buildApp({ store: world.store, scorer: world.scorer, dataDirectory: world.folder });
    const listed = (await fresh.inject('/v1/models'))
      .json<ModelsResponse>()
      .items.find(({ id }) => id === models[2]);
    await fresh.close();
    writeFileSync(join(folder, file), before);

    expect(listed).toMatchObject({ features: 0, damaged: expect.stringMatching(/^JZ_/) as string });
  });
});

describe('quality', () => {
  it('tells each department’s score, what came in, and where its rejected rows lie', async () => {
    const quality = await get<QualityResponse>('/v1/quality');
    const [department] = quality.departments;

    expect(quality).toMatchObject({ generation: world.generation, quarantined: 3 });
    expect(quality.rows_in).toBe(quality.loaded + quality.quarantined);
    expect(department).toMatchObject({ department: 'civil_affairs', title: { zh: '民政' } });
    expect(department?.parts).toHaveLength(7);
    expect(quality.quarantine).toMatchObject([{ department: 'civil_affairs', file: 'county.csv', rows: 3 }]);
    expect(quality.trend.map(({ generation }) => generation)).toEqual([world.generation]);
    expect((await app.inject('/v1/quality/report')).headers['content-type']).toContain('text/html');
  });

  it('is kept, so that another service need not measure again, unless what is kept is of another ledger', async () => {
    const file = join(world.folder, 'quality', 'quality.json');
    await get('/v1/quality');
    const kept = JSON.parse(readFileSync(file, 'utf8')) as { score: number };
    const ask = async (): Promise<QualityResponse> => {
      const other = buildApp({ store: world.store, scorer: world.scorer, dataDirectory: world.folder });
      const answer = (await other.inject('/v1/quality')).json<QualityResponse>();
      await other.close();
      return answer;
    };
    writeFileSync(file, JSON.stringify({ ...kept, score: 12.5 }));
    expect((await ask()).score).toBe(12.5);
    writeFileSync(file, JSON.stringify({ ...kept, score: 12.5, generation: 'g0000-other' }));
    expect((await ask()).score).toBe(kept.score);
  });
});

it('says who may read what', async () => {
  const by = { at: '2025-03-03', actor: '管理员' };
  const headersOf = async (role: string) => {
    await createAccount(
      world.store,
      { name: `某${role}`, role, areas: null, password: 'correct horse battery' },
      by,
    );
    return { authorization: `Bearer ${openSession(world.store, `某${role}`, new Date())}` };
  };
  const may: [string, string, number][] = [
    ['caseworker', '/v1/quality', 403],
    ['data_team', '/v1/quality', 200],
    ['data_team', '/v1/households/H000', 403],
    ['analyst', '/v1/households/H000', 403],
    ['caseworker', '/v1/catalogue/signals', 200],
    ['administrator', '/v1/models', 200],
  ];
  const headers = new Map<string, { authorization: string }>();
  for (const [role, url, status] of may) {
    const own = headers.get(role) ?? (await headersOf(role));
    headers.set(role, own);
    expect([role, url, (await app.inject({ url, headers: own })).statusCode]).toEqual([role, url, status]);
  }
});
