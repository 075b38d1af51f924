import { access, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDuckDb } from '../io/duckdb.ts';
import { openLedger } from './open-ledger.ts';
import { makeBench, smallCsv, smallHeader, smallMapping, type Bench } from './test-support.ts';

const good = '7_1,2014,1,40,120,1000.50,333.335,3,0';
let bench: Bench;

beforeEach(async () => {
  bench = await makeBench();
});

afterEach(async () => {
  await bench.remove();
});

async function nothingPublished(): Promise<void> {
  const names = await readdir(bench.lake).catch(() => []);
  expect(names.filter((name) => name !== 'LOCK')).toEqual([]);
  await expect(access(join(bench.lake, 'LOCK'))).rejects.toThrow();
}

async function table(name: string, columns: string): Promise<Record<string, unknown>[]> {
  const ledger = await openLedger(bench.lake);
  try {
    return await ledger.db.rows(`SELECT ${columns} FROM ${name} ORDER BY ALL`);
  } finally {
    ledger.close();
  }
}

describe('a good file', () => {
  it('becomes rows with amounts in minor units and both times', async () => {
    await bench.send('a.csv', smallCsv(good));

    await bench.ingest();

    expect(
      await table('income_month', 'household_id, month, kind, amount_fen, occurred_on, recorded_at'),
    ).toEqual([
      {
        household_id: '7_1',
        month: '2014-03',
        kind: 'per_capita',
        amount_fen: '33334',
        occurred_on: '2014-03-31',
        recorded_at: '2014-04-30',
      },
      {
        household_id: '7_1',
        month: '2014-03',
        kind: 'total',
        amount_fen: '100050',
        occurred_on: '2014-03-31',
        recorded_at: '2014-04-30',
      },
    ]);
    expect(await table('observation', 'code, value, source_row')).toEqual([
      { code: 'coping.sold_belongings', value: 0, source_row: '1' },
      { code: 'members.total', value: 3, source_row: '1' },
    ]);
  });

  it('leaves out the row of an empty cell instead of writing zero', async () => {
    await bench.send('a.csv', smallCsv('7_1,2014,1,,,,,3,'));

    await bench.ingest();

    expect(await table('income_month', 'kind')).toEqual([]);
    expect(await table('observation', 'code')).toEqual([{ code: 'members.total' }]);
    expect(await table('household', 'region_code, weight')).toEqual([{ region_code: null, weight: null }]);
  });

  it('reads the same from gzip, from CRLF with a byte order mark, with columns in another order, and from Parquet', async () => {
    await bench.send('a.csv', smallCsv(good, '8_1,2014,2,1,80.5,900,,2,1'));
    const plain = await bench.ingest();
    const columns = 'household_id, kind, amount_fen, occurred_on, source_row';
    const expected = await table('income_month', columns);
    const crlf = `\ufeff${smallHeader}\r\n${good}\r\n\r\n8_1,2014,2,1,80.5,900,,2,1`;
    const reordered = `sold,members,per_head,income,weight,region,quarter,year,household_id\n0,3,333.335,1000.50,120,40,1,2014,7_1\n1,2,,900,80.5,1,2,2014,8_1\n`;
    const db = await openDuckDb();
    const parquet = join(bench.root, 'a.parquet');
    await db.run(
      'COPY (SELECT * REPLACE (CAST(members AS DOUBLE) AS members) FROM read_csv($from)) TO $to (FORMAT parquet)',
      {
        from: join(bench.directory, 'a.csv'),
        to: parquet,
      },
    );
    db.close();

    for (const [name, content] of [
      ['a.csv.gz', crlf],
      ['a.csv', reordered],
      ['a.parquet', await readFile(parquet)],
    ] as const) {
      const other = await makeBench();
      await other.send(name, content);
      const result = await other.ingest();
      expect(result.quarantined, name).toBe(0);
      expect(result.generation).not.toBe(plain.generation);
      const ledger = await openLedger(other.lake);
      expect(await ledger.db.rows(`SELECT ${columns} FROM income_month ORDER BY ALL`), name).toEqual(
        expected,
      );
      ledger.close();
      await other.remove();
    }
  });

  it('keeps columns the mapping does not use out of the ledger and says so', async () => {
    await bench.send('a.csv', `${smallHeader},nota,__proto__\n${good},x,y\n`);

    const result = await bench.ingest();

    expect(result.files[0]).toMatchObject({ loaded: 1, ignoredColumns: ['nota', '__proto__'] });
  });
});

