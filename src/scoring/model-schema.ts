/**
 * What a saved model must look like before anything scores with it.
 */
import * as z from 'zod';
import type { Calibrator } from '../../models/calibration/calibrator.ts';
import type { IntervalGroups } from '../../models/calibration/interval-groups.ts';
import type { VennAbers } from '../../models/calibration/venn-abers.ts';
import type { Stack } from '../../models/stack/model.ts';
import { boosted, featureNames, forest, hazardAt } from './tree-models-schema.ts';
import { ascends, f64, finite } from './trees-schema.ts';

const scorecard = z
  .strictObject({
    family: z.literal('scorecard'),
    format: z.literal(1),
    features: featureNames,
    intercept: z.number(),
    coefficients: finite,
    means: finite,
    information: finite.optional(),
    bins: z.array(
      z
        .strictObject({ cuts: finite, evidence: finite, counts: finite })
        .refine(
          ({ cuts, evidence, counts }) =>
            evidence.length === cuts.length + 2 && counts.length === evidence.length && ascends(cuts, true),
          'a column lacks bins, or they do not ascend',
        ),
    ),
  })
  .refine(
    ({ features, coefficients, means, bins, information = means }) =>
      [coefficients, means, bins, information].every((part) => part.length === features.length),
    'columns are missing',
  );

/** A saved stack. */
export const stackSchema: z.ZodType<Stack> = z
  .strictObject({
    family: z.literal('stack'),
    format: z.literal(1),
    features: featureNames,
    intercept: z.number(),
    members: z.array(
      z.strictObject({
        weight: z.number().positive(),
        model: z.discriminatedUnion('family', [boosted, forest, hazardAt, scorecard]),
      }),
    ),
  })
  .refine(
    (stack) => stack.members.every(({ model }) => model.features.join('\n') === stack.features.join('\n')),
    'members disagree about the features',
  );

const isotonicMap = z
  .strictObject({ scores: f64, values: f64 })
  .refine(
    ({ scores, values }) =>
      scores.length > 0 &&
      scores.length === values.length &&
      ascends(scores, true) &&
      ascends(values, false) &&
      areProbabilities(values),
    'the isotonic map does not rise from knot to knot',
  );

/** A saved calibrator: its probability never falls when the log-odds rise. */
export const calibratorSchema: z.ZodType<Calibrator> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('identity') }),
  z.strictObject({ kind: z.literal('platt'), slope: z.number().nonnegative(), intercept: z.number() }),
  z.strictObject({
    kind: z.literal('beta'),
    a: z.number().nonnegative(),
    b: z.number().nonnegative(),
    c: z.number(),
  }),
  z.strictObject({ kind: z.literal('isotonic'), map: isotonicMap }),
]);

/** A saved interval table. */
export const vennAbersSchema: z.ZodType<VennAbers> = z
  .strictObject({ scores: f64, lower: f64, upper: f64 })
  .refine(
    ({ scores, lower, upper }) =>
      scores.length > 0 &&
      [lower, upper].every((bound) => bound.length === scores.length && areProbabilities(bound)) &&
      lower.every((value, i) => value <= (upper[i] ?? 0)) &&
      ascends(scores, true),
    'the interval table is damaged',
  );

/** Saved interval tables of groups. */
export const intervalGroupsSchema: z.ZodType<IntervalGroups> = z
  .strictObject({ cuts: f64, tables: z.array(vennAbersSchema.nullable()) })
  .refine(
    ({ cuts, tables }) => tables.length === cuts.length + 1 && ascends(cuts, true) && areProbabilities(cuts),
    'the groups of intervals are damaged',
  );

function areProbabilities(values: Float64Array): boolean {
  return values.every((value) => value >= 0 && value <= 1);
}
