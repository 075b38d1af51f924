import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRng } from '../../core/rng.ts';
import { openDuckDb, sqlLiteral } from '../../io/duckdb.ts';
import { loadMapping } from '../mapping/load.ts';
import type { Mapping } from '../mapping/schema.ts';
import { knownSources, type KnownSource } from './known.ts';
import { renamedHeaders, strangerHeaders } from './renamed-headers.ts';
import { readSample, type Sample, type SampleColumn } from './sample.ts';
import { suggestMapping, type Suggestion } from './suggest.ts';
import { fileLike } from './test-support.ts';

const shipped = join(import.meta.dirname, '..', '..', '..', 'data-samples', 'departments');
let folder: string;
let known: readonly KnownSource[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jiuzhu-suggest-test-'));
  known = await knownSources(shipped);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const keyOf = ({ source }: KnownSource): string => String(source.files).replace('-*', '');
const sampleOf = (columns: readonly SampleColumn[]): Sample => ({
  columns,
  rows: columns[0]?.values.length ?? 0,
  delimiter: ',',
  sheet: null,
  encoding: 'utf-8',
});

/** A file like a known one under other names, its columns in another order. */
function renamedFile(source: KnownSource, headers = renamedHeaders.get(keyOf(source)) ?? []): SampleColumn[] {
  const rng = seededRng(`suggest/${keyOf(source)}`);
  const columns = fileLike(source, headers, { rows: 250, rng });
  return columns
    .map((column) => ({ column, at: rng.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ column }) => column);
}

async function load(yaml: string): Promise<Mapping> {
  const file = join(folder, 'proposed.yaml');
  await writeFile(file, yaml);
  return loadMapping(file);
}

/** Columns taken for what they are, of all. */
function rightColumns(
  source: KnownSource,
  suggestion: Suggestion,
  headers = renamedHeaders.get(keyOf(source)) ?? [],
): { right: number; types: number; all: number } {
  const isRight = (name: string, i: number): boolean =>
    suggestion.columns.find((column) => column.name === headers[i])?.as === name;
  const hasType = (type: string, i: number): boolean =>
    suggestion.columns.find((column) => column.name === headers[i])?.type === type;
  return {
    right: source.columns.filter(({ name }, i) => isRight(name, i)).length,
    types: source.columns.filter(({ spec }, i) => hasType(spec.type, i)).length,
    all: source.columns.length,
  };
}

describe('a proposal for a file whose columns are named otherwise', () => {
  it('knows each of the 30 kinds of file, and 95 % of the columns', () => {
    const counts = { files: 0, right: 0, all: 0 };
    for (const source of known) {
      const suggestion = suggestMapping('data.csv', sampleOf(renamedFile(source)), { known });
      const { right, all } = rightColumns(source, suggestion);
      if (suggestion.looksLike?.files === source.source.files) counts.files++;
      counts.right += right;
      counts.all += all;
    }

    expect(known.length).toBe(30);
    expect(counts).toMatchObject({ files: 30, all: 276 });
    expect(counts.right / counts.all).toBeGreaterThanOrEqual(0.95);
  });

  it('knows 11 of 12 kinds of file and 85 % of the columns under names it was not made for', () => {
    const counts = { files: 0, right: 0, all: 0 };
    for (const source of known.filter((one) => strangerHeaders.has(keyOf(one)))) {
      const headers = strangerHeaders.get(keyOf(source)) ?? [];
      const suggestion = suggestMapping('data.csv', sampleOf(renamedFile(source, headers)), { known });
      const { right, all } = rightColumns(source, suggestion, headers);
      if (suggestion.looksLike?.files === source.source.files) counts.files++;
      counts.right += right;
      counts.all += all;
    }

    expect(counts.all).toBe(130);
    expect(counts.files).toBeGreaterThanOrEqual(11);
    expect(counts.right / counts.all).toBeGreaterThanOrEqual(0.85);
  });

  it('knows nine types in ten by contents and words alone, when no mapping is known', () => {
    const counts = { types: 0, all: 0 };
    for (const source of known) {
      const suggestion = suggestMapping('data.csv', sampleOf(renamedFile(source)), { known: [] });
      const { types, all } = rightColumns(source, suggestion);
      counts.types += types;
      counts.all += all;
    }

    expect(counts.types / counts.all).toBeGreaterThanOrEqual(0.9);
  });

  it('is accepted by the mapping language, whatever is known', async () => {
    for (const source of known) {
      const sample = sampleOf(renamedFile(source));
      const others = known.filter((other) => other.source.department !== source.source.department);
      for (const candidates of [known, others, []]) {
        const { yaml, tables } = suggestMapping('data-202403.csv', sample, { known: candidates });
        const mapping = await load(yaml);

        expect(mapping.sources.length).toBe(1);
        expect(Object.keys(mapping.sources[0]!.columns)).toEqual(
          expect.arrayContaining(sample.columns.map(({ name }) => name)),
        );
        expect(tables.length).toBeGreaterThan(0);
      }
    }
  });

  it('fills the tables that the known mapping fills', async () => {
    const settlement = known.find((source) => keyOf(source) === 'medical_insurance/settlement')!;
    const { yaml, looksLike, tables } = suggestMapping('医保-202403.csv', sampleOf(renamedFile(settlement)), {
      known,
    });
    const [source] = (await load(yaml)).sources;

    expect(tables).toEqual(['medical_claim']);
    expect(looksLike).toMatchObject({ title: '医保结算明细 / settlements', matched: 16, columns: 16 });
    expect(source).toMatchObject({
      department: 'medical_insurance',
      files: '医保-*.csv',
      occurred_on: { date: '费用结算时间' },
      recorded_at: { date: '数据上传时间' },
      unique: ['结算ID'],
      persons: { patient: { id_number: '人员证件号码', name: '人员姓名' } },
    });
    expect(source!.rows[0]!.columns).toMatchObject({
      total_fen: { from: '医疗费总额' },
      aid_paid_fen: { from: '救助基金支付' },
    });
    expect(yaml).toMatch(/就诊类别: .*# TODO \d+ %：同「医疗类别」/);
  });

  it('leaves out the ledger rows for which a required column is missing, and says so', async () => {
    const register = known.find((source) => keyOf(source) === 'police/hukou')!;
    const columns = renamedFile(register).filter(({ name }) => name !== '家庭户编号');
    const suggestion = suggestMapping('hukou.csv', sampleOf(columns), { known });

    expect(suggestion.tables).toEqual(['person']);
    expect(suggestion.todo.map(({ en }) => en).join()).toMatch(
      /nothing goes to household.*nothing goes to membership/,
    );
    expect((await load(suggestion.yaml)).sources[0]!.households).toEqual({});
  });
});

describe('two dates', () => {
  it('are told apart by which comes first where their names do not say', async () => {
    const cases = known.find((source) => keyOf(source) === 'court/cases')!;
    const headers = cases.columns.map(
      ({ name }) => ({ 立案日期: '日期一', 推送日期: '日期二' })[name] ?? name,
    );
    const swapped = renamedFile(cases, headers).map(({ name, values }) => ({
      name: { 日期一: '日期二', 日期二: '日期一' }[name] ?? name,
      values,
    }));
    const [source] = (await load(suggestMapping('x.csv', sampleOf(swapped), { known }).yaml)).sources;

    expect(source).toMatchObject({ occurred_on: { date: '日期二' }, recorded_at: { date: '日期一' } });
  });
});

describe('words of a code column that the known mapping has not', () => {
  const vital = (): KnownSource => known.find((source) => keyOf(source) === 'police/vital')!;
  const withWords = (words: Readonly<Record<string, string>>): SampleColumn[] =>
    renamedFile(
      vital(),
      vital().columns.map(({ name }) => name),
    ).map(({ name, values }) => ({
      name,
      values: values.map((value) => words[value] ?? value),
    }));

  it('are translated by the ledger’s code table, or left without a code, and named', async () => {
    const columns = withWords({ 男: '1', 女: '2', 死亡: '死亡登记', 出生: '其它情形' });
    const suggestion = suggestMapping('vital.csv', sampleOf(columns), { known });
    const source = (await load(suggestion.yaml)).sources[0]!;

    expect(source.columns['性别']).toMatchObject({ values: { 男: '1', 女: '2', 1: '1', 2: '2' } });
    expect(source.columns['事件']).toMatchObject({ values: { 死亡: 'death', 死亡登记: 'death' } });
    expect(source.columns['事件']).not.toHaveProperty('values.其它情形');
    expect(suggestion.columns.find(({ name }) => name === '事件')!.todo.map(({ en }) => en)).toEqual([
      'check the codes of 死亡登记',
      'no code yet, rows go back: 其它情形',
    ]);
  });
});

describe('a file unlike any known one', () => {
  const days = Array.from({ length: 40 }, (_, i) => `2024-01-${String(1 + (i % 28)).padStart(2, '0')}`);
  const numbers = days.map((_, i) => String(1000 + i * 7));

  it('becomes observations of its person', async () => {
    const columns = [
      { name: '志愿者身份证', values: days.map(() => '11010519491231002X') },
      { name: '服务时长', values: numbers },
      { name: '服务日', values: days },
    ];
    const { yaml, looksLike, tables } = suggestMapping('volunteer.csv', sampleOf(columns), {
      known,
      department: 'youth',
    });
    const source = (await load(yaml)).sources[0]!;

    expect(looksLike).toBeNull();
    expect(tables).toEqual(['observation']);
    expect(source.observations).toMatchObject({
      person: 'subject',
      codes: { 服务时长: 'youth.fu_wu_shi_chang' },
    });
    expect(source.occurred_on).toMatchObject({ date: '服务日' });
  });

  it('without a date asks the sender for one; without a person or number still loads', async () => {
    const columns = [{ name: '村', values: numbers.map((value) => `甲${value}`) }];
    const suggestion = suggestMapping('x.csv', sampleOf(columns), { known });
    const source = (await load(suggestion.yaml)).sources[0]!;

    expect(source.occurred_on).toMatchObject({ date: '数据日期' });
    expect(suggestion.todo.map(({ zh }) => zh).join()).toContain('文件没有日期列');
    expect(source.rows[0]).toMatchObject({ table: 'observation', columns: { household_id: { from: '村' } } });
  });

  it('with names that YAML or JavaScript could misread is proposed all the same', async () => {
    const names = ['__proto__', 'constructor', 'a: b', '#x', '"q"', '- 1', '~', 'yes'];
    const columns = names.map((name, i) => ({ name, values: i === 0 ? days : numbers }));
    const mapping = await load(suggestMapping('odd.csv', sampleOf(columns), { known }).yaml);

    expect(Object.keys(mapping.sources[0]!.columns)).toEqual(expect.arrayContaining(names.slice(1)));
  });
});

describe('a sample', () => {
  const text = '编号\t姓名\t日期\n1\t王伟\t２０２４－０３－０５\n2\t"李\t芳"\t\n';

  it.each([
    ['tabs.csv', Buffer.from(text)],
    ['mark.csv', Buffer.from(`\ufeff${text.replaceAll('\n', '\r\n')}`)],
    ['wide.txt', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])],
  ])('of %s has its cells in order, half-width', async (name, bytes) => {
    await writeFile(join(folder, name), bytes);
    const sample = await readSample(join(folder, name));

    expect(sample).toMatchObject({ rows: 2, delimiter: '\t' });
    expect(sample.columns).toEqual([
      { name: '编号', values: ['1', '2'] },
      { name: '姓名', values: ['王伟', '李\t芳'] },
      { name: '日期', values: ['2024-03-05', ''] },
    ]);
  });

  it('of GB18030 and of Parquet reads the same', async () => {
    const gb = join(folder, 'gb.csv');
    await writeFile(
      gb,
      Buffer.concat([
        Buffer.from([0xd0, 0xd5, 0xc3, 0xfb]),
        Buffer.from(',a\n'),
        Buffer.from([0xcd, 0xf5]),
        Buffer.from(',1\n'),
      ]),
    );
    const parquet = join(folder, 'p.parquet');
    const db = await openDuckDb();
    await db.run(`COPY (SELECT '王' AS 姓名, 1::BIGINT AS a) TO ${sqlLiteral(parquet)} (FORMAT parquet)`);
    db.close();
    const expected = [
      { name: '姓名', values: ['王'] },
      { name: 'a', values: ['1'] },
    ];

    expect((await readSample(gb)).columns).toEqual(expected);
    expect((await readSample(parquet)).columns).toEqual(expected);
  });
});
