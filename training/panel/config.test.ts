import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labelDate, readPanelConfig } from './config.ts';
import { sampleConfigFile } from './test-support.ts';

let folder: string;
let sample: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jiuzhu-config-'));
  sample = await readFile(sampleConfigFile, 'utf8');
});

afterAll(() => rm(folder, { recursive: true }));

describe('the sample config', () => {
  it('is read with its quarters as their last days', async () => {
    const config = await readPanelConfig(sampleConfigFile);

    expect(config.as_of.train).toEqual(['2012-03-31', '2012-06-30', '2012-09-30']);
    expect(config.as_of.test).toEqual(['2013-03-31']);
    expect(config.seed).toBe('1');
    expect(labelDate(config, config.as_of.train[0]!)).toBe('2013-03-31');
  });
});

/** [what is wrong, text of the sample, what replaces it, where the message points] */
const wrong: readonly (readonly [string, string | RegExp, string, string])[] = [
  ['an unknown key', 'capacity:', 'capacty: 0.1\ncapacity:', '(top)'],
  ['an unknown key inside', 'kind:', 'sort: x\n  kind:', 'label'],
  ['a missing key', /^seed:.*$/m, '', 'seed'],
  ['another label', 'relative_poverty', 'took_aid', 'label.kind'],
  ['a horizon of no months', 'horizon_months: 12', 'horizon_months: 0', 'label.horizon_months'],
  ['a horizon of part of a month', 'horizon_months: 12', 'horizon_months: 1.5', 'label.horizon_months'],
  ['a fifth quarter', '2012Q2', '2012Q5', 'as_of.train.1'],
  ['a day that does not exist', '2012Q2', '2012-06-31', 'as_of.train.1'],
  ['training dates out of order', '2012Q1, 2012Q2', '2012Q2, 2012Q1', 'as_of.train'],
  ['a date twice', '2012Q1, 2012Q2', '2012Q1, 2012Q1', 'as_of.train'],
  ['no training date', /train: \[.*\]/, 'train: []', 'as_of.train'],
  ['calibration on a training date', 'calibrate: [2012Q4]', 'calibrate: [2012Q3]', 'as_of'],
  ['calibration before training', 'calibrate: [2012Q4]', 'calibrate: [2011Q4]', 'as_of'],
  ['a test on the calibration date', 'test: [2013Q1]', 'test: [2012Q4]', 'as_of'],
  ['a test before calibration', 'test: [2013Q1]', 'test: [2012Q2]', 'as_of'],
  ['an unknown family', 'scorecard]', 'oracle]', 'families.2'],
  ['no family', /families: \[.*\]/, 'families: []', 'families'],
  ['a capacity of everybody', 'capacity: 0.10', 'capacity: 1', 'capacity'],
  ['a capacity of nobody', 'capacity: 0.10', 'capacity: 0', 'capacity'],
  ['text in a number', 'capacity: 0.10', 'capacity: ten', 'capacity'],
  ['bands that do not ascend', 'red: 0.02', 'red: 0.07', 'bands'],
  ['an infinite share', 'red: 0.02', 'red: .inf', 'bands.red'],
  ['a list for a text', 'seed: 1', 'seed: [1]', 'seed'],
  ['YAML that ends too soon', 'seed: 1', 'seed: "1', '(top)'],
  ['a key twice', 'seed: 1', 'seed: 1\nseed: 2', '(top)'],
];

describe('a config', () => {
  it.each(wrong)('with %s is refused: file, place, what to do', async (name, from, to, path) => {
    const file = join(folder, `${name.replaceAll(' ', '-')}.yaml`);
    const text = sample.replace(from, to);
    expect(text).not.toBe(sample);
    await writeFile(file, text);

    const refusal = readPanelConfig(file);

    await expect(refusal).rejects.toMatchObject({
      code: 'JZ_CONFIG_INVALID',
      exitCode: 3,
      details: { file, path },
    });
  });

  it.each(['', '[]', '7', 'null'])('that is only "%s" is refused', async (text) => {
    const file = join(folder, 'empty.yaml');
    await writeFile(file, text);

    await expect(readPanelConfig(file)).rejects.toMatchObject({
      code: 'JZ_CONFIG_INVALID',
      details: { file, path: '(top)' },
    });
  });

  it('that is not there is named', async () => {
    const file = join(folder, 'nowhere.yaml');

    await expect(readPanelConfig(file)).rejects.toMatchObject({ code: 'JZ_FILE_NOT_FOUND' });
  });
});
