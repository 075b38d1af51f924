import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silent } from '../core/progress.ts';
import { openVault, readKeyFile, vaultFile } from '../vault/index.ts';
import { openDuckDb } from '../io/duckdb.ts';
import { identityCheckDigit } from './codes/index.ts';
import { ingest, type IngestResult } from './ingest.ts';
import { strictSql } from './load/cells/strict.ts';
import { columnSpec } from './mapping/column-schema.ts';
import { openLedger } from './open-ledger.ts';
import { makeBench, type Bench } from './test-support.ts';

const mapping = `mapping: 1
title: two departments
currency: CNY
synthetic: true
sources:
  - department: police
    files: hukou-*.csv
    registry: true
    supersedes: true
    delivered_on: { file_name: "resend-(\\\\d{8})" }
    occurred_on: { date: 入户日期 }
    recorded_at: { date: 更新日期 }
    unique: [户号, 身份证号, 姓名, 入户日期]
    expected_bad_share: 1
    columns:
      户号: { type: text, required: true }
      身份证号: { type: id_number }
      姓名: { type: name }
      性别: { type: code, values: { 男: '1', 女: '2' } }
      出生日期: { type: date, forms: [compact] }
      户籍地址: { type: address }
      联系电话: { type: phone }
      入户日期: { type: date, required: true, forms: [compact, slash, chinese] }
      离户日期: { type: date }
      更新日期: { type: date, required: true }
    persons:
      member: { id_number: 身份证号, name: 姓名, sex: 性别, birth_date: 出生日期, phone: 联系电话, address: 户籍地址 }
    households:
      home: { number: 户号 }
    rows:
      - table: membership
        columns:
          { household_id: { household: home }, person_id: { person: member }, valid_from: { from: 入户日期 }, valid_to: { from: 离户日期 } }
  - department: power
    files: usage-*.csv
    optional: true
    occurred_on: { month_end: 用电月份 }
    recorded_at: { month_end: 用电月份, plus_days: 3 }
    unique: [用电户号, 用电月份]
    expected_bad_share: 1
    columns:
      用电户号: { type: text, required: true }
      户名: { type: name }
      证件号: { type: id_number }
      联系电话: { type: phone }
      用电地址: { type: address }
      用电月份: { type: month, required: true }
      用电量: { type: decimal, min: 0 }
      电费: { type: amount, unit: 元, min: 0 }
      余额: { type: amount, unit: 万元 }
      停电: { type: flag }
      类别: { type: code, values: { 居民: resident, 商业: shop } }
    persons:
      holder: { id_number: 证件号, name: 户名, phone: 联系电话, address: 用电地址 }
    rows:
      - table: utility_month
        when: { 类别: [resident] }
        columns:
          { person_id: { person: holder }, kind: { value: electricity }, month: { from: 用电月份 }, usage: { from: 用电量 }, amount_fen: { from: 电费 } }
    observations:
      person: holder
      codes: { 停电: power.cut, 余额: power.balance }
      details: { 停电: 类别 }
`;

const hukouHeader = '户号,身份证号,姓名,性别,出生日期,户籍地址,联系电话,入户日期,离户日期,更新日期';
const powerHeader = '用电户号,户名,证件号,联系电话,用电地址,用电月份,用电量,电费,余额,停电,类别';
const names = ['王建国', '李秀英', '张伟', '刘洋', '陈静', '杨敏', '赵磊', '黄丽', '周强', '吴艳'];

/** A valid practice number. */
function idNumber(i: number): string {
  const digits = `990000${1950 + (i % 50)}${String(1 + (i % 12)).padStart(2, '0')}15${String(i).padStart(3, '0')}`;
  return digits + identityCheckDigit(digits);
}

function person(i: number): { id: string; name: string; birth: string; address: string; phone: string } {
  const id = idNumber(i);
  return {
    id,
    name: `${names[i % 10] ?? ''}${'甲乙丙丁戊己庚辛'.charAt(i % 8)}`,
    birth: id.slice(6, 14),
    address: `云溪县第${i}村${i % 7}组`,
    phone: `1990000${String(i).padStart(4, '0')}`,
  };
}

