import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { accountOfToken, checkPassword } from '../../api/accounts.ts';
import { openStore } from '../../store/index.ts';
import { runCommand } from '../run.ts';

let folder: string;
let passwordFile: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jiuzhu-account-'));
  passwordFile = join(folder, 'password');
  await writeFile(passwordFile, 'correct horse battery\n');
  await openStore(join(folder, 'store.sqlite')).close();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function jiuzhu(...words: string[]): Promise<{ status: number; data: string; said: string }> {
  let [data, said] = ['', ''];
  const terminal = {
    data: (text: string) => void (data += text),
    say: (text: string) => void (said += text),
    progress: () => undefined,
  };
  const status = await runCommand(['account', ...words, '--data', folder], terminal);
  return { status, data, said };
}
const add = (name: string, ...more: string[]) =>
  jiuzhu('add', name, '--role', 'caseworker', '--password-file', passwordFile, '--by', '管理员', ...more);

it('adds an account that can sign in, and issues it a token', async () => {
  const added = await add('张三', '--areas', '330199001', '330199002');
  const issued = await jiuzhu('token', '张三');

  expect([added.status, issued.status]).toEqual([0, 0]);
  expect(added.said).not.toContain('correct horse');
  const store = openStore(join(folder, 'store.sqlite'));
  const account = { name: '张三', role: 'caseworker', areas: ['330199001', '330199002'] };
  expect(await checkPassword(store, '张三', 'correct horse battery')).toEqual(account);
  expect(accountOfToken(store, issued.data, new Date())).toEqual(account);
  await store.close();
});

it('refuses a second account of a name, a short password, and tokens for nobody or for ever', async () => {
  await add('张三');
  const second = await add('张三');
  await writeFile(passwordFile, 'short\n');
  const short = await add('李四');
  const nobody = await jiuzhu('token', '王五');
  const forEver = await jiuzhu('token', '张三', '--days', '99999');

  expect(second.said).toContain('JZ_ACCOUNT_EXISTS');
  expect(short.said).toContain('JZ_ACCOUNT_INVALID');
  expect(nobody.said).toContain('JZ_ACCOUNT_UNKNOWN');
  expect(forEver.said).toContain('JZ_USAGE');
  expect([second, short, nobody, forEver].map(({ status }) => status > 0)).toEqual([true, true, true, true]);
});

it('lists accounts, changes a password, disables one and lets it be used again', async () => {
  await add('张三', '--areas', '330199001');
  const issued = await jiuzhu('token', '张三');
  await writeFile(passwordFile, 'another long password\n');
  const changed = await jiuzhu('password', '张三', '--password-file', passwordFile, '--by', '管理员');
  const disabled = await jiuzhu('disable', '张三', '--by', '管理员');
  const listed = await jiuzhu('list', '--json');
  const refused = await jiuzhu('token', '张三');
  const enabled = await jiuzhu('enable', '张三', '--by', '管理员');
  const nobody = await jiuzhu('disable', '王五', '--by', '管理员');

  expect([changed.status, disabled.status, enabled.status]).toEqual([0, 0, 0]);
  expect(JSON.parse(listed.data)).toMatchObject([
    {
      name: '张三',
      role: 'caseworker',
      areas: ['330199001'],
      disabled_at: expect.stringMatching(/^20/) as string,
    },
  ]);
  expect(refused.said).toContain('JZ_ACCOUNT_UNKNOWN');
  expect(nobody.said).toContain('JZ_ACCOUNT_UNKNOWN');
  const store = openStore(join(folder, 'store.sqlite'));
  expect(accountOfToken(store, issued.data, new Date())).toBeUndefined();
  expect(await checkPassword(store, '张三', 'another long password')).toMatchObject({ name: '张三' });
  await store.close();
});
