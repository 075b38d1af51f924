/**
 * Two departments for tests: the police's register of households in several forms of dates, and the power company's
 * bills, which name persons by number, name, phone and address.
 */
import iconv from 'iconv-lite';
import { identityCheckDigit } from '../codes/index.ts';
import { openLedger } from '../open-ledger.ts';
import { makeBench, type Bench } from '../test-support.ts';

/** The mapping of both. */
export const mapping = `mapping: 1
title: two departments
currency: CNY
synthetic: true
sources:
  - department: police
    files: hukou-*.csv
    registry: true
    supersedes: true
    delivered_on: { file_name: "resend-(\\\\d{8})" }
    occurred_on: { date: 入户日期 }
    recorded_at: { date: 更新日期 }
    unique: [户号, 身份证号, 姓名, 入户日期]
    expected_bad_share: 1
    columns:
      户号: { type: text, required: true }
      身份证号: { type: id_number }
      姓名: { type: name }
      性别: { type: code, values: { 男: '1', 女: '2' } }
      出生日期: { type: date, forms: [compact] }
      户籍地址: { type: address }
      联系电话: { type: phone }
      入户日期: { type: date, required: true, forms: [compact, slash, chinese] }
      离户日期: { type: date }
      更新日期: { type: date, required: true }
    persons:
      member: { id_number: 身份证号, name: 姓名, sex: 性别, birth_date: 出生日期, phone: 联系电话, address: 户籍地址 }
    households:
      home: { number: 户号 }
    rows:
      - table: membership
        columns:
          { household_id: { household: home }, person_id: { person: member }, valid_from: { from: 入户日期 }, valid_to: { from: 离户日期 } }
  - department: power
    files: usage-*.csv
    optional: true
    occurred_on: { month_end: 用电月份 }
    recorded_at: { month_end: 用电月份, plus_days: 3 }
    unique: [用电户号, 用电月份]
    expected_bad_share: 1
    columns:
      用电户号: { type: text, required: true }
      户名: { type: name }
      证件号: { type: id_number }
      联系电话: { type: phone }
      用电地址: { type: address }
      用电月份: { type: month, required: true }
      用电量: { type: decimal, min: 0 }
      电费: { type: amount, unit: 元, min: 0 }
      余额: { type: amount, unit: 万元 }
      停电: { type: flag }
      类别: { type: code, values: { 居民: resident, 商业: shop } }
    persons:
      holder: { id_number: 证件号, name: 户名, phone: 联系电话, address: 用电地址 }
    rows:
      - table: utility_month
        when: { 类别: [resident] }
        columns:
          { person_id: { person: holder }, kind: { value: electricity }, month: { from: 用电月份 }, usage: { from: 用电量 }, amount_fen: { from: 电费 } }
    observations:
      person: holder
      codes: { 停电: power.cut, 余额: power.balance }
      details: { 停电: 类别 }
`;

/** The header of the register, and of the bills. */
export const hukouHeader = '户号,身份证号,姓名,性别,出生日期,户籍地址,联系电话,入户日期,离户日期,更新日期';
export const powerHeader = '用电户号,户名,证件号,联系电话,用电地址,用电月份,用电量,电费,余额,停电,类别';
const names = ['王建国', '李秀英', '张伟', '刘洋', '陈静', '杨敏', '赵磊', '黄丽', '周强', '吴艳'];

/** A valid practice number. */
export function idNumber(i: number): string {
  const digits = `990000${1950 + (i % 50)}${String(1 + (i % 12)).padStart(2, '0')}15${String(i).padStart(3, '0')}`;
  return digits + identityCheckDigit(digits);
}

/** A person of the practice county. */
export function person(i: number): {
  id: string;
  name: string;
  birth: string;
  address: string;
  phone: string;
} {
  const id = idNumber(i);
  return {
    id,
    name: `${names[i % 10] ?? ''}${'甲乙丙丁戊己庚辛'.charAt(i % 8)}`,
    birth: id.slice(6, 14),
    address: `云溪县第${i}村${i % 7}组`,
    phone: `1990000${String(i).padStart(4, '0')}`,
  };
}

/** A row of the register. */
export function hukouLine(
  i: number,
  more: { from?: string; to?: string; known?: string; id?: string } = {},
): string {
  const { id, name, birth, address, phone } = person(i);
  const { from = '20100105', to = '', known = '2021-12-31' } = more;
  const sex = Number(id.charAt(16)) % 2 === 1 ? '男' : '女';
  return [`F${i % 20}`, more.id ?? id, name, sex, birth, address, phone, from, to, known].join(',');
}

/** A bill; `cells` replace what it plainly says. */
export function powerLine(i: number, cells: Partial<Record<string, string>> = {}): string {
  const { id, name, address, phone } = person(i);
  const plain = {
    用电户号: `E${i}`,
    户名: name,
    证件号: id,
    联系电话: phone,
    用电地址: address,
    用电月份: '202403',
    用电量: '120.5',
    电费: '66.28',
    余额: '0.12',
    停电: '否',
    类别: '居民',
  };
  return Object.values({ ...plain, ...cells }).join(',');
}

/** Numbers of the persons of the register. */
export const everybody: readonly number[] = Array.from({ length: 60 }, (_, i) => i);

/** A bench with both departments. */
export interface TwoDepartments extends Bench {
  /** Rows of the ledger, as known on a day when one is named. */
  query(sql: string, asKnownAt?: string): Promise<Record<string, unknown>[]>;
  /** The register of everybody, as an old system writes it. */
  sendRegister(): Promise<string>;
  sendPower(...lines: readonly string[]): Promise<string>;
}

/** Makes the bench. */
export async function makeTwoDepartments(): Promise<TwoDepartments> {
  const bench = await makeBench();
  await bench.map(mapping);
  return {
    ...bench,
    query: async (sql, asKnownAt) => {
      const ledger = await openLedger(bench.lake, asKnownAt === undefined ? {} : { asKnownAt });
      try {
        return await ledger.db.rows(sql);
      } finally {
        ledger.close();
      }
    },
    sendRegister: () =>
      bench.send(
        'hukou-2022.csv',
        iconv.encode([hukouHeader, ...everybody.map((i) => hukouLine(i))].join('\r\n'), 'gb18030'),
      ),
    sendPower: (...lines) => bench.send('usage-202403.csv', `${powerHeader}\n${lines.join('\n')}\n`),
  };
}
