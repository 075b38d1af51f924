/**
 * Department-shaped files for the ingest benchmark: medical settlements, 16 columns, one row in fifty not quite as
 * declared (full-width digits, an impossible date, a missing number).
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openDuckDb, sqlLiteral, type DuckDb } from '../../src/io/duckdb.ts';

/** How much. */
export interface IngestSize {
  readonly files: number;
  readonly rowsPerFile: number;
  readonly persons: number;
}

/** Writes the same rows as `csv/` and `parquet/`, each with `mapping.yaml` beside them. */
export async function writeDepartmentFiles(folder: string, size: IngestSize): Promise<void> {
  const db = await openDuckDb({ threads: 2 });
  try {
    await makePersons(db, size.persons);
    for (const kind of ['csv', 'parquet']) await mkdir(join(folder, kind), { recursive: true });
    for (let file = 0; file < size.files; file++) {
      await db.run(settlementsSql(file, size));
      const name = `settlement-2024${String(file + 1).padStart(2, '0')}`;
      await db.run(`COPY rows TO ${sqlLiteral(join(folder, 'csv', `${name}.csv`))} (HEADER)`);
      await db.run(`COPY rows TO ${sqlLiteral(join(folder, 'parquet', `${name}.parquet`))} (FORMAT parquet)`);
    }
    await writeFile(join(folder, 'mapping.yaml'), mapping);
  } finally {
    db.close();
  }
}

async function makePersons(db: DuckDb, persons: number): Promise<void> {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.map((weight, i) => `CAST(digits[${i + 1}] AS INTEGER) * ${weight}`).join(' + ');
  const letter = (of: string, salt: number): string =>
    `substr(${sqlLiteral(of)}, CAST(1 + hash(i * ${salt}) % ${of.length} AS INTEGER), 1)`;
  await db.run(`CREATE TABLE person AS SELECT i,
      digits || substr('10X98765432', CAST(1 + (${sum}) % 11 AS INTEGER), 1) AS number,
      ${letter('王李张刘陈杨黄赵吴周', 3)} || ${letter('伟芳娜敏静丽强磊军洋勇艳杰涛明超秀霞平刚', 7)} AS name
    FROM (SELECT i, '990000' || strftime(DATE '1940-01-01' + INTERVAL (CAST(hash(i) % 29000 AS INTEGER)) DAY, '%Y%m%d')
      || lpad(CAST(i % 1000 AS VARCHAR), 3, '0') AS digits FROM range(${persons}) AS r(i))`);
}

function settlementsSql(file: number, { rowsPerFile, persons }: IngestSize): string {
  const first = file * rowsPerFile;
  const pick = (words: readonly string[], salt: number): string =>
    `[${words.map(sqlLiteral).join(', ')}][CAST(1 + hash(r.i * ${salt}) % ${words.length} AS BIGINT)]`;
  const money = (limit: number, salt: number): string =>
    `CAST(CAST(hash(r.i * ${salt}) % ${limit} AS DECIMAL(18, 2)) / 100 AS DECIMAL(18, 2))::VARCHAR`;
  const day = `DATE '2024-01-01' + INTERVAL (CAST(hash(r.i * 13) % 366 AS INTEGER)) DAY`;
  return `CREATE OR REPLACE TABLE rows AS SELECT 'LS' || lpad(CAST(r.i AS VARCHAR), 12, '0') AS "结算流水号",
      number AS "身份证号", name AS "姓名", ${pick(['职工医保', '居民医保'], 2)} AS "险种",
      ${pick(['普通门诊', '门诊慢特病', '住院'], 5)} AS "医疗类别",
      chr(CAST(65 + hash(r.i) % 20 AS INTEGER)) || lpad(CAST(hash(r.i * 2) % 100 AS VARCHAR), 2, '0') AS "诊断编码",
      ${pick(['一级', '二级', '三级'], 9)} AS "医院等级", strftime(${day}, '%Y-%m-%d') AS "结算日期",
      CASE hash(r.i * 29) % 200 WHEN 0 THEN '2024-02-30' ELSE strftime(${day}, '%Y-%m-%d') END AS "上传日期",
      CASE hash(r.i * 31) % 67 WHEN 0 THEN '１２.５０' ELSE ${money(1_000_000, 1)} END AS "费用总额",
      ${money(800_000, 2)} AS "目录内费用", ${money(500_000, 3)} AS "基本医保支付", '0.00' AS "大病保险支付",
      '0.00' AS "医疗救助支付", ${money(300_000, 4)} AS "个人自付", ${money(200_000, 6)} AS "个人自费"
    FROM range(${first}, ${first + rowsPerFile}) AS r(i) JOIN person AS p ON p.i = hash(r.i * 17) % ${persons}
    ORDER BY r.i`;
}

const mapping = `mapping: 1
title: benchmark
currency: CNY
synthetic: true
sources:
  - department: medical_insurance
    files: settlement-*
    supersedes: true
    occurred_on: { date: 结算日期 }
    recorded_at: { date: 上传日期 }
    unique: [结算流水号]
    expected_bad_share: 0.02
    columns:
      结算流水号: { type: text, required: true, max_length: 40 }
      身份证号: { type: id_number }
      姓名: { type: name }
      险种: { type: code, values: { 职工医保: employee_medical, 居民医保: resident_medical } }
      医疗类别: { type: code, required: true, values: { 普通门诊: outpatient, 门诊慢特病: chronic, 住院: inpatient } }
      诊断编码: { type: text, max_length: 12 }
      医院等级: { type: code, values: { 一级: "1", 二级: "2", 三级: "3" } }
      结算日期: { type: date, required: true }
      上传日期: { type: date, required: true }
      费用总额: { type: amount, unit: 元, required: true, min: 0, max: 5000000 }
      目录内费用: &paid { type: amount, unit: 元, min: 0, max: 5000000 }
      基本医保支付: *paid
      大病保险支付: *paid
      医疗救助支付: *paid
      个人自付: *paid
      个人自费: *paid
    persons:
      patient: { id_number: 身份证号, name: 姓名 }
    rows:
      - table: medical_claim
        columns:
          person_id: { person: patient }
          setting: { from: 医疗类别 }
          icd10: { from: 诊断编码 }
          hospital_level: { from: 医院等级 }
          scheme: { from: 险种 }
          total_fen: { from: 费用总额 }
          in_scope_fen: { from: 目录内费用 }
          basic_paid_fen: { from: 基本医保支付 }
          serious_paid_fen: { from: 大病保险支付 }
          aid_paid_fen: { from: 医疗救助支付 }
          self_paid_fen: { from: 个人自付 }
          out_of_scope_fen: { from: 个人自费 }
`;
