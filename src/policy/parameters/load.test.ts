import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describe as describeError, JzError } from '../../core/errors/index.ts';
import { loadPolicy } from '../engine/policy.ts';
import { snapshotOf } from './snapshot.ts';

/** A city's own file with these parameters. */
const city = (parameters: string, region = '330200'): string =>
  `region: '${region}'\nname: { zh: 试点, en: Pilot }\nparameters:\n${parameters}`;
const value = (text: string): string => city(`  dibao.standard_urban:\n    values:\n${text}`);
const from = (date: string, more = ''): string =>
  `      - { from: ${date}, value: 1000, source: demo${more} }\n`;

async function fileWith(source: string): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'jiuzhu-law-')), 'city.yaml');
  await writeFile(file, source);
  return file;
}

async function refusal(source: string): Promise<JzError> {
  const file = await fileWith(source);
  const error = await loadPolicy({ lawFiles: [file] }).catch((thrown: unknown) => thrown);
  if (!(error instanceof JzError)) throw new Error(`accepted: ${String(error)}`);
  return error;
}

describe('a parameter file', () => {
  it.each([
    [
      'overlapping validity',
      value(from('2024-01-01', ', to: 2024-12-31') + from('2024-12-31')),
      'JZ_POLICY_OVERLAP',
      7,
    ],
    ['the same first day twice', value(from('2024-01-01') + from('2024-01-01')), 'JZ_POLICY_OVERLAP', 7],
    ['an end before its beginning', value(from('2024-02-01', ', to: 2024-01-01')), 'JZ_POLICY_OVERLAP', 6],
    [
      'a gap of one day',
      value(from('2024-01-01', ', to: 2024-12-30') + from('2025-01-01')),
      'JZ_POLICY_GAP',
      7,
    ],
    [
      'a unit that differs from the declaration',
      city('  dibao.standard_urban:\n    unit: yuan_per_year\n    values:\n' + from('2024-01-01')),
      'JZ_POLICY_UNIT',
      5,
    ],
    [
      'a flag where money is meant',
      city('  dibao.standard_urban:\n    values: [{ from: 2024-01-01, value: true, source: demo }]'),
      'JZ_POLICY_UNIT',
      5,
    ],
    [
      'a third of a fen',
      city('  dibao.standard_urban:\n    values: [{ from: 2024-01-01, value: 10.001, source: demo }]'),
      'JZ_POLICY_UNIT',
      5,
    ],
    [
      'a negative amount',
      city('  dibao.standard_urban:\n    values: [{ from: 2024-01-01, value: -1, source: demo }]'),
      'JZ_POLICY_UNIT',
      5,
    ],
    [
      'a code of another list',
      city(
        '  disability.mind_types:\n    values: [{ from: 2024-01-01, value: [disability.mental, work.employed], source: demo }]',
      ),
      'JZ_POLICY_UNIT',
      5,
    ],
    [
      'no source',
      city('  dibao.standard_urban:\n    values: [{ from: 2024-01-01, value: 1000 }]'),
      'JZ_POLICY_SOURCE',
      5,
    ],
    [
      'an unknown document',
      city('  dibao.standard_urban:\n    values: [{ from: 2024-01-01, value: 1000, source: nowhere }]'),
      'JZ_POLICY_SOURCE',
      5,
    ],
    [
      'verified without an article',
      city(
        '  dibao.standard_urban:\n    values: [{ from: 2024-01-01, value: 1000, source: zj, verified: true }]',
      ),
      'JZ_POLICY_SOURCE',
      5,
    ],
    [
      'verified from a document nobody read',
      city(
        '  dibao.standard_urban:\n    values: [{ from: 2024-01-01, value: 1000, source: g42, article: 一, verified: true }]',
      ),
      'JZ_POLICY_SOURCE',
      5,
    ],
    [
      'an unknown parameter',
      city(
        '  dibao.standard_orban:\n' +
          from('2024-01-01').replace('      - ', '    values: [').replace('\n', ']\n'),
      ),
      'JZ_POLICY_PARAMETER',
      0,
    ],
    ['an unknown key', value(from('2024-01-01', ', until: 2025-01-01')), 'JZ_POLICY_FILE', 6],
    ['a date that is not one', value(from("'2024/1/1'")), 'JZ_POLICY_FILE', 6],
    [
      'a region code of four digits',
      city('  dibao.standard_urban:\n    values: [{ from: 2024-01-01, value: 1, source: demo }]', '3302'),
      'JZ_POLICY_REGION',
      0,
    ],
    ['broken YAML', 'region: [', 'JZ_POLICY_FILE', 0],
    [
      'a key twice',
      city(
        '  dibao.bands: { values: [{ from: 2024-01-01, value: 1, source: demo }] }\n  dibao.bands: { values: [{ from: 2024-01-01, value: 2, source: demo }] }',
      ),
      'JZ_POLICY_FILE',
      5,
    ],
  ] as const)('is refused for %s', async (_name, source, code, line) => {
    const error = await refusal(source);

    expect(error.code).toBe(code);
    if (line > 0) expect(error.details['line']).toBe(line);
    for (const language of ['zh', 'en'] as const)
      expect(describeError(error.code, error.details, language)).not.toContain('?');
  });

  it('changes a city’s standard, urban and rural, in one line', async () => {
    const file = await fileWith(value('      - { from: 2025-07-01, value: 1300, source: demo }\n'));
    const { catalogue } = await loadPolicy({ lawFiles: [file] });

    expect(snapshotOf(catalogue, '330212', '2025-07-01').value('dibao.standard_rural')).toBe(130_000);
    expect(snapshotOf(catalogue, '330212', '2025-06-30').value('dibao.standard_rural')).toBe(124_000);
    expect(snapshotOf(catalogue, '330300', '2025-07-01').value('dibao.standard_urban')).toBe(124_000);
  });

  it('refuses parameters that are the same as each other in a circle', async () => {
    const circle = `  dibao.standard_urban:\n    values: [{ from: 2024-01-01, value: { same_as: dibao.standard_rural }, source: demo }]`;

    await expect(loadPolicy({ lawFiles: [await fileWith(city(circle))] })).rejects.toThrow(/circle/);
  });

  it('has no value before its first date: refused, naming the first one', async () => {
    const { catalogue } = await loadPolicy();

    expect(() => snapshotOf(catalogue, '330100', '2021-12-31').value('dibao.standard_urban')).toThrow(
      /no value for 330100 on 2021-12-31 \(first one: 2022-01-01/,
    );
  });

  it('opens the same parameters once: the same region, day and reform give the same object', async () => {
    const { catalogue } = await loadPolicy();
    const [first, second] = [1, 2].map(() =>
      snapshotOf(catalogue, '330100', '2025-01-01', { 'dibao.bands': 4 }),
    );

    expect(second).toBe(first);
    expect(snapshotOf(catalogue, '330100', '2025-01-01')).not.toBe(first);
    expect(snapshotOf(catalogue, '330100', '2025-01-02', { 'dibao.bands': 4 })).not.toBe(first);
    expect(snapshotOf(catalogue, '330100', '2025-01-01', { 'dibao.bands': 3 }).value('dibao.bands')).toBe(3);
    expect(first!.value('dibao.bands')).toBe(4);
  });

  it('refuses an override of an unknown parameter', async () => {
    const { catalogue } = await loadPolicy();

    expect(() => snapshotOf(catalogue, 'CN', '2025-01-01', { 'no.such': 1 })).toThrow(JzError);
  });
});
