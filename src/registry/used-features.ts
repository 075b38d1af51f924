import type { SingleModel, Stack } from '../../models/stack/model.ts';

/** Features of a stack that at least one member uses in a split or with a weight, in the stack's order. */
export function usedFeatures({ features, members }: Stack): string[] {
  const used = new Set(
    members.flatMap(({ model }) => usedColumns(model).map((j) => model.features[j] ?? '')),
  );
  return features.filter((name) => used.has(name));
}

function usedColumns(model: SingleModel): number[] {
  if ('trees' in model) return [...new Set(model.trees.feature)].filter((j) => j >= 0);
  return [...model.coefficients.keys()].filter((j) => model.coefficients[j] !== 0);
}
