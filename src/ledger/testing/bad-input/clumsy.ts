/** Files as hurried clerks, old systems and one or two rogues make them. */
import iconv from 'iconv-lite';
import { gzipSync } from 'node:zlib';
import { book, row, rowCells, table, typed } from './book.ts';
import { given, type FileCase, type GivenBack } from './case.ts';
import { csv, header } from './delivery.ts';
import { zip } from './zip.ts';

const file = 'a.xlsx';
const one = table({});
const semicolons = csv({}).replaceAll(',', ';');
const strict = 'http://purl.oclc.org/ooxml/spreadsheetml/main';
const SHEET = 'xl/worksheets/sheet1.xml';
const relations = 'xl/_rels/workbook.xml.rels';

/** What every column but the text ones says of a header in the place of a row. */
const asHeader = (at: number): GivenBack[] => [
  [at, 'JZ_VALUE_INVALID', '类别'],
  [at, 'JZ_VALUE_INVALID', '月份'],
  [at, 'JZ_VALUE_NOT_NUMBER', '金额'],
  [at, 'JZ_VALUE_INVALID', '日期'],
  [at, 'JZ_VALUE_INVALID', '登记日'],
  [at, 'JZ_VALUE_NOT_NUMBER', '人口'],
  [at, 'JZ_VALUE_NOT_NUMBER', '面积'],
  [at, 'JZ_VALUE_INVALID', '在保'],
];

const textCases: readonly FileCase[] = [
  given('Excel’s line sep=; first', () => `sep=;\n${semicolons}`).refused('JZ_DELIMITER_WRONG', {
    value: ';',
  }),
  given('Excel’s line sep=; first, told of in the mapping', () => `sep=;\n${semicolons}`, {
    delimiter: ';',
    headerRow: 2,
  }).loaded(1, { amounts: [10050] }),
  given('NUL bytes up to a full disk block', () =>
    Buffer.concat([Buffer.from(csv({})), Buffer.alloc(512)]),
  ).refused('JZ_FILE_ENCODING', { row: 2, problem: 'NUL' }),
  given('the end-of-file mark of DOS', () => `${csv({}, {})}\u001a`).loaded(3, {
    back: [[3, 'JZ_ROW_CELLS', '']],
  }),
  given('a form feed between pages', () => csv({}, {}).replace('\nG2', '\n\f\nG2')).loaded(3, {
    back: [[2, 'JZ_ROW_CELLS', '']],
  }),
  given('two lists joined, headers and all', () => csv({}) + csv({ 编号: 'G2' })).loaded(3, {
    back: asHeader(2),
  }),
  given('the same list twice in one file', () => csv({}) + csv({}).split('\n').slice(1).join('\n')).loaded(
    2,
    {
      back: [[2, 'JZ_ROW_DUPLICATE', '编号']],
    },
  ),
  given('units in a line under the header', () => csv({ 编号: '', 金额: '元', 面积: '平方米' }, {})).loaded(
    2,
    {
      back: [
        [1, 'JZ_VALUE_MISSING', '编号'],
        [1, 'JZ_VALUE_NOT_NUMBER', '金额'],
        [1, 'JZ_VALUE_NOT_NUMBER', '面积'],
      ],
    },
  ),
  given('quotation marks as Word sets them', () => csv({ 备注: '“低保，复核”' })).loaded(1),
  given('a line separator of Unicode inside a cell', () => csv({ 备注: 'a\u2028b' }, {})).loaded(2),
  given('UTF-16BE without BOM', () => iconv.encode(csv({}), 'utf-16be')).refused('JZ_FILE_ENCODING_UNKNOWN'),
  given('UTF-8 although the mapping says UTF-16', () => csv({ 备注: 'xx' }), {
    encoding: 'utf-16le',
  }).refused('JZ_FILE_ENCODING_UNKNOWN'),
  given('one cell of a GB18030 file pasted in Latin-1', () =>
    Buffer.concat([iconv.encode(csv({}).trimEnd(), 'gb18030'), Buffer.from('e92c0a', 'hex')]),
  ).refused('JZ_FILE_ENCODING_UNKNOWN', { row: 1 }),
  given('a name in capitals', () => csv({}), { file: 'A.CSV' }).loaded(1, { amounts: [10050] }),
  given('gzip under a name in capitals', () => gzipSync(csv({})), { file: 'A.CSV.GZ' }).loaded(1, {
    amounts: [10050],
  }),
  given('broken rows in a gzip under a name in capitals', () => gzipSync(`${csv({})}G2,x\n`), {
    file: 'A.CSV.GZ',
  }).loaded(2, { back: [[2, 'JZ_ROW_CELLS', '']] }),
  given('a name a browser gave it', () => csv({}), { file: '名单[1] (2)*?.csv' }).loaded(1),
  given('a name with quotes, a semicolon and a line break', () => csv({}), {
    file: `'; DROP TABLE typed; --"\n.csv`,
  }).loaded(1),
  given('a name of an emoji', () => csv({}), { file: '🏠.csv' }).loaded(1),
  given('a name of 255 bytes', () => csv({}), { file: `${'低'.repeat(83)}ab.csv` }).loaded(1),
  given('another name of 255 bytes that begins alike, with a bad row', () => csv({}, { 金额: 'x' }), {
    file: `${'低'.repeat(83)}ac.csv`,
  }).loaded(2, { back: [[2, 'JZ_VALUE_NOT_NUMBER', '金额']] }),
  given('a row nobody can be told from, before the good one of its number', () =>
    csv({ 编号: 'G1', 身份证号: '', 姓名: '', 电话: '' }, { 编号: 'G1' }),
  ).loaded(2, { back: [[1, 'JZ_IDENTITY_MISSING', '身份证号']], amounts: [10050] }),
];

