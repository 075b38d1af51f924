/** Workbooks: what Excel does to data, and what people do with Excel. */
import { book, books, formula, number, row, rowCells, table, typed } from './book.ts';
import { given, type FileCase } from './case.ts';
import { header } from './delivery.ts';

const file = 'a.xlsx';
const one = table({});
const head = row(1, header);
const data = (index: number, changes: Parameters<typeof rowCells>[0] = {}, attributes = ''): string =>
  row(index, rowCells(changes, index), attributes);
const sheet = (...rows: readonly string[]): string => `<sheetData>${rows.join('')}</sheetData>`;
const merged = (...ranges: readonly string[]): string =>
  `<mergeCells>${ranges.map((range) => `<mergeCell ref="${range}"/>`).join('')}</mergeCells>`;
const title = row(1, ['某县救助名单']);

export const workbookCases: readonly FileCase[] = [
  given('a good sheet', () => book(one), { file }).loaded(1, { amounts: [10050] }),
  given(
    'numbers and dates as Excel keeps them',
    () =>
      book(
        table({
          金额: number(100.5),
          日期: number(45366, 1),
          人口: number(3),
          月份: number(45352, 2),
        }),
      ),
    { file },
  ).loaded(1, { amounts: [10050] }),
  given('a logical value where the words are 是 and 否', () => book(table({}, { 在保: typed('b', '1') })), {
    file,
  }).loaded(2, { back: [[2, 'JZ_VALUE_INVALID', '在保']] }),
  given(
    'amounts with noise in the 17th digit',
    () => book(table({ 金额: number('100.50000000000001') }, { 金额: number('0.07000000000000001') })),
    { file },
  ).loaded(2, { amounts: [10050, 7] }),
  given(
    'an identity number kept as a number',
    () => book(table({}, { 身份证号: number('9.90000198001010E+17') })),
    { file },
  ).loaded(2, { back: [[2, 'JZ_CELL_DIGITS_LOST', '身份证号']] }),
  given(
    'a household number kept as a number',
    () => book(table({ 户号: number('330199001001000000') }, {})),
    { file },
  ).loaded(2, { back: [[1, 'JZ_CELL_DIGITS_LOST', '户号']] }),
  given('#N/A', () => book(table({}, { 金额: typed('e', '#N/A') })), { file }).loaded(2, {
    back: [
      [2, 'JZ_CELL_ERROR', '金额'],
      [2, 'JZ_VALUE_NOT_NUMBER', '金额'],
    ],
  }),
  given('#REF! in a text', () => book(table({ 户号: typed('e', '#REF!') }, {})), { file }).loaded(2, {
    back: [[1, 'JZ_CELL_ERROR', '户号']],
  }),
  given('#DIV/0! in a column nobody reads', () => book(table({ 备注: typed('e', '#DIV/0!') })), {
    file,
  }).loaded(1),
  given('a date format on a number that is no date', () => book(table({}, { 日期: number(-5, 1) })), {
    file,
  }).loaded(2, {
    back: [
      [2, 'JZ_CELL_DATE', '日期'],
      [2, 'JZ_VALUE_INVALID', '日期'],
    ],
  }),
  given(
    'the 29th of February 1900, which Excel believes in',
    () => book(table({}, { 日期: number(60, 1) })),
    { file },
  ).loaded(2, {
    back: [
      [2, 'JZ_CELL_DATE', '日期'],
      [2, 'JZ_VALUE_INVALID', '日期'],
    ],
  }),
  given('a date beyond the year 9999', () => book(table({}, { 日期: number(2958466, 1) })), { file }).loaded(
    2,
    {
      back: [
        [2, 'JZ_CELL_DATE', '日期'],
        [2, 'JZ_VALUE_INVALID', '日期'],
      ],
    },
  ),
  given('a date with a time of day', () => book(table({}, { 日期: number(45366.5, 1) })), { file }).loaded(
    2,
    { back: [[2, 'JZ_VALUE_INVALID', '日期']] },
  ),
  given('a date as ISO text', () => book(table({ 日期: typed('d', '2024-03-15T00:00:00') })), {
    file,
  }).loaded(1),
  given('a date whose format was lost', () => book(table({}, { 日期: number(45366) })), { file }).loaded(2, {
    back: [[2, 'JZ_VALUE_INVALID', '日期']],
    warnings: ['JZ_COLUMN_SERIALS'],
  }),
  given(
    'the calendar that begins in 1904',
    () => book(table({ 日期: number(43904, 1) }), { workbookPr: '<workbookPr date1904="1"/>' }),
    { file },
  ).loaded(1),
  given('leading zeros lost in some cells', () => book(table({ 户号: '0012' }, { 户号: number(13) })), {
    file,
  }).loaded(2, { warnings: ['JZ_COLUMN_ZEROS_LOST'] }),
  given('a formula', () => book(table({}, { 金额: formula('SUM(G2:G2)', '100.5') })), { file }).refused(
    'JZ_SHEET_FORMULA',
    { value: 'G3' },
  ),
  given('a formula without a value', () => book(table({ 金额: formula('NOW()') })), { file }).refused(
    'JZ_SHEET_FORMULA',
    { value: 'G2' },
  ),
  given('a formula in the header', () => book(sheet(row(1, [...header, formula('A1', '1')]), data(2))), {
    file,
  }).refused('JZ_SHEET_FORMULA'),
  given(
    'a formula that calls another program',
    () => book(table({ 备注: formula('cmd|&apos;/c calc&apos;!A0', '0') })),
    { file },
  ).refused('JZ_SHEET_FORMULA'),
  given('a text that looks like a formula', () => book(table({ 备注: '=1+1' })), { file }).loaded(1),
  given('cells merged in the header', () => book(`${one}${merged('B1:C1')}`), { file }).refused(
    'JZ_SHEET_MERGED_HEADER',
    { value: 'B1:C1' },
  ),
  given('a header of two merged rows', () => book(`${one}${merged('A1:A2')}`), { file }).refused(
    'JZ_SHEET_MERGED_HEADER',
  ),
  given(
    'a merged title above the header',
    () => book(`${sheet(title, row(2, header), data(3))}${merged('A1:N1')}`),
    { file, headerRow: 2 },
  ).loaded(1),
  given('a title above the header that nobody named', () => book(sheet(title, row(2, header), data(3))), {
    file,
  }).refused('JZ_COLUMN_MISSING'),
  given('cells merged over two rows', () => book(`${table({}, {}, { 户号: '' })}${merged('B3:B4')}`), {
    file,
  }).loaded(3, {
    back: [
      [2, 'JZ_CELL_MERGED', '户号'],
      [3, 'JZ_CELL_MERGED', '户号'],
    ],
  }),
  given('cells merged in a column nobody reads', () => book(`${table({}, {})}${merged('N2:N3')}`), {
    file,
  }).loaded(2),
  given('the whole sheet merged', () => book(`${table({})}${merged('A2:XFD1048576')}`), { file }).refused(
    'JZ_FILE_UNSAFE',
  ),
  given('hidden rows', () => book(sheet(head, data(2), data(3, {}, 'hidden="1"'))), { file }).loaded(2, {
    warnings: ['JZ_SHEET_HIDDEN'],
  }),
  given('a hidden column', () => book(`<cols><col min="3" max="4" hidden="1"/></cols>${one}`), {
    file,
  }).loaded(1, { warnings: ['JZ_SHEET_HIDDEN'] }),
  given(
    'a hidden sheet',
    () =>
      books([
        { name: '名单', xml: one },
        { name: '代码', xml: one, state: 'veryHidden' },
      ]),
    { file },
  ).loaded(1, { warnings: ['JZ_SHEET_HIDDEN'] }),
  given(
    'two sheets',
    () =>
      books([
        { name: '一季度', xml: one },
        { name: '二季度', xml: one },
      ]),
    { file },
  ).refused('JZ_SHEET_UNNAMED', { value: '一季度, 二季度' }),
  given(
    'two sheets, one named in the mapping',
    () =>
      books([
        { name: '一季度', xml: '<sheetData/>' },
        { name: '二季度', xml: one },
      ]),
    { file, sheet: '二季度' },
  ).loaded(1),
  given(
    'empty sheets beside the list',
    () =>
      books([
        { name: 'Sheet1', xml: one },
        { name: 'Sheet2', xml: '<sheetData/>' },
        { name: 'Sheet3', xml: '<sheetData/>' },
      ]),
    { file },
  ).loaded(1),
  given('a sheet the mapping names but the book lacks', () => book(one), { file, sheet: '名单' }).refused(
    'JZ_SHEET_MISSING',
    { expected: '名单', value: 'Sheet1' },
  ),
  given('an empty sheet', () => book('<sheetData/>'), { file }).refused('JZ_FILE_EMPTY'),
  given('a header alone', () => book(sheet(head)), { file }).refused('JZ_FILE_EMPTY'),
  given(
    'formatted cells without contents under the header',
    () => book(sheet(head, row(2, [{ xml: 's="3"></c><c r="B2">' }]))),
    { file },
  ).refused('JZ_FILE_EMPTY'),
  given('the header in the third row', () => book(sheet(row(3, header), data(4))), { file }).refused(
    'JZ_HEADER_MISSING',
    { row: 1 },
  ),
  given('blank rows between the rows', () => book(sheet(head, data(2), data(5), data(9, { 金额: 'x' }))), {
    file,
  }).loaded(3, { back: [[3, 'JZ_VALUE_NOT_NUMBER', '金额']] }),
  given('a row wider than the header', () => book(sheet(head, data(2), row(3, [...rowCells({}, 3), '多']))), {
    file,
  }).loaded(2, { back: [[2, 'JZ_ROW_CELLS', '']] }),
  given('a row narrower than the header', () => book(sheet(head, row(2, rowCells({}, 2).slice(0, 9)))), {
    file,
  }).loaded(1),
  given('the last row Excel has', () => book(sheet(head, data(1_048_576))), { file }).loaded(1),
  given(
    'shared texts, rich and with a phonetic guide',
    () =>
      book(table({ 姓名: typed('s', '0'), 类别: typed('s', '1') }), {
        strings:
          '<si><r><t>张</t></r><r><t>三</t></r><rPh sb="0" eb="1"><t>ZHANG</t></rPh></si><si><t>低保</t></si>',
      }),
    { file },
  ).loaded(1),
  given('cells without addresses', () => book(one.replace(/ r="[A-Z]+[0-9]+"/g, '')), { file }).loaded(1, {
    amounts: [10050],
  }),
  given('elements under a prefix', () => book(one, { parts: { 'xl/worksheets/sheet1.xml': prefixed() } }), {
    file,
  }).loaded(1),
  given(
    'a sheet in UTF-16',
    () =>
      book(one, {
        parts: { 'xl/worksheets/sheet1.xml': Buffer.from(`\ufeff<worksheet>${one}</worksheet>`, 'utf16le') },
      }),
    { file },
  ).loaded(1),
  given('a text with a line break', () => book(table({}, { 户号: '1\n2' })), { file }).loaded(2, {
    back: [[2, 'JZ_VALUE_INVALID', '户号']],
  }),
  given(
    'a column __proto__ more, in a sheet',
    () => book(sheet(row(1, [...header, '__proto__']), row(2, [...rowCells({}, 2), 'x']))),
    { file },
  ).loaded(1),
  given('a column twice, in a sheet', () => book(sheet(row(1, [...header, '金额']), data(2))), {
    file,
  }).refused('JZ_COLUMN_DUPLICATE'),
  given('a column renamed, in a sheet', () => book(one.replace('金额', '金额(元)')), { file }).refused(
    'JZ_COLUMN_MISSING',
    { column: '金额' },
  ),
];

function prefixed(): string {
  const inner = one.replace(/<(\/?)([a-z])/gi, '<$1x:$2');
  return `<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${inner}</x:worksheet>`;
}
