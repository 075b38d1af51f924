/** Text files whose shape is wrong: quotes, cells, lines, sizes, headers, names. */
import { open } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { given, type FileCase } from './case.ts';
import { cells, csv, header } from './delivery.ts';

const head = header.join(',');
const line = (number: number, remark = '正常'): string => cells({ 备注: remark }, number).join(',');
const file = (...lines: readonly string[]): string => `${[head, ...lines].join('\n')}\n`;
const renamed = (from: string, to: string): string => csv({}).replace(from, () => to);
const reordered = [[...header].reverse().join(','), cells().reverse().join(',')].join('\n');

/** A file of which only the beginning is written; what follows reads as zeros. */
function endless(start: string, megabytes = 64): (path: string) => Promise<void> {
  return async (path) => {
    const handle = await open(path, 'w');
    await handle.write(start + 'x'.repeat(8 * 2 ** 20));
    await handle.truncate(megabytes * 2 ** 20);
    await handle.close();
  };
}

/** A gigabyte of one line in gzip members that unpack to 16 MB each. */
function packedGigabyte(): Buffer {
  const member = gzipSync(Buffer.alloc(16 * 2 ** 20, 'x'));
  return Buffer.concat([gzipSync(`${head}\n`), ...Array.from({ length: 64 }, () => member)]);
}

export const shapeCases: readonly FileCase[] = [
  given('nothing', () => '').refused('JZ_FILE_EMPTY'),
  given('line breaks only', () => '\n\r\n\n').refused('JZ_FILE_EMPTY'),
  given('header only', () => `${head}\n`).refused('JZ_FILE_EMPTY'),
  given('header only, no line break', () => head).refused('JZ_FILE_EMPTY'),
  given('header and blank lines', () => `${head}\n\n\r\n`).refused('JZ_FILE_EMPTY'),
  given('lines that end with CR alone', () => file(line(1)).replaceAll('\n', '\r')).refused('JZ_FILE_FORMAT'),
  given('CRLF', () => file(line(1)).replaceAll('\n', '\r\n')).loaded(1),
  given(
    'line breaks inside quotes under CRLF',
    () => `${head}\r\n${line(1, '"a\nb"')}\r\n${line(2)}\r\n`,
  ).loaded(2),
  given('CRLF and LF mixed, with BOM, gzip', () => gzipSync(`\ufeff${head}\r\n${line(1)}\n${line(2)}\r\n`), {
    file: 'a.csv.gz',
  }).loaded(2),
  given('CRLF and LF mixed', () => `${head}\r\n${line(1)}\n${line(2)}\r\n`).loaded(2),
  given('no line break at the end', () => file(line(1), line(2)).trimEnd()).loaded(2),
  given('blank lines between rows', () => file(line(1), '', '', line(2))).loaded(2),
  given('a line of spaces', () => file(line(1), '   ', line(2))).loaded(3, {
    back: [[2, 'JZ_ROW_CELLS', '']],
  }),
  given('too few cells', () => file(line(1), 'G2,1,2', line(3))).loaded(3, {
    back: [[2, 'JZ_ROW_CELLS', '']],
  }),
  given('too many cells', () => file(line(1), `${line(2)},多`, line(3))).loaded(3, {
    back: [[2, 'JZ_ROW_CELLS', '']],
  }),
  given('a comma too many at the end of a row', () => file(line(1), `${line(2)},`)).loaded(2, {
    back: [[2, 'JZ_ROW_CELLS', '']],
  }),
  given('a comma at the end of every line', () => `${head},\n${line(1)},\n`).loaded(1),
  given('a total under the table', () => file(line(1), '合计,100.50')).loaded(2, {
    back: [[2, 'JZ_ROW_CELLS', '']],
  }),
  given('a quote never closed', () => file(line(1), line(2, '"开'), line(3))).refused('JZ_FILE_QUOTES', {
    row: 2,
  }),
  given('a quote never closed in the header', () => file(line(1)).replace('编号', '"编号')).refused(
    'JZ_FILE_QUOTES',
  ),
  given('text after a closing quote', () => file(line(1), line(2, '"开"关'))).loaded(2, {
    back: [[2, 'JZ_ROW_QUOTES', '']],
  }),
  given('a quote inside a cell without quotes', () => file(line(1), line(2, '5"管'), line(3))).loaded(3),
  given('quotes doubled inside quotes', () => file(line(1, '"说""好"""'))).loaded(1),
  given('a comma and a line break inside quotes', () => file(line(1, '"甲,乙\n丙"'), line(2))).loaded(2),
  given('every cell quoted', () =>
    file(
      cells()
        .map((cell) => `"${cell}"`)
        .join(','),
    ),
  ).loaded(1, { amounts: [10050] }),
  given('semicolons', () => file(line(1)).replaceAll(',', ';')).refused('JZ_DELIMITER_WRONG', { value: ';' }),
  given('tabs', () => file(line(1)).replaceAll(',', '\t')).refused('JZ_DELIMITER_WRONG', { value: 'TAB' }),
  given('vertical bars', () => file(line(1)).replaceAll(',', '|')).refused('JZ_DELIMITER_WRONG'),
  given('full-width commas', () => file(line(1)).replaceAll(',', '，')).refused('JZ_COLUMN_MISSING'),
  given('tabs in a .tsv, named in the mapping', () => file(line(1)).replaceAll(',', '\t'), {
    file: 'a.tsv',
    delimiter: '\t',
  }).loaded(1),
  given('vertical bars in a .txt, named in the mapping', () => file(line(1)).replaceAll(',', '|'), {
    file: 'a.txt',
    delimiter: '|',
  }).loaded(1),
  given('commas although the mapping says tabs', () => file(line(1)), { delimiter: '\t' }).refused(
    'JZ_DELIMITER_WRONG',
    { value: ',' },
  ),
  given('Excel’s line sep=, first', () => `sep=,\n${file(line(1))}`).refused('JZ_COLUMN_MISSING'),
  given('a title above the header', () => `某县救助名单\n${file(line(1))}`).refused('JZ_COLUMN_MISSING'),
  given('a title above the header, header_row 2', () => `某县救助名单\n${file(line(1))}`, {
    headerRow: 2,
  }).loaded(1),
  given('header_row beyond the end', () => file(line(1)), { headerRow: 40 }).refused('JZ_HEADER_MISSING'),
  given('a line of a gigabyte', () => endless(`${head}\n${line(1)}\n`, 1024)).refused('JZ_RECORD_TOO_LONG', {
    row: 2,
  }),
  given('a header that does not end', () => endless('')).refused('JZ_RECORD_TOO_LONG'),
  given('a quoted cell that does not end', () => endless(`${head}\n"`)).refused('JZ_RECORD_TOO_LONG', {
    row: 1,
  }),
  given('a line of a gigabyte, packed into a megabyte', packedGigabyte, { file: 'a.csv.gz' }).refused(
    'JZ_RECORD_TOO_LONG',
  ),
  given('a cell of two megabytes in GB18030', () =>
    Buffer.concat([Buffer.from(`${head}\n`), Buffer.alloc(2 * 2 ** 20, Buffer.from('c4e3', 'hex'))]),
  ).refused('JZ_RECORD_TOO_LONG'),
  given('gzip cut short', () => gzipSync(csv({}, {})).subarray(0, -20), { file: 'a.csv.gz' }).refused(
    'JZ_FILE_TRUNCATED',
  ),
  given('gzip with a wrong checksum', () => flipped(gzipSync(csv({}, {})), -6), { file: 'a.csv.gz' }).refused(
    'JZ_FILE_TRUNCATED',
  ),
  given('gzip with a damaged middle', () => flipped(gzipSync(csv({}, {})), 60), { file: 'a.csv.gz' }).refused(
    'JZ_FILE_TRUNCATED',
  ),
  given('gzip of nothing', () => gzipSync(''), { file: 'a.csv.gz' }).refused('JZ_FILE_EMPTY'),
  given('a .gz of no bytes', () => '', { file: 'a.csv.gz' }).refused('JZ_FILE_EMPTY'),
  given('a .gz that is not packed', () => csv({}), { file: 'a.csv.gz' }).refused('JZ_FILE_TRUNCATED'),
  given('gzip in gzip', () => gzipSync(gzipSync(csv({}))), { file: 'a.csv.gz' }).refused(
    'JZ_FILE_ENCODING_UNKNOWN',
  ),
];

