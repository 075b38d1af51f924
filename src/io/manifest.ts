/**
 * Manifests: what a published folder or file holds, by SHA-256, checked before use.
 */
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as z from 'zod';
import { JzError } from '../core/errors/index.ts';
import { canonicalJson, type Json } from '../core/json.ts';
import { hashFile, readText, sha256 } from './files.ts';

const fileEntry = z.strictObject({
  /** Relative to the manifest's folder, with `/`. */
  path: z.string(),
  bytes: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const manifestSchema = z.strictObject({
  format: z.literal(1),
  /** What was published: `ledger-generation`, `model`, `scores`, `features`, `report`. */
  kind: z.string(),
  /** SHA-256 of this manifest without `id`; a changed manifest betrays itself. */
  id: z.string(),
  files: z.array(fileEntry),
  /** Facts of the kind: parents, rows, schema, seeds, versions. No clock: same inputs, same bytes. */
  facts: z.record(z.string(), z.json()),
});

/** One file of a manifest. */
export type FileEntry = z.infer<typeof fileEntry>;
/** A parsed manifest. */
export type Manifest = z.infer<typeof manifestSchema>;

/** Makes a manifest and its id from hashed files. */
export function makeManifest(
  kind: string,
  files: FileEntry[],
  facts: Readonly<Record<string, Json>>,
): Manifest {
  const body = { format: 1 as const, kind, files, facts: facts as Manifest['facts'] };
  return { ...body, id: sha256(canonicalJson(body)) };
}

/** A manifest's text on disk. */
export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/**
 * Reads a manifest and checks that it was not changed. The files it names are not read.
 *
 * @throws JZ_MANIFEST_MISSING, JZ_HASH_MISMATCH
 */
export async function readManifest(path: string): Promise<Manifest> {
  const text = await readText(path).catch((cause: unknown) => {
    throw new JzError('JZ_MANIFEST_MISSING', { path: dirname(path) }, { cause });
  });
  const parsed = manifestSchema.safeParse(parseJson(text));
  if (!parsed.success) throw mismatch(path, 'a valid manifest', 'something else');
  const { id, ...body } = parsed.data;
  const actual = sha256(canonicalJson(body));
  if (actual !== id) throw mismatch(path, id, actual);
  return parsed.data;
}

/**
 * Reads a manifest and checks every file it names, byte by byte, before anything uses them.
 *
 * @throws JZ_MANIFEST_MISSING, JZ_HASH_MISMATCH
 */
export async function verifyManifest(path: string): Promise<Manifest> {
  const manifest = await readManifest(path);
  for (const file of manifest.files) await verifyFile(join(dirname(path), file.path), file);
  return manifest;
}

/** Every manifest under a path: `manifest.json` of a folder, `NAME.manifest.json` of a file. */
export async function findManifests(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => null);
  if (!found) throw new JzError('JZ_FILE_NOT_FOUND', { file: path });
  if (found.isFile()) return [basename(path).endsWith('manifest.json') ? path : `${path}.manifest.json`];
  const entries = await readdir(path, { recursive: true });
  return entries
    .filter((entry) => /(^|[\\/]|\.)manifest\.json$/.test(entry))
    .sort()
    .map((entry) => join(path, entry));
}

async function verifyFile(path: string, expected: FileEntry): Promise<void> {
  const actual = await hashFile(path).catch(() => null);
  if (!actual) throw mismatch(path, expected.sha256, 'no such file');
  if (actual.sha256 !== expected.sha256) throw mismatch(path, expected.sha256, actual.sha256);
}

function mismatch(file: string, expected: string, value: string): JzError {
  return new JzError('JZ_HASH_MISMATCH', {
    file,
    expected: expected.slice(0, 16),
    value: value.slice(0, 16),
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