describe('a file that cannot be read as a whole', () => {
  const whole = smallCsv(good, ...Array.from({ length: 500 }, (_, i) => good.replace('7_1', `${i + 10}_1`)));
  const refusals: [what: string, name: string, content: string | Uint8Array, expected: object][] = [
    [
      'a missing column',
      'a.csv',
      whole.replace('income', 'incom'),
      { code: 'JZ_COLUMN_MISSING', details: { column: 'income' } },
    ],
    [
      'a column in capitals',
      'a.csv',
      whole.replace('members', 'MEMBERS'),
      { code: 'JZ_COLUMN_MISSING', details: { column: 'members' } },
    ],
    [
      'a repeated column',
      'a.csv',
      whole.replace('region', 'year'),
      { code: 'JZ_COLUMN_DUPLICATE', details: { column: 'year' } },
    ],
    ['no bytes', 'a.csv', '', { code: 'JZ_FILE_EMPTY' }],
    ['a header alone', 'a.csv', `${smallHeader}\n`, { code: 'JZ_FILE_EMPTY' }],
    ['an empty gzip', 'a.csv.gz', '', { code: 'JZ_FILE_EMPTY' }],
    ['a truncated gzip', 'a.csv.gz', gzipSync(whole).subarray(0, 900), { code: 'JZ_FILE_TRUNCATED' }],
    ['a gzip with a flipped byte', 'a.csv.gz', flipped(gzipSync(whole), 400), { code: 'JZ_FILE_TRUNCATED' }],
    ['no gzip at all', 'a.csv.gz', Buffer.from(whole), { code: 'JZ_FILE_TRUNCATED' }],
    [
      'semicolons for commas',
      'a.csv',
      whole.replaceAll(',', ';'),
      { code: 'JZ_DELIMITER_WRONG', details: { value: ';', expected: ',' } },
    ],
    [
      'a NUL byte',
      'a.csv',
      whole.replace('10_1', '10\0_1'),
      { code: 'JZ_FILE_ENCODING', details: { row: 2, problem: 'NUL' } },
    ],
    [
      'a quote that never closes',
      'a.csv',
      whole.replace('12_1', '"12_1'),
      { code: 'JZ_FILE_QUOTES', details: { row: 4 } },
    ],
    [
      'a line without end',
      'a.csv',
      smallCsv(good, 'x'.repeat(2_500_000)),
      { code: 'JZ_RECORD_TOO_LONG', details: { row: 2 } },
    ],
    ['a Parquet file that is none', 'a.parquet', 'PAR1 no parquet', { code: 'JZ_FILE_FORMAT' }],
    ['only bad rows', 'a.csv', smallCsv('7_1,2014,9,40,120,1,1,3,0'), { code: 'JZ_NO_GOOD_ROWS' }],
  ];

  it.each(refusals)(
    'is refused for %s, naming file and place; nothing is published',
    async (_, name, content, expected) => {
      const path = await bench.send(name, content);

      const refused: unknown = await bench.ingest().catch((error: unknown) => error);

      expect(refused).toMatchObject({ exitCode: 3, ...expected });
      expect(refused).toMatchObject({ details: { file: path } });
      await nothingPublished();
    },
  );

  it('is refused when a Parquet file is cut off', async () => {
    await bench.send('a.csv', whole);
    const db = await openDuckDb();
    const parquet = join(bench.root, 'whole.parquet');
    await db.run('COPY (FROM read_csv($from, all_varchar = true)) TO $to (FORMAT parquet)', {
      from: join(bench.directory, 'a.csv'),
      to: parquet,
    });
    db.close();
    const other = await makeBench();
    const path = await other.send('a.parquet', (await readFile(parquet)).subarray(0, 3000));

    await expect(other.ingest()).rejects.toMatchObject({ code: 'JZ_FILE_FORMAT', details: { file: path } });
    await other.remove();
  });

  it('keeps the good file of the same delivery out as well: a delivery is whole or not at all', async () => {
    await bench.send('a.csv', smallCsv(good));
    await bench.send('b.csv', '');

    await expect(bench.ingest()).rejects.toMatchObject({ code: 'JZ_FILE_EMPTY' });
    await nothingPublished();
  });

  it('is not found in an empty folder', async () => {
    await expect(bench.ingest()).rejects.toMatchObject({ code: 'JZ_NO_SOURCE_FILES', exitCode: 3 });
  });

  it('is refused when two sources claim it', async () => {
    await bench.send('a.csv', smallCsv(good));
    const mapping = smallMapping();
    await bench.map(`${mapping}${mapping.slice(mapping.indexOf('  - department'))}`);

    await expect(bench.ingest()).rejects.toMatchObject({ code: 'JZ_FILE_AMBIGUOUS' });
  });
});