export const headerCases: readonly FileCase[] = [
  given('columns in another order', () => reordered).loaded(1, { amounts: [10050] }),
  given('a column more', () => `${head},经办人\n${line(1)},李四\n`).loaded(1),
  given('a column less', () => csv({}).replaceAll('100.50,', '').replace('金额,', '')).refused(
    'JZ_COLUMN_MISSING',
    { column: '金额' },
  ),
  given('a column renamed', () => renamed('金额', '金额（元）')).refused('JZ_COLUMN_MISSING', {
    column: '金额',
  }),
  given('a space behind a column’s name', () => renamed('金额', '金额 ')).refused('JZ_COLUMN_MISSING'),
  given('a zero-width space in a column’s name', () => renamed('金额', '金\u200b额')).refused(
    'JZ_COLUMN_MISSING',
  ),
  given('a line break in a column’s name', () => renamed('金额', '"金\n额"')).refused('JZ_COLUMN_MISSING'),
  given('column names in quotes', () => renamed('金额', '"金额"')).loaded(1),
  given('a column twice', () => renamed('备注', '金额')).refused('JZ_COLUMN_DUPLICATE', { column: '金额' }),
  given('two columns without a name', () => `${head},,\n${line(1)},,\n`).refused('JZ_COLUMN_DUPLICATE'),
  given('a column __proto__ more', () => `${head},__proto__\n${line(1)},x\n`).loaded(1, { amounts: [10050] }),
  given(
    'columns constructor, toString and hasOwnProperty more',
    () => `${head},constructor,toString,hasOwnProperty\n${line(1)},x,y,z\n`,
  ).loaded(1),
  given('__proto__ in place of a column', () => renamed('金额', '__proto__')).refused('JZ_COLUMN_MISSING', {
    column: '金额',
  }),
  given('a column named like SQL', () => `${head},"x""; DROP TABLE typed; --"\n${line(1)},y\n`).loaded(1),
  given(
    'columns named like those the program adds',
    () => `${head},row,c0,raw,错误原因\n${line(1)},1,2,3,4\n`,
  ).loaded(1),
  given('no header', () => `${line(1)}\n${line(2)}\n`).refused('JZ_COLUMN_MISSING'),
  given('the header twice', () => `${head}\n${file(line(1))}`).loaded(2, {
    back: [
      [1, 'JZ_VALUE_INVALID', '类别'],
      [1, 'JZ_VALUE_INVALID', '月份'],
      [1, 'JZ_VALUE_NOT_NUMBER', '金额'],
      [1, 'JZ_VALUE_INVALID', '日期'],
      [1, 'JZ_VALUE_INVALID', '登记日'],
      [1, 'JZ_VALUE_NOT_NUMBER', '人口'],
      [1, 'JZ_VALUE_NOT_NUMBER', '面积'],
      [1, 'JZ_VALUE_INVALID', '在保'],
    ],
  }),
  given(
    'two thousand columns',
    () =>
      `${head},${Array.from({ length: 2000 }, (_, i) => `x${i}`).join(',')}\n${line(1)}${','.repeat(2000)}\n`,
  ).loaded(1),
];

