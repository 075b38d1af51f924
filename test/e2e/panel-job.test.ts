/**
 * The whole chain on an excerpt of the embedded panel: run, run again, killed and run again, served, scored anew.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { buildFeatures, panelCatalogue } from '../../features/index.ts';
import { serve } from '../../src/api/serve.ts';
import { runPanelJob } from '../../src/batch/panel/job.ts';
import { version } from '../../src/cli/version.ts';
import { isoDate } from '../../src/core/dates.ts';
import { silent } from '../../src/core/progress.ts';
import { openLedger } from '../../src/ledger/open-ledger.ts';
import { loadScorer } from '../../src/scoring/load.ts';
import { findRun, openStore } from '../../src/store/index.ts';
import { filesUnder, inside, readRows, root } from './command-line.ts';
import { withFamilies, writePanelSamples } from './panel-samples.ts';

const folder = mkdtempSync(join(tmpdir(), 'jiuzhu-panel-'));
const samples = join(folder, 'samples');
const data = join(folder, 'data');
const lake = join(data, 'lake');
const registry = join(data, 'registry');
let modelId = '';
let firstMs = 0;

beforeAll(async () => {
  writePanelSamples(samples, (yaml) => withFamilies(yaml, '[gbdt-small, scorecard]'));
  const start = performance.now();
  modelId = (await job(data)).stdout;
  firstMs = performance.now() - start;
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Job {
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the job as a process; `killAt` kills it (-9) as soon as that is said. */
function job(target: string, killAt = 'never'): Promise<Job> {
  return new Promise((resolve) => {
    const script = fileURLToPath(import.meta.resolve('./run-panel-job.ts'));
    const child = spawn(process.execPath, ['--import', 'tsx', script, samples, target, version], {
      cwd: root,
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
      if (stderr.includes(killAt)) child.kill('SIGKILL');
    });
    child.on('close', () => resolve({ stdout, stderr }));
  });
}

async function again(): Promise<string[]> {
  const said: string[] = [];
  const say = (message: string): void => void said.push(message);
  await runPanelJob({ samples, data, asOf: '2014Q2', version, progress: silent, say });
  return said;
}

async function publishedSequence(): Promise<number | undefined> {
  const store = openStore(join(data, 'store.sqlite'), { create: false });
  const [row] = readRows(join(data, 'scores.csv'));
  const run = await findRun(store, `${modelId}/${row!['generation']!}/2014-06-30`);
  await store.close();
  return run?.publishedSequence;
}

