/**
 * Reads XGBoost's JSON models of a binary outcome.
 *
 * XGBoost rounds a value to single precision and sends it left when it is below the split; the thresholds made here
 * say the same of doubles. It adds leaves in single precision and we in double: scores agree to about 1e-6.
 *
 * @see https://xgboost.readthedocs.io/en/stable/tutorials/saving_model.html
 */
import * as z from 'zod';
import type { BoostedTrees } from '../boosting/fit.ts';
import { flattenTrees, type SourceNode, type SourceTree } from './flatten.ts';
import { singleSplit } from './neighbours.ts';
import { damaged, unsupported } from './problem.ts';

const numbers = z.array(z.number());

const treeSchema = z.object({
  left_children: numbers,
  right_children: numbers,
  split_indices: numbers,
  split_conditions: numbers,
  default_left: z.array(z.union([z.number(), z.boolean()])),
  sum_hessian: numbers,
  split_type: numbers.optional(),
  tree_param: z.object({ size_leaf_vector: z.string().optional() }),
});

const gbtreeSchema = z.object({ model: z.object({ trees: z.array(treeSchema) }) });

const boosterSchema = z.discriminatedUnion('name', [
  gbtreeSchema.extend({ name: z.literal('gbtree') }),
  z.object({ name: z.literal('dart'), gbtree: gbtreeSchema, weight_drop: numbers }),
]);

const learnerSchema = z.object({
  learner: z.object({
    feature_names: z.array(z.string()).optional(),
    gradient_booster: z.looseObject({ name: z.string() }),
    learner_model_param: z.object({
      base_score: z.string(),
      num_class: z.string(),
      num_feature: z.string(),
      num_target: z.string().optional(),
    }),
    objective: z.object({ name: z.string() }),
  }),
});

type XgboostTree = z.infer<typeof treeSchema>;

/** Objectives whose score is log-odds, and whether the base score is given as a probability. */
const OBJECTIVES: Readonly<Record<string, { readonly baseIsProbability: boolean }>> = {
  'binary:logistic': { baseIsProbability: true },
  'reg:logistic': { baseIsProbability: true },
  'binary:logitraw': { baseIsProbability: false },
};

/** Hessians below this are not told apart by XGBoost; a leaf's cover must be positive. */
const LEAST_COVER = 1e-16;

/**
 * The model in a JSON file that `save_model` wrote; all its trees count, also those after the best iteration.
 *
 * @param file what to call it in an error
 * @throws JZ_MODEL_UNSUPPORTED for another objective, booster, several classes or categorical splits; JZ_MODEL_INVALID
 */
export function readXgboost(text: string, file: string): BoostedTrees {
  const { learner } = parsed(learnerSchema, jsonOf(text, file), file);
  const { learner_model_param: parameters, gradient_booster: booster } = learner;
  const objective = Object.hasOwn(OBJECTIVES, learner.objective.name)
    ? OBJECTIVES[learner.objective.name]
    : undefined;
  if (!objective) throw unsupported(file, `objective ${learner.objective.name}`);
  if (booster.name !== 'gbtree' && booster.name !== 'dart')
    throw unsupported(file, `booster ${booster.name}`);
  if (Number(parameters.num_class) > 1 || Number(parameters.num_target ?? 1) > 1)
    throw unsupported(file, `${parameters.num_class} classes, ${parameters.num_target ?? 1} targets`);
  const features = featuresOf(learner.feature_names ?? [], Number(parameters.num_feature), file);
  const read = parsed(boosterSchema, booster, file);
  const trees = (read.name === 'dart' ? read.gbtree : read).model.trees.map((tree, t) => {
    const weight = read.name === 'dart' ? read.weight_drop[t] : 1;
    if (weight === undefined) throw damaged(file, `tree ${t} has no weight`);
    return sourceTree(tree, weight, file);
  });
  return {
    family: 'gbdt',
    format: 1,
    features,
    base: baseOf(parameters.base_score, objective.baseIsProbability, file),
    trees: flattenTrees(trees, features.length, file),
  };
}

function sourceTree(tree: XgboostTree, weight: number, file: string): SourceTree {
  const size = tree.left_children.length;
  if (Number(tree.tree_param.size_leaf_vector ?? 1) > 1)
    throw unsupported(file, 'leaves with several values');
  if (tree.split_type?.some((type) => type !== 0)) throw unsupported(file, 'categorical splits of XGBoost');
  const { left_children, right_children, split_indices, split_conditions, default_left, sum_hessian } = tree;
  const columns = [right_children, split_indices, split_conditions, default_left, sum_hessian];
  if (size === 0 || columns.some((column) => column.length !== size))
    throw damaged(file, 'a tree’s arrays differ in length');
  const nodeAt = (id: number): SourceNode => {
    const left = left_children[id];
    if (left === undefined) throw damaged(file, `a tree of ${size} nodes has no node ${id}`);
    const condition = Math.fround(split_conditions[id]!);
    if (left === -1)
      return { kind: 'leaf', value: condition * weight, cover: Math.max(sum_hessian[id]!, LEAST_COVER) };
    return {
      kind: 'split',
      feature: split_indices[id]!,
      ranges: [
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

/** `5E-1`, or since version 3 `[5E-1]`. */
function baseOf(text: string, isProbability: boolean, file: string): number {
  const score = Math.fround(Number(text.replace(/^\[(.*)\]$/, '$1')));
  const base = isProbability ? Math.log(score) - Math.log1p(-score) : score;
  if (text.trim() === '' || !Number.isFinite(base)) throw damaged(file, `base_score ${text}`);
  return base;
}

function featuresOf(names: readonly string[], count: number, file: string): string[] {
  if (!Number.isInteger(count) || count < 1) throw damaged(file, `num_feature ${count}`);
  if (names.length === 0) return Array.from({ length: count }, (_, j) => `f${j}`);
  if (names.length !== count || new Set(names).size !== count)
    throw damaged(file, `${names.length} feature names for ${count} features, or two alike`);
  return [...names];
}

function jsonOf(text: string, file: string): unknown {
  try {
    // A split that only parts the missing stands at -Infinity, which JSON has no word for.
    return JSON.parse(text.replace(/(?<=[[,:]-?)Infinity(?=[\],}])/g, '1e999'));
  } catch (cause) {
    throw damaged(file, String(cause));
  }
}

function parsed<Content>(schema: z.ZodType<Content>, value: unknown, file: string): Content {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw damaged(file, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}