export const disguiseCases: readonly FileCase[] = [
  given('an Excel 97 workbook', () => Buffer.from('d0cf11e0a1b11ae1', 'hex'), { file: 'a.xls' }).refused(
    'JZ_FILE_OLD_FORMAT',
    { value: '.xls' },
  ),
  ...['et', 'ods', 'xlsb', 'xlsm', 'dbf', 'zip', 'pdf'].map((ending): FileCase =>
    given(`a .${ending}`, () => 'x', { file: `a.${ending}` }).refused('JZ_FILE_OLD_FORMAT', {
      value: `.${ending}`,
    }),
  ),
  given('a .json', () => '[]', { file: 'a.json' }).refused('JZ_FILE_FORMAT'),
  given('no ending', () => csv({}), { file: 'list' }).refused('JZ_FILE_FORMAT'),
  given('a workbook named .csv', () => Buffer.from('504b030414000000', 'hex')).refused('JZ_FILE_DISGUISED', {
    value: 'xlsx',
  }),
  given('gzip named .csv', () => gzipSync(csv({}))).refused('JZ_FILE_DISGUISED', { value: 'gzip' }),
  given('a web page named .csv', () => '<html><table><tr><td>编号</td></tr></table></html>').refused(
    'JZ_FILE_DISGUISED',
    { value: 'HTML' },
  ),
  given('a PDF named .csv', () => '%PDF-1.7\n').refused('JZ_FILE_DISGUISED', { value: 'PDF' }),
  given('Parquet named .csv', () => 'PAR1....PAR1').refused('JZ_FILE_DISGUISED', { value: 'parquet' }),
  given('CSV named .parquet', () => csv({}), { file: 'a.parquet' }).refused('JZ_FILE_DISGUISED'),
  given('Parquet cut short', () => `PAR1${'x'.repeat(200)}`, { file: 'a.parquet' }).refused('JZ_FILE_FORMAT'),
  given(
    'Parquet with a false footer',
    () =>
      Buffer.concat([
        Buffer.from(`PAR1${'x'.repeat(100)}`),
        Buffer.from('ffffff7f', 'hex'),
        Buffer.from('PAR1'),
      ]),
    { file: 'a.parquet' },
  ).refused('JZ_FILE_FORMAT'),
  given('CSV named .xlsx', () => csv({}), { file: 'a.xlsx' }).refused('JZ_FILE_DISGUISED', { value: 'text' }),
  given('a web page named .xlsx', () => '<!DOCTYPE html><html></html>', { file: 'a.xlsx' }).refused(
    'JZ_FILE_DISGUISED',
    { value: 'HTML' },
  ),
  given(
    'an Excel 97 workbook named .xlsx',
    () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2048)]),
    { file: 'a.xlsx' },
  ).refused('JZ_FILE_OLD_FORMAT'),
  given(
    'an encrypted workbook',
    () =>
      Buffer.concat([
        Buffer.from('d0cf11e0a1b11ae1', 'hex'),
        Buffer.alloc(1024),
        Buffer.from('EncryptedPackage', 'utf16le'),
        Buffer.alloc(512),
      ]),
    { file: 'a.xlsx' },
  ).refused('JZ_FILE_ENCRYPTED'),
];

function flipped(bytes: Buffer, at: number): Buffer {
  const index = at < 0 ? bytes.length + at : at;
  bytes[index] = (bytes[index] ?? 0) ^ 0xff;
  return bytes;
}
