import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { candidate, trialRound, trialSettings } from '../../alerts/testing/trial.ts';
import { openStore } from '../../store/index.ts';
import { runCommand } from '../run.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jiuzhu-alerts-cli-'));
  file = join(folder, 'store.sqlite');
  const store = openStore(file);
  trialRound(store, {
    candidates: [candidate('h1', 0.9), candidate('h2', 0.7), candidate('h3', 0.1)],
    settings: await trialSettings({ audit_share: 0, capacity: { share: 0.34, visits: {} } }),
  });
  await store.close();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function jiuzhu(...words: string[]): Promise<{ status: number; data: string; said: string }> {
  let [data, said] = ['', ''];
  const terminal = {
    data: (text: string) => void (data += `${text}\n`),
    say: (text: string) => void (said += `${text}\n`),
    progress: () => undefined,
  };
  const status = await runCommand(['alerts', ...words, '--store', file], terminal);
  return { status, data, said };
}
const by = ['--by', '张三', '--on', '2025-03-03'];
const json = (text: string): unknown => JSON.parse(text);

it('works an alert from the list to its end, and the chain holds', async () => {
  const listed = await jiuzhu('list', '--json');
  const { alerts } = json(listed.data) as { alerts: { id: string; household: string }[] };
  expect(alerts.map(({ household }) => household)).toEqual(['h1']);
  const id = alerts[0]!.id;

  expect((await jiuzhu('assign', id, '--to', '李四', ...by)).data).toContain('第 2 版');
  const visited = await jiuzhu(
    'visit',
    id,
    '--outcome',
    'confirmed',
    '--found',
    'members=2',
    'wage=12000.5',
    'cause=illness',
    ...by,
    '--json',
  );
  expect(json(visited.data)).toMatchObject({ alert: { state: 'confirmed', version: 4 } });
  for (const step of [['match', '--items', 'dibao'], ['aid', '--items', 'dibao'], ['feed_back'], ['close']])
    expect((await jiuzhu('resolve', id, '--step', ...step, ...by)).status).toBe(0);

  const shown = await jiuzhu('show', id, '--json');
  expect(json(shown.data)).toMatchObject({
    alert: { state: 'closed' },
    visits: [{ outcome: 'confirmed', findings: { members: 2, wage_fen: 1_200_050 } }],
  });
  expect((await jiuzhu('list')).data).toContain('没有预警');
  expect((await jiuzhu('verify')).data).toContain('审计链成立');
});

it('says why there is no alert, in both languages', async () => {
  const cut = await jiuzhu('why-not', 'h2');
  expect(cut.data).toContain('第 2 位');
  expect(cut.data).toContain('number 2 of 2');
  expect((await jiuzhu('why-not', 'h3')).data).toContain('10.0%');
});

it('refuses what cannot be done, with what can, and a stale version', async () => {
  const { alerts } = json((await jiuzhu('list', '--json')).data) as { alerts: { id: string }[] };
  const id = alerts[0]!.id;

  const early = await jiuzhu('resolve', id, '--step', 'close', ...by);
  expect([early.status, early.said]).toEqual([3, expect.stringContaining('JZ_ALERT_TRANSITION')]);
  expect(early.said).toContain('assign');
  const stale = await jiuzhu('assign', id, '--to', '李四', '--if-version', '9', ...by);
  expect([stale.status, stale.said]).toEqual([75, expect.stringContaining('JZ_ALERT_STALE')]);
  expect((await jiuzhu('assign', 'A0', '--to', '李四', ...by)).said).toContain('JZ_ALERT_UNKNOWN');
  expect((await jiuzhu('visit', id, '--found', 'mood=bad', ...by)).status).toBe(2);
  expect(json((await jiuzhu('list', '--json')).data)).toMatchObject({
    alerts: [{ version: 1, state: 'new' }],
  });
});

it('betrays a store changed behind its back', async () => {
  const store = openStore(file, { create: false });
  store.raw.exec("update alert set level = 'blue'");
  await store.close();

  const verified = await jiuzhu('verify');
  expect([verified.status, verified.said]).toEqual([4, expect.stringContaining('JZ_AUDIT_BROKEN')]);
});

it('gives concluded visits back as a file that ingest takes', async () => {
  const { alerts } = json((await jiuzhu('list', '--json')).data) as { alerts: { id: string }[] };
  await jiuzhu('assign', alerts[0]!.id, '--to', '李四', ...by);
  await jiuzhu('visit', alerts[0]!.id, '--outcome', 'false_alarm', ...by);
  const out = join(folder, 'back');

  const given = await jiuzhu('export', '--from', '2025-03-01', '--to', '2025-03-31', '--out', out, '--json');

  expect(json(given.data)).toMatchObject({ visits: 1, folder: out });
});
