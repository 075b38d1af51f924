/**
 * Dates as whole days since 1970-01-01, for kernels.
 */
import { daysBetween, isoDate, addDays, type IsoDate } from '../src/core/dates.ts';

const EPOCH = isoDate('1970-01-01');

/** Days from 1970-01-01 to a date. */
export function dayNumber(date: IsoDate): number {
  return daysBetween(EPOCH, date);
}

/** The date of a day number. */
export function dateOfDay(day: number): IsoDate {
  return addDays(EPOCH, day);
}

/** Months from 1970-01 to the month a day lies in. */
export function monthOfDay(day: number): number {
  const date = new Date(day * 86_400_000);
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
}

/** Quarters from 1970Q1 to the quarter a month (since 1970-01) lies in. */
export function quarterOfMonth(month: number): number {
  return Math.floor(month / 3);
}