const sheetCases: readonly FileCase[] = [
  given('an .xlsx of no bytes', () => '', { file }).refused('JZ_FILE_EMPTY'),
  given('a workbook inside a zip', () => zip([{ name: '名单.xlsx', data: book(one) }]), { file }).refused(
    'JZ_FILE_DISGUISED',
    { value: 'zip' },
  ),
  given('an XML table of Excel 2003', () => '<?xml version="1.0"?><Workbook/>', { file }).refused(
    'JZ_FILE_DISGUISED',
  ),
  given(
    'the strict form of the format',
    () =>
      book(one, {
        parts: { [SHEET]: `<worksheet xmlns="${strict}">${one}</worksheet>` },
      }),
    { file },
  ).loaded(1, { amounts: [10050] }),
  given(
    'parts named from the root, as other libraries do',
    () =>
      book(one, {
        parts: {
          [relations]: `<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="/${SHEET}"/></Relationships>`,
        },
      }),
    { file },
  ).loaded(1),
  given('a size that is a lie', () => book(`<dimension ref="A1:XFD1048576"/>${one}`), { file }).loaded(1),
  given('rows without numbers', () => book(one.replace(/ r="[A-Z]*[0-9]+"/g, '')), { file }).loaded(1, {
    amounts: [10050],
  }),
  given(
    'units in a row under the header',
    () =>
      book(
        `<sheetData>${row(1, header)}${row(2, ['', '', '', '', '', '', '元'])}${row(3, rowCells({}, 2))}</sheetData>`,
      ),
    { file },
  ).loaded(2, {
    back: [
      [1, 'JZ_VALUE_MISSING', '编号'],
      [1, 'JZ_VALUE_MISSING', '类别'],
      [1, 'JZ_VALUE_NOT_NUMBER', '金额'],
      [1, 'JZ_VALUE_MISSING', '日期'],
      [1, 'JZ_VALUE_MISSING', '登记日'],
    ],
  }),
  given(
    'a total under the table, in a sheet',
    () => book(one.replace('</sheetData>', `${row(3, ['合计', '', '', '', '', '', '100.50'])}</sheetData>`)),
    { file },
  ).loaded(2, {
    back: [
      [2, 'JZ_VALUE_MISSING', '类别'],
      [2, 'JZ_VALUE_MISSING', '日期'],
      [2, 'JZ_VALUE_MISSING', '登记日'],
    ],
  }),
  given('a NUL written as _x0000_', () => book(table({ 备注: typed('str', 'a_x0000_b') }, {})), {
    file,
  }).refused('JZ_FILE_ENCODING', { row: 1, problem: 'NUL' }),
  given('half a character written as _xD800_', () => book(table({ 备注: typed('str', 'a_xD800_b') })), {
    file,
  }).loaded(1),
  given(
    'a chart in place of a sheet',
    () =>
      book(one, {
        parts: {
          [relations]:
            '<Relationships><Relationship Id="rId1" Type="x/chartsheet" Target="chartsheets/sheet1.xml"/></Relationships>',
        },
      }),
    { file },
  ).refused('JZ_FILE_EMPTY'),
  given('an amount typed as text with its sign', () => book(table({ 金额: '￥100.50' }, {})), {
    file,
  }).loaded(2, {
    back: [[1, 'JZ_VALUE_NOT_NUMBER', '金额']],
  }),
  given(
    'an identity number with no-break spaces',
    () => book(table({ 身份证号: '990000\u00a019800101\u00a00012' })),
    {
      file,
    },
  ).loaded(1),
];

/** Every case of this kind. */
export const clumsyCases: readonly FileCase[] = [...textCases, ...sheetCases];
