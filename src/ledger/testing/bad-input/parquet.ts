/** Parquet files whose columns are not what one expects. */
import { openDuckDb, sqlIdentifier, sqlLiteral } from '../../../io/duckdb.ts';
import { given, type FileCase } from './case.ts';
import { good, header } from './delivery.ts';

const file = 'a.parquet';
const plain: Readonly<Record<string, string>> = good;

/** Writes the good row under numbers G1, G2 …, columns replaced by lists of SQL values. */
function parquet(
  columns: Readonly<Record<string, readonly string[]>>,
  where = 'true',
): (path: string) => Promise<void> {
  const rows = Math.max(1, ...Object.values(columns).map((values) => values.length));
  const names = new Set([...header, ...Object.keys(columns)]);
  const cells = [...names].map((name) => {
    const values = columns[name];
    const own = name === '编号' ? `'G' || i` : sqlLiteral(plain[name] ?? '');
    return `${values ? `(${caseSql(values)})` : own} AS ${sqlIdentifier(name)}`;
  });
  return async (path) => {
    const db = await openDuckDb({ threads: 1 });
    try {
      await db.run(
        `COPY (SELECT ${cells.join(', ')} FROM range(1, ${rows + 1}) AS t(i) WHERE ${where} ORDER BY i)
         TO ${sqlLiteral(path)} (FORMAT parquet)`,
      );
    } finally {
      db.close();
    }
  };
}

function caseSql(values: readonly string[]): string {
  return `CASE i ${values.map((value, i) => `WHEN ${i + 1} THEN ${value}`).join(' ')} END`;
}

const doubles = (...values: readonly string[]): string[] => values.map((value) => `${value}::DOUBLE`);

export const parquetCases: readonly FileCase[] = [
  given('a good Parquet file', () => parquet({}), { file }).loaded(1, { amounts: [10050] }),
  given(
    'amounts as floating point, one NaN, one infinite, one 1e308',
    () => parquet({ 金额: doubles('100.5', "'NaN'", "'Infinity'", '1e308', '-1') }),
    { file },
  ).loaded(5, {
    amounts: [10050, null],
    back: [
      [3, 'JZ_VALUE_NOT_NUMBER', '金额'],
      [4, 'JZ_VALUE_NOT_NUMBER', '金额'],
      [5, 'JZ_VALUE_INVALID', '金额'],
    ],
  }),
  given('amounts as decimals', () => parquet({ 金额: ['100.50::DECIMAL(18,2)', '0.07::DECIMAL(18,2)'] }), {
    file,
  }).loaded(2, { amounts: [10050, 7] }),
  given(
    'dates as dates',
    () => parquet({ 日期: ["DATE '2024-03-15'"], 登记日: ["TIMESTAMP '2024-03-20 00:00:00'"] }),
    { file },
  ).loaded(1),
  given(
    'a date with a time of day, in Parquet',
    () => parquet({ 日期: ["TIMESTAMP '2024-03-15 00:00:00'", "TIMESTAMP '2024-03-15 08:30:00'"] }),
    { file },
  ).loaded(2, { back: [[2, 'JZ_VALUE_INVALID', '日期']] }),
  given('a household number as a whole number', () => parquet({ 户号: ['330199001001000001::BIGINT'] }), {
    file,
  }).loaded(1),
  given('a list in a column', () => parquet({ 金额: ['[1.0, 2.0]', 'NULL'] }), { file }).refused(
    'JZ_FILE_FORMAT',
  ),
  given('a record where a name should be', () => parquet({ 姓名: ["{'名': '张三'}"] }), { file }).refused(
    'JZ_FILE_FORMAT',
  ),
  given('records in a column nobody reads', () => parquet({ 备注: ["{'a': 1}"] }), { file }).loaded(1),
  given('texts as plain bytes', () => parquet({ 姓名: ["encode('张三')"], 类别: ["encode('低保')"] }), {
    file,
  }).loaded(1, { amounts: [10050] }),
  given('bytes that are no text', () => parquet({ 姓名: ["'\\xFF\\xFE'::BLOB"] }), { file }).refused(
    'JZ_FILE_FORMAT',
  ),
  given(
    'instants: midnight in China is the day in China, wherever the machine stands',
    () => parquet({ 日期: ['to_timestamp(1710432000)', 'to_timestamp(1710460800)'] }),
    { file },
  ).loaded(2, { back: [[2, 'JZ_VALUE_INVALID', '日期']] }),
  given('required cells without a value', () => parquet({ 类别: ["'低保'", 'NULL', "''"] }), { file }).loaded(
    3,
    {
      back: [
        [2, 'JZ_VALUE_MISSING', '类别'],
        [3, 'JZ_VALUE_MISSING', '类别'],
      ],
    },
  ),
  given(
    'amounts of 38 digits',
    () => parquet({ 金额: ['99999999999999999999999999999999.99::DECIMAL(38,2)'] }),
    {
      file,
    },
  ).refused('JZ_NO_GOOD_ROWS'),
  given('a column named as the reader numbers rows', () => parquet({ file_row_number: ['7'] }), {
    file,
  }).refused('JZ_FILE_FORMAT'),
  given('an encrypted footer', () => `PARE${'x'.repeat(100)}PARE`, { file }).refused('JZ_FILE_DISGUISED', {
    value: 'encrypted Parquet',
  }),
  given('a .parquet of no bytes', () => '', { file }).refused('JZ_FILE_EMPTY'),
  given('Parquet without rows', () => parquet({}, 'false'), { file }).refused('JZ_FILE_EMPTY'),
];
