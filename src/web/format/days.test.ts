import { describe, expect, it } from 'vitest';
import { daysFrom, formatMoment } from './days.ts';

describe('daysFrom', () => {
  it.each([
    ['2025-12-31', '2025-12-31', 0],
    ['2025-12-31', '2026-01-02', 2],
    ['2024-03-01', '2024-02-28', -2],
  ])('counts from %s to %s', (from, to, days) => {
    expect(daysFrom(from, to)).toBe(days);
  });
});

describe('formatMoment', () => {
  it('keeps day and minute, and a bare day as it is', () => {
    expect(formatMoment('2025-12-31T09:05:12.123+08:00')).toBe('2025-12-31 09:05');
    expect(formatMoment('2025-12-31')).toBe('2025-12-31');
  });
});
