/**
 * The numbers of the synthetic county, read from `parameters.yaml`: every number with its source, none in code.
 */
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { JzError } from '../../core/errors/index.ts';
import { readText } from '../../io/files.ts';
import { monthlyOf } from './draw.ts';
import { parameterShape } from './parameter-shape.ts';

type Shape = typeof parameterShape;
type ValueOf<Kind> = Kind extends 'number' ? number : readonly number[];

/** Group → name → number or table. */
export type Parameters = {
  readonly [Group in keyof Shape]: { readonly [Name in keyof Shape[Group]]: ValueOf<Shape[Group][Name]> };
};

/** Chances that are asked for every person and month, as monthly ones: the power they take is taken once. */
export interface MonthlyChances {
  /** By ten years of age. */
  readonly chronic: readonly number[];
  readonly admission: readonly number[];
  readonly changeJob: number;
}

/** What a county is simulated with. */
export type CountyParameters = Parameters & { readonly monthly: MonthlyChances };

/** Adds the monthly chances. */
export function countyParameters(p: Parameters): CountyParameters {
  const chronic = p.health.chronicYearly.map(monthlyOf);
  const admission = p.health.admissionYearly.map(monthlyOf);
  return { ...p, monthly: { chronic, admission, changeJob: monthlyOf(p.work.changeYearly) } };
}

/** The file shipped. */
export const parameterFile = fileURLToPath(new URL('parameters.yaml', import.meta.url));

const entry = (kind: 'number' | 'table'): z.ZodType => {
  const value = kind === 'number' ? z.number() : z.array(z.number()).min(1);
  return z.strictObject({ value, source: z.string().min(1), verified: z.boolean() });
};

const fileSchema = z.strictObject({
  effective_from: z.string(),
  title: z.string(),
  groups: z.strictObject(
    mapped(parameterShape, (names) => z.strictObject(mapped(names, (kind) => entry(kind)))),
  ),
});

/**
 * Reads a parameter file.
 *
 * @throws JZ_CONFIG_INVALID naming the entry; JZ_FILE_NOT_FOUND
 */
export async function loadParameters(file: string = parameterFile): Promise<Parameters> {
  const parsed = fileSchema.safeParse(parse(await readText(file)));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new JzError('JZ_CONFIG_INVALID', {
      file,
      path: issue?.path.join('.') ?? '',
      problem: issue?.message ?? '',
    });
  }
  const groups = parsed.data.groups as Record<string, Record<string, { value: unknown }>>;
  return mapped(groups, (names) => mapped(names, (one) => one.value)) as Parameters;
}

function mapped<V, R>(record: Readonly<Record<string, V>>, change: (value: V) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
