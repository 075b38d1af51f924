import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../../io/duckdb.ts';
import { columnSpec } from '../../mapping/column-schema.ts';
import {
  makeTwoDepartments,
  mapping,
  powerLine,
  type TwoDepartments,
} from '../../testing/two-departments.ts';
import { strictSql } from './strict.ts';

let bench: TwoDepartments;

beforeEach(async () => {
  bench = await makeTwoDepartments();
});

afterEach(() => bench.remove());

describe('cells', () => {
  it('come in departments’ units, words and date forms', async () => {
    await bench.sendRegister();
    await bench.sendPower(
      powerLine(1, { 用电月份: '2024年3月', 停电: '是' }),
      powerLine(2, { 用电月份: '2024/3', 类别: '商业' }),
      powerLine(3, { 用电月份: '２０２４０３', 电费: '"1,234.50"', 用电量: ' 8 ' }),
    );

    const result = await bench.ingest();

    expect(result.quarantined).toBe(0);
    expect(
      await bench.query(
        'SELECT month, usage, amount_fen, occurred_on, recorded_at FROM utility_month ORDER BY source_row',
      ),
    ).toEqual([
      {
        month: '2024-03',
        usage: 120.5,
        amount_fen: '6628',
        occurred_on: '2024-03-31',
        recorded_at: '2024-04-03',
      },
      {
        month: '2024-03',
        usage: 8,
        amount_fen: '123450',
        occurred_on: '2024-03-31',
        recorded_at: '2024-04-03',
      },
    ]);
    expect(
      await bench.query('SELECT code, value, detail FROM observation ORDER BY source_row, code'),
    ).toEqual([
      { code: 'power.balance', value: 1200, detail: null },
      { code: 'power.cut', value: 1, detail: 'resident' },
      { code: 'power.balance', value: 1200, detail: null },
      { code: 'power.cut', value: 0, detail: 'shop' },
      { code: 'power.balance', value: 1200, detail: null },
      { code: 'power.cut', value: 0, detail: 'resident' },
    ]);
    const report = await readFile(join(bench.lake, result.generation, 'quality.json'), 'utf8');
    expect(report).toMatch(/"column": "用电月份"[^}]*"repaired": 1/);
  });

  it('that are no such value go back, naming what was expected', async () => {
    await bench.sendRegister();
    await bench.sendPower(
      powerLine(1),
      powerLine(2, { 用电月份: '202413' }),
      powerLine(3, { 停电: '或许' }),
      powerLine(4, { 类别: '工业' }),
      powerLine(5, { 电费: '-1' }),
    );

    const result = await bench.ingest();

    expect(result.problems.map(({ row, column, code, value }) => [row, column, code, value])).toEqual([
      [2, '用电月份', 'JZ_VALUE_INVALID', '202413'],
      [3, '停电', 'JZ_VALUE_INVALID', '或许'],
      [4, '类别', 'JZ_VALUE_INVALID', '工业'],
      [5, '电费', 'JZ_VALUE_INVALID', '-1'],
    ]);
    expect(result.problems[1]?.en).toContain('是, 1, 否, 0');
  });
});

describe('an amount in 万元', () => {
  it('of more than a DECIMAL(18) holds in fen goes back alone', async () => {
    await bench.map(
      mapping.replace('余额: { type: amount, unit: 万元 }', '余额: { type: amount, unit: 万元, max: 5000 }'),
    );
    await bench.sendRegister();
    await bench.sendPower(powerLine(1), powerLine(2, { 余额: '1462342.56' }));

    const result = await bench.ingest();

    expect(result.problems).toMatchObject([
      { row: 2, column: '余额', code: 'JZ_VALUE_INVALID', value: '1462342.56' },
    ]);
    expect(result.loaded).toBe(result.rowsIn - 1);
  });

  it('is exact up to twelve digits and six decimals', async () => {
    const db = await openDuckDb();
    const spec = columnSpec.parse({ type: 'amount', unit: '万元' });
    const cells = ['999999999999.999999', '-1462342.56', '0.000001', '9999999999999'];
    const values = await Promise.all(
      cells.map(async (cell) => db.rows(`SELECT ${strictSql(`'${cell}'`, spec)} AS fen`)),
    );
    db.close();

    expect(values.flat().map(({ fen }) => fen)).toEqual(['999999999999999999', '-1462342560000', '1', null]);
  });
});
