/**
 * What a saved model must look like before anything scores with it.
 */
import * as z from 'zod';
import type { Calibrator } from '../../models/calibration/calibrator.ts';
import type { IntervalGroups } from '../../models/calibration/interval-groups.ts';
import type { VennAbers } from '../../models/calibration/venn-abers.ts';
import type { Stack } from '../../models/stack/model.ts';
import { wordsFor } from '../../models/tree/categories.ts';
import type { TreeEnsemble } from '../../models/tree/ensemble.ts';

const f64 = z.instanceof(Float64Array<ArrayBufferLike>);
const finite = f64.refine((values) => values.every(Number.isFinite), 'a number is missing or infinite');
const i32 = z.instanceof(Int32Array<ArrayBufferLike>);
const u8 = z.instanceof(Uint8Array<ArrayBufferLike>);
const names = z.array(z.string()).min(1);

const categories = z.strictObject({ codes: f64, codesOf: i32, setOf: i32, words: i32 }).refine(
  ({ codes, codesOf }) =>
    codesOf[0] === 0 &&
    codesOf.at(-1) === codes.length &&
    codesOf.every((start, j) => {
      const own = codes.subarray(codesOf[j - 1] ?? 0, start);
      return start >= (codesOf[j - 1] ?? 0) && ascends(own, true);
    }),
  'the codes of a column do not ascend',
);

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
    categories: categories.optional(),
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

/** Ascending roots; in each tree every node but the root has one parent, standing before it: every walk ends in a leaf. */
function isSound(trees: TreeEnsemble): boolean {
  const { roots, feature, threshold, left, right, missingLeft, value, cover } = trees;
  const n = feature.length;
  if (![threshold, left, right, missingLeft, value, cover].every((part) => part.length === n)) return false;
  if (roots[0] !== 0 || roots.at(-1) !== n) return false;
  for (let t = 0; t + 1 < roots.length; t++)
    if (!isTree(trees, roots[t] ?? 0, roots[t + 1] ?? 0)) return false;
  return value.every(Number.isFinite) && cover.every((weight) => weight > 0 && weight < Infinity);
}

function isTree({ feature, threshold, left, right }: TreeEnsemble, root: number, end: number): boolean {
  if (end <= root) return false;
  const parents = new Uint8Array(end - root);
  for (let node = root; node < end; node++) {
    if ((feature[node] ?? -1) < 0) continue;
    if (Number.isNaN(threshold[node])) return false;
    for (const child of [left[node] ?? -1, right[node] ?? -1]) {
      if (child <= node || child >= end) return false;
      parents[child - root] = (parents[child - root] ?? 0) + 1;
    }
  }
  return parents.every((count, i) => count === Number(i > 0));
}

function usesItsFeatures({ features, trees }: { features: readonly string[]; trees: TreeEnsemble }): boolean {
  return trees.feature.every((j) => j < features.length) && setsAreSound(trees, features.length);
}

/** Every split of a column of codes has its set, as long as its codes need; no other node has one. */
function setsAreSound({ feature, categories: sets }: TreeEnsemble, nFeatures: number): boolean {
  if (!sets) return true;
  const { codesOf, setOf, words } = sets;
  if (codesOf.length !== nFeatures + 1 || setOf.length !== feature.length) return false;
  return setOf.every((at, node) => {
    const j = feature[node] ?? -1;
    const codes = j < 0 ? 0 : (codesOf[j + 1] ?? 0) - (codesOf[j] ?? 0);
    return codes === 0 ? at === -1 : at >= 0 && at + wordsFor(codes) <= words.length;
  });
}

function ascends(values: Float64Array, isStrict: boolean): boolean {
  return values.every((value, i) => {
    const before = values[i - 1] ?? -Infinity;
    return Number.isFinite(value) && (isStrict ? value > before : value >= before);
  });
}

function areProbabilities(values: Float64Array): boolean {
  return values.every((value) => value >= 0 && value <= 1);
}
