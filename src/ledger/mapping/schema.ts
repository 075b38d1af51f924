/**
 * The form of a mapping file (docs/reference/mapping.md): how a department's file becomes ledger rows.
 */
import * as z from 'zod';

const identifier = z.string().regex(/^[a-z][a-z0-9_]*$/, 'small letters, digits and _ expected');
const columnName = z.string().min(1).max(200);
const required = z.boolean().default(false);

const columnSpec = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('text'),
    required,
    max_length: z.int().positive().max(10_000).default(200),
  }),
  z.strictObject({ type: z.literal('integer'), required, min: z.int().optional(), max: z.int().optional() }),
  z.strictObject({
    type: z.literal('decimal'),
    required,
    min: z.number().optional(),
    max: z.number().optional(),
  }),
  z.strictObject({
    type: z.literal('amount'),
    required,
    /** Minor units in one unit of the file: 100 for yuan or pesos, 1000000 for 万元. */
    minor_units: z.union([
      z.literal(1),
      z.literal(10),
      z.literal(100),
      z.literal(1000),
      z.literal(10_000),
      z.literal(100_000),
      z.literal(1_000_000),
    ]),
    /** More decimals than minor units: refused, or rounded half away from zero (for derived amounts). */
    extra_decimals: z.enum(['refuse', 'round']).default('refuse'),
    min: z.number().optional(),
    max: z.number().optional(),
  }),
  z.strictObject({
    type: z.literal('code'),
    required,
    values: z
      .array(z.union([z.string().min(1), z.int()]))
      .min(1)
      .max(5000),
  }),
  z.strictObject({ type: z.literal('year'), required: z.literal(true).default(true) }),
  z.strictObject({ type: z.literal('quarter'), required: z.literal(true).default(true) }),
  z.strictObject({ type: z.literal('date'), required }),
]);

const plusDays = z.int().min(-3660).max(3660).default(0);
const dateSpec = z.union([
  z.strictObject({
    quarter_end: z.strictObject({ year: columnName, quarter: columnName }),
    plus_days: plusDays,
  }),
  z.strictObject({ date: columnName, plus_days: plusDays }),
]);

const fieldSpec = z.union([
  z.strictObject({ from: columnName }),
  z.strictObject({ value: z.string().min(1).max(200) }),
  z.strictObject({ month_of: z.enum(['occurred_on', 'recorded_at']) }),
]);

const sourceSpec = z.strictObject({
  department: identifier,
  /** Which files of the folder, by name; `*` and `?` stand for any characters, any one. */
  files: z.string().min(1).max(200),
  delimiter: z.enum([',', ';', '\t', '|']).default(','),
  occurred_on: dateSpec,
  recorded_at: dateSpec,
  unique: z.array(columnName).min(1),
  expected_bad_share: z.number().min(0).max(1).default(0),
  columns: z.record(columnName, columnSpec),
  rows: z.array(z.strictObject({ table: z.string(), columns: z.record(z.string(), fieldSpec) })).min(1),
  observations: z
    .strictObject({
      household_id: columnName,
      codes: z.record(
        columnName,
        z.string().regex(/^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$/, 'a dotted code such as dwelling.rooms expected'),
      ),
    })
    .optional(),
});

/** A whole mapping file. */
export const mappingSchema = z.strictObject({
  /** Version of this form. */
  mapping: z.literal(1),
  title: z.string().min(1),
  currency: z.string().regex(/^[A-Z]{3}$/, 'a currency code such as CNY expected'),
  sources: z.array(sourceSpec).min(1),
});

/** A parsed mapping. */
export type Mapping = z.infer<typeof mappingSchema>;
/** One kind of file in a mapping. */
export type SourceSpec = z.infer<typeof sourceSpec>;
/** What one column of a file holds. */
export type ColumnSpec = z.infer<typeof columnSpec>;
/** How a date is made from a row. */
export type DateSpec = z.infer<typeof dateSpec>;
/** Where a ledger column comes from. */
export type FieldSpec = z.infer<typeof fieldSpec>;
