/**
 * Calendar dates without time zones: every date is a day in Asia/Shanghai, held as text.
 */
import { JzError } from './errors/index.ts';

/** A calendar day, `YYYY-MM-DD`. */
export type IsoDate = string & { readonly __unit: 'date' };
/** A calendar month, `YYYY-MM`. */
export type YearMonth = string & { readonly __unit: 'month' };

const MS_PER_DAY = 86_400_000;

/**
 * Parses `YYYY-MM-DD`, or a quarter `YYYYQn` read as its last day.
 *
 * @throws JZ_DATE_INVALID when the day does not exist
 * @example isoDate('2024-02-29'); isoDate('2014Q1') // "2014-03-31"
 */
export function isoDate(text: string): IsoDate {
  const quarter = /^(\d{4})Q([1-4])$/.exec(text);
  if (quarter) return quarterEnd(Number(quarter[1]), Number(quarter[2]));
  if (!isIsoDate(text)) throw new JzError('JZ_DATE_INVALID', { value: text });
  return text;
}

/** Whether the text is an existing day written `YYYY-MM-DD`. */
export function isIsoDate(text: string): text is IsoDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/**
 * Last day of a calendar quarter.
 *
 * @throws JZ_DATE_INVALID when the quarter is not 1..4
 */
export function quarterEnd(year: number, quarter: number): IsoDate {
  if (!Number.isInteger(year) || ![1, 2, 3, 4].includes(quarter)) {
    throw new JzError('JZ_DATE_INVALID', { value: `${year}Q${quarter}` });
  }
  return dayFromParts(year, quarter * 3 + 1, 0);
}

/** The quarter a day lies in, e.g. `2014Q1`. */
export function quarterOf(date: IsoDate): string {
  return `${date.slice(0, 4)}Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
}

/** The month a day lies in. */
export function monthOf(date: IsoDate): YearMonth {
  return date.slice(0, 7) as YearMonth;
}

/** The day `count` days later (earlier when negative). */
export function addDays(date: IsoDate, count: number): IsoDate {
  return dayFromTime(timeOf(date) + count * MS_PER_DAY);
}

/**
 * The same day `count` months later; clamped to the month's last day, and a month's last day stays one.
 *
 * @example addMonths(isoDate('2013-03-31'), 12) // "2014-03-31"; addMonths('2024-02-29', 1) // "2024-03-31"
 */
export function addMonths(date: IsoDate, count: number): IsoDate {
  const [year, month, day] = partsOf(date);
  const isLastDay = day === lastDayOf(year, month);
  const target = dayFromParts(year, month + count + 1, 0);
  const lastDay = Number(target.slice(8));
  return isLastDay || day >= lastDay
    ? target
    : (`${target.slice(0, 8)}${String(day).padStart(2, '0')}` as IsoDate);
}

/** Whole days from `start` to `end`; negative when `end` is earlier. */
export function daysBetween(start: IsoDate, end: IsoDate): number {
  return Math.round((timeOf(end) - timeOf(start)) / MS_PER_DAY);
}

/** Completed years of age on a day. */
export function ageOn(birth: IsoDate, date: IsoDate): number {
  const years = Number(date.slice(0, 4)) - Number(birth.slice(0, 4));
  return date.slice(5) < birth.slice(5) ? years - 1 : years;
}

function partsOf(date: IsoDate): [year: number, month: number, day: number] {
  return [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))];
}

function lastDayOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function timeOf(date: IsoDate): number {
  return Date.parse(`${date}T00:00:00Z`);
}

function dayFromTime(time: number): IsoDate {
  return new Date(time).toISOString().slice(0, 10) as IsoDate;
}

/** `month` counts from 1 and may run over; day 0 is the last day of the month before. */
function dayFromParts(year: number, month: number, day: number): IsoDate {
  return dayFromTime(Date.UTC(year, month - 1, day));
}
