import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as XLSX from '@e965/xlsx';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cellAddress, columnLetters, dateText, numberText } from './spreadsheet-cells.ts';
import { openPackage } from './spreadsheet-package.ts';
import { openSheet, type SheetCell } from './spreadsheet-read.ts';
import { numberForm } from './spreadsheet-styles.ts';
import { readWorkbookParts } from './spreadsheet-workbook.ts';
import { writeSpreadsheet, type SheetValue } from './spreadsheet-write.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jiuzhu-spreadsheet-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function readCells(path: string): Promise<Map<string, SheetCell>> {
  const source = await openPackage(path);
  try {
    const workbook = await readWorkbookParts(source);
    const { rows } = await openSheet(source, workbook, workbook.sheets[0]!);
    const cells = new Map<string, SheetCell>();
    for await (const batch of rows)
      for (const row of batch)
        for (const cell of row.cells) cells.set(`${columnLetters(cell.column)}${row.number}`, cell);
    return cells;
  } finally {
    source.close();
  }
}

/** A workbook by another program. */
async function bySheetJs(name: string, sheet: XLSX.WorkSheet, shared: boolean): Promise<string> {
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, sheet, 'Sheet1');
  const path = join(folder, name);
  const options = { type: 'buffer', bookType: 'xlsx', bookSST: shared, compression: true } as const;
  await writeFile(path, XLSX.write(book, options) as Buffer);
  return path;
}

describe('numbers', () => {
  it.each([
    ['0', '0'],
    ['-12.50', '-12.5'],
    ['7.0000000000000007E-2', '0.07'],
    ['0.30000000000000004', '0.3'],
    ['3.3010219800101E+17', '330102198001010000'],
    ['330102198001010019', '330102198001010019'],
    ['1E-7', '0.0000001'],
    ['-1.5e-8', '-0.000000015'],
    ['1234567890123456', '1234567890123456'],
    ['1234567890.1234567', '1234567890.12346'],
    ['1E+21', '1000000000000000000000'],
    ['.5', '0.5'],
    ['1E400', null],
    ['NaN', null],
    ['0x10', null],
    ['', null],
  ])('%s is %s', (stored, text) => {
    expect(numberText(stored)).toBe(text);
  });
});

describe('dates', () => {
  it.each([
    ['1', 'date', false, '1900-01-01'],
    ['59', 'date', false, '1900-02-28'],
    ['60', 'date', false, null],
    ['61', 'date', false, '1900-03-01'],
    ['45366', 'date', false, '2024-03-15'],
    ['45366', 'month', false, '2024-03'],
    ['45366.5', 'date', false, '2024-03-15 12:00:00'],
    ['45366.999999999', 'date', false, '2024-03-16'],
    ['0.75', 'time', false, '18:00:00'],
    ['0', 'date', false, null],
    ['-1', 'date', false, null],
    ['2958465', 'date', false, '9999-12-31'],
    ['2958466', 'date', false, null],
    ['43904', 'date', true, '2024-03-15'],
    ['0', 'date', true, '1904-01-01'],
  ] as const)('%s as %s (1904: %s) is %s', (stored, form, is1904, text) => {
    expect(dateText(stored, form, { is1904 })).toBe(text);
  });

  it.each([
    ['General', 'number'],
    ['0.00', 'number'],
    ['#,##0.00;[Red]-#,##0.00', 'number'],
    ['0.00E+00', 'number'],
    ['0"年"', 'number'],
    ['@', 'number'],
    ['[Red]0', 'number'],
    ['yyyy/m/d;@', 'date'],
    ['yyyy"年"m"月"d"日"', 'date'],
    ['[$-804]yyyy"年"m"月"d"日"', 'date'],
    ['yyyy-mm-dd hh:mm:ss', 'date'],
    ['yyyy"年"m"月"', 'month'],
    ['yyyy-mm', 'month'],
    ['mmm-yy', 'month'],
    ['h:mm', 'time'],
    ['[h]:mm:ss', 'time'],
    ['mm:ss.0', 'time'],
  ] as const)('format %s shows a %s', (code, form) => {
    expect(numberForm(code)).toBe(form);
  });
});

