import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as XLSX from '@e965/xlsx';
import iconv from 'iconv-lite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../io/duckdb.ts';
import { book, number, row, typed } from '../testing/bad-input/book.ts';
import { scientificSql } from './excel-damage.ts';
import { readable, type ReadableFile, type ReadOptions } from './readable.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jiuzhu-read-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function read(name: string, bytes: Buffer | string, options: ReadOptions = {}): Promise<ReadableFile> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return readable(path, options, { folder, stem: 'r' });
}

describe('text', () => {
  it('stays where it lies when it is UTF-8', async () => {
    for (const [name, bytes, encoding] of [
      ['a.csv', '编号,"姓\n名"\n1,2\n', 'utf-8'],
      ['b.csv', '\ufeff编号,"姓\r\n名"\r\n1,2\r\n', 'utf-8-bom'],
      ['c.csv.gz', gzipSync('\n编号,"姓\n名"\n1,2\n'), 'utf-8'],
    ] as const) {
      const found = await read(name, bytes);
      expect(found).toMatchObject({ path: join(folder, name), kind: 'csv', encoding, faults: null });
      expect(found.header.map((cell) => cell.replace('\r', ''))).toEqual(['编号', '姓\n名']);
    }
    expect((await readdir(folder)).filter((name) => name.startsWith('r.'))).toEqual([]);
  });

  it('is copied as UTF-8 when it is not, with the sender’s delimiter', async () => {
    const found = await read('a.txt', iconv.encode('编号\t姓名\r\n1\t张三\r\n', 'gb18030'), {
      delimiter: '\t',
    });
    expect(found).toMatchObject({ encoding: 'gb18030', delimiter: '\t', header: ['编号', '姓名'] });
    expect(await readFile(found.path, 'utf8')).toBe('编号\t姓名\n1\t张三\n');
    expect(found.senderRow(7)).toBe(7);
  });
});

describe('a workbook', () => {
  it('becomes CSV whose rows know their place in the sheet', async () => {
    const rows = [row(2, ['编号', '姓名']), row(3, ['1', '张,三']), row(7, ['2', null]), row(8, ['', '"'])];
    const found = await read('a.xlsx', book(`<sheetData>${rows.join('')}</sheetData>`), { headerRow: 2 });

    expect(found).toMatchObject({ kind: 'xlsx', encoding: null, sheet: 'Sheet1', delimiter: ',' });
    expect(await readFile(found.path, 'utf8')).toBe('编号,姓名\n1,"张,三"\n2,\n,""""\n');
    expect([1, 2, 3].map((dataRow) => found.senderRow(dataRow))).toEqual([3, 7, 8]);
    expect(() => found.senderRow(4)).toThrow(RangeError);
  });

  it('tells every cell that must not be believed', async () => {
    const header = row(1, ['编号', '号码', '日期', '备注']);
    const bad = row(2, ['1', number('1.23456789012345E+17'), number(-1, 1), typed('e', '#REF!'), '多']);
    const sheet = `<sheetData>${header}${row(3, ['2']).replaceAll('3', '4')}</sheetData>`;
    const found = await read(
      'a.xlsx',
      book(`${sheet.replace(header, header + bad)}<mergeCells><mergeCell ref="A4:B9"/></mergeCells>`),
    );

    expect(found.faults?.count).toBe(6);
    expect(await readFile(found.faults?.path ?? '', 'utf8'))
      .toBe(`row,position,column_name,value,code,expected
1,1,号码,123456789012345000,JZ_CELL_DIGITS_LOST,
1,2,日期,-1,JZ_CELL_DATE,
1,3,备注,#REF!,JZ_CELL_ERROR,
1,-1,,5,JZ_ROW_CELLS,4
2,0,编号,A4:B9,JZ_CELL_MERGED,
2,1,号码,A4:B9,JZ_CELL_MERGED,
`);
  });

  it('takes the values Excel computed when it is told to', async () => {
    const cells = row(2, ['1', { xml: '><f>A2*2</f><v>2</v>' }]);
    const bytes = book(`<sheetData>${row(1, ['a', 'b'])}${cells}</sheetData>`);
    const found = await read('a.xlsx', bytes, { formulas: 'cached' });
    expect(await readFile(found.path, 'utf8')).toBe('a,b\n1,2\n');
    await expect(read('a.xlsx', bytes)).rejects.toMatchObject({
      code: 'JZ_SHEET_FORMULA',
      details: { value: 'B2' },
    });
  });

  it('leaves no file open and nothing running when it is refused half way', async () => {
    const rows = Array.from({ length: 5000 }, (_, i) => row(i + 2, [String(i), i === 4999 ? '' : 'x']));
    const bytes = book(`<sheetData>${row(1, ['a', 'b'])}${rows.join('')}<row r="1"/></sheetData>`);
    for (let i = 0; i < 20; i++)
      await expect(read('a.xlsx', bytes)).rejects.toMatchObject({ code: 'JZ_FILE_TRUNCATED' });
    const open = await readdir('/proc/self/fd').catch(() => []);
    expect(open.length).toBeLessThan(100);
  });

  it('reads dates, amounts and long texts of another program’s workbook as that program shows them', async () => {
    const rows = Array.from({ length: 500 }, (_, i) => [
      `G${String(i).padStart(5, '0')}`,
      Math.round(i * 123.457) / 100,
      new Date(2020, 0, 1 + i),
      `备注 ${i} <&> "${'长'.repeat(i % 7)}"`,
    ]);
    const sheet = XLSX.utils.aoa_to_sheet([['编号', '金额', '日期', '备注'], ...rows], {
      dateNF: 'yyyy-mm-dd',
      cellDates: false,
    });
    const workbook = XLSX.utils.book_new();
    XLSX.utils.book_append_sheet(workbook, sheet, '名单');
    const bytes = XLSX.write(workbook, { type: 'buffer', bookType: 'xlsx', bookSST: true }) as Buffer;

    const found = await read('a.xlsx', bytes);

    const theirs = XLSX.utils.sheet_to_csv(sheet).trimEnd();
    expect((await readFile(found.path, 'utf8')).trimEnd()).toBe(theirs);
    expect(found).toMatchObject({ faults: null, warnings: [] });
  });
});

it('knows Excel’s scientific notation from names that look like it', async () => {
  const db = await openDuckDb({ threads: 1 });
  const cells = [
    '3.30102E+17',
    '1E+20',
    '1E5',
    'E+17',
    '3.3e+17',
    '1E+2',
    '12.3E+17',
    '1E+2000',
    '',
    'G1E+20',
  ];
  const rows = await db.rows(
    `SELECT c FROM (SELECT unnest($cells::VARCHAR[]) AS c) WHERE ${scientificSql('c')}`,
    {
      cells: JSON.stringify(cells),
    },
  );
  db.close();
  expect(rows.map((found) => found['c'])).toEqual(['3.30102E+17', '1E+20']);
});
