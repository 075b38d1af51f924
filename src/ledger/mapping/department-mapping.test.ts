import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeBench, type Bench } from '../test-support.ts';
import { loadMapping } from './load.ts';

const source = `  - department: medical_insurance
    title: 医保结算
    files: [settlement-*.csv, settlement-*.parquet]
    optional: true
    encoding: gb18030
    supersedes: true
    delivered_on: { file_name: "(\\\\d{8})" }
    occurred_on: { date: 结算日期 }
    recorded_at: { date: 上传日期 }
    unique: [结算流水号]
    columns:
      结算流水号: { type: text, required: true }
      户号: { type: text }
      身份证号: { type: id_number }
      残疾人证号: { type: disability_certificate }
      姓名: { type: name }
      性别: { type: code, values: { 男: '1', 女: '2' } }
      出生日期: { type: date, forms: [compact] }
      电话: { type: phone }
      住址: { type: address }
      险种: { type: code, values: { 职工医保: urban_employee, 居民医保: resident } }
      类别: { type: code, values: { 门诊: outpatient, 住院: inpatient } }
      结算日期: { type: date, required: true }
      上传日期: { type: date, required: true }
      所属月: { type: month }
      费用总额: { type: amount, unit: 元 }
      余额: { type: amount, unit: 万元 }
      异地: { type: flag, yes: [是], no: [否] }
    persons:
      patient: { id_number: 身份证号, name: 姓名, sex: 性别, birth_date: 出生日期, phone: 电话, address: 住址 }
    households:
      home: { number: 户号 }
    rows:
      - table: medical_claim
        when: { 类别: [inpatient] }
        columns:
          { person_id: { person: patient }, setting: { from: 类别 }, scheme: { from: 险种 }, total_fen: { from: 费用总额 } }
      - table: observation
        columns:
          { household_id: { household: home }, code: { value: health.away }, value: { from: 异地 }, detail: { from: 险种 } }
    observations:
      person: patient
      codes: { 余额: account.balance }
      details: { 余额: 险种 }
`;
const whole = `mapping: 1\ntitle: t\ncurrency: CNY\nsynthetic: true\nkeys: keys.json\nsources:\n${source}`;
let bench: Bench;

beforeEach(async () => {
  bench = await makeBench();
});

afterEach(() => bench.remove());

