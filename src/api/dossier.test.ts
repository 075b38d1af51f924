/**
 * Single households of a county over HTTP: what is told, to whom, and what is noted of it.
 */
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handScorer, publishedWorld } from '../../test/api/world.ts';
import {
  aidedHousehold,
  countyFolder,
  illHousehold,
  listDay,
  otherHousehold,
  type CountyFolder,
} from '../../test/api/county-folder.ts';
import { identitiesOf } from '../dossier/identities.ts';
import { listAudit, verifyAudit } from '../store/index.ts';
import { makeKeys, openVault, vaultFile, writeKeyFile } from '../vault/index.ts';
import { createAccount, openSession } from './accounts.ts';
import { buildApp } from './app.ts';
import { servedCounty, type ServedCounty } from './served-county.ts';
import type { DossierResponse, Problem, RecommendationsResponse, UnmaskResponse } from './types.ts';

let world: CountyFolder;
let county: ServedCounty;
let app: FastifyInstance;
const now = new Date('2025-01-02T01:00:00Z');
const tokens = new Map<string, string>();

beforeAll(async () => {
  world = await countyFolder();
  county = servedCounty(world.folder)!;
  const keys = makeKeys({ created: listDay, note: 'test', random: randomBytes });
  writeKeyFile(`${join(world.folder, 'lake')}.keys.json`, keys);
  const vault = openVault(vaultFile(join(world.folder, 'lake')), keys);
  vault.putPersons([
    {
      ...{
        personId: 'p-ill',
        idNumber: '990101196804120013',
        name: '王小明',
        sex: '1',
        birthDate: '1968-04-12',
      },
      ...{ phone: '15400000000', address: '一村1号' },
    },
  ]);
  vault.close();
  const { store, scorer, folder } = world;
  app = buildApp({ store, scorer, county, dataDirectory: folder, now: () => now });
  const accounts: [name: string, role: string, areas: string[] | null][] = [
    ['王助理', 'caseworker', ['330199001']],
    ['外乡', 'caseworker', ['330199002']],
    ['分析', 'analyst', null],
    ['审计', 'auditor', null],
  ];
  for (const [name, role, areas] of accounts) {
    const by = { at: listDay, actor: '管理员' };
    await createAccount(store, { name, role, areas, password: 'correct horse battery' }, by);
    tokens.set(name, openSession(store, name, now));
  }
}, 60_000);
afterAll(async () => {
  await app.close();
  await county.close();
  await world.close();
});

const as = (name: string) => ({ authorization: `Bearer ${tokens.get(name) ?? ''}` });
const get = (path: string, name = '王助理'): Promise<LightMyRequestResponse> =>
  app.inject({ url: `/v1/households/${path}`, headers: as(name) });
const unmask = (household: string, payload: object, name = '王助理'): Promise<LightMyRequestResponse> =>
  app.inject({ method: 'POST', url: `/v1/households/${household}/unmask`, headers: as(name), payload });
const refusal = (answer: LightMyRequestResponse): [number, string] => [
  answer.statusCode,
  answer.json<Problem>().code,
];
const lastEntry = async (household: string) => (await listAudit(world.store, household)).at(-1);

