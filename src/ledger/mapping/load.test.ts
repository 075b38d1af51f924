import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeBench, smallMapping, type Bench } from '../test-support.ts';
import { loadMapping, mappingHash } from './load.ts';

let bench: Bench;

beforeEach(async () => {
  bench = await makeBench();
});

afterEach(() => bench.remove());

describe('a mapping', () => {
  const faults: [what: string, changes: Record<string, string>, path: string, problem: RegExp][] = [
    [
      'an unknown key',
      { 'department: office': 'department: office\n    colour: red' },
      'sources.0',
      /colour/,
    ],
    ['another version', { 'mapping: 1': 'mapping: 2' }, 'mapping', /1/],
    ['a missing key', { 'unique: [household_id, year, quarter]': '' }, 'sources.0.unique', /array/],
    [
      'an unknown column type',
      { 'type: decimal': 'type: float' },
      'sources.0.columns.weight.type',
      /quarter/,
    ],
    [
      'an unknown key of a column',
      { 'members: { type: integer,': 'members: { type: integer, maxx: 3,' },
      'sources.0.columns.members',
      /maxx/,
    ],
    [
      'a scale that is none',
      { 'minor_units: 100, min': 'minor_units: 60, min' },
      'sources.0.columns.income.minor_units',
      /./,
    ],
    [
      'a column that is not declared',
      { 'from: region': 'from: regoin' },
      'sources.0.rows.0.columns.region_code.from',
      /regoin/,
    ],
    ['a table that is none', { 'table: household': 'table: houses' }, 'sources.0.rows.0.table', /houses/],
    ['a ledger column that is none', { 'region_code:': 'area:' }, 'sources.0.rows.0.columns.area', /area/],
    [
      'a required ledger column left out',
      { 'month: { month_of: occurred_on }, kind: { value: total },': 'kind: { value: total },' },
      'sources.0.rows.1.columns.month',
      /required/,
    ],
    [
      'money from a plain number',
      { 'amount_fen: { from: income }': 'amount_fen: { from: members }' },
      'sources.0.rows.1.columns.amount_fen',
      /amount/,
    ],
    [
      'text for a number',
      { 'from: weight': 'from: household_id' },
      'sources.0.rows.0.columns.weight',
      /household_id/,
    ],
    [
      'a quarter that is no quarter',
      { 'quarter: { type: quarter }': 'quarter: { type: integer, required: true }' },
      'sources.0.occurred_on',
      /required quarter/,
    ],
    [
      'a code used twice',
      { 'sold: coping.sold_belongings': 'sold: members.total' },
      'sources.0.observations.codes.sold',
      /twice/,
    ],
    [
      'a code in another form',
      { 'coping.sold_belongings': 'Sold!' },
      'sources.0.observations.codes.sold',
      /dotted/,
    ],
    [
      'an observation of text',
      { 'members: members.total': 'household_id: members.total' },
      'sources.0.observations.codes.household_id',
      /numbers/,
    ],
    [
      'a misspelt key deep inside',
      { 'quarter: quarter }, plus_days': 'quater: quarter }, plus_days' },
      'sources.0.recorded_at.quarter_end.quarter',
      /string/,
    ],
    ['no YAML', { 'sources:': 'sources: [' }, '(YAML)', /./],
  ];

  it.each(faults)('with %s is refused, naming the path', async (_, changes, path, problem) => {
    await bench.map(smallMapping(changes));

    const refused: unknown = await loadMapping(bench.mappingFile).catch((error: unknown) => error);

    expect(refused).toMatchObject({
      code: 'JZ_MAPPING_INVALID',
      exitCode: 3,
      details: { file: bench.mappingFile, path },
    });
    expect(refused).toMatchObject({ details: { problem: expect.stringMatching(problem) as unknown } });
  });

  it('is as the reference shows it', async () => {
    const reference = await readFile('docs/reference/mapping.md', 'utf8');
    const example = /```yaml\n([\s\S]*?)```/.exec(reference)?.[1] ?? '';
    await bench.map(example);

    expect(await loadMapping(bench.mappingFile)).toMatchObject({
      currency: 'CNY',
      sources: [{ department: 'insurance' }],
    });
  });

  it('has the same hash whatever its comments and order of keys, another when its meaning changes', async () => {
    const hash = async (text: string): Promise<string> => {
      await bench.map(text);
      const mapping = await loadMapping(bench.mappingFile);
      return mappingHash(mapping, mapping.sources[0]!);
    };
    const plain = await hash(smallMapping());

    expect(await hash(smallMapping({ 'mapping: 1': '# note\nmapping: 1' }))).toBe(plain);
    expect(await hash(smallMapping({ '{ type: decimal, min: 0 }': '{ min: 0, type: decimal }' }))).toBe(
      plain,
    );
    expect(await hash(smallMapping({ 'max: 60': 'max: 61' }))).not.toBe(plain);
    expect(await hash(smallMapping({ ARS: 'CNY' }))).not.toBe(plain);
  });
});
