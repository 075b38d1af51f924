/**
 * The training config of a department ledger; unknown keys and leaking splits are refused.
 */
import { parse } from 'yaml';
import * as z from 'zod';
import { addDays, addMonths, isoDate, type IsoDate } from '../../src/core/dates.ts';
import { JzError } from '../../src/core/errors/index.ts';
import { readText } from '../../src/io/files.ts';
import { candidateNames } from '../auto/candidates.ts';
import { protectedNames } from './protected.ts';

const date = z.string().transform((text, context): IsoDate => {
  try {
    return isoDate(text);
  } catch {
    context.addIssue(`"${text}" is not a date or a quarter`);
    return z.NEVER;
  }
});
const monthEnd = date.refine((day) => addDays(day, 1).endsWith('-01'), 'the last day of a month expected');
const dates = z
  .array(monthEnd)
  .min(1)
  .refine((days) => days.every((day, i) => i === 0 || day > days[i - 1]!), 'dates must ascend');
const span = z
  .strictObject({ from: monthEnd, to: monthEnd, every_months: z.int().positive() })
  .refine(({ from, to }) => from <= to, 'from <= to expected')
  .transform(({ from, to, every_months: every }): IsoDate[] => {
    const days: IsoDate[] = [];
    for (let day = from; day <= to; day = addMonths(day, every)) days.push(day);
    return days;
  });
const share = z.number().gt(0).lt(1);
const choice = z.strictObject({
  use: z.enum(['input', 'audit_only']),
  /** Why: it is printed on the card. */
  because: z.string().min(1),
});

const schema = z.strictObject({
  kind: z.literal('county'),
  label: z.strictObject({
    /**
     * `take_up`: applied for, or was admitted to, Dibao, Tekun, Dibian, rigid-expenditure or temporary assistance.
     * `need`: a visit confirmed hardship or found income a head under the Dibao standard; of the visited alone.
     */
    kind: z.enum(['take_up', 'need']),
    horizon_months: z.int().positive(),
    /** Months after the horizon until its events have been recorded. */
    known_after_months: z.int().nonnegative(),
    zh: z.string(),
    en: z.string(),
  }),
  /** Lives in the county, is not on Dibao or Tekun, waits for no decision. */
  cohort: z.literal('at_risk'),
  as_of: z.strictObject({
    train: z.union([dates, span]),
    calibrate: z.union([dates, span]),
    test: z.union([dates, span]),
  }),
  /** GB/T 2260 code whose law holds; absent: the county most households are registered in. */
  region: z.string().optional(),
  /** Whether each protected attribute is an input: a written choice. */
  protected: z.record(z.enum(protectedNames), choice),
  exclude: z.array(z.string()).default([]),
  families: z.array(z.enum(candidateNames)).min(1),
  /** Training rows held in memory; above it whole households are left out by a fixed hash. */
  train_rows_at_most: z.int().min(1000).default(400_000),
  /** Share of households that can be visited: the one the report leads with. */
  capacity: share,
  bands: z
    .strictObject({ red: share, orange: share, yellow: share })
    .refine(
      ({ red, orange, yellow }) => red <= orange && orange <= yellow,
      'red <= orange <= yellow expected',
    ),
  /** Bootstrap draws of whole households behind each interval. */
  draws: z.int().min(20).default(200),
  seed: z.union([z.string(), z.int()]).transform(String),
});

/** A checked config. */
export type CountyConfig = z.infer<typeof schema>;

/**
 * Reads a config.
 *
 * @throws JZ_FILE_NOT_FOUND, JZ_CONFIG_INVALID naming the key, JZ_SPLIT_LEAKS naming the dates
 */
export async function readCountyConfig(file: string): Promise<CountyConfig> {
  const result = schema.safeParse(parseYaml(file, await readText(file)));
  if (!result.success) {
    const issue = result.error.issues[0]!;
    const path = issue.path.join('.') || '(top)';
    throw new JzError('JZ_CONFIG_INVALID', { file, path, problem: issue.message });
  }
  refuseLeaks(file, result.data);
  return result.data;
}

/** Which engine a config is for: `kind: county`, else the panel. */
export async function configKind(file: string): Promise<'county' | 'panel'> {
  const content = parseYaml(file, await readText(file));
  const isCounty =
    typeof content === 'object' && content !== null && 'kind' in content && content.kind === 'county';
  return isCounty ? 'county' : 'panel';
}

/** The last day of a date's outcomes, and the day on which they are all known. */
export function labelWindow(
  { label }: Pick<CountyConfig, 'label'>,
  asOf: IsoDate,
): { readonly end: IsoDate; readonly knownOn: IsoDate } {
  const end = addMonths(asOf, label.horizon_months);
  return { end, knownOn: addMonths(end, label.known_after_months) };
}

/** Every outcome of a part is known before the next part begins: no label window reaches into a later part. */
function refuseLeaks(file: string, config: CountyConfig): void {
  const { train, calibrate, test } = config.as_of;
  const pairs = [
    ['train', train, 'calibrate', calibrate],
    ['calibrate', calibrate, 'test', test],
  ] as const;
  for (const [part, days, next, later] of pairs) {
    const asOf = days.at(-1)!;
    const from = later[0]!;
    const { knownOn } = labelWindow(config, asOf);
    if (knownOn <= from) continue;
    const gap = config.label.horizon_months + config.label.known_after_months;
    throw new JzError('JZ_SPLIT_LEAKS', { file, part, asOf, knownOn, next, from, gap });
  }
}

function parseYaml(file: string, text: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    throw new JzError('JZ_CONFIG_INVALID', { file, path: '(top)', problem: String(cause) }, { cause });
  }
}
