/**
 * What a card is about: a checked bundle with what it carries of its making and its evaluation.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { ModelEvidence } from '../../../eval/evidence.ts';
import { countyFeatures } from '../../../features/county/index.ts';
import type { About } from '../../../features/declaration.ts';
import { panelCatalogue } from '../../../features/index.ts';
import { JzError } from '../../core/errors/index.ts';
import type { Manifest } from '../../io/manifest.ts';
import {
  readHouseholdModel,
  type CatalogueName,
  type HouseholdModel,
} from '../../scoring/household-bundle.ts';
import { readLog } from '../log.ts';
import { rolesOf, standingAfter, type Role } from '../roles.ts';

/** A bundle as cards see it. */
export interface CardSubject {
  readonly id: string;
  readonly model: HouseholdModel;
  readonly manifest: Manifest;
  readonly roles: readonly Role[];
  /** Absent in bundles made before evaluations were kept with them. */
  readonly evidence: ModelEvidence | null;
  /** The training's config and counts as the bundle keeps them. */
  readonly making: Making;
}

const choice = z.object({ use: z.string(), because: z.string() });
const part = z.object({ rows: z.number(), positives: z.number(), censored: z.number() });
const makingSchema = z.object({
  config: z
    .object({
      seed: z.string().optional(),
      capacity: z.number().optional(),
      protected: z.record(z.string(), choice).optional(),
      exclude: z.array(z.string()).optional(),
      label: z
        .object({
          kind: z.string(),
          horizon_months: z.int().positive(),
          known_after_months: z.int().nonnegative(),
        })
        .optional(),
      region: z.string().optional(),
    })
    .optional(),
  parts: z.record(z.string(), part).optional(),
  seed: z.string().optional(),
});

/** What `card.json` says of the making, as far as it says it. */
export type Making = Readonly<z.infer<typeof makingSchema>>;

/** The beginning of an evidence file: the bundle's hash vouches for the rest. */
const evidenceSchema = z.custom<ModelEvidence>(
  (value) => z.looseObject({ format: z.literal(1), metrics: z.array(z.unknown()) }).safeParse(value).success,
);

/**
 * Reads a bundle for its cards; every byte is checked first.
 *
 * @throws JZ_MANIFEST_MISSING, JZ_HASH_MISMATCH, JZ_MODEL_INVALID, JZ_REGISTRY_LOG
 */
export async function readCardSubject(folder: string, registry: string): Promise<CardSubject> {
  const { id, model, manifest } = await readHouseholdModel(folder);
  const has = (name: string): boolean => manifest.files.some(({ path }) => path === name);
  return {
    id,
    model,
    manifest,
    roles: rolesOf(standingAfter(await readLog(registry)), id),
    evidence: has('evidence.json') ? await readJson(folder, 'evidence.json', evidenceSchema) : null,
    making: has('card.json') ? await readJson(folder, 'card.json', makingSchema) : {},
  };
}

async function readJson<Content>(folder: string, name: string, schema: z.ZodType<Content>): Promise<Content> {
  const file = join(folder, name);
  const parsed = schema.safeParse(JSON.parse(await readFile(file, 'utf8')));
  if (parsed.success) return parsed.data;
  const problem = `${parsed.error.issues[0]?.path.join('.') ?? ''}: ${parsed.error.issues[0]?.message ?? ''}`;
  throw new JzError('JZ_MODEL_INVALID', { file, problem });
}

/** Declarations of a catalogue. */
export const declarationsOf: Readonly<Record<CatalogueName, readonly About[]>> = {
  panel: panelCatalogue,
  county: countyFeatures,
};

/** A fact of the manifest as text. */
export function factOf({ manifest }: Pick<CardSubject, 'manifest'>, name: string): string {
  const value = manifest.facts[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '–';
}