function hukouLine(
  i: number,
  more: { from?: string; to?: string; known?: string; id?: string } = {},
): string {
  const { id, name, birth, address, phone } = person(i);
  const { from = '20100105', to = '', known = '2021-12-31' } = more;
  const sex = Number(id.charAt(16)) % 2 === 1 ? '男' : '女';
  return [`F${i % 20}`, more.id ?? id, name, sex, birth, address, phone, from, to, known].join(',');
}

function powerLine(i: number, cells: Partial<Record<string, string>> = {}): string {
  const { id, name, address, phone } = person(i);
  const plain = {
    用电户号: `E${i}`,
    户名: name,
    证件号: id,
    联系电话: phone,
    用电地址: address,
    用电月份: '202403',
    用电量: '120.5',
    电费: '66.28',
    余额: '0.12',
    停电: '否',
    类别: '居民',
  };
  return Object.values({ ...plain, ...cells }).join(',');
}

let bench: Bench;

beforeEach(async () => {
  bench = await makeBench();
  await bench.map(mapping);
});

afterEach(() => bench.remove());

async function query(sql: string, asKnownAt?: string): Promise<Record<string, unknown>[]> {
  const ledger = await openLedger(bench.lake, asKnownAt === undefined ? {} : { asKnownAt });
  try {
    return await ledger.db.rows(sql);
  } finally {
    ledger.close();
  }
}

const everybody = Array.from({ length: 60 }, (_, i) => i);

async function sendRegister(): Promise<void> {
  await bench.send(
    'hukou-2022.csv',
    iconv.encode([hukouHeader, ...everybody.map((i) => hukouLine(i))].join('\r\n'), 'gb18030'),
  );
}

function sendPower(...lines: readonly string[]): Promise<string> {
  return bench.send('usage-202403.csv', `${powerHeader}\n${lines.join('\n')}\n`);
}

