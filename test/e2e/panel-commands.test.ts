/** `train`, `backtest`, `score` and `model` on an excerpt of the embedded panel. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { openDuckDb } from '../../src/io/duckdb.ts';
import { filesUnder, inside, readRows } from './command-line.ts';
import { withFamilies, writePanelSamples } from './panel-samples.ts';

const folder = mkdtempSync(join(tmpdir(), 'jiuzhu-panel-commands-'));
const samples = join(folder, 'samples');
const lake = join(folder, 'lake');
const registry = join(folder, 'registry');
const config = join(samples, 'train.yaml');
const training = ['--lake', lake, '--config', config];
const trainedJson = z.object({ id: z.string(), metrics: z.record(z.string(), z.number()) });
let model: z.infer<typeof trainedJson> = { id: '', metrics: {} };

beforeAll(async () => {
  writePanelSamples(samples, (yaml) =>
    withFamilies(yaml.replace(/train: \[.*\]/, 'train: [2012Q3]'), '[scorecard]'),
  );
  const mapping = join(samples, 'mapping.yaml');
  expect(await inside('ingest', samples, '--mapping', mapping, '--lake', lake)).toMatchObject({ status: 0 });
  const finished = await inside('train', ...training, '--registry', registry, '--json');
  model = trainedJson.parse(JSON.parse(finished.stdout));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('score', () => {
  const words = ['score', '--lake', lake, '--as-of', '2014Q2', '--registry', registry];
  const score = (out: string, ...more: string[]) =>
    inside(...words, '--model', model.id, '--out', out, '--json', ...more);

  it('explains one household with the score the list gives it', async () => {
    const out = join(folder, 'one.csv');
    await score(out);
    const [first] = readRows(out);
    const told = await inside(
      ...words,
      '--model',
      model.id,
      '--household',
      first!['household_id']!,
      '--json',
    );
    const text = await inside(...words, '--model', model.id, '--household', first!['household_id']!);

    expect(JSON.parse(told.stdout)).toMatchObject({
      ...{ household_id: first!['household_id'], model_id: model.id, band: first!['band'] },
      ...{ probability: Number(first!['probability']), uncertain: first!['uncertain'] === '1' },
    });
    expect(text.stdout).toContain(first!['reason_1_zh']);
    expect((await inside(...words, '--model', model.id, '--household', 'nobody')).status).toBe(3);
    expect((await inside(...words, '--model', model.id)).status).toBe(2);
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
      model.id,
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
    const listed = await inside('model', 'list', '--registry', registry, '--json');
    const shown = await inside('model', 'show', model.id, '--registry', registry, '--json');

    expect(JSON.parse(listed.stdout)).toMatchObject([{ id: model.id, metrics: model.metrics }]);
    expect(JSON.parse(shown.stdout)).toMatchObject({
      id: model.id,
      members: [{ family: 'scorecard' }],
      facts: { seed: '1' },
    });
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
