/**
 * What saved models of trees must look like before anything scores with them.
 */
import * as z from 'zod';
import type { BoostedTrees } from '../../models/boosting/fit.ts';
import type { HazardAt, HazardTrees } from '../../models/boosting/hazard.ts';
import type { RegressionTrees } from '../../models/boosting/regression.ts';
import type { Forest } from '../../models/forest/fit.ts';
import type { TreeEnsemble } from '../../models/tree/ensemble.ts';
import { treeEnsemble, usesFeatures } from './trees-schema.ts';

/** Names of a model's columns. */
export const featureNames = z.array(z.string()).min(1);

const strange = 'a split names a feature that does not exist';
const usesItsFeatures = ({ features, trees }: TreeModel): boolean => usesFeatures(trees, features.length);

interface TreeModel {
  readonly features: readonly string[];
  readonly trees: TreeEnsemble;
}

/** Saved boosted trees of a yes or no. */
export const boosted = z
  .strictObject({
    family: z.literal('gbdt'),
    format: z.literal(1),
    features: featureNames,
    base: z.number(),
    trees: treeEnsemble,
  })
  .refine(usesItsFeatures, strange) satisfies z.ZodType<BoostedTrees>;

/** A saved forest. */
export const forest = z
  .strictObject({
    family: z.literal('forest'),
    format: z.literal(1),
    features: featureNames,
    trees: treeEnsemble,
  })
  .refine(usesItsFeatures, strange) satisfies z.ZodType<Forest>;

const hazard = {
  family: z.literal('gbdt-hazard'),
  format: z.literal(1),
  features: featureNames,
  horizons: z.array(z.number().positive()).min(1),
  base: z.number(),
  trees: treeEnsemble,
};

/** Checks saved hazard trees: their last feature, the number of the period, has no name and no codes. */
function soundHazard<Schema extends z.ZodType<HazardTrees>>(schema: Schema): Schema {
  return schema
    .refine(({ features, trees }) => usesFeatures(trees, features.length + 1), strange)
    .refine(
      ({ features, trees: { categories } }) =>
        !categories || categories.codesOf[features.length] === categories.codes.length,
      'the number of the period has codes',
    )
    .refine(
      ({ horizons }) => horizons.every((end, k) => end > (horizons[k - 1] ?? 0)),
      'the horizons do not rise',
    );
}

/** Saved hazard trees. */
export const hazardSchema: z.ZodType<HazardTrees> = soundHazard(z.strictObject(hazard));

/** Saved hazard trees in a stack, asked for one horizon. */
export const hazardAt = soundHazard(z.strictObject({ ...hazard, asked: z.int().nonnegative() })).refine(
  ({ asked, horizons }) => asked < horizons.length,
  'there is no such horizon',
) satisfies z.ZodType<HazardAt>;

/** Saved boosted trees of an amount. */
export const regressionSchema: z.ZodType<RegressionTrees> = z
  .strictObject({
    family: z.literal('gbdt-regression'),
    format: z.literal(1),
    features: featureNames,
    loss: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('squared') }),
      z.strictObject({ kind: z.literal('poisson') }),
      z.strictObject({ kind: z.literal('quantile'), share: z.number().gt(0).lt(1) }),
    ]),
    base: z.number(),
    trees: treeEnsemble,
  })
  .refine(usesItsFeatures, strange);
