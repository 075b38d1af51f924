/**
 * The whole chain on an excerpt of the embedded panel: run, run again, killed and run again, served, scored anew.
 */
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { buildFeatures, panelCatalogue } from '../../features/index.ts';
import { serve } from '../../src/api/serve.ts';
import { runPanelJob } from '../../src/batch/panel/job.ts';
import { version } from '../../src/cli/version.ts';
import { isoDate } from '../../src/core/dates.ts';
import { silent } from '../../src/core/progress.ts';
import { openDuckDb } from '../../src/io/duckdb.ts';
import { openLedger } from '../../src/ledger/open-ledger.ts';
import { loadScorer } from '../../src/scoring/load.ts';
import { findRun, openStore } from '../../src/store/index.ts';
import { filesUnder, inside, readRows, root } from './command-line.ts';

const folder = mkdtempSync(join(tmpdir(), 'jiuzhu-panel-'));
const samples = join(folder, 'samples');
const data = join(folder, 'data');
const lake = join(data, 'lake');
const registry = join(data, 'registry');
let modelId = '';
let firstMs = 0;

beforeAll(async () => {
  mkdirSync(samples);
  const source = join(root, 'data-samples', 'eph');
  const lines = gunzipSync(readFileSync(join(source, 'households.csv.gz')))
    .toString('utf8')
    .split('\n');
  writeFileSync(join(samples, 'households.csv.gz'), gzipSync(lines.filter(isKept).join('\n')));
  cpSync(join(source, 'mapping.yaml'), join(samples, 'mapping.yaml'));
  const config = readFileSync(join(source, 'train.yaml'), 'utf8');
  writeFileSync(join(samples, 'train.yaml'), withFamilies(config, '[gbdt-small, scorecard]'));
  const start = performance.now();
  modelId = (await job(data)).stdout;
  firstMs = performance.now() - start;
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The header, and about every sixteenth dwelling with all its quarters. */
function isKept(line: string, number: number): boolean {
  return number === 0 || Number(/^\d+/.exec(line)) % 16 === 3;
}

function withFamilies(yaml: string, families: string): string {
  return yaml.replace(/^families:.*$/m, `families: ${families}`);
}

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

/** A model that trains and scores at once, in a registry of its own. */
const quickRegistry = join(folder, 'registry');
const config = join(folder, 'quick.yaml');
const training = ['--lake', lake, '--config', config];
const trainedJson = z.object({ id: z.string(), metrics: z.record(z.string(), z.number()) });
let quick: z.infer<typeof trainedJson> = { id: '', metrics: {} };

async function trainQuickly(): Promise<void> {
  const yaml = readFileSync(join(samples, 'train.yaml'), 'utf8');
  const short = yaml.replace(/train: \[.*\]/, 'train: [2012Q3]');
  writeFileSync(config, withFamilies(short, '[scorecard]'));
  const finished = await inside('train', ...training, '--registry', quickRegistry, '--json');
  quick = trainedJson.parse(JSON.parse(finished.stdout));
}

beforeAll(trainQuickly);

describe('score', () => {
  const words = ['score', '--lake', lake, '--as-of', '2014Q2', '--registry', quickRegistry];
  const score = (out: string, ...more: string[]) =>
    inside(...words, '--model', quick.id, '--out', out, '--json', ...more);

  it('explains one household with the score the list gives it', async () => {
    const out = join(folder, 'one.csv');
    await score(out);
    const [first] = readRows(out);
    const told = await inside(
      ...words,
      '--model',
      quick.id,
      '--household',
      first!['household_id']!,
      '--json',
    );
    const text = await inside(...words, '--model', quick.id, '--household', first!['household_id']!);

    expect(JSON.parse(told.stdout)).toMatchObject({
      ...{ household_id: first!['household_id'], model_id: quick.id, band: first!['band'] },
      ...{ probability: Number(first!['probability']), uncertain: first!['uncertain'] === '1' },
    });
    expect(text.stdout).toContain(first!['reason_1_zh']);
    expect((await inside(...words, '--model', quick.id, '--household', 'nobody')).status).toBe(3);
    expect((await inside(...words, '--model', quick.id)).status).toBe(2);
  });

  it('holds the same rows in CSV, Parquet and NDJSON, and the same bytes twice', async () => {
    const out = (name: string): string => join(folder, '名单 [1]', name);
    for (const name of ['a.csv', 'a.parquet', 'a.ndjson', 'b.csv', 'b.parquet', 'b.ndjson'])
      expect((await score(out(name))).status, name).toBe(0);

    const csv = readRows(out('a.csv'));
    const db = await openDuckDb();
    const parquet = await db.texts(
      `SELECT COLUMNS(*)::VARCHAR FROM read_parquet($path) ORDER BY rank::INTEGER`,
      { path: out('a.parquet').replace('[', '[[]') },
    );
    db.close();
    const lines = readFileSync(out('a.ndjson'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => ndjson.parse(JSON.parse(line)));

    expect(csv.map((row) => Object.values(row).map(plain))).toEqual(
      Array.from({ length: parquet.nRows }, (_, i) =>
        parquet.columns.map((column) => plain(column[i] ?? '')),
      ),
    );
    expect(parquet.names).toEqual(Object.keys(csv[0]!));
    expect(
      lines.map(({ household_id, probability, lower, upper, band }) => [
        household_id,
        probability,
        lower,
        upper,
        band,
      ]),
    ).toEqual(
      csv.map((row) => [
        row['household_id'],
        Number(row['probability']),
        Number(row['lower']),
        Number(row['upper']),
        row['band'],
      ]),
    );
    expect(
      lines.map(({ reasons }) => reasons.slice(0, 3).map(({ feature, zh }) => `${feature} ${zh}`)),
    ).toEqual(
      csv.map((row) =>
        [1, 2, 3].flatMap((r) =>
          row[`reason_${r}`] ? [`${row[`reason_${r}`]} ${row[`reason_${r}_zh`]}`] : [],
        ),
      ),
    );
    for (const ending of ['csv', 'parquet', 'ndjson'])
      expect(readFileSync(out(`a.${ending}`)).equals(readFileSync(out(`b.${ending}`))), ending).toBe(true);
  });

  it('cut into three shards, gives every household once with the same score', async () => {
    const parts: Record<string, string>[] = [];
    for (const shard of [1, 2, 3]) {
      const out = join(folder, `part-${shard}.csv`);
      await score(out, '--shard', `${shard}/3`);
      parts.push(...readRows(out));
    }
    const unranked = (rows: Record<string, string>[]): string[] =>
      rows.map((row) => JSON.stringify({ ...row, rank: '' })).sort();

    const whole = join(folder, 'whole.csv');
    await score(whole);
    expect(unranked(parts)).toEqual(unranked(readRows(whole)));
  });

  it('writes a header where a shard holds nobody', async () => {
    for (const ending of ['csv', 'parquet', 'ndjson']) {
      const out = join(folder, `nobody.${ending}`);
      expect(JSON.parse((await score(out, '--shard', '2/99999')).stdout)).toMatchObject({ rows: 0 });
    }
    expect(readFileSync(join(folder, 'nobody.csv'), 'utf8')).toMatch(/^household_id,as_of,rank,.*\n$/);
  });

  it('keeps a finished list on --resume, and refuses a damaged one', async () => {
    const out = join(folder, 'resumed.csv');
    await score(out);
    const before = filesUnder(folder).get('resumed.csv');

    expect(JSON.parse((await score(out, '--resume')).stdout)).toMatchObject({ resumed: true });
    expect(filesUnder(folder).get('resumed.csv')).toEqual(before);
    // Of another shard, it is not the finished list.
    expect(JSON.parse((await score(out, '--resume', '--shard', '1/2')).stdout)).toMatchObject({
      resumed: false,
    });
    writeFileSync(out, 'household_id\n');
    const refused = await score(out, '--resume');
    expect(refused).toMatchObject({ status: 4, stdout: '' });
    expect(JSON.parse(refused.stderr)).toMatchObject({ code: 'JZ_HASH_MISMATCH', details: { file: out } });
  });

  it.each([
    ['an unknown ending', ['--out', 'x.doc'], 2, 'x.doc'],
    ['a shard out of range', ['--out', 'x.csv', '--shard', '4/3'], 2, '4/3'],
    ['a date before the data', ['--out', 'x.csv', '--as-of', '1999Q1'], 3, '1999-03-31'],
    ['an unknown model', ['--out', 'x.csv', '--model', 'panel-0'], 3, 'panel-0'],
    ['no ledger', ['--out', 'x.csv', '--lake', join(folder, 'none')], 3, 'none'],
  ])('refuses %s and writes nothing', async (_, more, status, named) => {
    const before = [...filesUnder(folder).keys()];
    const finished = await inside(
      ...words,
      '--model',
      quick.id,
      ...more.map((word) => (word.startsWith('x.') ? join(folder, word) : word)),
    );

    expect(finished.stderr).toContain(named);
    expect(finished).toMatchObject({ status, stdout: '' });
    expect([...filesUnder(folder).keys()]).toEqual(before);
  });
});

const ndjson = z.object({
  household_id: z.string(),
  probability: z.number(),
  lower: z.number(),
  upper: z.number(),
  band: z.string(),
  reasons: z.array(z.object({ feature: z.string(), zh: z.string() })),
});

/** Numbers are written shorter or longer by different writers. */
function plain(cell: string): string | number {
  return cell !== '' && !Number.isNaN(Number(cell)) ? Number(cell) : cell;
}

describe('train, backtest and model', () => {
  it('registers a model that can be listed and shown', async () => {
    const listed = await inside('model', 'list', '--registry', quickRegistry, '--json');
    const shown = await inside('model', 'show', quick.id, '--registry', quickRegistry, '--json');

    expect(JSON.parse(listed.stdout)).toMatchObject([{ id: quick.id, metrics: quick.metrics }]);
    expect(JSON.parse(shown.stdout)).toMatchObject({
      id: quick.id,
      members: [{ family: 'scorecard' }],
      facts: { seed: '1' },
    });
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

  it('measures out of time, and its predictions say the same when measured again', async () => {
    const out = join(folder, 'report');
    const matrices = join(folder, 'matrices');
    const finished = await inside('backtest', ...training, '--out', out, '--matrices', matrices);
    const measured = await inside(
      'table',
      'evaluate',
      join(out, 'predictions.csv'),
      '--target',
      'y',
      '--score',
      'p',
      '--json',
    );
    const auc = z.object({ auc: z.number() }).parse(JSON.parse(measured.stdout)).auc;

    expect(finished.status).toBe(0);
    expect(finished.stdout).toContain(auc.toFixed(4));
    expect(readRows(join(matrices, 'test.csv')).length).toBe(readRows(join(out, 'predictions.csv')).length);
    expect((await inside('verify', out)).status).toBe(0);
  });

  it.each([
    ['an unknown key', (yaml: string) => `${yaml}\nspeed: 1\n`, 'speed'],
    [
      'a family that does not exist',
      (yaml: string) => yaml.replace(/^families:.*$/m, 'families: [oracle]'),
      'families.0',
    ],
    [
      'test dates before training dates',
      (yaml: string) => yaml.replace('test: [2013Q1]', 'test: [2012Q1]'),
      'as_of',
    ],
    ['bands that do not widen', (yaml: string) => yaml.replace('red: 0.02', 'red: 0.5'), 'bands'],
    [
      'a label beyond the data',
      (yaml: string) => yaml.replace('horizon_months: 12', 'horizon_months: 60'),
      '2017',
    ],
  ])('refuses a config with %s', async (_, change, named) => {
    const path = join(folder, 'bad.yaml');
    writeFileSync(path, change(readFileSync(config, 'utf8')));
    const finished = await inside(
      'train',
      '--lake',
      lake,
      '--config',
      path,
      '--registry',
      join(folder, 'none'),
    );

    expect(finished.stderr).toContain(named);
    expect(finished).toMatchObject({ status: 3, stdout: '' });
  });
});