describe('a bad row', () => {
  const cells = (changes: Record<number, string>): string =>
    good
      .split(',')
      .map((cell, i) => changes[i] ?? cell)
      .join(',');
  const bad: [what: string, line: string, expected: object][] = [
    ['an unknown quarter', cells({ 2: '5' }), { column: 'quarter', value: '5', code: 'JZ_PERIOD_UNKNOWN' }],
    ['an unknown year', cells({ 1: '14' }), { column: 'year', value: '14', code: 'JZ_PERIOD_UNKNOWN' }],
    ['no quarter', cells({ 2: '' }), { column: 'quarter', value: '', code: 'JZ_VALUE_MISSING' }],
    ['no key', cells({ 0: '' }), { column: 'household_id', value: '', code: 'JZ_VALUE_MISSING' }],
    [
      'a key that is too long',
      cells({ 0: 'x'.repeat(21) }),
      { column: 'household_id', code: 'JZ_VALUE_INVALID' },
    ],
    [
      'a key with a space at its end',
      cells({ 0: '7_1 ' }),
      { column: 'household_id', value: '7_1 ', code: 'JZ_VALUE_INVALID' },
    ],
    [
      'text in an amount',
      cells({ 5: 'mucho' }),
      { column: 'income', value: 'mucho', code: 'JZ_VALUE_NOT_NUMBER' },
    ],
    [
      'a thousands separator in the wrong place',
      cells({ 5: '"1,00"' }),
      { column: 'income', value: '1,00', code: 'JZ_VALUE_NOT_NUMBER' },
    ],
    [
      'digits with an underscore',
      cells({ 5: '1_000' }),
      { column: 'income', value: '1_000', code: 'JZ_VALUE_NOT_NUMBER' },
    ],
    ['a power of ten', cells({ 5: '1e3' }), { column: 'income', value: '1e3', code: 'JZ_VALUE_NOT_NUMBER' }],
    [
      'not a number at all',
      cells({ 5: 'NaN' }),
      { column: 'income', value: 'NaN', code: 'JZ_VALUE_NOT_NUMBER' },
    ],
    [
      'a negative amount',
      cells({ 5: '-0.01' }),
      { column: 'income', value: '-0.01', code: 'JZ_VALUE_INVALID' },
    ],
    [
      'a fraction of the minor unit',
      cells({ 5: '1.005' }),
      { column: 'income', value: '1.005', code: 'JZ_VALUE_INVALID' },
    ],
    [
      'an amount of 1e308',
      cells({ 5: `1${'0'.repeat(308)}` }),
      { column: 'income', code: 'JZ_VALUE_INVALID' },
    ],
    ['half a member', cells({ 7: '2.5' }), { column: 'members', value: '2.5', code: 'JZ_VALUE_NOT_NUMBER' }],
    ['no member', cells({ 7: '0' }), { column: 'members', value: '0', code: 'JZ_VALUE_INVALID' }],
    ['too many members', cells({ 7: '61' }), { column: 'members', value: '61', code: 'JZ_VALUE_INVALID' }],
    [
      'a number beyond 64 bits',
      cells({ 7: '99999999999999999999' }),
      { column: 'members', code: 'JZ_VALUE_NOT_NUMBER' },
    ],
    ['an unknown code', cells({ 8: '2' }), { column: 'sold', value: '2', code: 'JZ_VALUE_INVALID' }],
    [
      'a code written otherwise',
      cells({ 8: '01' }),
      { column: 'sold', value: '01', code: 'JZ_VALUE_INVALID' },
    ],
    ['a cell too few', good.replace(/,0$/, ''), { column: '', value: '8', code: 'JZ_ROW_CELLS' }],
    ['a cell too many', `${good},9`, { column: '', value: '10', code: 'JZ_ROW_CELLS' }],
    ['text after a closing quote', good.replace('40', '"40"x'), { code: 'JZ_ROW_QUOTES' }],
  ];

  it.each(bad)('with %s goes back with its reason in two languages', async (_, line, expected) => {
    const others = ['8_1,2014,1,40,120,1,1,3,0', '9_1,2014,1,40,120,1,1,3,0'];
    await bench.send('a.csv', smallCsv(others[0]!, '', line, others[1]!));

    const result = await bench.ingest();

    expect(result).toMatchObject({ rowsIn: 3, loaded: 2, quarantined: 1, tooManyBad: true });
    expect(result.problems).toHaveLength(1);
    expect(result.problems[0]).toMatchObject({ file: 'a.csv', row: 2, ...expected });
    expect(result.problems[0]?.zh).toMatch(/a\.csv .*2.*[\u4e00-\u9fff]/);
    expect(result.problems[0]?.en).toMatch(/a\.csv, data row 2/);
    expect(await table('household', 'household_id, source_row')).toEqual([
      { household_id: '8_1', source_row: '1' },
      { household_id: '9_1', source_row: '3' },
    ]);
  });

  it('comes back in the sender’s own columns', async () => {
    await bench.send('a.csv', smallCsv(good, '8_1,2014,7,40,120,"a, ""b""",1,3,0', `${good},9`));

    const result = await bench.ingest();

    const [header, ...rows] = (await readFile(result.quarantineFiles[0]!, 'utf8')).trim().split(/\r?\n/);
    expect(result.quarantineFiles[0]).toBe(join(bench.lake, result.generation, 'quarantine', 'office-a.csv'));
    expect(header).toBe(`${smallHeader},错误原因,error_code,row`);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatch(/^8_1,2014,7,40,120,"a, ""b""",1,3,0,.*JZ_PERIOD_UNKNOWN JZ_VALUE_NOT_NUMBER,2$/);
    expect(rows[0]).toContain('季度应为');
    expect(rows[1]).toMatch(/^7_1,2014,1,40,120,1000.50,333.335,3,0,.*,JZ_ROW_CELLS,3$/);
  });

  it('is tolerated up to the share the mapping expects', async () => {
    await bench.map(smallMapping({ 'expected_bad_share: 0': 'expected_bad_share: 0.5' }));
    await bench.send('a.csv', smallCsv(good, '8_1,2014,7,40,120,1,1,3,0'));

    expect(await bench.ingest()).toMatchObject({ quarantined: 1, tooManyBad: false });
  });
});

