/**
 * Working days as Chinese offices keep them: weekdays, less holidays, plus worked weekends (调休).
 */
import { addDays, type IsoDate } from '../dates.ts';
import { JzError } from '../errors/index.ts';
import { holidayYears } from './holidays.ts';

interface YearDays {
  readonly off: ReadonlySet<string>;
  readonly worked: ReadonlySet<string>;
}

const yearDays: ReadonlyMap<string, YearDays> = new Map(
  Object.entries(holidayYears).map(([year, notice]) => [
    year,
    {
      off: new Set(notice.off.flatMap(([first, last]) => daysFrom(first, last))),
      worked: new Set(notice.worked),
    },
  ]),
);

/**
 * Whether offices work on a day.
 *
 * @throws JZ_CALENDAR_YEAR when no notice is held for that year
 * @example isWorkingDay(isoDate('2025-01-26')) // true: a Sunday worked before the Spring Festival
 */
export function isWorkingDay(date: IsoDate): boolean {
  const days = yearDays.get(date.slice(0, 4));
  if (!days) throw new JzError('JZ_CALENDAR_YEAR', { value: date.slice(0, 4) });
  if (days.worked.has(date)) return true;
  return !days.off.has(date) && !isWeekend(date);
}

/**
 * The day by which `count` working days have run, not counting the first day (行政期限自次日起算).
 *
 * @throws JZ_CALENDAR_YEAR when the period leaves the years held
 */
export function addWorkingDays(date: IsoDate, count: number): IsoDate {
  let day = date;
  for (let left = count; left > 0;) {
    day = addDays(day, 1);
    if (isWorkingDay(day)) left--;
  }
  return day;
}

/** Working days after `start`, up to and including `end`; negative when `end` is earlier. */
export function workingDaysBetween(start: IsoDate, end: IsoDate): number {
  if (end < start) return -workingDaysBetween(end, start);
  let count = 0;
  for (let day = start; day < end;) {
    day = addDays(day, 1);
    if (isWorkingDay(day)) count++;
  }
  return count;
}

/** The day itself when offices work on it, else the next one they do (期限届满日顺延). */
export function onOrNextWorkingDay(date: IsoDate): IsoDate {
  return isWorkingDay(date) ? date : addWorkingDays(date, 1);
}

function isWeekend(date: string): boolean {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
}

function daysFrom(first: string, last: string): string[] {
  const days: string[] = [];
  for (let day = first as IsoDate; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}
