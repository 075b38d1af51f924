/** Files in every encoding, and in none. */
import iconv from 'iconv-lite';
import { gzipSync } from 'node:zlib';
import { given, type FileCase } from './case.ts';
import { csv, header } from './delivery.ts';

const text = csv({}, { 备注: '李𠮷' }, {});
const bom = Buffer.from('efbbbf', 'hex');
const fine = [3, { amounts: [10050, 10050, 10050] }] as const;
const lines = text.split(/(?<=\n)/);

/** The text's bytes with those of one line replaced. */
function withLine(line: number, bytes: Buffer, encoding = 'utf-8'): Buffer {
  return Buffer.concat(lines.map((one, i) => (i === line ? bytes : iconv.encode(one, encoding))));
}

/** A line's bytes in UTF-8 with the remark replaced by raw bytes. */
function remark(hex: string, line = 2, encoding = 'utf-8'): Buffer {
  const whole = lines[line] ?? '';
  const start = whole.slice(0, whole.lastIndexOf(',') + 1);
  return Buffer.concat([iconv.encode(start, encoding), Buffer.from(hex, 'hex'), Buffer.from('\n')]);
}

export const encodingCases: readonly FileCase[] = [
  given('UTF-8', () => text).loaded(...fine),
  given('UTF-8 with BOM', () => Buffer.concat([bom, Buffer.from(text)])).loaded(...fine),
  given('UTF-8, gzip', () => gzipSync(text), { file: 'a.csv.gz' }).loaded(...fine),
  given('GB18030', () => iconv.encode(text, 'gb18030')).loaded(...fine),
  given('GBK without four-byte characters', () => iconv.encode(csv({}, {}, {}), 'gbk')).loaded(...fine),
  given('GB18030, gzip', () => gzipSync(iconv.encode(text, 'gb18030')), { file: 'a.csv.gz' }).loaded(...fine),
  given('GB18030 with its own BOM', () => iconv.encode(`\ufeff${text}`, 'gb18030')).loaded(...fine),
  given('UTF-16LE with BOM', () => iconv.encode(`\ufeff${text}`, 'utf-16le')).loaded(...fine),
  given('UTF-16BE with BOM', () => iconv.encode(`\ufeff${text}`, 'utf-16be')).loaded(...fine),
  given(
    'UTF-16LE with BOM although the mapping says UTF-8',
    () => iconv.encode(`\ufeff${text}`, 'utf-16le'),
    { encoding: 'utf-8' },
  ).loaded(...fine),
  given('UTF-16LE without BOM, named in the mapping', () => iconv.encode(text, 'utf-16le'), {
    encoding: 'utf-16le',
  }).loaded(...fine),
  given('UTF-16LE without BOM', () => iconv.encode(csv({ 备注: 'x' }), 'utf-16le')).refused(
    'JZ_FILE_ENCODING',
  ),
  given('UTF-32', () => iconv.encode(`\ufeff${text}`, 'utf-32le')).refused('JZ_FILE_DISGUISED'),
  given('UTF-16 with half a character at the end', () =>
    iconv.encode(`\ufeff${text}`, 'utf-16le').subarray(0, -1),
  ).refused('JZ_FILE_ENCODING_UNKNOWN'),
  given('UTF-16 with half a surrogate pair', () =>
    Buffer.concat([iconv.encode(`\ufeff${text}`, 'utf-16le'), Buffer.from('00d84100', 'hex')]),
  ).refused('JZ_FILE_ENCODING_UNKNOWN'),
  given('Latin-1', () => iconv.encode('id,name\n1,é,\n', 'latin1')).refused('JZ_FILE_ENCODING_UNKNOWN', {
    row: 1,
    offset: 10,
  }),
  given('Big5 (read as GB18030 its header is gibberish)', () =>
    iconv.encode('編號,戶號,姓名\n1,2,張三\n', 'big5'),
  ).refused('JZ_COLUMN_MISSING'),
  given('Shift-JIS with half-width kana', () => iconv.encode('番号,名前ｱ,\n1,ﾔﾏﾀﾞ,\n', 'shift_jis')).refused(
    'JZ_FILE_ENCODING_UNKNOWN',
  ),
  given('UTF-8 with one row in GB18030', () => withLine(2, iconv.encode(lines[2] ?? '', 'gb18030'))).refused(
    'JZ_FILE_ENCODING_MIXED',
    { row: 2, value: 'GB18030' },
  ),
  given('GB18030 with one row in UTF-8', () => withLine(3, Buffer.from(lines[3] ?? ''), 'gb18030')).refused(
    'JZ_FILE_ENCODING_MIXED',
    { row: 3, value: 'UTF-8' },
  ),
  given(
    'two files of different encodings joined, gzip',
    () => gzipSync(Buffer.concat([Buffer.from(text), iconv.encode(text, 'gb18030')])),
    { file: 'a.csv.gz' },
  ).refused('JZ_FILE_ENCODING_MIXED', { row: 4, value: 'GB18030' }),
  given('UTF-8 cut inside a character', () => Buffer.from(text.trimEnd()).subarray(0, -1)).refused(
    'JZ_FILE_ENCODING_UNKNOWN',
    { row: 3 },
  ),
  given('GB18030 cut inside a character', () =>
    iconv.encode(text.trimEnd(), 'gb18030').subarray(0, -1),
  ).refused('JZ_FILE_ENCODING_UNKNOWN', { row: 3 }),
  given('UTF-8 with an overlong form', () => withLine(2, remark('c080'))).refused(
    'JZ_FILE_ENCODING_UNKNOWN',
    { row: 2 },
  ),
  given('UTF-8 with a surrogate', () => withLine(2, remark('eda0802c'))).refused('JZ_FILE_ENCODING_UNKNOWN', {
    row: 2,
  }),
  given('UTF-8 with byte FF', () => withLine(1, remark('ff', 1))).refused('JZ_FILE_ENCODING_UNKNOWN', {
    row: 1,
  }),
  given('GB18030 with byte FF', () => withLine(2, remark('ff', 2, 'gb18030'), 'gb18030')).refused(
    'JZ_FILE_ENCODING_UNKNOWN',
    { row: 2 },
  ),
  given('UTF-8 with BOM and a broken byte', () => Buffer.concat([bom, withLine(2, remark('ff'))])).refused(
    'JZ_FILE_ENCODING',
    { row: 2 },
  ),
  given('a NUL byte in UTF-8', () => withLine(2, remark('6100'))).refused('JZ_FILE_ENCODING', {
    row: 2,
    problem: 'NUL',
  }),
  given('a NUL byte in GB18030', () => withLine(3, remark('00', 3, 'gb18030'), 'gb18030')).refused(
    'JZ_FILE_ENCODING',
    { row: 3, problem: 'NUL' },
  ),
  given('a file of NUL bytes', () => Buffer.alloc(4096)).refused('JZ_FILE_ENCODING'),
  given('UTF-8 although the mapping says GB18030', () => text, { encoding: 'gb18030' }).refused(
    'JZ_FILE_ENCODING_UNKNOWN',
  ),
  given('GB18030 although the mapping says UTF-8', () => iconv.encode(text, 'gb18030'), {
    encoding: 'utf-8',
  }).refused('JZ_FILE_ENCODING', { row: 0 }),
  given('two byte order marks', () => Buffer.concat([bom, bom, Buffer.from(text)])).refused(
    'JZ_COLUMN_MISSING',
    { column: '编号' },
  ),
  given('a byte order mark alone', () => bom).refused('JZ_FILE_EMPTY'),
  given('a UTF-16 byte order mark alone', () => Buffer.from('fffe', 'hex')).refused('JZ_FILE_EMPTY'),
  given('only the header is Chinese, GB18030', () =>
    iconv.encode(`${header.join(',')}\n`, 'gb18030'),
  ).refused('JZ_FILE_EMPTY'),
];
