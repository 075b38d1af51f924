/**
 * The form of a mapping file (docs/reference/mapping.md): how a department's file becomes ledger rows.
 */
import * as z from 'zod';
import { columnSpec } from './column-schema.ts';

export type { ColumnSpec, DateForm } from './column-schema.ts';

const identifier = z.string().regex(/^[a-z][a-z0-9_]*$/, 'small letters, digits and _ expected');
const columnName = z.string().min(1).max(200);

const plusDays = z.int().min(-3660).max(3660).default(0);
const dateSpec = z.union([
  z.strictObject({
    quarter_end: z.strictObject({ year: columnName, quarter: columnName }),
    plus_days: plusDays,
  }),
  z.strictObject({ date: columnName, plus_days: plusDays }),
  z.strictObject({ month_start: columnName, plus_days: plusDays }),
  z.strictObject({ month_end: columnName, plus_days: plusDays }),
]);

const fieldSpec = z.union([
  z.strictObject({ from: columnName }),
  z.strictObject({ value: z.union([z.string().min(1).max(200), z.number(), z.boolean()]) }),
  z.strictObject({ month_of: z.enum(['occurred_on', 'recorded_at']) }),
  z.strictObject({ person: identifier }),
  z.strictObject({ household: identifier }),
]);

const personSpec = z
  .strictObject({
    id_number: columnName.optional(),
    /** A disability certificate: its first 18 characters are the identity number. */
    disability_certificate: columnName.optional(),
    name: columnName.optional(),
    sex: columnName.optional(),
    birth_date: columnName.optional(),
    phone: columnName.optional(),
    address: columnName.optional(),
  })
  .refine(
    (person) => (person.id_number ?? person.disability_certificate ?? person.name) !== undefined,
    'at least id_number, disability_certificate or name expected',
  );

const dottedCode = z
  .string()
  .regex(/^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$/, 'a dotted code such as dwelling.rooms expected');

const rowsSpec = z.strictObject({
  table: z.string(),
  /** Only rows whose cells (after translation) are among these give a ledger row. */
  when: z.record(columnName, z.array(z.union([z.string(), z.number(), z.boolean()])).min(1)).default({}),
  /** When this happened, if not when the row of the file did; no ledger row without that day. */
  occurred_on: dateSpec.optional(),
  columns: z.record(z.string(), fieldSpec),
});

const observationsSpec = z
  .strictObject({
    /** A text column that is the household's identifier already. */
    household_id: columnName.optional(),
    household: identifier.optional(),
    person: identifier.optional(),
    codes: z.record(columnName, dottedCode),
    /** Column with a number → column whose text goes with it. */
    details: z.record(columnName, columnName).default({}),
  })
  .refine(
    (spec) => [spec.household_id, spec.household, spec.person].some((name) => name !== undefined),
    'household_id, household or person expected',
  );

const sourceSpec = z.strictObject({
  department: identifier,
  /** For people. */
  title: z.string().max(200).optional(),
  /** Which files of the folder, by name; `*` and `?` stand for any characters, any one. */
  files: z.union([z.string().min(1).max(200), z.array(z.string().min(1).max(200)).min(1)]),
  /** No such file is no error. */
  optional: z.boolean().default(false),
  delimiter: z.enum([',', ';', '\t', '|']).default(','),
  encoding: z.enum(['auto', 'utf-8', 'gb18030', 'utf-16le', 'utf-16be']).default('auto'),
  /** The sheet of a workbook; without it its only visible one. */
  sheet: z.string().min(1).max(200).optional(),
  /** Which line holds the column names. */
  header_row: z.int().min(1).max(50).default(1),
  /** A register of persons: loaded before the others; linking begins from its persons. */
  registry: z.boolean().default(false),
  /** A later row with the same key replaces the earlier one from the day it became known. */
  supersedes: z.boolean().default(false),
  /** A file re-sent under its name holds everything: rows it no longer has are over. */
  snapshot: z.boolean().optional(),
  occurred_on: dateSpec,
  recorded_at: dateSpec,
  /** The day of the delivery, read from the file's name by a pattern with one group of eight digits. */
  delivered_on: z.strictObject({ file_name: z.string().min(1).max(200) }).optional(),
  unique: z.array(columnName).min(1),
  expected_bad_share: z.number().min(0).max(1).default(0),
  columns: z.record(columnName, columnSpec),
  persons: z.record(identifier, personSpec).default({}),
  households: z.record(identifier, z.strictObject({ number: columnName })).default({}),
  rows: z.array(rowsSpec).default([]),
  observations: observationsSpec.optional(),
});

/** A whole mapping file. */
export const mappingSchema = z.strictObject({
  /** Version of this form. */
  mapping: z.literal(1),
  title: z.string().min(1),
  currency: z.string().regex(/^[A-Z]{3}$/, 'a currency code such as CNY expected'),
  /** Files whose sources join this one's, by patterns relative to this file. */
  include: z.array(z.string().min(1).max(300)).default([]),
  /** Practice data: identity numbers of area 99, which nobody can have, are valid. */
  synthetic: z.boolean().default(false),
  /** The key file, relative to this file. */
  keys: z.string().min(1).max(500).optional(),
  sources: z.array(sourceSpec).default([]),
});

/** A file that another one includes: sources alone. */
export const includedSchema = mappingSchema.pick({ mapping: true, title: true, sources: true }).strict();

/** A parsed mapping, with what it includes. */
export type Mapping = z.infer<typeof mappingSchema>;
/** One kind of file in a mapping. */
export type SourceSpec = z.infer<typeof sourceSpec>;
/** How a date is made from a row. */
export type DateSpec = z.infer<typeof dateSpec>;
/** Where a ledger column comes from. */
export type FieldSpec = z.infer<typeof fieldSpec>;
/** Which columns tell who a person is. */
export type PersonSpec = z.infer<typeof personSpec>;
/** Ledger rows of one table. */
export type RowsSpec = z.infer<typeof rowsSpec>;
/** Which columns become observations. */
export type ObservationsSpec = z.infer<typeof observationsSpec>;