describe('the panel job', () => {
  it('publishes ledger, model, report, list and store, each verified', async () => {
    const verified = await inside('verify', data, '--json');
    const rows = readRows(join(data, 'scores.csv'));

    expect(modelId).toMatch(/^panel-[0-9a-f]{12}$/);
    expect(JSON.parse(verified.stdout)).toMatchObject({ ok: true, manifests: 4 });
    expect([...filesUnder(data).keys()]).toEqual(
      expect.arrayContaining([`registry/${modelId}/model.json`, 'report/report.html', 'store.sqlite']),
    );
    expect(rows.length).toBeGreaterThan(500);
    expect(rows.map((row) => Number(row['rank']))).toEqual(rows.map((_, i) => i + 1));
    for (const row of rows) expect(row).toMatchObject({ model_id: modelId, as_of: '2014-06-30' });
  });

  it('computes nothing a second time', async () => {
    const published = [await publishedSequence(), filesUnder(lake), filesUnder(registry)];
    const report = filesUnder(join(data, 'report'));
    const list = filesUnder(data).get('scores.csv');

    const start = performance.now();
    const said = await again();
    const secondMs = performance.now() - start;

    process.stderr.write(`first run ${firstMs.toFixed(0)} ms, second ${secondMs.toFixed(0)} ms\n`);
    expect([await publishedSequence(), filesUnder(lake), filesUnder(registry)]).toEqual(published);
    expect(filesUnder(join(data, 'report'))).toEqual(report);
    expect(filesUnder(data).get('scores.csv')).toEqual(list);
    expect(said.filter((message) => message.includes('unchanged'))).toHaveLength(2);
    expect(secondMs).toBeLessThan(firstMs);
  });

  it('writes a lost list file again and refuses a damaged one', async () => {
    const list = join(data, 'scores.csv');
    const before = readFileSync(list);
    const sequence = await publishedSequence();

    rmSync(list);
    await again();
    expect(readFileSync(list).equals(before)).toBe(true);
    expect(await publishedSequence()).toBe(sequence);

    writeFileSync(list, Buffer.concat([before, Buffer.from(' ')]));
    await expect(again()).rejects.toMatchObject({ code: 'JZ_HASH_MISMATCH', details: { file: list } });
    writeFileSync(list, before);
  });

  it('killed in training and again in scoring, ends with the same bytes as if nothing had happened', async () => {
    const other = join(folder, 'killed');
    const first = await job(other, '总账');
    expect(first.stdout).toBe('');
    expect([...filesUnder(other).keys()].filter((name) => name.endsWith('scores.csv'))).toEqual([]);
    const second = await job(other, '模型');
    expect(second.stdout).toBe('');
    const third = await job(other);

    expect(third.stdout).toBe(modelId);
    const same = ['scores.csv', ...['model.json', 'arrays.bin', 'card.json', 'manifest.json'].map(inModel)];
    for (const name of [...same, 'report/metrics.json', 'report/report.html'])
      expect(filesUnder(other).get(name)?.sha256, name).toBe(filesUnder(data).get(name)?.sha256);
    expect((await inside('verify', other)).status).toBe(0);
  });

  it('scores from the registry to the list that the job published', async () => {
    const out = join(folder, 'job.csv');
    await inside(
      'score',
      '--lake',
      lake,
      '--as-of',
      '2014Q2',
      '--model',
      join(registry, modelId),
      '--out',
      out,
    );

    expect(readFileSync(out).equals(readFileSync(join(data, 'scores.csv')))).toBe(true);
  });
});

function inModel(name: string): string {
  return `registry/${modelId}/${name}`;
}

const scored = z.object({ items: z.array(z.object({ probability: z.number() })) });
const household = z.object({
  model: z.object({ id: z.string() }),
  household: z.object({
    rank: z.number(),
    probability: z.number(),
    reasons: z.array(z.object({ zh: z.string() })),
  }),
  history: z.array(z.object({ period: z.string(), income_total_fen: z.number().nullable() })),
});

describe('the served list', () => {
  it('shows the first household, and scores its own features to the same probability', async () => {
    const serving = await serve({ dataDirectory: data, port: 0, loadScorer });
    try {
      const [first] = readRows(join(data, 'scores.csv'));
      const id = first!['household_id']!;
      const shown = household.parse(await (await fetch(`${serving.url}/v1/households/${id}`)).json());
      const features = await featuresOf(id);
      const answer = await fetch(`${serving.url}/v1/score`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ as_of: '2014-06-30', households: [{ features }] }),
      });

      expect(shown.model.id).toBe(modelId);
      expect(shown.household).toMatchObject({ rank: 1, probability: Number(first!['probability']) });
      expect(shown.household.reasons[0]!.zh).toBe(first!['reason_1_zh']);
      expect(shown.history.at(-1)!.period).toBe('2014Q2');
      expect(shown.history.at(-1)!.income_total_fen).toBeGreaterThanOrEqual(0);
      expect(scored.parse(await answer.json()).items[0]!.probability).toBe(Number(first!['probability']));
    } finally {
      await serving.close();
    }
  });
});

/** The household's features by name, as the model takes them. */
async function featuresOf(id: string): Promise<Record<string, number | null>> {
  const ledger = await openLedger(lake);
  const asOf = [isoDate('2014-06-30')];
  const { keys, matrix } = await buildFeatures({ ledger, declarations: panelCatalogue, asOf });
  ledger.close();
  const { info } = await loadScorer(join(registry, modelId));
  const row = keys.householdId.indexOf(id);
  return Object.fromEntries(
    info.features.map(({ name }) => {
      const value = matrix.columns[matrix.names.indexOf(name)]![row]!;
      return [name, Number.isNaN(value) ? null : value];
    }),
  );
}
