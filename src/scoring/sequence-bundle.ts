/**
 * A sequence model on disk in the standard TensorFlow.js format: `model.json` (structure, manifest of weights, and ours
 * under `userDefinedMetadata`) and `weights.bin`, with a manifest of hashes that is checked before anything is parsed.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { SequenceModel } from '../../models/sequence/model.ts';
import { JzError } from '../core/errors/index.ts';
import type { Json } from '../core/json.ts';
import { verifyManifest, type Manifest } from '../io/manifest.ts';
import { publishFolder } from '../io/publish.ts';

const KIND = 'sequence-model';
const STRUCTURE = 'model.json';
const WEIGHTS = 'weights.bin';

const names = z.array(z.string());
const floats = z.array(z.number()).transform((values) => Float64Array.from(values));
const spread = z.array(z.number().positive()).transform((values) => Float64Array.from(values));

const spec = z.strictObject({
  name: z.string(),
  shape: z.array(z.int().positive()),
  dtype: z.literal('float32'),
});

const own = z
  .strictObject({
    family: z.literal('sequence'),
    format: z.literal(1),
    features: names,
    channels: names.min(1),
    months: z.int().positive(),
    horizons: z.array(z.number().positive()).min(1),
    backend: z.enum(['node', 'wasm', 'cpu']),
    epochs: z.int().nonnegative(),
    scales: z.strictObject({
      channelMean: floats,
      channelSpread: spread,
      staticMean: floats,
      staticSpread: spread,
    }),
  })
  .refine(
    ({ channels, features, scales }) =>
      [scales.channelMean, scales.channelSpread].every((part) => part.length === channels.length) &&
      [scales.staticMean, scales.staticSpread].every((part) => part.length === features.length),
    'a channel or a column lacks its scale',
  )
  .refine(
    ({ horizons }) => horizons.every((end, k) => end > (horizons[k - 1] ?? 0)),
    'the horizons do not rise',
  );

const file = z.object({
  format: z.literal('layers-model'),
  modelTopology: z.record(z.string(), z.json()),
  weightsManifest: z.tuple([z.object({ paths: z.tuple([z.literal(WEIGHTS)]), weights: z.array(spec) })]),
  userDefinedMetadata: z.strictObject({ jiuzhu: own }),
});

/** Publishes a sequence model in a folder of that name, replacing an earlier one. */
export async function writeSequenceModel(
  target: { readonly parent: string; readonly name: string },
  model: SequenceModel,
  facts: Readonly<Record<string, Json>>,
): Promise<{ folder: string; manifest: Manifest }> {
  return publishFolder(KIND, { ...target, replace: KIND }, async (working) => {
    await writeFile(join(working, STRUCTURE), `${JSON.stringify(structureOf(model))}\n`);
    await writeFile(join(working, WEIGHTS), model.weights);
    return { facts };
  });
}

/**
 * Reads and checks a sequence model.
 *
 * @throws JZ_MANIFEST_MISSING, JZ_HASH_MISMATCH, JZ_MODEL_INVALID
 */
export async function readSequenceModel(
  folder: string,
): Promise<{ model: SequenceModel; manifest: Manifest }> {
  const manifest = await verifyManifest(join(folder, 'manifest.json'));
  for (const name of [STRUCTURE, WEIGHTS])
    if (manifest.kind !== KIND || !manifest.files.some(({ path }) => path === name))
      throw invalid(folder, `${manifest.kind}: ${name} ?`);
  const parsed = file.safeParse(parseJson(folder, await readFile(join(folder, STRUCTURE), 'utf8')));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw invalid(folder, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
  }
  const { modelTopology: topology, weightsManifest, userDefinedMetadata } = parsed.data;
  const weightSpecs = weightsManifest[0].weights;
  const weights = new Uint8Array(await readFile(join(folder, WEIGHTS)));
  checkWeights(folder, weightSpecs, weights);
  return { model: { ...userDefinedMetadata.jiuzhu, topology, weightSpecs, weights }, manifest };
}

function structureOf({ topology, weightSpecs, ...model }: SequenceModel): object {
  const { family, format, features, channels, months, horizons, backend, epochs, scales } = model;
  const numbers = {
    channelMean: [...scales.channelMean],
    channelSpread: [...scales.channelSpread],
    staticMean: [...scales.staticMean],
    staticSpread: [...scales.staticSpread],
  };
  const jiuzhu = { family, format, features, channels, months, horizons, backend, epochs, scales: numbers };
  return {
    format: 'layers-model',
    generatedBy: 'jiuzhu',
    convertedBy: null,
    modelTopology: topology,
    weightsManifest: [{ paths: [WEIGHTS], weights: weightSpecs }],
    userDefinedMetadata: { jiuzhu },
  };
}

function checkWeights(
  folder: string,
  specs: readonly { shape: readonly number[] }[],
  bytes: Uint8Array,
): void {
  const count = specs.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
  if (bytes.length !== count * 4) throw invalid(folder, `${bytes.length} bytes for ${count} weights`);
  if (!new Float32Array(bytes.slice().buffer).every(Number.isFinite))
    throw invalid(folder, 'a weight is missing or infinite');
}

function parseJson(folder: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalid(folder, String(cause));
  }
}

function invalid(folder: string, problem: string): JzError {
  return new JzError('JZ_MODEL_INVALID', { file: folder, problem });
}
