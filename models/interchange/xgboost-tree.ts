/**
 * One tree of an XGBoost JSON model.
 */
import * as z from 'zod';
import type { Range, SourceNode, SourceTree } from './flatten.ts';
import { singleSplit } from './neighbours.ts';
import { damaged, unsupported } from './problem.ts';

const numbers = z.array(z.number());

/** A tree as the file has it. */
export const treeSchema = z.object({
  left_children: numbers,
  right_children: numbers,
  split_indices: numbers,
  split_conditions: numbers,
  default_left: z.array(z.union([z.number(), z.boolean()])),
  sum_hessian: numbers,
  split_type: numbers.optional(),
  categories: numbers.optional(),
  categories_nodes: numbers.optional(),
  categories_segments: numbers.optional(),
  categories_sizes: numbers.optional(),
  tree_param: z.object({ size_leaf_vector: z.string().optional() }),
});

type XgboostTree = z.infer<typeof treeSchema>;

/** Hessians below this are not told apart by XGBoost; a leaf's cover must be positive. */
const LEAST_COVER = 1e-16;

/**
 * @param weight what every leaf is multiplied by
 * @throws JZ_MODEL_INVALID, JZ_MODEL_UNSUPPORTED
 */
export function xgboostTree(tree: XgboostTree, weight: number, file: string): SourceTree {
  const size = tree.left_children.length;
  if (Number(tree.tree_param.size_leaf_vector ?? 1) > 1)
    throw unsupported(file, 'leaves with several values');
  const { left_children, right_children, split_indices, split_conditions, default_left, sum_hessian } = tree;
  const columns = [right_children, split_indices, split_conditions, default_left, sum_hessian];
  if (size === 0 || columns.some((column) => column.length !== size))
    throw damaged(file, 'a tree’s arrays differ in length');
  const categoriesAt = categorySets(tree, file);
  const nodeAt = (id: number): SourceNode => {
    const left = left_children[id];
    if (left === undefined) throw damaged(file, `a tree of ${size} nodes has no node ${id}`);
    const condition = Math.fround(split_conditions[id]!);
    if (left === -1)
      return { kind: 'leaf', value: condition * weight, cover: Math.max(sum_hessian[id]!, LEAST_COVER) };
    return {
      kind: 'split',
      feature: split_indices[id]!,
      ranges: categoryRanges(categoriesAt(id)) ?? [
        { upper: singleSplit(condition), goesLeft: true },
        { upper: Infinity, goesLeft: false },
      ],
      missingLeft: Boolean(default_left[id]),
      left,
      right: right_children[id]!,
    };
  };
  return { size, nodeAt };
}

/** Kinds of splits in `split_type`. */
const BY_CATEGORY = 1;
/** Categories are counted in single precision: no further. */
const MOST_CATEGORY = 2 ** 24;

/** The categories of a node by its number; `null` where it splits by threshold. */
function categorySets(tree: XgboostTree, file: string): (id: number) => readonly number[] | null {
  const { split_type: types = [], categories = [], categories_nodes: nodes = [] } = tree;
  const { categories_segments: starts = [], categories_sizes: sizes = [] } = tree;
  if (types.some((type) => type !== 0 && type !== BY_CATEGORY)) throw unsupported(file, 'kinds of splits');
  if (starts.length !== nodes.length || sizes.length !== nodes.length)
    throw damaged(file, 'a tree’s sets of categories differ in length');
  const bad = categories.find((one) => !(one >= 0 && one < MOST_CATEGORY && Number.isInteger(one)));
  if (bad !== undefined) throw damaged(file, `category ${bad}`);
  const sets = new Map(
    nodes.map((node, n) => [node, categories.slice(starts[n], starts[n]! + sizes[n]!)] as const),
  );
  if (nodes.some((node, n) => sizes[n] === 0 || sets.get(node)!.length !== sizes[n]))
    throw damaged(file, 'a set of categories is cut short');
  return (id) => {
    if (types[id] !== BY_CATEGORY) return null;
    const set = sets.get(id);
    if (!set) throw damaged(file, `node ${id} has no set of categories`);
    return set;
  };
}

/** Those of the set go right. A value is rounded to single precision and cut to its whole part; below 0 it goes left. */
function categoryRanges(set: readonly number[] | null): Range[] | null {
  if (!set) return null;
  const ranges: Range[] = [];
  for (const category of [...new Set(set)].sort((a, b) => a - b)) {
    const from = singleSplit(category);
    if (ranges.at(-1)?.upper === from) ranges.pop();
    else ranges.push({ upper: from, goesLeft: true });
    ranges.push({ upper: singleSplit(category + 1), goesLeft: false });
  }
  return [...ranges, { upper: Infinity, goesLeft: true }];
}
