/**
 * A model of trees on disk that is neither a table's nor a households': hazards over several horizons, or amounts.
 */
import * as z from 'zod';
import type { HazardTrees } from '../../models/boosting/hazard.ts';
import type { RegressionTrees } from '../../models/boosting/regression.ts';
import type { Json } from '../core/json.ts';
import type { Manifest } from '../io/manifest.ts';
import { readBundle, writeBundle, type BundleTarget } from './bundle-files.ts';
import { hazardSchema, regressionSchema } from './tree-models-schema.ts';

/** What such a bundle holds. */
export type TreeModel = HazardTrees | RegressionTrees;

const schema = z.strictObject({
  kind: z.literal('trees'),
  model: z.union([hazardSchema, regressionSchema]),
});

/** Publishes a model, replacing an earlier one of that name. */
export async function writeTreeModel(
  target: BundleTarget,
  model: TreeModel,
  facts: Readonly<Record<string, Json>>,
): Promise<{ folder: string; manifest: Manifest }> {
  return writeBundle(target, { kind: 'trees', model }, facts);
}

/**
 * Loads a model, checked byte by byte: it predicts and explains with the bits it had before it was saved.
 *
 * @throws JZ_MANIFEST_MISSING, JZ_HASH_MISMATCH, JZ_MODEL_INVALID
 */
export async function readTreeModel(folder: string): Promise<{ model: TreeModel; manifest: Manifest }> {
  const { content, manifest } = await readBundle(folder, schema);
  return { model: content.model, manifest };
}
