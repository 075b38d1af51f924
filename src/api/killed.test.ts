import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { publishList } from '../../test/api/world.ts';
import { readAlert } from '../alerts/alert.ts';
import { anyDetails } from '../alerts/testing/details.ts';
import { candidate, trialRound, trialSettings, trialStore } from '../alerts/testing/trial.ts';
import { seededRng, type Rng } from '../core/rng.ts';
import { verifyAudit } from '../store/index.ts';
import type { Alert, AlertsResponse } from './types.ts';

/** Instants to kill at; JIUZHU_KILLS=30 for the long run. */
const kills = Number(process.env['JIUZHU_KILLS'] ?? 5);
const workers = 4;
const script = fileURLToPath(new URL('../../test/api/killed-server.ts', import.meta.url));

interface Acknowledged {
  readonly id: string;
  readonly version: number;
  readonly action: string;
}

it(`killed under load at ${kills} instants, has every acknowledged action and a chain that holds`, async () => {
  const trial = trialStore();
  const rng = seededRng('killed');
  const settings = await trialSettings({ audit_share: 0, capacity: { share: 1, visits: {} } });
  const candidates = Array.from({ length: 12 }, (_, i) => candidate(`h${i}`, 0.95 - i / 100));
  trialRound(trial.store, { candidates, settings });
  publishList(trial.store, 'run-1', 3);

  const acknowledged: Acknowledged[] = [];
  for (let kill = 0; kill < kills; kill++) {
    const before = acknowledged.length;
    await serveUntilKilled(dirname(trial.file), rng, acknowledged);
    expect(acknowledged.length).toBeGreaterThan(before);
    expect(verifyAudit(trial.store)).toMatchObject({ holds: true });
  }

  for (const id of new Set(acknowledged.map((one) => one.id))) {
    const { alert, history } = await readAlert(trial.store, id);
    // The raising is the first entry: the entry at place v - 1 led to version v.
    const own = acknowledged.filter((one) => one.id === id);
    expect(own.map(({ version }) => history[version - 1]?.action)).toEqual(own.map(({ action }) => action));
    expect(alert.version).toBe(history.length);
  }
  await trial.close();
}, 300_000);

/** Serves in a process of its own, works alerts by several hands, and kills it at a random instant. */
async function serveUntilKilled(folder: string, rng: Rng, acknowledged: Acknowledged[]): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [told] = (await once(child.stdout, 'data')) as [Buffer];
  const url = told.toString().trim();
  const running = Array.from({ length: workers }, () => work(url, rng, acknowledged));
  const first = acknowledged.length;
  while (acknowledged.length === first) await pause(5);
  await pause(rng.int(200));
  child.kill('SIGKILL');
  await once(child, 'close');
  await Promise.all(running);
}

/** Works alerts until the connection breaks. */
async function work(url: string, rng: Rng, acknowledged: Acknowledged[]): Promise<void> {
  try {
    for (;;) {
      const listed = await fetch(`${url}/v1/alerts?closed=true`);
      const { items } = (await listed.json()) as AlertsResponse;
      const one = items[rng.int(items.length)];
      const action = one?.actions[rng.int(one.actions.length)];
      if (!one || !action) continue;
      const answer = await fetch(`${url}/v1/alerts/${one.id}/${action}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'if-match': `"${one.version}"` },
        body: JSON.stringify(anyDetails(action, rng)),
      });
      const { id, version } = (await answer.json()) as Alert;
      if (answer.status === 200) acknowledged.push({ id, version, action });
      else expect(answer.status).toBe(412);
    }
  } catch (error) {
    // fetch says TypeError, and a cut body too, when the process is gone.
    if (!(error instanceof TypeError) && !(error instanceof SyntaxError)) throw error;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
