import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as XLSX from '@e965/xlsx';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { csvRows, writeXlsx } from './xlsx.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jiuzhu-xlsx-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const columns = ['编号', '身份证号', '金额', '备注'];
const numeric = [false, false, true, false];

async function write(name: string, csv: string, from = 0, count = Infinity): Promise<string> {
  const source = join(folder, 'rows.csv');
  await writeFile(source, csv);
  const path = join(folder, name);
  await writeXlsx(path, { columns, numeric, rows: csvRows(source, from, count) });
  return path;
}

it('writes a workbook that another program reads: long numbers as text, amounts as numbers', async () => {
  const path = await write(
    'a.xlsx',
    'A1,990000198001010143,1234.50,<丙> & "丁"\nA2,99000019800101014X,"1,234.50", 空格\nA3,,,"甲,乙"\n'.replace(
      '<丙> & "丁"',
      '"<丙> & ""丁"""',
    ),
  );

  const sheet = XLSX.read(await readFile(path)).Sheets['Sheet1'];
  expect(sheet && XLSX.utils.sheet_to_json(sheet, { header: 1, raw: true })).toEqual([
    columns,
    ['A1', '990000198001010143', 1234.5, '<丙> & "丁"'],
    ['A2', '99000019800101014X', '1,234.50', ' 空格'],
    ['A3', undefined, undefined, '甲,乙'],
  ]);
});

it('gives the same bytes for the same rows, and writes a part of them', async () => {
  const csv = Array.from({ length: 3000 }, (_, i) => `K${i},990000198001010143,${i}.50,备注\n`).join('');
  const [first, second] = [await write('a.xlsx', csv), await write('b.xlsx', csv)];
  expect(await readFile(first)).toEqual(await readFile(second));

  const part = XLSX.read(await readFile(await write('c.xlsx', csv, 1000, 1500))).Sheets['Sheet1'];
  const rows = part ? XLSX.utils.sheet_to_json<string[]>(part, { header: 1 }) : [];
  expect(rows).toHaveLength(1501);
  expect([rows[1]?.[0], rows.at(-1)?.[0]]).toEqual(['K1000', 'K2499']);
});

it('reads rows that lie across pieces of the file, and a line longer than a piece', async () => {
  const long = '长'.repeat(800_000);
  const lines = Array.from({ length: 60_000 }, (_, i) => `户${i},"甲,乙",${i % 7}`);
  const source = join(folder, 'long.csv');
  await writeFile(source, [...lines, long, 'last'].join('\n'));

  const rows = [...csvRows(source, 0, Infinity)];
  expect(rows.slice(0, -2)).toEqual(lines.map((_, i) => [`户${i}`, '甲,乙', String(i % 7)]));
  expect(rows.slice(-2)).toEqual([[long], ['last']]);
  expect([...csvRows(source, 59_998, 2)].map(([first]) => first)).toEqual(['户59998', '户59999']);
});
