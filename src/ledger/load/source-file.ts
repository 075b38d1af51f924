/**
 * Which files of a folder belong to which source of the mapping.
 */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { JzError } from '../../core/errors/index.ts';
import { globPattern } from '../mapping/glob.ts';
import type { Mapping, SourceSpec } from '../mapping/schema.ts';

/** One file to load. */
export interface SourceFile {
  readonly path: string;
  /** Relative to the folder, with `/`: the name the ledger remembers. */
  readonly name: string;
  readonly source: SourceSpec;
}

/**
 * Finds the files each source names, in order of name.
 *
 * @throws JZ_FILE_NOT_FOUND, JZ_NO_SOURCE_FILES, JZ_FILE_AMBIGUOUS
 */
export async function findSourceFiles(directory: string, mapping: Mapping): Promise<SourceFile[]> {
  const names = await listFiles(directory);
  const files = mapping.sources.flatMap((source) => {
    const patterns = [source.files].flat().map(globPattern);
    const matching = names.filter((name) => patterns.some((pattern) => pattern.test(name)));
    if (matching.length === 0 && !source.optional)
      throw new JzError('JZ_NO_SOURCE_FILES', { directory, pattern: shown(source) });
    return matching.map((name) => ({ path: join(directory, name), name, source }));
  });
  if (files.length === 0)
    throw new JzError('JZ_NO_SOURCE_FILES', {
      directory,
      pattern: mapping.sources.map(shown).join(' '),
    });
  const claimed = new Map<string, SourceFile>();
  for (const file of files) {
    const other = claimed.get(file.name);
    if (other)
      throw new JzError('JZ_FILE_AMBIGUOUS', {
        file: file.path,
        problem: `${shown(other.source)}, ${shown(file.source)}`,
      });
    claimed.set(file.name, file);
  }
  return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function listFiles(directory: string): Promise<string[]> {
  const found = await stat(directory).catch(() => null);
  if (!found?.isDirectory()) throw new JzError('JZ_FILE_NOT_FOUND', { file: directory });
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(directory, '/').length))
    .map((name) => name.replaceAll('\\', '/'));
}

function shown(source: SourceSpec): string {
  return [source.files].flat().join(' ');
}
