/** Workbooks that are damaged or meant to do harm. */
import { crc32 } from 'node:zlib';
import { book, books, row, table, typed } from './book.ts';
import { given, type FileCase } from './case.ts';
import { header } from './delivery.ts';
import { zip } from './zip.ts';

const file = 'a.xlsx';
const one = table({});
const whole = book(one);
const SHEET = 'xl/worksheets/sheet1.xml';
const part = (text: string | Buffer): Buffer => book(one, { parts: { [SHEET]: text } });
const rows = (...list: readonly string[]): Buffer => book(`<sheetData>${list.join('')}</sheetData>`);
const spaces = Buffer.alloc(17 * 2 ** 20, ' ');

/** Ten entities, each ten of the one before. */
const laughs = `<!DOCTYPE x [<!ENTITY a "ha">${Array.from('bcdefghij', (name, i) => `<!ENTITY ${name} "${`&${'abcdefghij'[i] ?? ''};`.repeat(10)}">`).join('')}]>`;

function flipped(at: number): Buffer {
  const bytes = Buffer.from(whole);
  bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  return bytes;
}

export const hostileCases: readonly FileCase[] = [
  given('a sheet of 17 MB packed into 17 KB', () => part(spaces), { file }).refused('JZ_FILE_BOMB'),
  given(
    'shared texts of 17 MB packed into 17 KB',
    () => book(one, { parts: { 'xl/sharedStrings.xml': spaces } }),
    { file },
  ).refused('JZ_FILE_BOMB'),
  given(
    'a picture of 17 MB packed into 17 KB',
    () => book(one, { parts: { 'xl/media/image1.png': spaces } }),
    { file },
  ).refused('JZ_FILE_BOMB'),
  given(
    'a part that claims five gigabytes in two',
    () => book(one, { entries: ['x', 'y'].map((name) => ({ name, data: 'x', claimedSize: 2 ** 32 - 2 })) }),
    { file },
  ).refused('JZ_FILE_BOMB'),
  given(
    'six thousand parts',
    () =>
      book(one, {
        entries: Array.from({ length: 6000 }, (_, i) => ({ name: `x${i}`, data: '', method: 0 })),
      }),
    { file },
  ).refused('JZ_FILE_BOMB'),
  given(
    'a part larger than it claims',
    () => zip([...plain(), { name: SHEET, data: part(one).subarray(0, 900), claimedSize: 10 }]),
    { file },
  ).refused('JZ_FILE_TRUNCATED'),
  given(
    'a part smaller than it claims',
    () => zip([...plain(), { name: SHEET, data: `<worksheet>${one}</worksheet>`, claimedSize: 900_000 }]),
    { file },
  ).refused('JZ_FILE_TRUNCATED'),
  given(
    'a part whose checksum is wrong',
    () => zip([...plain(), { name: SHEET, data: `<worksheet>${one}</worksheet>`, claimedCrc: crc32('x') }]),
    { file },
  ).refused('JZ_FILE_TRUNCATED'),
  given(
    'a part named ../../etc/passwd',
    () => book(one, { entries: [{ name: '../../etc/passwd', data: 'x' }] }),
    { file },
  ).refused('JZ_FILE_UNSAFE'),
  given('a part named /etc/passwd', () => book(one, { entries: [{ name: '/etc/passwd', data: 'x' }] }), {
    file,
  }).refused('JZ_FILE_UNSAFE'),
  given('a part named C:/Windows/x', () => book(one, { entries: [{ name: 'C:/Windows/x', data: 'x' }] }), {
    file,
  }).refused('JZ_FILE_UNSAFE'),
  given('the sheet twice', () => book(one, { entries: [{ name: SHEET, data: '<worksheet/>' }] }), {
    file,
  }).refused('JZ_FILE_UNSAFE'),
  given(
    'the sheet twice, in capitals',
    () => book(one, { entries: [{ name: SHEET.toUpperCase(), data: '<worksheet/>' }] }),
    { file },
  ).refused('JZ_FILE_UNSAFE'),
  given('an encrypted part', () => book(one, { entries: [{ name: 'x', data: 'x', flags: 1 }] }), {
    file,
  }).refused('JZ_FILE_ENCRYPTED'),
  given(
    'a part packed in an unknown way',
    () => book(one, { entries: [{ name: 'x', data: 'x', method: 12 }] }),
    { file },
  ).refused('JZ_FILE_UNSAFE'),
  given(
    'entities that multiply a thousand million times',
    () => part(`${laughs}<worksheet>${one.replace('张三', '&j;')}</worksheet>`),
    { file },
  ).refused('JZ_FILE_UNSAFE'),
  given(
    'an entity that reads a file',
    () =>
      part(
        `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet>${one.replace('张三', '&e;')}</worksheet>`,
      ),
    { file },
  ).refused('JZ_FILE_UNSAFE'),
  given('an entity nobody declared', () => part(`<worksheet>${one.replace('张三', '&e;')}</worksheet>`), {
    file,
  }).refused('JZ_FILE_UNSAFE'),
  given(
    'entities in the list of sheets',
    () => book(one, { parts: { 'xl/workbook.xml': `${laughs}<workbook/>` } }),
    { file },
  ).refused('JZ_FILE_UNSAFE'),
  given(
    'entities in the shared texts',
    () => book(one, { parts: { 'xl/sharedStrings.xml': `${laughs}<sst/>` } }),
    { file },
  ).refused('JZ_FILE_UNSAFE'),
  given('a tag of five megabytes', () => part(`<worksheet x="${noise(5 * 2 ** 20)}">${one}</worksheet>`), {
    file,
  }).refused('JZ_FILE_UNSAFE'),
  given('a text of five megabytes', () => rows(row(1, header), row(2, [noise(5 * 2 ** 20)])), {
    file,
  }).refused('JZ_FILE_UNSAFE'),
  given(
    'a sheet outside the file',
    () =>
      book(one, {
        parts: {
          'xl/_rels/workbook.xml.rels': relation('http://example.test/s.xml', 'TargetMode="External"'),
        },
      }),
    { file },
  ).refused('JZ_FILE_UNSAFE'),
  given('a zip that is no workbook', () => zip([{ name: 'a.csv', data: 'x' }]), { file }).refused(
    'JZ_FILE_DISGUISED',
  ),
  given(
    'an OpenDocument sheet',
    () =>
      zip([
        { name: 'mimetype', data: 'application/vnd.oasis.opendocument.spreadsheet', method: 0 },
        { name: 'content.xml', data: '<x/>' },
      ]),
    { file },
  ).refused('JZ_FILE_DISGUISED', { value: '.ods' }),
  given('a Word document', () => zip([{ name: 'word/document.xml', data: '<x/>' }]), { file }).refused(
    'JZ_FILE_DISGUISED',
    { value: '.docx' },
  ),
  given('a binary workbook', () => zip([{ name: 'xl/workbook.bin', data: 'x' }]), { file }).refused(
    'JZ_FILE_DISGUISED',
    { value: '.xlsb' },
  ),
  given('no sheet at all', () => books([]), { file }).refused('JZ_FILE_EMPTY'),
  given('a sheet that is listed but missing', () => book(one, { parts: { [SHEET]: null } }), {
    file,
  }).refused('JZ_FILE_TRUNCATED'),
  given('a workbook cut in half', () => whole.subarray(0, whole.length / 2), { file }).refused(
    'JZ_FILE_TRUNCATED',
  ),
  given('a workbook without its last byte', () => whole.subarray(0, -1), { file }).refused(
    'JZ_FILE_TRUNCATED',
  ),
  given('four bytes of a zip', () => whole.subarray(0, 4), { file }).refused('JZ_FILE_TRUNCATED'),
  given('a damaged byte in the packed data', () => flipped(whole.indexOf(SHEET) + SHEET.length + 60), {
    file,
  }).refused('JZ_FILE_TRUNCATED'),
  given('XML cut off', () => part(`<worksheet>${one.slice(0, 300)}`), { file }).refused('JZ_FILE_TRUNCATED'),
  given('XML with crossed tags', () => part(`<worksheet>${one}</sheetData>`), { file }).refused(
    'JZ_FILE_TRUNCATED',
  ),
  given(
    'XML that is not UTF-8',
    () => part(Buffer.concat([Buffer.from('<worksheet>'), Buffer.from('ff', 'hex')])),
    { file },
  ).refused('JZ_FILE_TRUNCATED'),
  given('rows out of order', () => rows(row(1, header), row(3, ['x']), row(2, ['y'])), { file }).refused(
    'JZ_FILE_TRUNCATED',
  ),
  given('a row number that is none', () => rows(row(1, header), row(2, ['x']).replace('r="2"', 'r="NaN"')), {
    file,
  }).refused('JZ_FILE_TRUNCATED'),
  given('a row beyond the last', () => rows(row(1, header), row(1_048_577, ['x'])), { file }).refused(
    'JZ_FILE_TRUNCATED',
  ),
  given('a cell of another row', () => rows(row(1, header), row(2, ['x']).replace('A2', 'A9')), {
    file,
  }).refused('JZ_FILE_TRUNCATED'),
  given('a cell beyond the last column', () => rows(row(1, header), row(2, ['x']).replace('A2', 'XFE2')), {
    file,
  }).refused('JZ_FILE_TRUNCATED'),
  given('the same cell twice', () => rows(row(1, header), row(2, ['x', 'y']).replace('B2', 'A2')), {
    file,
  }).refused('JZ_FILE_TRUNCATED'),
  given('a shared text that does not exist', () => book(table({ 姓名: typed('s', '99') })), { file }).refused(
    'JZ_FILE_TRUNCATED',
  ),
  given('a number that is none', () => book(table({ 金额: typed('n', 'abc') })), { file }).refused(
    'JZ_FILE_TRUNCATED',
  ),
  given('an infinite number', () => book(table({ 金额: typed('n', '1E999') })), { file }).refused(
    'JZ_FILE_TRUNCATED',
  ),
];

/** Text that hardly packs: a bomb's ratio does not give it away. */
function noise(length: number): string {
  let state = 1;
  const text = Buffer.alloc(length);
  for (let i = 0; i < length; i++) {
    state = (state * 48_271) % 2_147_483_647;
    text[i] = 97 + (state % 26);
  }
  return text.toString('latin1');
}

function relation(target: string, mode: string): string {
  return `<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="${target}" ${mode}/></Relationships>`;
}

/** The parts of a workbook but for its sheet. */
function plain(): { name: string; data: string }[] {
  return [
    {
      name: 'xl/workbook.xml',
      data: '<workbook xmlns:r="r"><sheets><sheet name="S" r:id="rId1"/></sheets></workbook>',
    },
    { name: 'xl/_rels/workbook.xml.rels', data: relation('worksheets/sheet1.xml', '') },
  ];
}
