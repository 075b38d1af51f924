/**
 * Deleting generations for good.
 */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readManifest } from '../../io/manifest.ts';
import { readCurrent } from './current.ts';
import { factsOf } from './facts.ts';

/** The generations of a lake on disk, oldest first. */
export async function generationsOnDisk(lake: string): Promise<string[]> {
  const names = await readdir(lake).catch(() => []);
  return names.filter((name) => /^g\d{4,}-[0-9a-f]{12}$/.test(name)).sort();
}

/**
 * Deletes every generation older than the newest purge among the current one's ancestors. Idempotent: what a killed
 * purge left is deleted by the next call. Call under the lake's lock.
 *
 * @param isPurge whether a generation's folder is the first after a purge
 * @returns names of the generations deleted now
 */
export async function deleteRetired(
  lake: string,
  isPurge: (folder: string) => Promise<boolean>,
): Promise<string[]> {
  const kept = await sinceLastPurge(lake, isPurge);
  if (!kept) return [];
  const retired = (await generationsOnDisk(lake)).filter((name) => !kept.includes(name));
  for (const name of retired) await rm(join(lake, name), { recursive: true });
  return retired;
}

/** The current generation and its ancestors back to the last purge; null when none was purged. */
async function sinceLastPurge(
  lake: string,
  isPurge: (folder: string) => Promise<boolean>,
): Promise<string[] | null> {
  const kept: string[] = [];
  let name = await readCurrent(lake);
  while (name !== null) {
    const folder = join(lake, name);
    const file = join(folder, 'manifest.json');
    const manifest = await readManifest(file).catch(() => null);
    if (!manifest) return null;
    kept.push(name);
    if (await isPurge(folder)) return kept;
    name = factsOf(manifest, file).parent;
  }
  return null;
}