describe('a dossier', () => {
  let dossier: DossierResponse;
  beforeAll(async () => {
    dossier = (await get(`${illHousehold}/dossier`)).json<DossierResponse>();
  }, 60_000);

  it('says who lives there, without names in clear', () => {
    expect(dossier.members).toMatchObject([
      {
        ...{ person_id: 'p-ill', name: '王*', id_number: '99010119**********', age: 56, is_head: true },
        illness: { zh: '恶性肿瘤', since: '2024-06-10' },
      },
      { person_id: 'p-spouse', name: null, relation: { zh: '配偶' }, age: 54, is_head: false },
    ]);
    expect(JSON.stringify(dossier)).not.toMatch(/王小明|19680412|C34/);
  });

  it('tells what happened, newest first, each with its source, and nothing that became known later', () => {
    expect(dossier.timeline.map(({ on, kind, zh }) => `${on} ${kind} ${zh}`)).toEqual([
      '2024-11-20 report 医疗费用：幸福码',
      '2024-10-08 application 最低生活保障：不予批准',
      '2024-09-02 application 最低生活保障：申请',
      '2024-08-19 medical 住院，总费用 50,000.00 元，个人负担 25,000.00 元',
      '2024-06-10 notice 重大疾病报告：恶性肿瘤',
      '2024-06-03 medical 住院，总费用 60,000.00 元，个人负担 30,000.00 元',
    ]);
    expect(dossier.timeline[0]?.source).toMatchObject({ file: 'county.csv', department: { zh: '民政' } });
    expect(dossier).toMatchObject({ as_of: listDay, known_at: listDay, generation: world.generation });
  });

  it('has the score of the list with every reason, and what would lower its band', () => {
    const { score, what_if: whatIf } = dossier;
    expect(score).toMatchObject({ rank: 1, area: '330199001', region: '330199001002', band: 'red' });
    expect(score?.reasons.length).toBeGreaterThan(1);
    expect(whatIf?.lowerings[0]?.zh).toMatch(/^若.*由 .* 元(降|升)到 .* 元，等级由红降为[橙黄蓝]。$/);
    expect(dossier.neighbours.previous).toBeNull();
  });

  it('shows months as known, and signals with the rows they stand on', () => {
    const { months, series } = dossier.channels;
    const of = (name: string) => series.find((one) => one.name === name)?.values;
    expect([months.length, months.at(-1)]).toEqual([36, '2024-12']);
    expect(of('income_all')?.slice(-2)).toEqual([150_000, 150_000]);
    expect(of('medical_borne')?.[months.indexOf('2024-06')]).toBe(3_000_000);
    expect(of('electricity')?.at(-1)).toBe(80);
    const medical = dossier.signals.find(({ code }) => code.startsWith('MED_'));
    expect(medical?.evidence[0]).toMatchObject({ on: '2024-08-19', person_id: 'p-ill' });
    const columns = medical?.evidence[0]?.cells.map(({ column }) => column);
    expect(columns).toContain('self_paid_fen');
    expect(columns).not.toContain('icd10');
  });

  it('of a household on Dibao tells what it draws and why it has no score', async () => {
    const aided = (await get(`${aidedHousehold}/dossier`)).json<DossierResponse>();

    expect(aided).toMatchObject({ score: null, not_scored: 'held', what_if: null });
    expect(aided.grants).toMatchObject([
      {
        ...{ item: { code: 'dibao' }, from: '2023-01-15', to: '2024-12-15', is_current: true },
        ...{ is_monthly: true, last_fen: 70_000, total_fen: 1_680_000, payments: 24 },
      },
    ]);
  });
});

describe('recommendations', () => {
  it('tell what fits with conditions, law and papers, by the rules alone', async () => {
    const advice = (await get(`${illHousehold}/recommendations`)).json<RecommendationsResponse>();

    expect(advice).toMatchObject({ as_of: listDay, region: '330199', held: [] });
    expect(advice.lines.map(({ rank }) => rank)).toEqual(advice.lines.map((_, i) => i + 1));
    const fitting = advice.lines.filter(({ finding }) => finding === 'entitled' || finding === 'ask');
    const clauses = fitting.flatMap((line) => line.clauses);
    expect(clauses.length).toBeGreaterThan(0);
    expect(clauses.filter(({ outcome }) => outcome === 'missed')).toEqual([]);
    expect(clauses.filter(({ law }) => law.article === '')).toEqual([]);
    expect(advice.bundles.flatMap(({ papers }) => papers).length).toBeGreaterThan(0);
  });

  it('name what is held', async () => {
    const advice = (await get(`${aidedHousehold}/recommendations`)).json<RecommendationsResponse>();

    expect(advice.held).toMatchObject([{ item: { id: 'dibao' }, amount_fen: 70_000, since: '2024-12-15' }]);
  });
});

