/**
 * Finds a model that an earlier run trained from the same inputs.
 */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { verifyManifest } from '../io/manifest.ts';

/** The folder of the bundle whose manifest has this key, checked byte by byte; `null` when there is none. */
export async function findModel(registry: string, key: string): Promise<string | null> {
  const folders = existsSync(registry) ? await readdir(registry, { withFileTypes: true }) : [];
  for (const { name } of folders.filter((one) => one.isDirectory() && !one.name.startsWith('.'))) {
    if (!existsSync(join(registry, name, 'manifest.json'))) continue;
    const manifest = await verifyManifest(join(registry, name, 'manifest.json'));
    if (manifest.facts['key'] === key) return name;
  }
  return null;
}
