import { describe, expect, it } from 'vitest';
import { seededRng } from '../../core/rng.ts';
import type { DatasetForm } from '../departments/dataset.ts';
import { loadDirtPlan, rowKinds } from './config.ts';
import { createSoiler } from './soil.ts';

const form: DatasetForm = {
  department: 'test',
  name: 'rows',
  period: 'year',
  form: 'utf8',
  columns: [
    ['编号', 'key'],
    ['身份证号', 'number'],
    ['姓名', 'name'],
    ['性别', 'sex'],
    ['出生日期', 'birth'],
    ['联系电话', 'phone'],
    ['住址', 'address'],
    ['金额', 'yuan'],
  ],
};
const row = [
  'A1',
  '990012198001050143',
  '张伟明',
  '女',
  '19800105',
  '15412345678',
  '云溪县石桥镇上塘村3组8号',
  '1234.50',
];
const options = { isCsv: true, character: () => '强' };

describe('a soiler', () => {
  it('does what the dial says, about as often as it says, and nothing at 0', async () => {
    const none = createSoiler(form, await loadDirtPlan(0), options);
    const plan = await loadDirtPlan(3);
    const soiler = createSoiler(form, plan, options);
    const rng = seededRng(1);
    const counts = new Map<string, number>();
    const rows = 40_000;
    for (let i = 0; i < rows; i++) {
      const u = rng.next();
      const kind = u < soiler.share ? soiler.soil(row, u, rng)?.kinds[0] : undefined;
      if (kind !== undefined) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }

    expect(none.share).toBe(0);
    for (const kind of rowKinds) {
      const expected = plan.level.kinds[kind];
      const spread = 5 * Math.sqrt((expected * (1 - expected)) / rows);
      expect(Math.abs((counts.get(kind) ?? 0) / rows - expected), kind).toBeLessThan(spread + 0.0005);
    }
  });

  it('never touches the key, nor the row it was given, and always changes something', async () => {
    const soiler = createSoiler(form, await loadDirtPlan(2), options);
    const rng = seededRng(2);
    for (let i = 0; i < 3000; i++) {
      const given = [...row];
      const soiled = soiler.soil(given, rng.next() * soiler.share, rng);

      expect(given).toEqual(row);
      if (!soiled) continue;
      expect(soiled.cells[0]).toBe('A1');
      expect(soiled.cells).toHaveLength(row.length);
      expect(
        soiled.broken || soiled.again !== null || soiled.cells.some((cell, at) => cell !== row[at]),
      ).toBe(true);
    }
  });

  it('names a date of birth that exists', async () => {
    const soiler = createSoiler(form, await loadDirtPlan(3), options);
    const rng = seededRng(3);
    for (let i = 0; i < 3000; i++) {
      const soiled = soiler.soil(row, rng.next() * soiler.share, rng);
      if (!soiled?.kinds.includes('birth_off')) continue;
      const text = soiled.cells[4] ?? '';
      const time = Date.parse(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}T00:00:00Z`);
      expect(text).not.toBe(row[4]);
      expect(Number.isNaN(time), text).toBe(false);
    }
  });
});
