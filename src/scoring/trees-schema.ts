/**
 * What saved trees must look like before anything walks them.
 */
import * as z from 'zod';
import { MOST_CODES, wordsFor } from '../../models/tree/categories.ts';
import type { TreeEnsemble } from '../../models/tree/ensemble.ts';

/** Doubles. */
export const f64 = z.instanceof(Float64Array<ArrayBufferLike>);
/** Doubles that are numbers. */
export const finite = f64.refine(
  (values) => values.every(Number.isFinite),
  'a number is missing or infinite',
);
const i32 = z.instanceof(Int32Array<ArrayBufferLike>);
const u8 = z.instanceof(Uint8Array<ArrayBufferLike>);

const categories = z.strictObject({ codes: f64, codesOf: i32, setOf: i32, words: i32 }).refine(
  ({ codes, codesOf }) =>
    codesOf[0] === 0 &&
    codesOf.at(-1) === codes.length &&
    codesOf.every((start, j) => {
      const own = codes.subarray(codesOf[j - 1] ?? 0, start);
      return start >= (codesOf[j - 1] ?? 0) && own.length <= MOST_CODES && ascends(own, true);
    }),
  'the codes of a column do not ascend, or are too many',
);

/** Trees, node by node: every walk ends in a leaf. */
export const treeEnsemble: z.ZodType<TreeEnsemble> = z
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

/** Whether splits name only the first `count` features, and those of codes have their sets. */
export function usesFeatures(trees: TreeEnsemble, count: number): boolean {
  return trees.feature.every((j) => j < count) && setsAreSound(trees, count);
}

/** Whether finite values rise, strictly or not. */
export function ascends(values: Float64Array, isStrict: boolean): boolean {
  return values.every((value, i) => {
    const before = values[i - 1] ?? -Infinity;
    return Number.isFinite(value) && (isStrict ? value > before : value >= before);
  });
}

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
