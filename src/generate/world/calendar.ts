/**
 * Months and days of the simulation. A day is counted from 1970-01-01, a month from the plan's first.
 */

/** One month. */
export interface CalendarMonth {
  /** 0 is the plan's first. */
  readonly month: number;
  readonly year: number;
  /** 1–12. */
  readonly ofYear: number;
  readonly firstDay: number;
  readonly days: number;
}

const MS_PER_DAY = 86_400_000;

/** Days from 1970-01-01 to a date; month 1–12. */
export function dayOf(year: number, ofYear: number, day: number): number {
  return Math.round(Date.UTC(year, ofYear - 1, day) / MS_PER_DAY);
}

/** The month `month` after the plan's first month `YYYY-MM`. */
export function calendarMonth(start: string, month: number): CalendarMonth {
  const first = Number(start.slice(0, 4)) * 12 + Number(start.slice(5, 7)) - 1 + month;
  const year = Math.floor(first / 12);
  const ofYear = (first % 12) + 1;
  const firstDay = dayOf(year, ofYear, 1);
  return { month, year, ofYear, firstDay, days: dayOf(year, ofYear + 1, 1) - firstDay };
}

/** `YYYY-MM-DD` of a day. */
export function isoOf(day: number): string {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}
