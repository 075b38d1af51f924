/**
 * The shape of parameter files (YAML): value by date, with unit and source. Officials edit these.
 */
import { z } from 'zod';

const text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date YYYY-MM-DD');

/** What an official writes as a value: yuan, a decimal ratio, yes/no, code names, or "the same as another". */
const writtenValue = z.union([
  z.number(),
  z.boolean(),
  z.array(z.string()),
  z.strictObject({ same_as: z.string() }),
]);

const datedValue = z.strictObject({
  from: day,
  to: day.optional(),
  value: writtenValue,
  source: z.string().optional(),
  article: z.string().optional(),
  verified: z.boolean().optional(),
  note: z.string().optional(),
});

/** Units as written: money in yuan. */
export const writtenUnits = {
  yuan: 'fen',
  yuan_per_month: 'fen_month',
  yuan_per_year: 'fen_year',
  yuan_per_day: 'fen_day',
  yuan_per_kwh: 'fen_kwh',
  ratio: 'ratio',
  count: 'count',
  years: 'years',
  months: 'months',
  days: 'days',
  working_days: 'working_days',
  calendar_days: 'calendar_days',
  hours: 'hours',
  kwh: 'kwh',
  m2: 'm2',
  flag: 'flag',
  codes: 'code',
} as const;

/** A unit as written in a file. */
export type WrittenUnit = keyof typeof writtenUnits;

const parameter = z.strictObject({
  title: text.optional(),
  unit: z.string().optional(),
  values: z.array(datedValue).min(1),
});

/** One parameter file: everything one region says. */
export const parameterFile = z.strictObject({
  region: z.string(),
  name: text,
  parameters: z.record(z.string(), parameter),
});

/** The documents that parameters and rules cite. */
export const documentFile = z.strictObject({
  documents: z.record(
    z.string(),
    z.strictObject({
      title: text,
      number: z.string().optional(),
      issuer: z.string(),
      published_on: day.optional(),
      in_force_from: day.optional(),
      url: z.url().optional(),
      seen: z.enum(['full', 'excerpt', 'secondary', 'knowledge']),
      note: z.string().optional(),
    }),
  ),
});

export type ParameterFile = z.infer<typeof parameterFile>;
export type DatedValue = z.infer<typeof datedValue>;
/** A law, notice or other document that is cited. */
export type PolicyDocument = z.infer<typeof documentFile>['documents'][string];
