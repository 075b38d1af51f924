/**
 * Values a config is made of: month ends, lists and spans of them, shares.
 */
import * as z from 'zod';
import { addDays, addMonths, isoDate, type IsoDate } from '../../src/core/dates.ts';

const date = z.string().transform((text, context): IsoDate => {
  try {
    return isoDate(text);
  } catch {
    context.addIssue(`"${text}" is not a date or a quarter`);
    return z.NEVER;
  }
});

/** The last day of a month. */
export const monthEnd = date.refine(
  (day) => addDays(day, 1).endsWith('-01'),
  'the last day of a month expected',
);

/** Month ends, one by one. */
export const dates = z
  .array(monthEnd)
  .min(1)
  .refine((days) => days.every((day, i) => i === 0 || day > days[i - 1]!), 'dates must ascend');

/** Month ends from one to another. */
export const span = z
  .strictObject({ from: monthEnd, to: monthEnd, every_months: z.int().positive() })
  .refine(({ from, to }) => from <= to, 'from <= to expected')
  .transform(({ from, to, every_months: every }): IsoDate[] => monthEnds(from, to, every));

/** A share strictly between nothing and all. */
export const share = z.number().gt(0).lt(1);

/** Month ends `every` months apart, from one to at most another. */
export function monthEnds(from: IsoDate, to: IsoDate, every: number): IsoDate[] {
  const days: IsoDate[] = [];
  for (let day = from; day <= to; day = addMonths(day, every)) days.push(day);
  return days;
}
