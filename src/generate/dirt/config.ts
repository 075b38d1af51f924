/**
 * The dial: how much of each kind of dirt, by level.
 */
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { readText } from '../../io/files.ts';

const share = z.number().min(0).max(1);

/** Kinds of dirt a single row can have. */
export const rowKinds = [
  'number_missing',
  'number_digit',
  'number_transposed',
  'number_excel',
  'name_homophone',
  'name_character',
  'birth_off',
  'sex_contradicts',
  'amount_contradicts',
  'duplicated',
  'wrong_unit',
  'full_width',
  'stray_spaces',
  'thousands',
  'broken_quoting',
] as const;
/** A kind of dirt of a single row. */
export type RowKind = (typeof rowKinds)[number];
/** Everything the list of dirt names, by number: also what comes with a bad number, late rows, and rows sent again. */
export const dirtKinds = [
  ...rowKinds,
  'phone_changed',
  'address_changed',
  'late',
  'corrected_later',
  'resent',
] as const;
/** One of them. */
export type DirtKind = (typeof dirtKinds)[number];

const level = z.strictObject({
  late: z.number().min(0).max(20),
  resent: share,
  corrected: share,
  kinds: z.strictObject(
    Object.fromEntries(rowKinds.map((kind) => [kind, share])) as Record<RowKind, typeof share>,
  ),
  beside_bad_number: z.strictObject({ name: share, birth: share, phone: share, address: share }),
});
const dirtFile = z.strictObject({
  dirt: z.literal(1),
  dated: z.string(),
  verified: z.boolean(),
  levels: z.strictObject({ 1: level, 2: level, 3: level }),
  care: z.record(z.string(), z.number().min(0).max(5)),
  homophones: z.array(z.string().min(2)).min(1),
});
const days = z.tuple([z.int().min(0), z.int().min(0)]);
const delay = z.strictObject({ typical: days, late_share: share, late: days });
const delaysFile = z.strictObject({
  delays: z.literal(1),
  dated: z.string(),
  verified: z.boolean(),
  datasets: z.record(z.string(), delay),
});

/** Shares of one level. */
export type DirtLevel = z.infer<typeof level>;
/** How long a dataset takes to tell, in days. */
export type Delay = z.infer<typeof delay>;

/** How dirty the files of one county are. */
export interface DirtPlan {
  readonly level: DirtLevel;
  /** All shares of a dataset times this. */
  readonly care: Readonly<Record<string, number>>;
  readonly homophones: readonly string[];
  readonly delays: Readonly<Record<string, Delay>>;
}

/** The dial's positions. */
export type DirtDial = 0 | 1 | 2 | 3;

const none: DirtLevel = {
  late: 0,
  resent: 0,
  corrected: 0,
  kinds: Object.fromEntries(rowKinds.map((kind) => [kind, 0])) as Record<RowKind, number>,
  beside_bad_number: { name: 0, birth: 0, phone: 0, address: 0 },
};

/** Reads the shipped shares and delays for a position of the dial. */
export async function loadDirtPlan(dial: DirtDial): Promise<DirtPlan> {
  const dirt = dirtFile.parse(parse(await readText(join(import.meta.dirname, 'dirt.yaml'))));
  const path = join(import.meta.dirname, '..', 'departments', 'delays.yaml');
  const { datasets: delays } = delaysFile.parse(parse(await readText(path)));
  return {
    level: dial === 0 ? none : dirt.levels[dial],
    care: dirt.care,
    homophones: dirt.homophones,
    delays,
  };
}
