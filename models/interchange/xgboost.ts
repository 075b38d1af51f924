/**
 * Reads XGBoost's JSON models of a binary outcome.
 *
 * XGBoost rounds a value to single precision and sends it left when it is below the split; the thresholds made here
 * say the same of doubles, categories included. It adds leaves in single precision and we in double: scores agree to about 1e-6.
 *
 * @see https://xgboost.readthedocs.io/en/stable/tutorials/saving_model.html
 */
import * as z from 'zod';
import type { BoostedTrees } from '../boosting/fit.ts';
import { flattenTrees } from './flatten.ts';
import { damaged, unsupported } from './problem.ts';
import { treeSchema, xgboostTree } from './xgboost-tree.ts';

const numbers = z.array(z.number());

/** Since version 3: how the frame of training named its categories, if it did. */
const recodedSchema = z.object({ enc: z.array(z.unknown()) });

const gbtreeSchema = z.object({
  model: z.object({ trees: z.array(treeSchema), cats: recodedSchema.optional() }),
});

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

/** Objectives whose score is log-odds, and whether the base score is given as a probability. */
const OBJECTIVES: Readonly<Record<string, { readonly baseIsProbability: boolean }>> = {
  'binary:logistic': { baseIsProbability: true },
  'reg:logistic': { baseIsProbability: true },
  'binary:logitraw': { baseIsProbability: false },
};

/**
 * The model in a JSON file that `save_model` wrote; all its trees count, also those after the best iteration.
 *
 * @param file what to call it in an error
 * @throws JZ_MODEL_UNSUPPORTED for another objective, booster, several classes, or categories
 *   with names; JZ_MODEL_INVALID
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
  const { trees: own, cats } = (read.name === 'dart' ? read.gbtree : read).model;
  if (cats && cats.enc.length > 0) throw unsupported(file, 'categories that have names of their own');
  const trees = own.map((tree, t) => {
    const weight = read.name === 'dart' ? read.weight_drop[t] : 1;
    if (weight === undefined) throw damaged(file, `tree ${t} has no weight`);
    return xgboostTree(tree, weight, file);
  });
  return {
    family: 'gbdt',
    format: 1,
    features,
    base: baseOf(parameters.base_score, objective.baseIsProbability, file),
    trees: flattenTrees(trees, features.length, file),
  };
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
