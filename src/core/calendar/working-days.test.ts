import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, isoDate } from '../dates.ts';
import { JzError } from '../errors/index.ts';
import { holidayYears } from './holidays.ts';
import { addWorkingDays, isWorkingDay, onOrNextWorkingDay, workingDaysBetween } from './working-days.ts';

describe('the working-day calendar', () => {
  it('works the Sunday before the Spring Festival of 2025 and rests on its Friday', () => {
    expect(isWorkingDay(isoDate('2025-01-26'))).toBe(true);
    expect(isWorkingDay(isoDate('2025-01-31'))).toBe(false);
  });

  it('counts from the next day and over the National Day week', () => {
    expect(addWorkingDays(isoDate('2025-09-30'), 1)).toBe('2025-10-09');
    expect(addWorkingDays(isoDate('2025-09-30'), 3)).toBe('2025-10-11');
    expect(addWorkingDays(isoDate('2025-09-26'), 1)).toBe('2025-09-28');
  });

  it('knows each year its own number of working days, as published', () => {
    expect(workingDaysBetween(isoDate('2024-12-31'), isoDate('2025-12-31'))).toBe(248);
    expect(workingDaysBetween(isoDate('2025-12-31'), isoDate('2026-12-31'))).toBe(248);
    expect(workingDaysBetween(isoDate('2023-12-31'), isoDate('2024-12-31'))).toBe(251);
  });

  it('moves a term that ends on a holiday to the next working day', () => {
    expect(onOrNextWorkingDay(isoDate('2026-02-15'))).toBe('2026-02-24');
    expect(onOrNextWorkingDay(isoDate('2026-02-24'))).toBe('2026-02-24');
  });

  it('refuses a year without a notice', () => {
    expect(() => isWorkingDay(isoDate('2031-01-02'))).toThrow(JzError);
  });

  it('holds only worked days that are weekend days, and no day twice', () => {
    for (const [year, notice] of Object.entries(holidayYears)) {
      for (const day of notice.worked) {
        expect([0, 6]).toContain(new Date(`${day}T00:00:00Z`).getUTCDay());
        expect(day.startsWith(year)).toBe(true);
        expect(notice.off.some(([first, last]) => day >= first && day <= last)).toBe(false);
      }
    }
  });

  it('adds and counts back the same number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1400 }), fc.integer({ min: 0, max: 60 }), (offset, count) => {
        const start = addDays(isoDate('2022-01-01'), offset);
        const end = addWorkingDays(start, count);
        expect(workingDaysBetween(start, end)).toBe(count);
        if (count > 0) expect(isWorkingDay(end)).toBe(true);
      }),
      { seed: 20_260_101, numRuns: 200 },
    );
  });
});
