import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb } from './duckdb.ts';
import { copyWithout } from './copy-without.ts';
import { scanCsv } from './scan-csv.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jiuzhu-scan-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function written(content: string | Uint8Array, name = 'a.csv'): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('scanCsv', () => {
  it('gives header and count, also of a packed file', async () => {
    const packed = gzipSync('\ufeff姓名,"a ""b"""\r\n1,2\r\n\r\n3,"x\ny"\r\n5,6');

    const scan = await scanCsv(await written(packed, 'a.csv.gz'), ',');

    expect(scan).toEqual({ header: ['姓名', 'a "b"'], records: 3, broken: [] });
  });

  it('names broken records by data row, blank lines not counted, and where their bytes lie', async () => {
    const scan = await scanCsv(await written('a,b\n1,2\n\n3\n4,"5"6\n7,8,9\n'), ',');

    expect(scan.records).toBe(4);
    expect(scan.broken).toEqual([
      { row: 2, cells: ['3'], fault: 'cells', start: 9, end: 11 },
      { row: 3, cells: ['4', '56'], fault: 'quotes', start: 11, end: 18 },
      { row: 4, cells: ['7', '8', '9'], fault: 'cells', start: 18, end: 24 },
    ]);
  });

  it('finds characters, quotes and records that lie across the pieces it reads', async () => {
    const filler = 'x'.repeat((1 << 20) - 12);
    const text = `a,b\n${filler.slice(0, 900_000)},1\n${filler.slice(900_000)},"低保\n户"\n3\n`;

    for (let shift = 0; shift < 12; shift++) {
      const scan = await scanCsv(await written('y'.repeat(shift) + text), ',');
      expect(scan, `shift ${shift}`).toMatchObject({ records: 3, broken: [{ row: 3, cells: ['3'] }] });
    }
  });

  it('counts and reads what DuckDB reads, and copies the text without the broken records', async () => {
    const cell = fc.oneof(
      fc.constantFrom('', '0', '低保', 'a b', '"q"', '"a,b"', '"l\n2"', '"d""q"'),
      fc.string({ unit: fc.constantFrom('a', '1', ' ', 'é', '.', '-'), maxLength: 6 }),
    );
    const line = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.array(cell, { minLength: 3, maxLength: 3 }).filter((cells) => cells.join('') !== ''),
      },
      { weight: 1, arbitrary: fc.array(cell, { minLength: 4, maxLength: 6 }) },
      { weight: 1, arbitrary: fc.constantFrom([''], ['x'], ['1', '2']) },
    );
    const db = await openDuckDb({ threads: 1 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 12 }),
        fc.constantFrom('\n', '\r\n'),
        async (lines, end) => {
          fc.pre(lines.some((cells) => cells.join('') !== ''));
          const path = await written(['a,b,c', ...lines.map((cells) => cells.join(','))].join(end) + end);
          const scan = await scanCsv(path, ',');
          const sound = join(folder, 'sound.csv');
          await copyWithout(path, sound, scan.broken);
          const [row] = await db.rows(
            `SELECT count(*) AS n FROM read_csv($sound, delim = ',', auto_detect = false, header = true, quote = '"',
            escape = '"', strict_mode = true, columns = {'a': 'VARCHAR', 'b': 'VARCHAR', 'c': 'VARCHAR'})`,
            { sound },
          );
          const expected = lines.filter((cells) => cells.join(',') !== '');

          expect(scan.records).toBe(expected.length);
          expect(scan.broken.map((record) => record.row)).toEqual(
            expected.flatMap((cells, i) => (cells.length === 3 ? [] : [i + 1])),
          );
          expect(Number(row?.['n'])).toBe(scan.records - scan.broken.length);
        },
      ),
      { seed: 20240331, numRuns: 150 },
    );
    db.close();
  });

  it('copies a compressed file without records that lie across the pieces it reads', async () => {
    const long = 'z'.repeat(400_000);
    const text = `a,b\n${long}\n1,2\n${long}\n3,4\n`;
    const path = await written(gzipSync(text), 'long.csv.gz');
    const scan = await scanCsv(path, ',');

    await copyWithout(path, join(folder, 'sound.csv'), scan.broken);

    expect(await readFile(join(folder, 'sound.csv'), 'utf8')).toBe('a,b\n1,2\n3,4\n');
  });
});
