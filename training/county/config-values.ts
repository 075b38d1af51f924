/**
 * Values a config is made of: month ends, lists and spans of them, splits by rule, shares.
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

const monthEnd = date.refine((day) => addDays(day, 1).endsWith('-01'), 'the last day of a month expected');

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

/** Splits by rule, as of the day of each new model, backwards from the last. */
export const temporal = z.strictObject({
  /** No as-of date is earlier: features need history of their own. */
  first_as_of: monthEnd,
  /** The last test date. */
  last_test: monthEnd,
  /** Months between new models: each is tested on the dates from its own day to the next one's. */
  update_every_months: z.int().positive(),
  /** Months between test dates. */
  test_every_months: z.int().positive().default(1),
  /** Months between the as-of dates a model learns from. */
  train_every_months: z.int().positive().default(1),
  /** Months of as-of dates a model learns from, at most. */
  train_history_months: z.int().positive(),
  /** As-of months that calibrate, after those that train. */
  calibrate_months: z.int().positive().default(3),
  /**
   * `after_gap`: calibration dates begin when every training outcome is known.
   * `other_households`: they follow at once, on a fifth of the households that no model learns from; models are fresher.
   */
  calibrate_on: z.enum(['after_gap', 'other_households']).default('other_households'),
  /** Splits at most, the latest ones. */
  splits_at_most: z.int().positive().default(12),
});

/** Splits by rule. */
export type TemporalConfig = z.infer<typeof temporal>;

/** Month ends `every` months apart, from one to at most another. */
export function monthEnds(from: IsoDate, to: IsoDate, every: number): IsoDate[] {
  const days: IsoDate[] = [];
  for (let day = from; day <= to; day = addMonths(day, every)) days.push(day);
  return days;
}