describe('names and numbers', () => {
  it('are shown for a reason that is in the audit chain first', async () => {
    const answer = await unmask(illHousehold, { reason: '入户核查前核对身份' });
    const { audit_number: number, persons } = answer.json<UnmaskResponse>();

    expect(persons).toEqual([
      {
        ...{ person_id: 'p-ill', name: '王小明', id_number: '990101196804120013' },
        ...{ phone: '15400000000', address: '一村1号' },
      },
    ]);
    expect(await lastEntry(illHousehold)).toMatchObject({
      ...{ number, action: 'unmask', actor: '王助理' },
      details: { reason: '入户核查前核对身份', persons: 2 },
    });
    expect(JSON.stringify(await listAudit(world.store, illHousehold))).not.toContain('王小明');
    expect(verifyAudit(world.store).holds).toBe(true);
  });

  it('are refused without a reason, to other roles and for other areas; nothing is audited', async () => {
    const before = await lastEntry(illHousehold);

    expect(refusal(await unmask(illHousehold, {}))).toEqual([400, 'JZ_REQUEST_INVALID']);
    expect(refusal(await unmask(illHousehold, { reason: '  x ' }))).toEqual([400, 'JZ_REQUEST_INVALID']);
    expect(refusal(await unmask(illHousehold, { reason: '核对身份' }, '审计'))).toEqual([
      403,
      'JZ_ROLE_REFUSED',
    ]);
    expect(refusal(await unmask(illHousehold, { reason: '核对身份' }, '外乡'))).toEqual([
      404,
      'JZ_HOUSEHOLD_NOT_FOUND',
    ]);
    expect(await lastEntry(illHousehold)).toEqual(before);
  });

  it('are refused with a remedy where the service has no key', async () => {
    const identities = identitiesOf({
      lake: join(world.folder, 'lake'),
      keyFile: join(world.folder, 'nothing.json'),
    });
    const closed = { ...county, identities };
    const service = buildApp({ store: world.store, scorer: world.scorer, county: closed, now: () => now });
    const before = await lastEntry(illHousehold);
    const answer = await service.inject({
      method: 'POST',
      url: `/v1/households/${illHousehold}/unmask`,
      headers: as('王助理'),
      payload: { reason: '核对身份' },
    });

    expect(refusal(answer)).toEqual([503, 'JZ_IDENTITIES_CLOSED']);
    expect(answer.json<Problem>().detail_zh).toContain('--keys');
    expect(await lastEntry(illHousehold)).toEqual(before);
    await service.close();
  });
});

describe('a household', () => {
  it('of another area is as unknown as one that is nowhere', async () => {
    const paths = ['', '/dossier', '/recommendations'];
    for (const path of paths) {
      expect(refusal(await get(`${illHousehold}${path}`, '外乡'))).toEqual([404, 'JZ_HOUSEHOLD_NOT_FOUND']);
      expect(refusal(await get(`nobody${path}`))).toEqual([404, 'JZ_HOUSEHOLD_NOT_FOUND']);
      expect((await get(`${otherHousehold}${path}`, '外乡')).statusCode).toBe(200);
    }
    expect(refusal(await get(`${aidedHousehold}/dossier`, '外乡'))).toEqual([404, 'JZ_HOUSEHOLD_NOT_FOUND']);
  });

  it('is shown to nobody whose work needs none', async () => {
    expect(refusal(await get(`${illHousehold}/dossier`, '分析'))).toEqual([403, 'JZ_ROLE_REFUSED']);
  });

  it('that was looked at is noted with who looked, before the answer', async () => {
    await get(illHousehold, '审计');
    expect(await lastEntry(illHousehold)).toMatchObject({ action: 'read_score', actor: '审计' });
    await Promise.all([
      get(`${otherHousehold}/dossier`, '审计'),
      get(`${otherHousehold}/recommendations`, '审计'),
    ]);
    const actions = (await listAudit(world.store, otherHousehold)).slice(-2).map(({ action }) => action);
    expect(actions.sort()).toEqual(['read_advice', 'read_dossier']);
    expect(verifyAudit(world.store).holds).toBe(true);
  });

  it('of a panel has no dossier', async () => {
    const panel = publishedWorld(3);
    const service = buildApp({ store: panel.store, scorer: handScorer });

    expect(refusal(await service.inject('/v1/households/H000000/dossier'))).toEqual([
      404,
      'JZ_COUNTY_NOT_SERVED',
    ]);
    await service.close();
    await panel.close();
  });
});
