import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadTensorFlow, type TensorFlow } from '../../models/net/backend.ts';
import { fitSequence } from '../../models/sequence/fit.ts';
import type { SequenceModel } from '../../models/sequence/model.ts';
import { predictSequence } from '../../models/sequence/predict.ts';
import { drawSample, quickOptions, sampleHorizons } from '../../models/sequence/test-support.ts';
import { seededRng } from '../core/rng.ts';
import { hashFile } from '../io/files.ts';
import { makeManifest, manifestText, readManifest } from '../io/manifest.ts';
import { readSequenceModel, writeSequenceModel } from './sequence-bundle.ts';

const [train, watch] = [drawSample(300, 'train'), drawSample(100, 'watch')];
const options = { ...quickOptions, epochs: 1 };
let parent: string;
let tensorflow: TensorFlow;
let model: SequenceModel;
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'sequence-'));
  tensorflow = await loadTensorFlow();
  model = await fitSequence(tensorflow, { train, watch, horizons: sampleHorizons, options }, seededRng(1));
});
afterAll(() => rm(parent, { recursive: true }));

/** Publishes the model, changes a file and, unless the change is an accident, its hash. */
async function publishedWith(
  name: string,
  change: (bytes: Buffer) => Uint8Array | string,
  isHashed = true,
): Promise<string> {
  const { folder, manifest } = await writeSequenceModel({ parent, name: 'changed' }, model, {});
  const path = join(folder, name);
  await writeFile(path, change(await readFile(path)));
  if (!isHashed) return folder;
  const files = await Promise.all(
    manifest.files.map(async ({ path: own }) => ({ path: own, ...(await hashFile(join(folder, own))) })),
  );
  await writeFile(join(folder, 'manifest.json'), manifestText(makeManifest(manifest.kind, files, {})));
  return folder;
}

describe('a published sequence model', () => {
  it('is read as it was written, and predicts the same', async () => {
    const { folder } = await writeSequenceModel({ parent, name: 'same' }, model, { seed: '1' });
    const { model: read, manifest } = await readSequenceModel(folder);

    expect(read).toEqual(model);
    expect(manifest.facts).toEqual({ seed: '1' });
    expect(await predictSequence(tensorflow, read, watch.rows)).toEqual(
      await predictSequence(tensorflow, model, watch.rows),
    );
  });

  it('has the same bytes whenever it is written', async () => {
    const one = await writeSequenceModel({ parent, name: 'once' }, model, {});
    const other = await writeSequenceModel({ parent, name: 'again' }, model, {});

    expect(other.manifest.id).toBe(one.manifest.id);
    expect((await readManifest(join(one.folder, 'manifest.json'))).files.map(({ path }) => path)).toEqual([
      'model.json',
      'weights.bin',
    ]);
  });

  it('is what TensorFlow itself reads, without us', async () => {
    const { folder } = await writeSequenceModel({ parent, name: 'standard' }, model, {});
    const { tf } = tensorflow;
    const text = JSON.parse(await readFile(join(folder, 'model.json'), 'utf8')) as Parameters<
      typeof tf.io.getModelArtifactsForJSON
    >[0];
    const bytes = Uint8Array.from(await readFile(join(folder, 'weights.bin')));
    const artifacts = await tf.io.getModelArtifactsForJSON(text, (manifest) =>
      Promise.resolve([manifest.flatMap(({ weights }) => weights), bytes.buffer]),
    );
    const network = await tf.loadLayersModel(tf.io.fromMemory(artifacts));

    expect(network.layers.map((layer) => layer.getClassName())).toEqual(
      expect.arrayContaining(['InputLayer', 'Reshape', 'GRU', 'Concatenate', 'Dense']),
    );
    expect(network.outputs[0]!.shape).toEqual([null, 3]);
    network.dispose();
  });

  it('is refused when a bit flipped', async () => {
    const folder = await publishedWith('weights.bin', (bytes) => bytes.fill(1, 8, 9), false);

    await expect(readSequenceModel(folder)).rejects.toMatchObject({ code: 'JZ_HASH_MISMATCH' });
  });

  it.each<[string, string, (bytes: Buffer) => Uint8Array | string]>([
    ['cut short', 'weights.bin', (bytes) => bytes.subarray(0, 100)],
    ['with a weight that is no number', 'weights.bin', (bytes) => bytes.fill(255, 0, 4)],
    ['with broken JSON', 'model.json', () => '{'],
    ['of a newer format', 'model.json', (text) => text.toString().replace('"format":1', '"format":2')],
    ['with horizons that fall', 'model.json', (text) => text.toString().replace('[3,6,12]', '[6,3,12]')],
    [
      'that lacks a scale',
      'model.json',
      (text) => text.toString().replace('"channels":["income",', '"channels":['),
    ],
  ])('is refused %s', async (_, name, change) => {
    await expect(readSequenceModel(await publishedWith(name, change))).rejects.toMatchObject({
      code: 'JZ_MODEL_INVALID',
    });
  });
});
