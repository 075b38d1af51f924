import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Command } from 'commander';
import { addServeCommand } from '../../src/cli/commands/serve.ts';
import { writeHouseholdModel, type HouseholdModel } from '../../src/scoring/household-bundle.ts';
import { openStore, publishScores } from '../../src/store/index.ts';
import { histories, rankedScores, runOf } from './world.ts';

let folder: string;
let children: ChildProcess[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jiuzhu-serve-command-'));
  children = [];
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** A scorecard of one feature: log-odds 1 under 2, -1 from 2 on, 0 when missing. */
const feature = 'household__size_members';
const model: HouseholdModel = {
  kind: 'household',
  catalogue: 'panel',
  label: { zh: '手算评分卡', en: 'Hand-made scorecard' },
  stack: {
    family: 'stack',
    format: 1,
    features: [feature],
    intercept: 0,
    members: [
      {
        weight: 1,
        model: {
          family: 'scorecard',
          format: 1,
          features: [feature],
          intercept: 0,
          coefficients: Float64Array.of(1),
          means: Float64Array.of(0),
          bins: [
            {
              cuts: Float64Array.of(2),
              evidence: Float64Array.of(1, -1, 0),
              counts: Float64Array.of(10, 10, 0),
            },
          ],
        },
      },
    ],
  },
  calibrator: { kind: 'identity' },
  interval: { scores: Float64Array.of(0), lower: Float64Array.of(0.1), upper: Float64Array.of(0.9) },
  bandThresholds: { red: 0.5, orange: 0.3, yellow: 0.15 },
  trainedOn: ['2012-12-31'],
  calibratedOn: ['2013-03-31'],
  testedOn: ['2013-06-30'],
  metrics: {},
};

async function publish(): Promise<string> {
  const id = await writeHouseholdModel(join(folder, 'registry'), model, {});
  const store = openStore(join(folder, 'store.sqlite'));
  const run = runOf('run-1');
  publishScores(store, { ...run, model: { ...run.model, id } }, rankedScores(8), histories(8));
  await store.close();
  return id;
}

interface Run {
  readonly child: ChildProcess;
  readonly said: () => string;
  readonly exit: Promise<unknown>;
}

function jiuzhu(...args: readonly string[]): Run {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', 'serve', ...args], {
    cwd: join(import.meta.dirname, '../..'),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let text = '';
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stdout.on('data', (chunk: Buffer) => (text += `STDOUT ${chunk.toString()}`));
  return { child, said: () => text, exit: once(child, 'close').then(([code]: unknown[]) => code) };
}

async function addressOf({ said, child }: Run): Promise<string> {
  while (child.exitCode === null) {
    const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said());
    if (found) return found[0];
    await Promise.race([once(child.stderr!, 'data'), once(child, 'exit')]);
  }
  throw new Error(said());
}

describe('jiuzhu serve', () => {
  it('serves the newest list with the model that made it, prints where, and stops when told', async () => {
    const id = await publish();
    const run = jiuzhu('--port', '0', '--data', folder);
    const url = await addressOf(run);

    const list: unknown = await (await fetch(`${url}/v1/scores`)).json();
    const scored: unknown = await (
      await fetch(`${url}/v1/score`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ as_of: '2013-06-30', households: [{ features: { [feature]: 1 } }] }),
      })
    ).json();
    const second = jiuzhu('--port', new URL(url).port, '--data', folder);
    const secondExit = await second.exit;
    run.child.kill('SIGTERM');

    expect(list).toMatchObject({ total: 8, model: { id } });
    expect(scored).toMatchObject({
      model: { id },
      items: [{ model_id: id, band: 'red', missing_features: [] }],
    });
    expect(scored).toHaveProperty('items.0.probability', expect.closeTo(1 / (1 + Math.exp(-1)), 12));
    expect([secondExit, second.said()]).toEqual([5, expect.stringMatching(/JZ_PORT_IN_USE.*端口[^]*--port/)]);
    expect(await run.exit).toBe(0);
    expect(run.said()).not.toContain('STDOUT');
  });

  it('says to run npm start when there is no data', async () => {
    const refusal = inProcess('--data', join(folder, 'nothing'));

    await expect(refusal).rejects.toMatchObject({ code: 'JZ_STORE_MISSING', exitCode: 3 });
  });

  it.each(['70000', 'http', '-1', ''])('refuses the port "%s" as wrong usage', async (port) => {
    await expect(inProcess(`--port=${port}`)).rejects.toMatchObject({ code: 'commander.invalidArgument' });
  });
});

/** The command without a process of its own, for what ends before it serves. */
async function inProcess(...args: readonly string[]): Promise<void> {
  const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  const nothing = (): void => undefined;
  addServeCommand(program, { data: nothing, say: nothing, progress: nothing });
  for (const command of program.commands) command.exitOverride().copyInheritedSettings(program);
  await program.parseAsync(['serve', ...args], { from: 'user' });
}
