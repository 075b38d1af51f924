import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  aidedHousehold,
  countyFolder,
  illHousehold,
  listDay,
  type CountyFolder,
} from '../../test/api/county-folder.ts';
import { listAudit } from '../store/index.ts';
import { createAccount, openSession } from './accounts.ts';
import { buildApp } from './app.ts';
import { servedCounty, type ServedCounty } from './served-county.ts';
import type { Problem, ScoresResponse } from './types.ts';
import type {
  BudgetCurveResponse,
  FamiliesResponse,
  HouseholdWhatIfRequest,
  HouseholdWhatIfResponse,
} from './types-analysis.ts';

let world: CountyFolder;
let county: ServedCounty;
let app: FastifyInstance;
beforeAll(async () => {
  world = await countyFolder();
  county = servedCounty(world.folder)!;
  const { store, scorer, folder: dataDirectory } = world;
  app = buildApp({ store, scorer, dataDirectory, county });
}, 60_000);
afterAll(async () => {
  await app.close();
  await county.close();
  await world.close();
});

const ask = (
  subject: string,
  payload: HouseholdWhatIfRequest,
  headers = {},
): Promise<LightMyRequestResponse> => app.inject({ method: 'POST', url: `/v1/${subject}`, payload, headers });
const suppose = async (subject: string, payload: HouseholdWhatIfRequest): Promise<HouseholdWhatIfResponse> =>
  (await ask(subject, payload)).json<HouseholdWhatIfResponse>();
const ill = `households/${illHousehold}/what-if`;

describe('a household of the county', () => {
  it('before is as the list has it, and nothing supposed changes nothing', async () => {
    const { before, after, score, members, gained, lost, as_of } = await suppose(ill, {});
    const list = (await app.inject('/v1/scores')).json<ScoresResponse>();
    const listed = list.items.find((one) => one.household_id === illHousehold);

    expect(as_of).toBe(listDay);
    expect(members.map(({ member }) => member)).toEqual([1, 2]);
    expect(after).toEqual(before);
    expect([gained, lost]).toEqual([[], []]);
    expect(score?.before.probability).toBeCloseTo(listed?.probability ?? Number.NaN, 12);
    expect(score?.after).toEqual(score?.before);
  }, 60_000);

  it('earning more loses aid, its month adds up, and what leaves no row in the ledger is told', async () => {
    const rich = { fact: 'person.wage', member: 2, value: 240_000 };
    const { after, before, lost, score } = await suppose(ill, {
      set: [rich, { fact: 'household.homes', value: 2 }],
    });

    expect(after.income_fen_month - before.income_fen_month).toBeGreaterThan(1_500_000);
    for (const side of [before, after])
      expect(side.net_fen_month).toBe(side.income_fen_month + side.benefits_fen_month);
    expect(lost.length).toBeGreaterThan(0);
    expect(score?.not_followed).toEqual(['household.homes']);
  }, 60_000);

  it('under another law is entitled to what that law gives', async () => {
    const { before, after } = await suppose(ill, { reform: { 'dibao.standard_urban': 9000 } });
    const dibao = (side: typeof before) =>
      side.entitlements.find(({ item }) => item === 'dibao')?.amount_fen ?? 0;
    expect(dibao(after)).toBeGreaterThan(dibao(before));
    expect(after.income_fen_month).toBe(before.income_fen_month);
  }, 60_000);

  it('has a curve with every cliff, its depth and the items that make it', async () => {
    const url = `/v1/households/${illHousehold}/budget-curve?earner=2`;
    const { curve, generation } = (await app.inject(url)).json<BudgetCurveResponse>();
    const { wage_fen_month: wage, net_fen_month: net, cliffs } = curve;

    expect(generation).toBe(world.generation);
    expect(wage).toHaveLength(net.length);
    expect(cliffs.length).toBeGreaterThan(0);
    for (const cliff of cliffs) {
      const at = wage.indexOf(cliff.wage_fen_month);
      expect(Math.abs(net[at]! - net[at + 1]! - cliff.depth_fen_month)).toBeLessThanOrEqual(1);
      expect(cliff.cut.length + cliff.lost.length).toBeGreaterThan(0);
    }
  }, 60_000);

  it('that is on aid, and so not scored, has entitlements without a score', async () => {
    expect((await suppose(`households/${aidedHousehold}/what-if`, {})).score).toBeNull();
  }, 60_000);

  it.each([
    [
      {
        set: [
          { fact: 'person.wage', value: 1 },
          { fact: 'person.wages', value: 1 },
        ],
      },
      '#/set/1',
      'person.wage',
    ],
    [{ set: [{ fact: 'person.wage', member: 7, value: 1 }] }, '#/set/0', '1 to 2'],
    [{ set: [{ fact: 'person.work', value: 'lazy' }] }, '#/set/0', 'unemployed'],
    [{ reform: { 'dibao.standard': 1 } }, '#/reform/dibao.standard', 'dibao.standard_urban'],
    [{ earner: 9 }, '#/earner', '1 to 2'],
  ])('%j is refused at its place', async (body, pointer, says) => {
    const answer = await ask(ill, body);
    const [error] = answer.json<Problem>().errors ?? [];

    expect([answer.statusCode, error?.pointer]).toEqual([422, pointer]);
    expect(error?.message).toContain(says);
  });

  it('is seen by the officer of its area alone, and every look is in the audit chain', async () => {
    const officer = async (name: string, area: string) => {
      const by = { at: listDay, actor: '管理员' };
      const account = { name, role: 'caseworker', areas: [area], password: 'correct horse battery' };
      await createAccount(world.store, account, by);
      return { authorization: `Bearer ${openSession(world.store, name, new Date())}` };
    };
    const [own, other] = [await officer('张三', '330199001'), await officer('李四', '330199002')];

    expect((await ask(ill, {}, own)).statusCode).toBe(200);
    expect((await ask(ill, {}, other)).json<Problem>().code).toBe('JZ_HOUSEHOLD_NOT_FOUND');
    expect((await ask('households/nobody/what-if', {}, own)).statusCode).toBe(404);
    const looks = await listAudit(world.store, illHousehold);
    expect(looks.filter(({ action, actor }) => action === 'what_if' && actor === '张三')).toHaveLength(1);
  }, 60_000);
});

describe('a standard family', () => {
  it('is one of those listed, and each has a curve and can be supposed', async () => {
    const by = { at: listDay, actor: '管理员' };
    await createAccount(
      world.store,
      { name: '王分析', role: 'analyst', areas: null, password: 'correct horse battery' },
      by,
    );
    const headers = { authorization: `Bearer ${openSession(world.store, '王分析', new Date())}` };
    const { items } = (await app.inject({ url: '/v1/what-if/families', headers })).json<FamiliesResponse>();

    expect(items).toHaveLength(5);
    for (const { id, members } of items) {
      const answer = (
        await ask(`what-if/families/${id}`, { earner: members.length }, headers)
      ).json<HouseholdWhatIfResponse>();
      expect([answer.subject, answer.members.length, answer.score]).toEqual([id, members.length, null]);
    }
    expect((await ask('what-if/families/nobody', {}, headers)).json<Problem>().code).toBe('JZ_WHATIF_FAMILY');
    expect((await ask(ill, {}, headers)).statusCode).toBe(403);
  }, 60_000);
});
