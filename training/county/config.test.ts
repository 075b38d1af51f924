import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configKind, readCountyConfig, withHorizon } from './config.ts';
import { labelWindow, splitsOf } from './splits.ts';
import { modelColumns } from './days.ts';

const samples = join(import.meta.dirname, '..', '..', 'data-samples');
const sampleFile = join(samples, 'county', 'train.yaml');
let folder: string;
let sample: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jiuzhu-county-config-'));
  sample = await readFile(sampleFile, 'utf8');
});

afterAll(() => rm(folder, { recursive: true }));

async function changed(from: string | RegExp, to: string): Promise<string> {
  const file = join(folder, 'train.yaml');
  const text = sample.replace(from, to);
  expect(text).not.toBe(sample);
  await writeFile(file, text);
  return file;
}

describe('the sample config', () => {
  it('spells out its month-ends and label windows', async () => {
    const config = await readCountyConfig(sampleFile);

    const [split] = splitsOf(sampleFile, config);

    expect(split?.train.slice(0, 3)).toEqual(['2022-12-31', '2023-01-31', '2023-02-28']);
    expect(split?.test).toHaveLength(7);
    expect(labelWindow(config, split!.train[0]!)).toEqual({ end: '2023-06-30', knownOn: '2023-07-31' });
  });

  it('is told from a panel config', async () => {
    expect(await configKind(sampleFile)).toBe('county');
    expect(await configKind(join(samples, 'eph', 'train.yaml'))).toBe('panel');
  });
});

describe('a split', () => {
  it.each([
    ['train into calibrate', 'to: 2023-07-31', 'to: 2023-08-31', { part: 'train', next: 'calibrate' }],
    ['calibrate into test', '2024-04-30]', '2024-04-30, 2024-05-31]', { part: 'calibrate', next: 'test' }],
    ['by a longer label', 'horizon_months: 6', 'horizon_months: 7', { part: 'train', gap: 8 }],
    ['by a longer lag', 'known_after_months: 1', 'known_after_months: 2', { part: 'train', gap: 8 }],
  ])('whose label windows reach from %s is refused', async (_, from, to, details) => {
    const refusal = readCountyConfig(await changed(from, to));

    await expect(refusal).rejects.toMatchObject({ code: 'JZ_SPLIT_LEAKS', exitCode: 3, details });
  });

  it('with a gap of exactly label and lag is taken', async () => {
    const file = await changed('to: 2023-07-31', 'to: 2023-06-30');

    await expect(readCountyConfig(file)).resolves.toMatchObject({ kind: 'county' });
  });
});

describe('a config', () => {
  it.each([
    ['an unknown key', 'capacity:', 'capacty: 0.1\ncapacity:', '(top)'],
    ['a day inside a month', '2024-02-29', '2024-02-28', 'as_of.calibrate'],
    ['no choice on a protected attribute', /^ {2}sex:.*$/m, '', 'protected.sex'],
    [
      'a choice without a reason',
      /(sex: \{ use: audit_only), because: [^}]*/,
      '$1 ',
      'protected.sex.because',
    ],
    ['a label it does not have', 'kind: take_up', 'kind: relative_poverty', 'label.kind'],
  ])('with %s is refused, naming the place', async (_, from, to, path) => {
    const refusal = readCountyConfig(await changed(from, to));

    await expect(refusal).rejects.toMatchObject({ code: 'JZ_CONFIG_INVALID' });
    await expect(refusal).rejects.toHaveProperty('details.path', expect.stringContaining(path));
  });
});

describe('the sample backtest', () => {
  const file = join(samples, 'county', 'backtest.yaml');

  it('has a split for each of its horizons, all known by the same day', async () => {
    const config = await readCountyConfig(file);

    const lastKnown = [3, 6, 12].map((months) => {
      const own = withHorizon(config, months);
      return labelWindow(own, splitsOf(file, own).at(-1)!.test.at(-1)!).knownOn;
    });
    expect(lastKnown).toEqual(['2025-12-31', '2025-12-31', '2025-12-31']);
  });

  it.each([
    ['an unknown key in temporal', 'calibrate_months:', 'calibrate_month:', 'temporal'],
    ['an unknown option of a model', 'max_leaves:', 'max_leafs:', 'models.0.options'],
    ['a rule nobody knows', 'rule: best_average', 'rule: best', 'select.by.rule'],
    ['one split and splits by rule', 'temporal:', 'as_of: { train: [2022-12-31] }\ntemporal:', 'as_of'],
  ])('with %s is refused, naming the place', async (_, from, to, path) => {
    const broken = join(folder, 'backtest.yaml');
    const text = (await readFile(file, 'utf8')).replace(from, to);
    await writeFile(broken, text);

    const refusal = readCountyConfig(broken);

    await expect(refusal).rejects.toMatchObject({ code: 'JZ_CONFIG_INVALID' });
    await expect(refusal).rejects.toHaveProperty('details.path', expect.stringContaining(path));
  });
});

describe('columns of the model', () => {
  it('leave out audited attributes and excluded names, and nothing else', async () => {
    const config = await readCountyConfig(sampleFile);
    const all = modelColumns({
      ...config,
      protected: { ...config.protected, sex: { use: 'input', because: '-' } },
    });
    const own = modelColumns({ ...config, exclude: ['aid__monitored_flag'] });

    expect(all.filter((name) => !own.includes(name))).toEqual([
      'household__women_working_age_members',
      'aid__monitored_flag',
    ]);
  });

  it('know every excluded name', async () => {
    const config = await readCountyConfig(sampleFile);

    expect(() => modelColumns({ ...config, exclude: ['nothing'] })).toThrow(/nothing/);
  });
});
