import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { handScorer, publishedWorld, type World } from '../../test/api/world.ts';
import { listAudit, verifyAudit } from '../store/index.ts';
import { createAccount, openSession } from './accounts.ts';
import { buildApp } from './app.ts';
import type { Problem } from './types.ts';
import type { Account, AccountsResponse } from './types-analysis.ts';

let world: World;
let app: FastifyInstance;
let admin: { authorization: string };
const password = 'correct horse battery';
const by = { at: '2025-03-03', actor: 'jiuzhu' };

beforeEach(async () => {
  world = publishedWorld(3);
  app = buildApp({ store: world.store, scorer: handScorer });
  admin = await signedIn('管理员', 'administrator');
});
afterEach(async () => {
  await app.close();
  await world.close();
});

async function signedIn(name: string, role: string): Promise<{ authorization: string }> {
  await createAccount(world.store, { name, role, areas: null, password }, by);
  return { authorization: `Bearer ${openSession(world.store, name, new Date())}` };
}
type Method = 'GET' | 'POST' | 'PUT';
const ask = (
  method: Method,
  url: string,
  headers: object,
  payload?: object,
): Promise<LightMyRequestResponse> =>
  app.inject({ method, url, headers: { ...headers }, ...(payload ? { payload } : {}) });
const signIn = async (name: string, word: string): Promise<number> =>
  (await ask('POST', '/v1/session', {}, { name, password: word })).statusCode;
const session = async (headers: object): Promise<number> =>
  (await ask('GET', '/v1/session', headers)).statusCode;

it('an administrator adds an account that can sign in, and sees it in the list without its hash', async () => {
  const asked = { name: '张三', role: 'caseworker', areas: ['330199001'], password };
  const added = await ask('POST', '/v1/accounts', admin, asked);
  const list = await ask('GET', '/v1/accounts', admin);

  expect([added.statusCode, await signIn('张三', password)]).toEqual([201, 200]);
  expect(added.json<Account>()).toMatchObject({ name: '张三', areas: ['330199001'], is_disabled: false });
  expect(list.json<AccountsResponse>().items.map(({ name }) => name)).toEqual(['张三', '管理员']);
  expect(list.body).not.toMatch(/scrypt|password/);
  expect((await listAudit(world.store, '张三')).map(({ actor, action }) => [actor, action])).toEqual([
    ['管理员', 'account_add'],
  ]);
});

it('a disabled account is out at once and stays out until it is enabled again', async () => {
  const officer = await signedIn('张三', 'caseworker');
  expect(await session(officer)).toBe(200);

  const disabled = await ask('POST', '/v1/accounts/%E5%BC%A0%E4%B8%89/disable', admin);
  expect([disabled.statusCode, disabled.json<Account>().is_disabled]).toEqual([200, true]);
  expect([await session(officer), await signIn('张三', password)]).toEqual([401, 401]);
  const again = await ask('POST', '/v1/accounts/%E5%BC%A0%E4%B8%89/disable', admin);
  expect(again.statusCode).toBe(200);

  await ask('POST', '/v1/accounts/%E5%BC%A0%E4%B8%89/enable', admin);
  expect([await session(officer), await signIn('张三', password)]).toEqual([401, 200]);
  const actions = (await listAudit(world.store, '张三')).map(({ action }) => action);
  expect(actions).toEqual(['account_add', 'account_disable', 'account_enable']);
  expect(verifyAudit(world.store).holds).toBe(true);
});

it('the last administrator that can be used is not disabled, whoever asks', async () => {
  const url = `/v1/accounts/${encodeURIComponent('管理员')}/disable`;
  const refused = await ask('POST', url, admin);
  expect([refused.statusCode, refused.json<Problem>().code]).toEqual([409, 'JZ_ACCOUNT_LAST']);
  expect(await session(admin)).toBe(200);

  await signedIn('另一个', 'administrator');
  expect((await ask('POST', url, admin)).statusCode).toBe(200);
});

describe('a password', () => {
  it('is changed by its owner who knows it; other sign-ins end, this one goes on', async () => {
    const [here, other] = [await signedIn('张三', 'analyst'), openSession(world.store, '张三', new Date())];
    const change = (current: string, next: string) =>
      ask('PUT', '/v1/session/password', here, { current, password: next });

    expect((await change('wrong', 'another long password')).statusCode).toBe(401);
    expect((await change(password, 'short')).json<Problem>().errors?.[0]?.pointer).toBe('#/password');
    const changed = await change(password, 'another long password');

    expect(changed.statusCode).toBe(200);
    expect(await session({ authorization: `Bearer ${other}` })).toBe(401);
    expect(await session(here)).toBe(200);
    expect([await signIn('张三', password), await signIn('张三', 'another long password')]).toEqual([
      401, 200,
    ]);
  });

  it('is set by an administrator, and guessing one’s own is slowed down', async () => {
    const officer = await signedIn('张三', 'caseworker');
    const set = await ask('PUT', `/v1/accounts/${encodeURIComponent('张三')}/password`, admin, {
      password: 'set by the administrator',
    });
    expect([set.statusCode, await session(officer)]).toEqual([200, 401]);
    expect(await signIn('张三', 'set by the administrator')).toBe(200);

    const guess = () => ask('PUT', '/v1/session/password', admin, { current: 'guess', password });
    for (let i = 0; i < 5; i++) expect((await guess()).statusCode).toBe(401);
    expect((await guess()).statusCode).toBe(429);
  });
});

it('refuses unknown names, bad fields and other roles; nothing is changed', async () => {
  const nobody = await ask('POST', '/v1/accounts/nobody/disable', admin);
  const bad = await ask('POST', '/v1/accounts', admin, { name: 'x', role: 'king', password });
  const twice = await ask('POST', '/v1/accounts', admin, { name: '管理员', role: 'auditor', password });
  expect([nobody.statusCode, bad.statusCode, twice.statusCode]).toEqual([404, 422, 409]);
  expect(bad.json<Problem>().errors?.[0]?.pointer).toBe('#/role');

  const auditor = await signedIn('审计', 'auditor');
  expect((await ask('GET', '/v1/accounts', auditor)).statusCode).toBe(200);
  expect(
    (await ask('POST', '/v1/accounts', auditor, { name: 'y', role: 'auditor', password })).statusCode,
  ).toBe(403);
  const caseworker = await signedIn('张三', 'caseworker');
  expect((await ask('GET', '/v1/accounts', caseworker)).statusCode).toBe(403);
});

it('while there are no accounts, the first is made at the command line only', async () => {
  const empty = publishedWorld(1);
  const open = buildApp({ store: empty.store, scorer: handScorer });
  const payload = { name: '张三', role: 'administrator', password };

  expect((await open.inject({ method: 'POST', url: '/v1/accounts', payload })).statusCode).toBe(403);
  await open.close();
  await empty.close();
});