describe('a repeated key', () => {
  it('keeps the first sound row and names it to the later ones', async () => {
    const spoilt = good.replace('1000.50', 'x');
    await bench.send(
      'a.csv',
      smallCsv(spoilt, good, good.replace('1000.50', '5'), good.replace('2014,1', '2014,2')),
    );

    const result = await bench.ingest();

    expect(result.problems).toMatchObject([
      { row: 1, code: 'JZ_VALUE_NOT_NUMBER' },
      { row: 3, code: 'JZ_ROW_DUPLICATE', column: 'household_id + year + quarter', value: '7_1 2014 1' },
    ]);
    expect(result.problems[1]?.en).toContain('data row / 数据行 2');
    expect(await table('household', 'source_row')).toEqual([{ source_row: '2' }, { source_row: '4' }]);
  });

  it('is found across the files of a delivery and across deliveries', async () => {
    await bench.send('a.csv', smallCsv(good));
    await bench.send('b.csv', smallCsv(good, '8_1,2014,1,40,120,1,1,3,0'));
    const first = await bench.ingest();
    await bench.send('c.csv', smallCsv('8_1,2014,1,40,120,1,1,3,0', '9_1,2014,1,40,120,1,1,3,0'));
    const second = await bench.ingest();

    expect(first.problems).toMatchObject([{ file: 'b.csv', row: 1, code: 'JZ_ROW_DUPLICATE' }]);
    expect(second.problems).toMatchObject([{ file: 'c.csv', row: 1, code: 'JZ_ROW_DUPLICATE' }]);
    expect(second.problems[0]?.en).toContain('b.csv, data row / 数据行 2');
    expect(await table('household', 'household_id')).toHaveLength(3);
  });
});

