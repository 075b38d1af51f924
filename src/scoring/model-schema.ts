/**
 * What a saved model must look like before anything scores with it.
 */
import * as z from 'zod';
import type { Calibrator } from '../../models/calibration/calibrator.ts';
import type { VennAbers } from '../../models/calibration/venn-abers.ts';
import type { Stack } from '../../models/stack/model.ts';
import type { TreeEnsemble } from '../../models/tree/ensemble.ts';

const f64 = z.instanceof(Float64Array<ArrayBufferLike>);
const i32 = z.instanceof(Int32Array<ArrayBufferLike>);
const u8 = z.instanceof(Uint8Array<ArrayBufferLike>);
const names = z.array(z.string()).min(1);

const treeEnsemble: z.ZodType<TreeEnsemble> = z
  .strictObject({
    roots: i32,
    feature: i32,
    threshold: f64,
    left: i32,
    right: i32,
    missingLeft: u8,
    value: f64,
    cover: f64,
  })
  .refine(isSound, 'trees are damaged');

const boosted = z
  .strictObject({
    family: z.literal('gbdt'),
    format: z.literal(1),
    features: names,
    base: z.number(),
    trees: treeEnsemble,
  })
  .refine(usesItsFeatures, 'a split names a feature that does not exist');

const forest = z
  .strictObject({ family: z.literal('forest'), format: z.literal(1), features: names, trees: treeEnsemble })
  .refine(usesItsFeatures, 'a split names a feature that does not exist');

const scorecard = z
  .strictObject({
    family: z.literal('scorecard'),
    format: z.literal(1),
    features: names,
    intercept: z.number(),
    coefficients: f64,
    means: f64,
    bins: z.array(
      z
        .strictObject({ cuts: f64, evidence: f64, counts: f64 })
        .refine((bin) => bin.evidence.length === bin.cuts.length + 2, 'a column lacks bins'),
    ),
  })
  .refine(
    (card) =>
      [card.coefficients, card.means, card.bins].every((part) => part.length === card.features.length),
    'columns are missing',
  );

/** A saved stack. */
export const stackSchema: z.ZodType<Stack> = z
  .strictObject({
    family: z.literal('stack'),
    format: z.literal(1),
    features: names,
    intercept: z.number(),
    members: z.array(
      z.strictObject({
        weight: z.number().positive(),
        model: z.discriminatedUnion('family', [boosted, forest, scorecard]),
      }),
    ),
  })
  .refine(
    (stack) => stack.members.every(({ model }) => model.features.join('\n') === stack.features.join('\n')),
    'members disagree about the features',
  );

/** A saved calibrator. */
export const calibratorSchema: z.ZodType<Calibrator> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('identity') }),
  z.strictObject({ kind: z.literal('platt'), slope: z.number(), intercept: z.number() }),
  z.strictObject({ kind: z.literal('beta'), a: z.number(), b: z.number(), c: z.number() }),
  z.strictObject({ kind: z.literal('isotonic'), map: z.strictObject({ scores: f64, values: f64 }) }),
]);

/** A saved interval table. */
export const vennAbersSchema: z.ZodType<VennAbers> = z.strictObject({ scores: f64, lower: f64, upper: f64 });

/** Children stand after their parent and inside the arrays: every walk ends in a leaf. */
function isSound({
  roots,
  feature,
  threshold,
  left,
  right,
  missingLeft,
  value,
  cover,
}: TreeEnsemble): boolean {
  const n = feature.length;
  if (![threshold, left, right, missingLeft, value, cover].every((part) => part.length === n)) return false;
  if (roots.at(-1) !== n) return false;
  for (let node = 0; node < n; node++) {
    if ((feature[node] ?? -1) < 0) continue;
    const l = left[node] ?? -1;
    const r = right[node] ?? -1;
    if (l <= node || r <= node || l >= n || r >= n) return false;
  }
  return value.every(Number.isFinite);
}

function usesItsFeatures({ features, trees }: { features: readonly string[]; trees: TreeEnsemble }): boolean {
  return trees.feature.every((j) => j < features.length);
}
