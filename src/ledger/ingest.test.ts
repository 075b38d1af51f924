import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
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

async function table(name: string, columns: string): Promise<Record<string, unknown>[]> {
  const ledger = await openLedger(bench.lake);
  try {
    return await ledger.db.rows(`SELECT ${columns} FROM ${name} ORDER BY ALL`);
  } finally {
    ledger.close();
  }
}

describe('a bad row', () => {
  it('is told without characters that steer a screen, and given back as it came', async () => {
    await bench.map(smallMapping({ 'expected_bad_share: 0': 'expected_bad_share: 1' }));
    await bench.send('a.csv', smallCsv(good, '8\u001b[2J,2014,1,40,120,1,1,3,0', 'x\u001b,2014'));
    const { problems, quarantineFiles } = await bench.ingest();

    expect(problems.map(({ code, value }) => [code, value])).toEqual([
      ['JZ_VALUE_INVALID', '8\ufffd[2J'],
      ['JZ_ROW_CELLS', '2'],
    ]);
    expect(await readFile(quarantineFiles[0] ?? '', 'utf8')).toContain('\n8\u001b[2J,2014');
  });
});

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
