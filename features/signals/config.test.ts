import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isoDate } from '../../src/core/dates.ts';
import { matrix } from '../../src/core/matrix.ts';
import { countyFeatures } from '../county/index.ts';
import { loadSignals, presetNames } from './config.ts';
import { fireSignals } from './evaluate.ts';
import { exampleCatalogue } from './test-support.ts';

const asOf = isoDate('2024-06-30');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jz-signals-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function load(text: string, day = asOf) {
  const file = join(folder, 'signals.yaml');
  await writeFile(file, text);
  return loadSignals({ asOf: day, file });
}

describe('the shipped catalogue', () => {
  it('reads only features that exist, in thresholds, sentences and evidence', async () => {
    const names = new Set(countyFeatures.map(({ name }) => name));
    for (const preset of [undefined, ...(await presetNames())]) {
      const { items } = await loadSignals({ asOf, ...(preset === undefined ? {} : { preset }) });
      const used = items.flatMap(({ levels, says, evidence }) => [
        ...levels.flatMap(({ when }) => when.map(({ feature }) => feature)),
        ...[says.zh, says.en].flatMap((said) =>
          Array.from(said.matchAll(/\{([a-z0-9_]+)\}/g), ([, name]) => name!),
        ),
        ...evidence,
      ]);
      expect(used.filter((name) => !names.has(name))).toEqual([]);
    }
  });

  it('says in Chinese and English the same values', async () => {
    const { items } = await loadSignals({ asOf });
    for (const { code, says } of items) {
      const values = (said: string) => [...said.matchAll(/\{[a-z0-9_]+\}/g)].map(([value]) => value).sort();
      expect([code, values(says.zh)]).toEqual([code, values(says.en)]);
    }
  });

  it('takes a preset’s thresholds, source and opt-in for the signals it names, and leaves the others', async () => {
    const plain = await loadSignals({ asOf });
    const local = await loadSignals({ asOf, preset: 'power-care-code' });
    const named = (catalogue: typeof plain) => catalogue.items.find(({ code }) => code === 'UTIL_ABN')!;

    expect([named(plain).opt_in, named(local).opt_in]).toEqual([true, false]);
    expect(named(local).levels.map(({ level }) => level)).toEqual(['blue', 'yellow', 'orange']);
    expect(named(local).says).toEqual(named(plain).says);
    expect(local.items.filter(({ code }) => code !== 'UTIL_ABN')).toEqual(
      plain.items.filter(({ code }) => code !== 'UTIL_ABN'),
    );
  });
});

describe('a signals file is refused', () => {
  const good = exampleCatalogue();

  it('not when it is right', async () => {
    expect((await load(good)).items.map(({ code }) => code)).toEqual(['COST', 'FALL', 'POWER']);
  });

  it.each([
    ['an unknown member', good.replace('signals: 1', 'signals: 1\nextra: 2'), '', 'extra'],
    ['an unknown level', good.replace('level: red', 'level: purple'), 'items.0.levels.2.level', 'red'],
    [
      'a threshold that is no number',
      good.replace('at_least: 100 ', "at_least: 'much' "),
      'items.0.levels.0.when.0.at_least',
      'number',
    ],
    [
      'a condition without a threshold',
      good.replace(', at_most: 0 }', ' }'),
      'items.2.levels.0.when.0',
      'at_least or at_most',
    ],
    [
      'a threshold nothing meets',
      good.replace('at_least: 0.1,', 'at_least: 0.7,'),
      'items.1.levels.0.when.0',
      'above at_most',
    ],
    ['a code in small letters', good.replace('code: COST', 'code: cost'), 'items.0.code', 'capital letters'],
    [
      'a signal without evidence',
      good.replace('evidence: [x__cost_fen]', 'evidence: []'),
      'items.0.evidence',
      '1',
    ],
    [
      'a signal without a ladder',
      good.replace(
        /levels:\n {6}- \{ level: blue, when: \[\{ feature: x__cost_fen, at_most.*\n/,
        'levels: []\n',
      ),
      'items.2.levels',
      '1',
    ],
    ['the same code twice', good.replace('code: FALL', 'code: COST'), 'COST', 'declared twice'],
    [
      'no words in English',
      good.replace("en: 'costs {x__cost_fen}'", "en: ''"),
      'items.0.says.en',
      'one line',
    ],
    [
      'a sentence of two lines',
      good.replace("en: 'costs {x__cost_fen}'", 'en: "a\\nb"'),
      'items.0.says.en',
      'one line',
    ],
    ['a first day that is none', good.replace('from: 2020-01-01', 'from: 2020-02-30'), 'from', 'date'],
  ])('%s', async (_, text, path, problem) => {
    expect(text).not.toBe(good);
    await expect(load(text)).rejects.toMatchObject({
      code: 'JZ_SIGNALS_INVALID',
      details: {
        path,
        file: join(folder, 'signals.yaml'),
        problem: expect.stringContaining(problem) as string,
      },
    });
  });

  it('on a day before its thresholds hold', async () => {
    await expect(load(good, isoDate('2019-12-31'))).rejects.toMatchObject({
      code: 'JZ_SIGNALS_INVALID',
      details: { path: 'from', problem: expect.stringContaining('2020-01-01') as string },
    });
    expect((await load(good, isoDate('2020-01-01'))).items).toHaveLength(3);
    await expect(
      loadSignals({ asOf: isoDate('2019-06-30'), preset: 'power-care-code' }),
    ).rejects.toMatchObject({
      code: 'JZ_SIGNALS_INVALID',
    });
  });

  it('when there is no such file or preset', async () => {
    await expect(loadSignals({ asOf, file: join(folder, 'none.yaml') })).rejects.toMatchObject({
      code: 'JZ_FILE_NOT_FOUND',
    });
    await expect(loadSignals({ asOf, preset: 'urban' })).rejects.toMatchObject({
      code: 'JZ_SIGNALS_INVALID',
      details: { problem: expect.stringContaining('rural-ordinary') as string },
    });
  });

  it('when it is not YAML', async () => {
    await expect(load('signals: 1\nitems: [1')).rejects.toMatchObject({
      code: 'JZ_SIGNALS_INVALID',
      details: { path: 'line 2' },
    });
  });

  it('when it reads a feature that the matrix does not have, naming the signal', async () => {
    const catalogue = await load(good);

    expect(() => fireSignals(catalogue, matrix(['x__other_fen'], [Float64Array.of(1)], 1))).toThrow(
      expect.objectContaining({
        code: 'JZ_SIGNALS_INVALID',
        details: expect.objectContaining({ path: 'COST', problem: 'no feature x__cost_fen' }) as object,
      }) as Error,
    );
  });
});

it('a preset for a signal the catalogue does not have is refused', async () => {
  const file = join(folder, 'none-of-them.yaml');
  await writeFile(file, exampleCatalogue());

  await expect(loadSignals({ asOf, file, preset: 'rural-ordinary' })).rejects.toMatchObject({
    code: 'JZ_SIGNALS_INVALID',
    details: { path: 'MED_OOP_YTD', problem: 'the catalogue has no such signal' },
  });
});
