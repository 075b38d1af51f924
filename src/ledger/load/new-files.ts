/**
 * Which files of a delivery the lake does not hold yet, and which of them came before under their name.
 */
import { stat } from 'node:fs/promises';
import { JzError } from '../../core/errors/index.ts';
import { canonicalJson, type Json } from '../../core/json.ts';
import { hashFile, sha256 } from '../../io/files.ts';
import type { SourceFact } from '../lake/facts.ts';
import type { Generation } from '../lake/generation.ts';
import { mappingHash } from '../mapping/load.ts';
import type { Mapping } from '../mapping/schema.ts';
import { keyGroup } from './keys.ts';
import type { SourceFile } from './source-file.ts';

/** A file to load, with the hashes of its bytes and of its mapping. */
export interface NewFile {
  readonly file: SourceFile;
  readonly sha256: string;
  readonly mapping: string;
  /** 1, or one more than the lake holds of a file that came again with other bytes. */
  readonly version: number;
  /** Size and times when it was hashed. */
  readonly state: string;
}

/** The files whose bytes or mapping the generation does not hold. */
export async function newFiles(
  files: readonly SourceFile[],
  mapping: Mapping,
  parent: Generation | null,
): Promise<NewFile[]> {
  const fresh: NewFile[] = [];
  for (const file of files) {
    const state = await fileState(file.path);
    const found = await hashFile(file.path).catch((cause: unknown) => {
      throw new JzError('JZ_FILE_NOT_FOUND', { file: file.path }, { cause });
    });
    const made = { file, sha256: found.sha256, mapping: mappingHash(mapping, file.source), state };
    const held = latestVersion(parent, file);
    if (held?.sha256 !== made.sha256 || held.mapping !== made.mapping)
      fresh.push({ ...made, version: nextVersion(held, made) });
  }
  return fresh;
}

/** The same files under the same mappings are the same batch, whenever they are loaded. */
export function batchId(fresh: readonly NewFile[]): string {
  const parts: Json[] = fresh.map((one) => [
    one.file.source.department,
    one.file.name,
    one.sha256,
    one.mapping,
    ...(one.version === 1 ? [] : [one.version]),
  ]);
  return `b-${sha256(canonicalJson(parts)).slice(0, 12)}`;
}

/** Tells a file that was written to since, so that none is loaded in halves. */
export async function fileState(path: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  if (!found) return 'gone';
  return [found.size, found.mtimeMs, found.ctimeMs, found.ino].join(' ');
}

function latestVersion(parent: Generation | null, file: SourceFile): SourceFact | undefined {
  const versions = parent?.facts.sources.filter((fact) => isVersionOf(fact, file)) ?? [];
  return versions.sort((a, b) => b.version - a.version)[0];
}

/** Under another key the versions cannot be told apart row by row: the file is loaded as if for the first time. */
function nextVersion(held: SourceFact | undefined, made: { file: SourceFile; sha256: string }): number {
  if (held?.group !== keyGroup(made.file.source)) return 1;
  return held.sha256 === made.sha256 ? held.version : held.version + 1;
}

/** Whether the lake's file is an earlier version of that one. */
export function isVersionOf(fact: SourceFact, { name, source }: SourceFile): boolean {
  return isFile(fact, { file: name, department: source.department });
}

/** Whether the lake's file came under that name from that department. */
export function isFile(fact: SourceFact, of: { file: string; department: string }): boolean {
  return fact.department === of.department && fact.file === of.file;
}
