/**
 * Model bundles on disk: `model.json`, `arrays.bin`, `manifest.json`; hashes are checked before anything is parsed.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type * as z from 'zod';
import { JzError } from '../core/errors/index.ts';
import type { Json } from '../core/json.ts';
import { verifyManifest, type Manifest } from '../io/manifest.ts';
import { publishFolder } from '../io/publish.ts';
import { decode, encode } from './codec.ts';

/** Where a bundle goes: a fixed name, or one made from the finished manifest. */
export interface BundleTarget {
  readonly parent: string;
  readonly name: string | ((manifest: Manifest) => string);
}

/** Publishes a bundle, replacing an earlier bundle of that name. `extra` files (cards) go beside it. */
export async function writeBundle(
  target: BundleTarget,
  content: unknown,
  facts: Readonly<Record<string, Json>>,
  extra: Readonly<Record<string, string>> = {},
): Promise<{ folder: string; manifest: Manifest }> {
  return publishFolder('model', { ...target, replace: 'model' }, async (working) => {
    const { json, bytes } = encode(content);
    await writeFile(join(working, 'model.json'), json);
    await writeFile(join(working, 'arrays.bin'), bytes);
    for (const [name, text] of Object.entries(extra)) await writeFile(join(working, name), text);
    return { facts };
  });
}

/**
 * Reads and checks a bundle.
 *
 * @throws JZ_MANIFEST_MISSING, JZ_HASH_MISMATCH, JZ_MODEL_INVALID
 */
export async function readBundle<Content>(
  folder: string,
  schema: z.ZodType<Content>,
): Promise<{ content: Content; manifest: Manifest }> {
  const manifest = await verifyManifest(join(folder, 'manifest.json'));
  for (const name of ['model.json', 'arrays.bin'])
    if (manifest.kind !== 'model' || !manifest.files.some((file) => file.path === name))
      throw new JzError('JZ_MODEL_INVALID', { file: folder, problem: `${manifest.kind}: ${name} ?` });
  const json = await readFile(join(folder, 'model.json'), 'utf8');
  const bytes = new Uint8Array(await readFile(join(folder, 'arrays.bin')));
  const parsed = schema.safeParse(decodeOrRefuse(folder, { json, bytes }));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new JzError('JZ_MODEL_INVALID', {
      file: folder,
      problem: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`,
    });
  }
  return { content: parsed.data, manifest };
}

function decodeOrRefuse(folder: string, encoded: { json: string; bytes: Uint8Array }): unknown {
  try {
    return decode(encoded);
  } catch (cause) {
    throw new JzError('JZ_MODEL_INVALID', { file: folder, problem: String(cause) }, { cause });
  }
}
