import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TextDecoder } from 'node:util';
import * as XLSX from '@e965/xlsx';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readable } from '../read/readable.ts';
import { giveBack, type RejectedRow, type SenderForm } from './give-back.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jiuzhu-give-back-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const rows: readonly RejectedRow[] = [
  { row: 3, cells: ['0012', '李𠮷, 某', '=1+1'], reasons: '=户.csv 第 3 行', codes: 'JZ_VALUE_INVALID' },
  { row: 9, cells: ['330102198001010019', null], reasons: '缺少 "金额"', codes: 'JZ_VALUE_MISSING' },
];
const text: SenderForm = {
  kind: 'csv',
  encoding: 'utf-8',
  delimiter: ',',
  sheet: null,
  header: ['编号', '姓名', '金额'],
};
const expected = `编号,姓名,金额,错误原因,error_code,row\r
0012,"李𠮷, 某",=1+1,'=户.csv 第 3 行,JZ_VALUE_INVALID,3\r
330102198001010019,,,"缺少 ""金额""",JZ_VALUE_MISSING,9\r
`;

it.each([
  ['utf-8', 'utf-8', ''],
  ['utf-8-bom', 'utf-8', 'efbbbf'],
  ['gb18030', 'gb18030', ''],
  ['utf-16le', 'utf-16le', 'fffe'],
  ['utf-16be', 'utf-16be', 'feff'],
] as const)('gives %s back as it came', async (encoding, name, mark) => {
  const path = await giveBack(join(folder, encoding), { ...text, encoding }, rows);

  const bytes = await readFile(path);
  expect(bytes.toString('hex', 0, mark.length / 2)).toBe(mark);
  expect(new TextDecoder(name).decode(bytes)).toBe(expected);
});

it('keeps the sender’s delimiter and quotes what holds it', async () => {
  const path = await giveBack(join(folder, 'tabs'), { ...text, delimiter: '\t', header: ['a\tb', 'c'] }, []);
  expect(await readFile(path, 'utf8')).toBe('"a\tb"\tc\t错误原因\terror_code\trow\r\n');
});

it('gives a workbook back as a workbook whose numbers stay text', async () => {
  const path = await giveBack(join(folder, 'sheet'), { ...text, kind: 'xlsx', sheet: '名单' }, rows);

  const book = XLSX.read(await readFile(path));
  expect(book.SheetNames).toEqual(['名单']);
  const sheet = book.Sheets['名单'];
  expect(sheet && XLSX.utils.sheet_to_json(sheet, { header: 1, raw: true })).toEqual([
    ['编号', '姓名', '金额', '错误原因', 'error_code', 'row'],
    ['0012', '李𠮷, 某', '=1+1', '=户.csv 第 3 行', 'JZ_VALUE_INVALID', 3],
    ['330102198001010019', undefined, undefined, '缺少 "金额"', 'JZ_VALUE_MISSING', 9],
  ]);
  expect(sheet?.['A2']).toMatchObject({ t: 's' });
});

it('gives Parquet back as CSV that Excel opens', async () => {
  const path = await giveBack(join(folder, 'parquet'), { ...text, kind: 'parquet', encoding: null }, rows);
  expect((await readFile(path)).toString('hex', 0, 3)).toBe('efbbbf');
});

it('numbers its columns when the file was given back before', async () => {
  const header = ['编号', '错误原因', 'error_code', 'row'];
  const path = await giveBack(join(folder, 'again'), { ...text, header }, []);
  expect(await readFile(path, 'utf8')).toBe('编号,错误原因,error_code,row,错误原因_2,error_code_2,row_2\r\n');
});

it('cuts reasons that no cell could hold', async () => {
  const long = [{ row: 1, cells: ['1'], reasons: '错'.repeat(40_000), codes: 'X' }];
  const path = await giveBack(join(folder, 'long'), { ...text, kind: 'xlsx' }, long);
  const sheet = XLSX.read(await readFile(path)).Sheets['Sheet1'];
  expect(String((sheet?.['D2'] as { v: unknown }).v)).toHaveLength(32_767);
});

it('can be read again, cell by cell, in every form', async () => {
  const cell = fc.string({
    unit: fc.constantFrom('a', '低', '𠮷', '"', ',', '1', '0', ' ', '=', '&', '<', '_', 'x', '€', 'é'),
    maxLength: 8,
  });
  let n = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 4 }),
      fc.constantFrom('utf-8', 'utf-8-bom', 'gb18030', 'utf-16le', 'xlsx'),
      async (cells, how) => {
        const header = ['列甲', '列乙'];
        const form: SenderForm =
          how === 'xlsx'
            ? { ...text, kind: 'xlsx', encoding: null, header }
            : { ...text, encoding: how, header };
        const stem = join(folder, `again-${n++}`);
        const given = cells.map((own, i) => ({ row: i + 1, cells: own, reasons: '原因', codes: 'C' }));
        const path = await giveBack(stem, form, given);
        const read = await readable(path, {}, { folder, stem: `read-${n}` });
        expect(read.header).toEqual([...header, '错误原因', 'error_code', 'row']);
        const [, ...lines] = (await readFile(read.path, 'utf8')).replace(/^\ufeff/, '').split(/\r?\n/);
        const field = (value: string): string =>
          /[",]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
        expect(lines).toEqual([...cells.map((own, i) => `${own.map(field).join(',')},原因,C,${i + 1}`), '']);
      },
    ),
    { seed: 20240401, numRuns: 60 },
  );
});