describe('persons and households', () => {
  it('become pseudonyms; what identifies them is only in the vault', async () => {
    await sendRegister();
    const result = await bench.ingest();

    const rows = await query('SELECT * FROM membership ORDER BY source_row LIMIT 1');
    expect(result).toMatchObject({ rowsIn: 60, loaded: 60, quarantined: 0, links: null });
    expect(rows[0]).toMatchObject({
      household_id: expect.stringMatching(/^h[a-z2-7]{26}$/) as unknown,
      person_id: expect.stringMatching(/^p[a-z2-7]{26}$/) as unknown,
      valid_from: '2010-01-05',
      valid_to: null,
      recorded_at: '2021-12-31',
      link_confidence: 1,
    });
    const vault = openVault(vaultFile(bench.lake), readKeyFile(`${bench.lake}.keys.json`));
    expect(vault.count()).toBe(60);
    expect(vault.get([String(rows[0]?.['person_id'])])).toMatchObject([
      { idNumber: idNumber(0), name: person(0).name, birthDate: '1950-01-15', phone: '19900000000' },
    ]);
    vault.close();
    await noPlainIdentity(result);
  });

  it('without a valid number are linked by the rest; a row with neither number nor name goes back', async () => {
    await sendRegister();
    const damaged = `${idNumber(3).slice(0, 17)}${idNumber(3).endsWith('1') ? '2' : '1'}`;
    await sendPower(
      ...everybody.slice(10).map((i) => powerLine(i)),
      powerLine(1, { 证件号: '' }),
      powerLine(3, { 证件号: damaged }),
      powerLine(77, { 证件号: '', 户名: '欧阳无名', 联系电话: '', 用电地址: '别处' }),
      powerLine(5, { 证件号: '', 户名: '' }),
    );

    const result = await bench.ingest();

    expect(result).toMatchObject({ rowsIn: 114, loaded: 113, quarantined: 1 });
    expect(result.problems).toMatchObject([{ code: 'JZ_IDENTITY_MISSING', row: 54, value: '' }]);
    expect(result.links).toMatchObject({ strangers: 3 });
    const found = await query(
      `SELECT u.source_row, u.link_confidence AS sure, m.source_row AS register FROM utility_month AS u
       LEFT JOIN membership AS m USING (person_id) WHERE u.source_row > 50 ORDER BY u.source_row`,
    );
    expect(found.map((row) => [row['source_row'], row['register']])).toEqual([
      ['51', '2'],
      ['52', '4'],
      ['53', null],
    ]);
    expect(Number(found[0]?.['sure'])).toBeGreaterThan(0.9);
    expect(found[2]?.['sure']).toBe(0);
    const report = await readFile(join(bench.lake, result.generation, 'quality.json'), 'utf8');
    expect(report).toContain('"check_digit": 1');
    await noPlainIdentity(result);
  });

  it('once confirmed to be somebody known are read as that person, and loaded so the next time', async () => {
    await sendRegister();
    await sendPower(powerLine(1, { 证件号: '', 户名: '无名氏', 联系电话: '', 用电地址: '' }));
    await bench.ingest();
    const [row] = await query('SELECT person_id FROM utility_month');
    const [known] = await query('SELECT person_id FROM membership WHERE source_row = 8');
    const link = { alias: String(row?.['person_id']), personId: String(known?.['person_id']) };
    expect(link.alias).toMatch(/^u/);

    const ledger = await openLedger(bench.lake, { links: [link] });
    const sql = 'SELECT person_id, link_confidence FROM utility_month';
    expect(await ledger.db.rows(sql)).toEqual([{ person_id: link.personId, link_confidence: 1 }]);
    ledger.close();
    const vault = openVault(vaultFile(bench.lake), readKeyFile(`${bench.lake}.keys.json`));
    vault.confirmLinks([link]);
    vault.close();
    await bench.send(
      'usage-202404.csv',
      `${powerHeader}\n${powerLine(1, { 证件号: '', 户名: '无名氏', 联系电话: '', 用电地址: '', 用电月份: '202404' })}\n`,
    );
    await bench.ingest();
    expect(await query(`${sql} WHERE month = '2024-04'`)).toEqual([
      { person_id: link.personId, link_confidence: 1 },
    ]);
  });

  it('are not believed to have a rounded number, were its check digit good, unless a register names it', async () => {
    const rounded = Array.from(
      { length: 1000 },
      (_, i) =>
        `9900001980${String(1 + (i % 12)).padStart(2, '0')}${String(1 + (i % 28)).padStart(2, '0')}${String(i % 10)}00`,
    )
      .map((digits) => digits + identityCheckDigit(digits))
      .filter((number) => number.endsWith('000'));
    await bench.send(
      'hukou-2022.csv',
      [hukouHeader, hukouLine(1), hukouLine(2, { id: rounded[0]! })].join('\n'),
    );
    await sendPower(powerLine(1, { 证件号: rounded[1]! }), powerLine(2, { 证件号: rounded[0]! }));

    await bench.ingest();

    const rows = await query(
      'SELECT source_row, person_id[1:1] AS kind FROM utility_month ORDER BY source_row',
    );
    expect(rows[1]).toEqual({ source_row: '2', kind: 'p' });
    expect(
      await query(`SELECT count(DISTINCT person_id) AS n FROM utility_month WHERE person_id LIKE 'p%'
      AND person_id NOT IN (SELECT person_id FROM membership)`),
    ).toEqual([{ n: '0' }]);
  });

  it('have a number of the practice area refused where practice data is not declared', async () => {
    await bench.map(mapping.replace('synthetic: true\n', ''));
    await sendRegister();

    const result = await bench.ingest();

    expect(result.links).toMatchObject({ strangers: 60, linked: 0 });
    expect(await query(`SELECT count(*) AS n FROM membership WHERE person_id LIKE 'p%'`)).toEqual([
      { n: '0' },
    ]);
  });
});

