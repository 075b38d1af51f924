import { afterEach, describe, expect, it } from 'vitest';
import { departmentLedger, family, together } from '../../features/testing/department-ledger.ts';
import { isoDate } from '../../src/core/dates.ts';
import type { DuckDb } from '../../src/io/duckdb.ts';
import { maturedDate, maturedOutcomes } from './matured.ts';

const label = { kind: 'take_up', horizon_months: 6, known_after_months: 1 };
let db: DuckDb | null = null;

afterEach(() => {
  db?.close();
  db = null;
});

describe('outcomes that are in', () => {
  it.each([
    ['2025-01-31', '2024-06-30'],
    ['2025-02-15', '2024-07-15'],
    ['2024-09-30', '2024-02-29'],
  ])('by %s are those after %s', (by, date) => {
    expect(maturedDate(label, isoDate(by))).toBe(date);
  });

  it('are 1 for who applied, 0 for who did not, and nothing of who is gone; later records do not count', async () => {
    const born = { a: '1970-01-01' };
    const homes = ['h1', 'h2', 'h3', 'h4'].map((id, i) => family(id, { [`p${i}`]: born.a }));
    const applied = (household: string, recorded: string) => ({
      household_id: household,
      item: 'dibao',
      action: 'applied',
      occurred_on: '2024-08-01',
      recorded_at: recorded,
    });
    db = await departmentLedger(
      homes.reduce((all, one) => together(all, one), {
        assistance_application: [applied('h1', '2024-08-05'), applied('h2', '2025-02-10')],
        vital_event: [{ person_id: 'p2', event: 'moved_out', occurred_on: '2024-09-01' }],
      }),
    );

    const outcomes = await maturedOutcomes(db, ['h1', 'h2', 'h3', 'h4'], {
      ...{ label, region: '330199', asOf: isoDate('2024-06-30'), by: isoDate('2025-01-31') },
    });

    expect(Object.fromEntries(outcomes)).toEqual({ h1: 1, h2: 0, h4: 0 });
  });
});
