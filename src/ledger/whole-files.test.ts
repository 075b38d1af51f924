import { access, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDuckDb } from '../io/duckdb.ts';
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

  it('of bad rows alone goes back row by row while another file has good ones', async () => {
    await bench.send('a.csv', smallCsv(good));
    await bench.send('b.csv', smallCsv('8_1,2014,9,40,120,1,1,3,0', '9_1,2014,9,40,120,1,1,3,0'));

    const result = await bench.ingest();

    expect(result).toMatchObject({ rowsIn: 3, loaded: 1, quarantined: 2, tooManyBad: true });
    expect(result.quarantineFiles).toEqual([join(bench.lake, result.generation, 'quarantine/office-b.csv')]);
  });

  it('is not what a program left beside it', async () => {
    for (const name of ['a.csv', '~$a.xlsx', '._a.csv', '.~lock.a.csv'])
      await bench.send(name, smallCsv(good));

    expect((await bench.ingest()).files.map(({ file }) => file)).toEqual(['a.csv']);
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

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[at]! ^= 0x10;
  return copy;
}