describe('a department’s mapping', () => {
  it('names persons, households, units, translations and the delivery’s day', async () => {
    await bench.map(whole);

    const mapping = await loadMapping(bench.mappingFile);

    expect(mapping).toMatchObject({ synthetic: true, keys: join(bench.root, 'keys.json') });
    expect(mapping.sources[0]).toMatchObject({
      optional: true,
      supersedes: true,
      registry: false,
      header_row: 1,
      columns: {
        费用总额: { type: 'amount', minor_units: 100 },
        余额: { minor_units: 1_000_000 },
        出生日期: { forms: ['compact'] },
        所属月: { forms: ['iso', 'slash', 'compact', 'chinese', 'dotted'] },
      },
    });
  });

  const faults: [what: string, from: string, to: string, path: string, problem: RegExp][] = [
    [
      'a unit beside minor_units',
      'unit: 万元',
      'unit: 万元, minor_units: 1',
      'columns.余额.minor_units',
      /either/,
    ],
    ['no unit', ', unit: 万元', '', 'columns.余额.minor_units', /either/],
    ['an unknown unit', 'unit: 万元', 'unit: 亿元', 'columns.余额.unit', /./],
    ['an unknown date form', 'forms: [compact]', 'forms: [short]', 'columns.出生日期.forms.0', /iso/],
    [
      'a person without number and name',
      '{ id_number: 身份证号, name: 姓名, sex',
      '{ sex',
      'persons.patient',
      /at least/,
    ],
    [
      'a person’s column of another type',
      'id_number: 身份证号, name',
      'id_number: 电话, name',
      'persons.patient.id_number',
      /type id_number/,
    ],
    [
      'a person’s column that is not declared',
      'phone: 电话',
      'phone: 手机',
      'persons.patient.phone',
      /手机 is not declared/,
    ],
    ['sex in other codes', "男: '1', 女: '2'", 'M: male, F: female', 'persons.patient.sex', /2261/],
    [
      'a person that is none',
      'person: patient }',
      'person: holder }',
      'rows.0.columns.person_id',
      /holder is not declared under persons/,
    ],
    [
      'a household that is none',
      '{ household: home }',
      '{ household: house }',
      'rows.1.columns.household_id',
      /house is not declared/,
    ],
    [
      'a household for a person',
      '{ person: patient }',
      '{ household: home }',
      'rows.0.columns.person_id',
      /does not hold a household/,
    ],
    [
      'an identity number in the ledger',
      'detail: { from: 险种 }',
      'detail: { from: 身份证号 }',
      'rows.1.columns.detail',
      /cannot give/,
    ],
    [
      'a name in the ledger',
      'scheme: { from: 险种 }',
      'scheme: { from: 姓名 }',
      'rows.0.columns.scheme',
      /cannot give/,
    ],
    [
      'a condition on a code that is none',
      '[inpatient]',
      '[住院]',
      'rows.0.when.类别',
      /住院 is not among outpatient/,
    ],
    [
      'a condition on an amount',
      'when: { 类别: [inpatient]',
      'when: { 余额: [1]',
      'rows.0.when.余额',
      /no code or flag/,
    ],
    [
      'a detail of another column',
      'details: { 余额:',
      'details: { 费用总额:',
      'observations.details.费用总额',
      /not among codes/,
    ],
    [
      'observations of nobody',
      '      person: patient\n      codes',
      '      codes',
      'observations',
      /person expected/,
    ],
    ['a pattern that is none', '(\\\\d{8})', '(', 'delivered_on.file_name', /regular expression/],
    [
      'a row of nobody',
      'household_id: { household: home }, ',
      '',
      'rows.1.columns',
      /household_id, person_id/,
    ],
    [
      'a month from a date',
      'occurred_on: { date: 结算日期 }',
      'occurred_on: { month_end: 结算日期 }',
      'occurred_on',
      /required month/,
    ],
  ];

  it.each(faults)('with %s is refused, naming the path', async (_, from, to, path, problem) => {
    expect(whole).toContain(from);
    await bench.map(whole.replace(from, to));

    await expect(loadMapping(bench.mappingFile)).rejects.toMatchObject({
      code: 'JZ_MAPPING_INVALID',
      details: { path: `sources.0.${path}`, problem: expect.stringMatching(problem) as unknown },
    });
  });

  it('may be spread over files, one a department; a fault names its own file', async () => {
    await mkdir(join(bench.root, 'mappings'));
    const file = join(bench.root, 'mappings', 'medical.yaml');
    await writeFile(file, `mapping: 1\ntitle: medical\nsources:\n${source}`);
    await bench.map('mapping: 1\ntitle: t\ncurrency: CNY\ninclude: [mappings/*.yaml]\n');

    expect((await loadMapping(bench.mappingFile)).sources).toHaveLength(1);

    await writeFile(file, `mapping: 1\ntitle: medical\nkeys: k.json\nsources:\n${source}`);
    await expect(loadMapping(bench.mappingFile)).rejects.toMatchObject({ details: { file } });
  });

  it('that includes nothing and has no source is refused', async () => {
    await bench.map('mapping: 1\ntitle: t\ncurrency: CNY\ninclude: [mappings/*.yaml]\n');
    await expect(loadMapping(bench.mappingFile)).rejects.toMatchObject({ details: { path: 'include.0' } });

    await bench.map('mapping: 1\ntitle: t\ncurrency: CNY\n');
    await expect(loadMapping(bench.mappingFile)).rejects.toMatchObject({ details: { path: 'sources' } });
  });
});
