/**
 * A household model's bundle: the stack, its calibrator and interval, its bands, and what was measured of it.
 */
import * as z from 'zod';
import type { Calibrator } from '../../models/calibration/calibrator.ts';
import type { IntervalGroups } from '../../models/calibration/interval-groups.ts';
import type { VennAbers } from '../../models/calibration/venn-abers.ts';
import type { Stack } from '../../models/stack/model.ts';
import type { Json } from '../core/json.ts';
import type { Manifest } from '../io/manifest.ts';
import type { BandThresholds, UncertaintyRule } from './bands.ts';
import { readBundle, writeBundle } from './bundle-files.ts';
import { answersHorizons, horizonCalibrators, type HorizonCalibrator } from './horizons.ts';
import { calibratorSchema, intervalGroupsSchema, stackSchema, vennAbersSchema } from './model-schema.ts';

/** Feature catalogues a model can be made on. */
export const catalogueNames = ['panel', 'county'] as const;
/** One of the feature catalogues. */
export type CatalogueName = (typeof catalogueNames)[number];

/** What a household model bundle holds. */
export interface HouseholdModel {
  readonly kind: 'household';
  /** Which feature catalogue its columns are declared in. */
  readonly catalogue: CatalogueName;
  readonly label: { readonly zh: string; readonly en: string };
  readonly stack: Stack;
  readonly calibrator: Calibrator;
  /** Horizons it answers beside the one of its label, rising; absent: none. */
  readonly horizons?: readonly HorizonCalibrator[] | undefined;
  /** Of all calibration rows. */
  readonly interval: VennAbers;
  /** Of rows of which much, less and little is known; absent: the one of all rows. */
  readonly intervalGroups?: IntervalGroups | undefined;
  readonly bandThresholds: BandThresholds;
  /** Which intervals are too wide to act on; absent: none is. */
  readonly uncertainAcross?: UncertaintyRule | undefined;
  readonly trainedOn: readonly string[];
  readonly calibratedOn: readonly string[];
  readonly testedOn: readonly string[];
  /** Out-of-time figures, by metric name. */
  readonly metrics: Readonly<Record<string, number>>;
}

/** Which intervals are too wide to act on, in configs and bundles. */
export const uncertaintySchema: z.ZodType<UncertaintyRule> = z.literal([1, 2, 3, 'own']);

const dates = z.array(z.iso.date());
const share = z.number().min(0).max(1);

const schema: z.ZodType<HouseholdModel> = z
  .strictObject({
    kind: z.literal('household'),
    catalogue: z.enum(catalogueNames),
    label: z.strictObject({ zh: z.string(), en: z.string() }),
    stack: stackSchema,
    calibrator: calibratorSchema,
    horizons: horizonCalibrators.optional(),
    interval: vennAbersSchema,
    intervalGroups: intervalGroupsSchema.optional(),
    bandThresholds: z
      .strictObject({ red: share, orange: share, yellow: share })
      .refine(({ red, orange, yellow }) => red >= orange && orange >= yellow, 'bands must descend'),
    uncertainAcross: uncertaintySchema.optional(),
    trainedOn: dates,
    calibratedOn: dates,
    testedOn: dates,
    metrics: z.record(z.string(), z.number()),
  })
  .refine(answersHorizons, 'a horizon that the model does not know');

/** The id of a published bundle: it names the content, so two equal trainings share it. */
export function modelIdOf(manifest: Manifest, catalogue: CatalogueName = 'panel'): string {
  return `${catalogue}-${manifest.id.slice(0, 12)}`;
}

/** Publishes a household model in a registry; its folder is its id. */
export async function writeHouseholdModel(
  registry: string,
  model: HouseholdModel,
  facts: Readonly<Record<string, Json>>,
  extra: Readonly<Record<string, string>> = {},
): Promise<string> {
  const name = (made: Manifest): string => modelIdOf(made, model.catalogue);
  const { manifest } = await writeBundle({ parent: registry, name }, model, facts, extra);
  return name(manifest);
}

/**
 * Loads a household model and its id.
 *
 * @throws JZ_MANIFEST_MISSING, JZ_HASH_MISMATCH, JZ_MODEL_INVALID
 */
export async function readHouseholdModel(
  folder: string,
): Promise<{ id: string; model: HouseholdModel; manifest: Manifest }> {
  const { content, manifest } = await readBundle(folder, schema);
  return { id: modelIdOf(manifest, content.catalogue), model: content, manifest };
}
