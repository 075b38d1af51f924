/**
 * From what a person writes (`champion`, an id, a folder) to a bundle's folder.
 */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { JzError } from '../core/errors/index.ts';
import { readManifest } from '../io/manifest.ts';
import { readLog } from './log.ts';
import { roles, standingAfter, type Holder, type Role } from './roles.ts';

/**
 * The folder of a model. The bundle's own bytes are checked by whoever loads it; of a role, that the bundle is the one
 * that was confirmed.
 *
 * @param nameOrId `champion`, `challenger`, an id of the registry, or a bundle's folder
 * @throws JZ_MODEL_UNKNOWN, JZ_MODEL_NO_ROLE, JZ_REGISTRY_LOG, JZ_HASH_MISMATCH
 */
export async function resolveModel(registry: string, nameOrId: string): Promise<string> {
  const role = roles.find((one) => one === nameOrId);
  if (role) return heldBy(registry, role);
  if (/^[^/\\.][^/\\]*$/.test(nameOrId) && isBundle(join(registry, nameOrId)))
    return join(registry, nameOrId);
  if (isBundle(nameOrId)) return nameOrId;
  const known = (await modelIds(registry)).join(', ') || '-';
  throw new JzError('JZ_MODEL_UNKNOWN', { registry, model: nameOrId, known });
}

/**
 * Ids of the registry's bundles, ascending.
 *
 * @throws JZ_FILE_NOT_FOUND
 */
export async function modelIds(registry: string): Promise<string[]> {
  const names = await readdir(registry).catch((cause: unknown) => {
    throw new JzError('JZ_FILE_NOT_FOUND', { file: registry }, { cause });
  });
  return names.filter((name) => !name.startsWith('.') && isBundle(join(registry, name))).sort();
}

async function heldBy(registry: string, role: Role): Promise<string> {
  const holder = standingAfter(await readLog(registry))[role];
  if (!holder) throw new JzError('JZ_MODEL_NO_ROLE', { registry, role });
  return folderOf(registry, holder);
}

/**
 * The folder of the very bundle an entry of the log means.
 *
 * @throws JZ_MANIFEST_MISSING, JZ_HASH_MISMATCH when another bundle stands there
 */
export async function folderOf(registry: string, { model, manifest }: Holder): Promise<string> {
  const folder = join(registry, model);
  const file = join(folder, 'manifest.json');
  const { id } = await readManifest(file);
  if (id === manifest) return folder;
  throw new JzError('JZ_HASH_MISMATCH', { file, expected: manifest.slice(0, 16), value: id.slice(0, 16) });
}

function isBundle(folder: string): boolean {
  return existsSync(join(folder, 'manifest.json'));
}
