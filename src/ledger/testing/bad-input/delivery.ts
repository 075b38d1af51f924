/**
 * The columns of the table's files, a good row, and the mapping that reads them.
 */
import { csvField } from '../../../io/csv-record.ts';
import type { ReadOptions } from '../../read/readable.ts';

/** The good row: column → cell. */
export const good = {
  编号: 'G1',
  户号: '330199001001000001',
  身份证号: '990000198001010012',
  姓名: '张三',
  类别: '低保',
  月份: '2024-03',
  金额: '100.50',
  日期: '2024-03-15',
  登记日: '2024-03-20',
  人口: '3',
  面积: '60.5',
  在保: '是',
  电话: '13800000000',
  备注: '正常',
} as const satisfies Readonly<Record<string, string>>;

/** The header as sent. */
export const header: readonly string[] = Object.keys(good);

/** The good row's cells with some of them changed; each gets a number of its own. */
export function cells(changes: Readonly<Record<string, string>> = {}, number = 1): string[] {
  const row: Readonly<Record<string, string>> = { ...good, 编号: `G${number}`, ...changes };
  return header.map((name) => row[name] ?? '');
}

/** CSV of rows that differ from the good row. */
export function csv(...rows: readonly Readonly<Record<string, string>>[]): string {
  const lines = [header, ...rows.map((changes, i) => cells(changes, i + 1))];
  return lines.map((line) => `${line.map(csvField).join(',')}\n`).join('');
}

/** One kind of file in the mapping. */
export interface Kind {
  readonly department: string;
  readonly files: string;
  /** How the files are read. */
  readonly options: ReadOptions;
}

/** The mapping of some kinds of files, all with the same columns. */
export function mapping(kinds: readonly Kind[]): string {
  const top = 'mapping: 1\ntitle: damaged files\ncurrency: CNY\nsynthetic: true\nsources:\n';
  return top + kinds.map(source).join('');
}

function source({ department, files, options }: Kind): string {
  const { encoding, delimiter, sheet, headerRow } = options;
  const keys = { department, files, encoding, delimiter, sheet, header_row: headerRow };
  const lines = Object.entries(keys)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`);
  return `  - ${lines.join('    ')}${COLUMNS}`;
}

const COLUMNS = `    occurred_on: { date: 日期 }
    recorded_at: { date: 登记日 }
    unique: [编号]
    expected_bad_share: 1
    columns:
      编号: { type: text, required: true, max_length: 20 }
      户号: { type: text, max_length: 20 }
      身份证号: { type: id_number }
      姓名: { type: name }
      类别: { type: code, required: true, values: { 低保: dibao, 特困: tekun } }
      月份: { type: month }
      金额: { type: amount, unit: 元, min: 0, max: 1000000 }
      日期: { type: date, required: true }
      登记日: { type: date, required: true }
      人口: { type: integer, min: 1, max: 60 }
      面积: { type: decimal, min: 0 }
      在保: { type: flag }
      电话: { type: phone }
    persons:
      applicant: { id_number: 身份证号, name: 姓名, phone: 电话 }
    households:
      home: { number: 户号 }
    rows:
      - table: assistance_grant
        columns:
          household_id: { household: home }
          person_id: { person: applicant }
          item: { from: 类别 }
          action: { value: paid }
          month: { from: 月份 }
          amount_fen: { from: 金额 }
    observations:
      household: home
      codes: { 人口: members.total, 面积: dwelling.area, 在保: aid.active }
`;