it('knows addresses', () => {
  expect(['A1', 'Z9', 'AA10', 'XFD1048576'].map(cellAddress)).toEqual([
    [1, 0],
    [9, 25],
    [10, 26],
    [1_048_576, 16_383],
  ]);
  expect(['', 'A', '1', 'A0', 'XFE1', 'A1048577', 'a1', 'A1.5', 'AAAA1'].map(cellAddress)).toEqual(
    Array.from({ length: 9 }, () => null),
  );
  expect([0, 25, 26, 701, 702, 16_383].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA', 'XFD']);
});

it.each([true, false])('reads what another program writes (shared texts: %s)', async (shared) => {
  const sheet = XLSX.utils.aoa_to_sheet([
    ['姓名', '金额', '日期', '是否', '备注'],
    ['张 <三> & "四"\n五', 1234.5, new Date(2024, 2, 15), true, { t: 'e', v: 0x2a }],
    [null, -0.07, null, false, '  空格 '],
  ]);
  const cells = await readCells(await bySheetJs(`shared-${shared}.xlsx`, sheet, shared));

  const found = [...cells].map(([place, { kind, text }]) => `${place} ${kind} ${text}`);
  expect(found).toEqual([
    'A1 text 姓名',
    'B1 text 金额',
    'C1 text 日期',
    'D1 text 是否',
    'E1 text 备注',
    'A2 text 张 <三> & "四"\n五',
    'B2 number 1234.5',
    'C2 date 2024-03-15',
    'D2 boolean TRUE',
    'E2 error #N/A',
    'B3 number -0.07',
    'D3 boolean FALSE',
    'E3 text   空格 ',
  ]);
});

it('writes what it and another program read back, cell by cell, with the same bytes each time', async () => {
  const value: fc.Arbitrary<SheetValue> = fc.oneof(
    fc.string({
      unit: fc.constantFrom('低', 'a', '𠮷', '&', '<', '"', ' ', '\t', '_x0041_', '=', '0'),
      maxLength: 6,
    }),
    fc.integer({ min: -1e9, max: 1e9 }),
    fc.constant(null),
  );
  let n = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(value, { minLength: 3, maxLength: 3 }), { maxLength: 5 }),
      async (rows) => {
        const path = join(folder, `written-${n++}.xlsx`);
        const sheet = { name: '名单', columns: ['甲', '乙', '丙'], rows };
        expect(await writeSpreadsheet(path, sheet)).toBe(rows.length);
        const bytes = await readFile(path);
        await writeSpreadsheet(path, sheet);
        expect(await readFile(path)).toEqual(bytes);

        const ours = await readCells(path);
        const theirs = XLSX.read(bytes).Sheets['名单'];
        for (const [i, row] of rows.entries())
          for (const [j, cell] of row.entries()) {
            const place = `${columnLetters(j)}${i + 2}`;
            const expected = cell === null || cell === '' ? undefined : String(cell);
            expect(ours.get(place)?.text).toBe(expected);
            const other = theirs?.[place] as XLSX.CellObject | undefined;
            expect(other?.v === undefined ? undefined : String(other.v)).toBe(expected);
          }
      },
    ),
    { seed: 20240402, numRuns: 60 },
  );
});

it('writes characters XML cannot hold the way Excel does', async () => {
  const path = join(folder, 'controls.xlsx');
  await writeSpreadsheet(path, { name: 'S', columns: ['a'], rows: [['x\u0000\u0001\r\ny'], ['\ud800']] });
  const cells = await readCells(path);
  expect([cells.get('A2')?.text, cells.get('A3')?.text]).toEqual(['x\u0000\u0001\r\ny', '\ud800']);
});

it('refuses a text longer than a cell holds', async () => {
  const rows = [['好'.repeat(32_768)]];
  await expect(
    writeSpreadsheet(join(folder, 'long.xlsx'), { name: 'S', columns: ['a'], rows }),
  ).rejects.toMatchObject({ code: 'JZ_VALUE_INVALID' });
});