describe('generations', () => {
  it('stay as they are when nothing new was sent', async () => {
    await bench.send('a.csv', smallCsv(good));
    const first = await bench.ingest();

    const again = await bench.ingest();

    expect(again).toMatchObject({ generation: first.generation, unchanged: true, rowsIn: 1 });
    expect((await readdir(bench.lake)).sort()).toEqual(['CURRENT', first.generation]);
  });

  it('take over earlier files and replace a re-sent one; the old generation stays readable', async () => {
    await bench.send('a.csv', smallCsv(good));
    await bench.send('b.csv', smallCsv('8_1,2014,1,40,120,1,1,3,0'));
    const first = await bench.ingest();
    await bench.send('b.csv', smallCsv('8_1,2014,1,40,120,2,2,3,0', '9_1,2014,1,40,120,1,1,3,0'));
    const second = await bench.ingest();

    expect(second).toMatchObject({ parent: first.generation, rowsIn: 2, loaded: 2, unchanged: false });
    expect(await table('household', 'household_id')).toEqual([
      { household_id: '7_1' },
      { household_id: '8_1' },
      { household_id: '9_1' },
    ]);
    const old = await openLedger(bench.lake, { generation: first.generation });
    expect(await old.db.rows('SELECT household_id FROM household ORDER BY 1')).toHaveLength(2);
    old.close();
  });

  it('carry the quality figures of all their files', async () => {
    await bench.send('a.csv', smallCsv(good, '8_1,2014,1,,120,7.25,1,3,0', '9_1,2014,1,1,-1,,1,3,0'));
    await bench.ingest();
    await bench.send('b.csv', smallCsv('10_1,2014,1,40,120,1,1,3,0'));
    const { generation } = await bench.ingest();

    const report: unknown = JSON.parse(await readFile(join(bench.lake, generation, 'quality.json'), 'utf8'));

    expect(report).toMatchObject({
      files: [
        { file: 'a.csv', rowsIn: 3, loaded: 2, quarantined: 1, quarantinedByCode: { JZ_VALUE_INVALID: 1 } },
        { file: 'b.csv', rowsIn: 1 },
      ],
    });
    expect(JSON.stringify(report)).toContain(
      '{"column":"income","filledShare":0.6666666666666666,"distinct":2,"min":725,"max":100050,"repaired":0,"problems":{}}',
    );
    expect(JSON.stringify(report)).toContain(
      '"column":"weight","filledShare":1,"distinct":1,"min":120,"max":120,"repaired":0,"problems":{"JZ_VALUE_INVALID":1}',
    );
  });

  it('give the same name and bytes for the same files in another lake', async () => {
    const csv = smallCsv(good, '8_1,2014,1,40,120,x,1,3,0');
    await bench.send('a.csv', csv);
    const other = await makeBench();
    await other.send('a.csv', csv);

    expect((await other.ingest(2)).generation).toBe((await bench.ingest(1)).generation);
    await other.remove();
  });

  it('left by an ingest that was killed before CURRENT was written are put there again', async () => {
    await bench.send('a.csv', smallCsv(good));
    const { generation } = await bench.ingest();
    await rm(join(bench.lake, 'CURRENT'));

    expect(await bench.ingest()).toMatchObject({ generation, unchanged: false, loaded: 1 });
    expect(await table('household', 'household_id')).toEqual([{ household_id: '7_1' }]);
  });

  it('refuse a lake in another currency, a damaged CURRENT, and a name that leads elsewhere', async () => {
    await bench.send('a.csv', smallCsv(good));
    await bench.ingest();
    await bench.map(smallMapping({ ARS: 'CNY' }));

    await expect(bench.ingest()).rejects.toMatchObject({
      code: 'JZ_MAPPING_INVALID',
      details: { path: 'currency' },
    });
    await expect(openLedger(bench.lake, { generation: '../lake' })).rejects.toMatchObject({
      code: 'JZ_HASH_MISMATCH',
    });
    await writeFile(join(bench.lake, 'CURRENT'), '../../etc\n');
    await expect(openLedger(bench.lake)).rejects.toMatchObject({ code: 'JZ_HASH_MISMATCH', exitCode: 4 });
  });

  it('are missing in an empty lake, with the command that makes one', async () => {
    await expect(openLedger(bench.lake)).rejects.toMatchObject({ code: 'JZ_LAKE_MISSING', exitCode: 3 });
  });
});

describe('the lock', () => {
  it('turns a second writer away while the first lives', async () => {
    await bench.send('a.csv', smallCsv(good));
    await bench.ingest();
    await writeFile(join(bench.lake, 'LOCK'), `${process.pid} ${hostname()}\n`);

    await expect(bench.ingest()).rejects.toMatchObject({ code: 'JZ_LOCKED', exitCode: 75 });
  });

  it('of a dead process is taken over, and its rubbish cleared', async () => {
    await bench.send('a.csv', smallCsv(good));
    await bench.ingest();
    await writeFile(join(bench.lake, 'LOCK'), `999999999 ${hostname()}\n`);
    await writeFile(join(bench.lake, '.tmp-left'), 'x');
    await bench.send('b.csv', smallCsv('8_1,2014,1,40,120,1,1,3,0'));

    const result = await bench.ingest();

    expect(result.loaded).toBe(1);
    expect((await readdir(bench.lake)).filter((name) => !name.startsWith('g0'))).toEqual(['CURRENT']);
  });

  it('lets exactly one of two simultaneous writers in', async () => {
    await bench.send('a.csv', smallCsv(good));

    const outcomes = await Promise.allSettled([bench.ingest(), bench.ingest()]);

    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find((outcome) => outcome.status === 'rejected')).toMatchObject({
      reason: { code: 'JZ_LOCKED' },
    });
  });
});

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[at]! ^= 0x10;
  return copy;
}
