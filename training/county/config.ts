/**
 * The training config of a department ledger; unknown keys and leaking splits are refused.
 */
import { parse } from 'yaml';
import * as z from 'zod';
import { addMonths } from '../../src/core/dates.ts';
import { JzError } from '../../src/core/errors/index.ts';
import { readText } from '../../src/io/files.ts';
import { uncertaintySchema } from '../../src/scoring/household-bundle.ts';
import { dates, share, span, temporal } from './config-values.ts';
import { modelsSchema } from './model-grid.ts';
import { protectedNames } from './protected.ts';
import { refuseLeaks, splitsOf } from './splits.ts';

const choice = z.strictObject({
  use: z.enum(['input', 'audit_only']),
  /** Why: it is printed on the card. */
  because: z.string().min(1),
});

const label = z.strictObject({
  /**
   * `take_up`: applied for, or was admitted to, Dibao, Tekun, Dibian, rigid-expenditure or temporary assistance.
   * `need`: a visit confirmed hardship or found income a head under the Dibao standard; of the visited alone.
   */
  kind: z.enum(['take_up', 'need']),
  /** How far ahead the model looks: 3, 6 or 12, say. */
  horizon_months: z.int().positive(),
  /** Further horizons that a backtest measures, each with models of its own; needs `temporal`. */
  also_months: z.array(z.int().positive()).default([]),
  /** Months after the horizon until its events have been recorded. */
  known_after_months: z.int().nonnegative(),
  zh: z.string(),
  en: z.string(),
});

const rule = z.discriminatedUnion('rule', [
  z.strictObject({ rule: z.enum(['best_current', 'best_average', 'most_stable']) }),
  z.strictObject({ rule: z.literal('most_often_near_best'), within: share }),
  z.strictObject({ rule: z.literal('steady_average'), penalty: z.number().nonnegative() }),
  z.strictObject({ rule: z.literal('recent_average'), half_life: z.number().positive() }),
]);

/** What a backtest can add to its report; each says what it means in plain words. */
export const studyNames = ['departments', 'late_data', 'ageing', 'silent'] as const;

const schema = z
  .strictObject({
    kind: z.literal('county'),
    label,
    /** Lives in the county, is not on Dibao or Tekun, waits for no decision. */
    cohort: z.literal('at_risk'),
    /** One split, date by date. */
    as_of: z
      .strictObject({
        train: z.union([dates, span]),
        calibrate: z.union([dates, span]),
        test: z.union([dates, span]),
      })
      .optional(),
    temporal: temporal.optional(),
    /** GB/T 2260 code whose law holds; absent: the county most households are registered in. */
    region: z.string().optional(),
    /** Whether each protected attribute is an input: a written choice. */
    protected: z.record(z.enum(protectedNames), choice),
    exclude: z.array(z.string()).default([]),
    /** What is blended: built-in families and names of `models`. */
    families: z.array(z.string()).min(1),
    models: modelsSchema.default([]),
    /** Which model group is taken, by its test periods so far. */
    select: z
      .strictObject({ metric: z.enum(['recall', 'precision', 'auc', 'average_precision']), by: rule })
      .default({ metric: 'average_precision', by: { rule: 'best_average' } }),
    /** Model groups that were `margin` below the best in each of the first `after_splits` splits are not fitted again. */
    prune: z.strictObject({ after_splits: z.int().min(2), margin: z.number().nonnegative() }).optional(),
    studies: z.array(z.enum(studyNames)).default([...studyNames]),
    /** Training rows held in memory; above it whole households are left out by a fixed hash. */
    train_rows_at_most: z.int().min(1000).default(400_000),
    /** Share of households that can be visited: the one the report leads with. */
    capacity: share,
    /** A score whose interval leaves its band and is wider than it asks for a visit first; or reaches across so many bands. */
    uncertain_across_bands: uncertaintySchema.default('own'),
    bands: z
      .strictObject({ red: share, orange: share, yellow: share })
      .refine(
        ({ red, orange, yellow }) => red <= orange && orange <= yellow,
        'red <= orange <= yellow expected',
      ),
    /** Bootstrap draws of whole households behind each interval. */
    draws: z.int().min(20).default(200),
    seed: z.union([z.string(), z.int()]).transform(String),
  })
  .refine((config) => (config.as_of === undefined) !== (config.temporal === undefined), {
    path: ['as_of'],
    message: 'either as_of (one split) or temporal (splits by rule) expected',
  })
  .refine(({ label: { also_months: also }, temporal: byRule }) => also.length === 0 || byRule, {
    path: ['label', 'also_months'],
    message: 'further horizons need temporal',
  });

/** A checked config. */
export type CountyConfig = z.infer<typeof schema>;
/** A part of the report that takes work of its own. */
export type StudyName = (typeof studyNames)[number];

/**
 * Reads a config.
 *
 * @throws JZ_FILE_NOT_FOUND, JZ_CONFIG_INVALID naming the key, JZ_SPLIT_LEAKS naming the dates, JZ_SPLIT_NONE
 */
export async function readCountyConfig(file: string): Promise<CountyConfig> {
  const result = schema.safeParse(parseYaml(file, await readText(file)));
  if (!result.success) {
    const issue = result.error.issues[0]!;
    const path = issue.path.join('.') || '(top)';
    throw new JzError('JZ_CONFIG_INVALID', { file, path, problem: issue.message });
  }
  const config = result.data;
  for (const months of [config.label.horizon_months, ...config.label.also_months]) {
    const own = withHorizon(config, months);
    refuseLeaks(file, own, splitsOf(file, own));
  }
  return config;
}

/** The same run looking another number of months ahead, with outcomes known by the same day. */
export function withHorizon(config: CountyConfig, months: number): CountyConfig {
  const { label, temporal: byRule } = config;
  const own = { ...config, label: { ...label, horizon_months: months } };
  if (!byRule) return own;
  const shift = label.horizon_months - months;
  return { ...own, temporal: { ...byRule, last_test: addMonths(byRule.last_test, shift) } };
}

/** Which engine a config is for: `kind: county`, else the panel. */
export async function configKind(file: string): Promise<'county' | 'panel'> {
  const content = parseYaml(file, await readText(file));
  const isCounty =
    typeof content === 'object' && content !== null && 'kind' in content && content.kind === 'county';
  return isCounty ? 'county' : 'panel';
}

function parseYaml(file: string, text: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    throw new JzError('JZ_CONFIG_INVALID', { file, path: '(top)', problem: String(cause) }, { cause });
  }
}
