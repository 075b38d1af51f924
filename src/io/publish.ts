/**
 * Publishing: a folder or file appears whole, with its manifest, or not at all.
 */
import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { JzError } from '../core/errors/index.ts';
import type { Json } from '../core/json.ts';
import { checkReplaceable, hashFile, syncPath, writeAtomically } from './files.ts';
import { makeManifest, manifestText, readManifest, type FileEntry, type Manifest } from './manifest.ts';

/** What a build function hands back for the manifest. */
export interface Published {
  readonly facts: Readonly<Record<string, Json>>;
  /** Files of earlier publications this one stands on, by paths relative to the new folder. */
  readonly inherited?: readonly FileEntry[];
  /** Files of the folder that were hashed already, while others were still written. */
  readonly hashed?: readonly FileEntry[];
}

/**
 * Builds a folder beside its final place, hashes it, syncs it and renames it there.
 *
 * @param target `name` may be chosen from the finished manifest (content-addressed); `replace` names the kind of
 *               earlier publication that may be replaced there
 * @throws JZ_OUTPUT_EXISTS when the final path is taken by anything else
 */
export async function publishFolder(
  kind: string,
  target: { parent: string; name: string | ((manifest: Manifest) => string); replace?: string },
  build: (folder: string) => Promise<Published>,
): Promise<{ folder: string; manifest: Manifest }> {
  await mkdir(target.parent, { recursive: true });
  const working = await mkdtemp(join(target.parent, '.tmp-'));
  try {
    const published = await build(working);
    const own = await hashAll(working, published.hashed ?? []);
    const manifest = makeManifest(kind, [...own, ...(published.inherited ?? [])], published.facts);
    await writeFile(join(working, 'manifest.json'), manifestText(manifest));
    const name = typeof target.name === 'string' ? target.name : target.name(manifest);
    const folder = join(target.parent, name);
    await place(working, folder, target.replace);
    return { folder, manifest };
  } finally {
    await rm(working, { recursive: true, force: true });
  }
}

/**
 * Writes one file beside its final place, renames it there, and puts `NAME.manifest.json` beside it.
 * An earlier file of that name is replaced whole.
 *
 * @throws JZ_OUTPUT_NOT_FILE when a folder or a device is in its place
 */
export async function publishFile(
  kind: string,
  path: string,
  build: (temporary: string) => Promise<Readonly<Record<string, Json>>>,
): Promise<Manifest> {
  await checkReplaceable(path);
  await mkdir(dirname(path), { recursive: true });
  const working = await mkdtemp(join(dirname(path), '.tmp-'));
  try {
    const temporary = join(working, basename(path));
    const facts = await build(temporary);
    const hashed = await hashFile(temporary);
    const manifest = makeManifest(kind, [{ path: basename(path), ...hashed }], facts);
    await syncPath(temporary);
    await rm(`${path}.manifest.json`, { force: true });
    await rename(temporary, path);
    await writeAtomically(`${path}.manifest.json`, manifestText(manifest));
    await syncPath(dirname(path));
    return manifest;
  } finally {
    await rm(working, { recursive: true, force: true });
  }
}

async function place(working: string, folder: string, replaceable: string | undefined): Promise<void> {
  if (!(await stat(folder).catch(() => null))) return moveInto(working, folder);
  const isEmpty = (await readdir(folder).catch(() => ['?'])).length === 0;
  if (!isEmpty && !(await holdsKind(folder, replaceable)))
    throw new JzError('JZ_OUTPUT_EXISTS', { file: folder });
  const retired = `${working}-replaced`;
  await rename(folder, retired);
  await moveInto(working, folder);
  await rm(retired, { recursive: true, force: true });
}

async function moveInto(working: string, folder: string): Promise<void> {
  await rename(working, folder);
  await syncPath(dirname(folder));
}

async function holdsKind(folder: string, kind: string | undefined): Promise<boolean> {
  if (kind === undefined) return false;
  const manifest = await readManifest(join(folder, 'manifest.json')).catch(() => null);
  return manifest?.kind === kind;
}

async function hashAll(folder: string, hashed: readonly FileEntry[]): Promise<FileEntry[]> {
  const known = new Map(hashed.map((entry) => [entry.path, entry]));
  const entries = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  );
  const files: FileEntry[] = [];
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    await syncPath(path);
    const relative = path.slice(folder.length + 1).replaceAll('\\', '/');
    files.push(known.get(relative) ?? { path: relative, ...(await hashFile(path)) });
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}
