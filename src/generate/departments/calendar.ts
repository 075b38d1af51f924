/**
 * Days and months as departments write them. A day is whole days since 1970-01-01; a month is counted from the first
 * month of the data. Every word is made once and kept.
 */
import { Word } from '../files/word.ts';

/** How a department writes a day. */
export type DayForm = 'iso' | 'slash' | 'dotted' | 'compact';
/** How a department writes a month. */
export type MonthForm = 'iso' | 'compact' | 'chinese';

/** Days and months of one county's data. */
export interface Calendar {
  readonly months: number;
  /** First day of the data. */
  readonly startDay: number;
  /** First day no longer in the data. */
  readonly endDay: number;
  day(day: number, form: DayForm): Word;
  month(month: number, form: MonthForm): Word;
  /** First day of a month; the month after it begins on `firstDay(month + 1)`. */
  firstDay(month: number): number;
  /** The month a day lies in. */
  monthOf(day: number): number;
  yearOf(day: number): number;
}

const MS_PER_DAY = 86_400_000;
/** 1850-01-01: nobody alive was born before it. */
const FIRST_KNOWN_DAY = -43_829;
/** Certificates and benefits end after the data do. */
const DAYS_AFTER = 20_000;
/** Months before the first that rows may name. */
const MONTHS_BEFORE = 120;
const dayForms: Readonly<Record<DayForm, (year: number, month: number, day: number) => string>> = {
  iso: (year, month, day) => `${year}-${two(month)}-${two(day)}`,
  slash: (year, month, day) => `${year}/${month}/${day}`,
  dotted: (year, month, day) => `${year}.${two(month)}.${two(day)}`,
  compact: (year, month, day) => `${year}${two(month)}${two(day)}`,
};
const monthForms: Readonly<Record<MonthForm, (year: number, month: number) => string>> = {
  iso: (year, month) => `${year}-${two(month)}`,
  compact: (year, month) => `${year}${two(month)}`,
  chinese: (year, month) => `${year}年${month}月`,
};

/** The calendar of data that begin with a month, `YYYY-MM`, and last so many months. */
export function countyCalendar(start: string, months: number): Calendar {
  const base = Number(start.slice(0, 4)) * 12 + Number(start.slice(5, 7)) - 1;
  const firstDays = Array.from({ length: months + 2 }, (_, month) => dayNumber(base + month));
  const firstDay = (month: number): number => firstDays[month] ?? dayNumber(base + month);
  // Sized at once: an array that grows by leaps would turn into a slow table.
  const known = firstDay(months) + DAYS_AFTER - FIRST_KNOWN_DAY;
  const words = (): (Word | undefined)[] => new Array<Word | undefined>(known);
  const dayWords = { iso: words(), slash: words(), dotted: words(), compact: words() };
  const monthWords: Record<MonthForm, Word[]> = { iso: [], compact: [], chinese: [] };
  const monthsOf = new Array<number | undefined>(known);
  const monthOf = (day: number): number =>
    (monthsOf[day - FIRST_KNOWN_DAY] ??= (([year, month]) => year * 12 + month - 1 - base)(partsOf(day)));
  return {
    months,
    startDay: firstDay(0),
    endDay: firstDay(months),
    day: (day, form) => (dayWords[form][day - FIRST_KNOWN_DAY] ??= new Word(dayForms[form](...partsOf(day)))),
    month: (month, form) =>
      (monthWords[form][month + MONTHS_BEFORE] ??= new Word(
        monthForms[form](Math.floor((base + month) / 12), mod12(base + month) + 1),
      )),
    firstDay,
    monthOf,
    yearOf: (day) => Math.floor((base + monthOf(day)) / 12),
  };
}

function partsOf(day: number): [year: number, month: number, day: number] {
  const date = new Date(day * MS_PER_DAY);
  return [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
}

/** First day of a month counted from year 0. */
function dayNumber(month: number): number {
  return Math.round(Date.UTC(Math.floor(month / 12), mod12(month), 1) / MS_PER_DAY);
}

function mod12(value: number): number {
  return ((value % 12) + 12) % 12;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
