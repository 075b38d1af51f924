/**
 * The form of one column in a mapping file: what its cells hold and how they are written.
 */
import * as z from 'zod';

/** Fen in one of the units Chinese departments write amounts in. */
export const amountUnits = {
  分: 1,
  角: 10,
  元: 100,
  百元: 10_000,
  千元: 100_000,
  万元: 1_000_000,
} as const;

/** Ways to write a date or a month. */
export const dateForms = ['iso', 'slash', 'compact', 'chinese', 'dotted', 'excel_serial'] as const;
/** One way to write a date: 2024-03-05, 2024/3/5, 20240305, 2024年3月5日, 2024.3.5, 45356. */
export type DateForm = (typeof dateForms)[number];

const required = z.boolean().default(false);
const range = { min: z.number().optional(), max: z.number().optional() };
const word = z.union([z.string().min(1).max(200), z.int()]);
const forms = z.array(z.enum(dateForms)).min(1).default(['iso', 'slash', 'compact', 'chinese', 'dotted']);
const minorUnits = z.union([
  z.literal(1),
  z.literal(10),
  z.literal(100),
  z.literal(1000),
  z.literal(10_000),
  z.literal(100_000),
  z.literal(1_000_000),
]);
const amountUnit = z.enum(['分', '角', '元', '百元', '千元', '万元']);

const amountSpec = z
  .strictObject({
    type: z.literal('amount'),
    required,
    /** Minor units in one unit of the file: 100 for yuan or pesos, 1000000 for 万元. */
    minor_units: minorUnits.optional(),
    /** The same by its Chinese name. */
    unit: amountUnit.optional(),
    /** More decimals than minor units: refused, or rounded half away from zero (for derived amounts). */
    extra_decimals: z.enum(['refuse', 'round']).default('refuse'),
    ...range,
  })
  .refine((spec) => (spec.minor_units === undefined) !== (spec.unit === undefined), {
    path: ['minor_units'],
    message: 'either minor_units or unit expected',
  })
  .transform(({ unit, ...spec }) => ({
    ...spec,
    minor_units: spec.minor_units ?? amountUnits[unit ?? '元'],
  }));

/** The form of a column. */
export const columnSpec = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('text'),
    required,
    max_length: z.int().positive().max(10_000).default(200),
  }),
  z.strictObject({ type: z.literal('integer'), required, min: z.int().optional(), max: z.int().optional() }),
  z.strictObject({ type: z.literal('decimal'), required, ...range }),
  amountSpec,
  z.strictObject({
    type: z.literal('code'),
    required,
    /** Words allowed as they are, or sender's word → ledger's code. */
    values: z.union([
      z.array(word).min(1).max(5000),
      z.record(z.string().min(1).max(200), word).refine((map) => Object.keys(map).length > 0, 'no value'),
    ]),
  }),
  z.strictObject({ type: z.literal('year'), required: z.literal(true).default(true) }),
  z.strictObject({ type: z.literal('quarter'), required: z.literal(true).default(true) }),
  z.strictObject({ type: z.literal('date'), required, forms }),
  z.strictObject({ type: z.literal('month'), required, forms }),
  z.strictObject({
    type: z.literal('flag'),
    required,
    yes: z.array(word).min(1).max(50).default(['是', 1]),
    no: z.array(word).min(1).max(50).default(['否', 0]),
  }),
  z.strictObject({ type: z.literal('id_number'), required }),
  z.strictObject({ type: z.literal('disability_certificate'), required }),
  z.strictObject({ type: z.literal('phone'), required }),
  z.strictObject({ type: z.literal('name'), required }),
  z.strictObject({ type: z.literal('address'), required }),
]);

/** What one column of a file holds. */
export type ColumnSpec = z.infer<typeof columnSpec>;

/** Kinds of column whose cells identify a person: they go to the vault, never to a ledger table. */
export const identityTypes: readonly ColumnSpec['type'][] = [
  'id_number',
  'disability_certificate',
  'phone',
  'name',
  'address',
];

/** Whether a column's cells identify a person. */
export function isIdentity(spec: ColumnSpec): boolean {
  return identityTypes.includes(spec.type);
}

/** A code column's words and what the ledger writes for them. */
export function codeEntries(
  spec: Extract<ColumnSpec, { type: 'code' }>,
): readonly (readonly [word: string, code: string | number])[] {
  return Array.isArray(spec.values)
    ? spec.values.map((value) => [String(value), value] as const)
    : Object.entries(spec.values);
}

/** Whether every value of the column is a plain number. */
export function isNumeric(spec: ColumnSpec): boolean {
  if (spec.type === 'code') return codeEntries(spec).every(([, code]) => typeof code === 'number');
  return ['integer', 'decimal', 'year', 'quarter'].includes(spec.type);
}