/** Neither a number nor a name may stand in any file a generation publishes, but in what goes back to the sender. */
async function noPlainIdentity(result: IngestResult): Promise<void> {
  const ledger = await openLedger(bench.lake);
  for (const table of ledger.tables) {
    const rows = await ledger.db.rows(`SELECT * FROM ${table.name}`);
    expect(JSON.stringify(rows)).not.toMatch(/990000\d{11}|王建国|1990000/);
  }
  ledger.close();
  expect(JSON.stringify(result)).not.toMatch(/990000\d{11}|王建国|1990000/);
  const report = await readFile(join(bench.lake, result.generation, 'quality.json'), 'utf8');
  expect(report).not.toMatch(/990000\d{11}|王建国|1990000/);
}

describe('cells', () => {
  it('come in departments’ units, words and date forms', async () => {
    await sendRegister();
    await sendPower(
      powerLine(1, { 用电月份: '2024年3月', 停电: '是' }),
      powerLine(2, { 用电月份: '2024/3', 类别: '商业' }),
      powerLine(3, { 用电月份: '２０２４０３', 电费: '"1,234.50"', 用电量: ' 8 ' }),
    );

    const result = await bench.ingest();

    expect(result.quarantined).toBe(0);
    expect(
      await query(
        'SELECT month, usage, amount_fen, occurred_on, recorded_at FROM utility_month ORDER BY source_row',
      ),
    ).toEqual([
      {
        month: '2024-03',
        usage: 120.5,
        amount_fen: '6628',
        occurred_on: '2024-03-31',
        recorded_at: '2024-04-03',
      },
      {
        month: '2024-03',
        usage: 8,
        amount_fen: '123450',
        occurred_on: '2024-03-31',
        recorded_at: '2024-04-03',
      },
    ]);
    expect(await query('SELECT code, value, detail FROM observation ORDER BY source_row, code')).toEqual([
      { code: 'power.balance', value: 1200, detail: null },
      { code: 'power.cut', value: 1, detail: 'resident' },
      { code: 'power.balance', value: 1200, detail: null },
      { code: 'power.cut', value: 0, detail: 'shop' },
      { code: 'power.balance', value: 1200, detail: null },
      { code: 'power.cut', value: 0, detail: 'resident' },
    ]);
    const report = await readFile(join(bench.lake, result.generation, 'quality.json'), 'utf8');
    expect(report).toMatch(/"column": "用电月份"[^}]*"repaired": 1/);
  });

  it('that are no such value go back, naming what was expected', async () => {
    await sendRegister();
    await sendPower(
      powerLine(1),
      powerLine(2, { 用电月份: '202413' }),
      powerLine(3, { 停电: '或许' }),
      powerLine(4, { 类别: '工业' }),
      powerLine(5, { 电费: '-1' }),
    );

    const result = await bench.ingest();

    expect(result.problems.map(({ row, column, code, value }) => [row, column, code, value])).toEqual([
      [2, '用电月份', 'JZ_VALUE_INVALID', '202413'],
      [3, '停电', 'JZ_VALUE_INVALID', '或许'],
      [4, '类别', 'JZ_VALUE_INVALID', '工业'],
      [5, '电费', 'JZ_VALUE_INVALID', '-1'],
    ]);
    expect(result.problems[1]?.en).toContain('是, 1, 否, 0');
  });
});

describe('an amount in 万元', () => {
  it('of more than a DECIMAL(18) holds in fen goes back alone', async () => {
    await bench.map(
      mapping.replace('余额: { type: amount, unit: 万元 }', '余额: { type: amount, unit: 万元, max: 5000 }'),
    );
    await sendRegister();
    await sendPower(powerLine(1), powerLine(2, { 余额: '1462342.56' }));

    const result = await bench.ingest();

    expect(result.problems).toMatchObject([
      { row: 2, column: '余额', code: 'JZ_VALUE_INVALID', value: '1462342.56' },
    ]);
    expect(result.loaded).toBe(result.rowsIn - 1);
  });

  it('is exact up to twelve digits and six decimals', async () => {
    const db = await openDuckDb();
    const spec = columnSpec.parse({ type: 'amount', unit: '万元' });
    const cells = ['999999999999.999999', '-1462342.56', '0.000001', '9999999999999'];
    const values = await Promise.all(
      cells.map(async (cell) => db.rows(`SELECT ${strictSql(`'${cell}'`, spec)} AS fen`)),
    );
    db.close();

    expect(values.flat().map(({ fen }) => fen)).toEqual(['999999999999999999', '-1462342560000', '1', null]);
  });
});

describe('a later version of a row', () => {
  it('replaces the earlier one from the day it became known, in its file or another, without erasing it', async () => {
    await bench.send('hukou-2022.csv', [hukouHeader, hukouLine(1), hukouLine(2)].join('\n'));
    await bench.ingest();
    await bench.send(
      'hukou-2023.csv',
      [hukouHeader, hukouLine(1, { to: '20230301', known: '2023-03-20' })].join('\n'),
    );
    await bench.ingest();

    const sql =
      'SELECT source_file, valid_to, superseded_at FROM membership ORDER BY source_file, source_row';
    expect(await query(sql)).toEqual([
      { source_file: 'hukou-2022.csv', valid_to: null, superseded_at: '2023-03-20' },
      { source_file: 'hukou-2022.csv', valid_to: null, superseded_at: null },
      { source_file: 'hukou-2023.csv', valid_to: '2023-03-01', superseded_at: null },
    ]);
    expect(await query(sql, '2023-03-19')).toHaveLength(2);
    expect(await query(sql, '2023-03-20')).toEqual([
      { source_file: 'hukou-2022.csv', valid_to: null, superseded_at: null },
      { source_file: 'hukou-2023.csv', valid_to: '2023-03-01', superseded_at: null },
    ]);
    await expect(query(sql, '2023-02-30')).rejects.toMatchObject({ code: 'JZ_DATE_INVALID' });
  });

  it('in a file delivered later was not known before the delivery', async () => {
    await bench.send('hukou-2022.csv', [hukouHeader, hukouLine(1)].join('\n'));
    await bench.send(
      'hukou-2022-resend-20230601.csv',
      [hukouHeader, hukouLine(1, { to: '20211201' })].join('\n'),
    );
    await bench.ingest();

    expect(
      await query('SELECT valid_to, recorded_at, superseded_at FROM membership ORDER BY recorded_at'),
    ).toEqual([
      { valid_to: null, recorded_at: '2021-12-31', superseded_at: '2023-06-01' },
      { valid_to: '2021-12-01', recorded_at: '2023-06-01', superseded_at: null },
    ]);
  });

  it('known on the same day wins from that day', async () => {
    await bench.send(
      'hukou-2022.csv',
      [hukouHeader, hukouLine(1), hukouLine(1, { to: '20210101' })].join('\n'),
    );
    await bench.ingest();

    expect(await query('SELECT valid_to FROM membership', '2022-06-01')).toEqual([
      { valid_to: '2021-01-01' },
    ]);
  });
});

describe('a delivery', () => {
  it('names the files no source claims', async () => {
    await sendRegister();
    await bench.send('unknown.csv', 'a\n1\n');
    await writeFile(join(bench.directory, 'README.md'), 'x');

    expect((await bench.ingest()).unclaimed).toEqual(['unknown.csv']);
  });

  it('gives the same bytes for one thread and two, also when persons are linked', async () => {
    await sendRegister();
    await sendPower(...everybody.map((i) => powerLine(i, i % 5 === 0 ? { 证件号: '' } : {})));
    await bench.ingest(1);
    const one = await openLedger(bench.lake);
    const other = await ingest({
      directory: bench.directory,
      mappingFile: bench.mappingFile,
      lakeDirectory: join(bench.root, 'lake2'),
      progress: silent,
      threads: 2,
      keys: { option: `${bench.lake}.keys.json` },
    });

    expect(other.generation).toBe(one.generation);
    one.close();
  });
});
