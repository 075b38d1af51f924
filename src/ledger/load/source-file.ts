/**
 * Which files of a folder belong to which source of the mapping, and in what order they are loaded.
 */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { JzError } from '../../core/errors/index.ts';
import { isIsoDate } from '../../core/dates.ts';
import { globPattern } from '../mapping/glob.ts';
import type { Mapping, SourceSpec } from '../mapping/schema.ts';

/** One file to load. */
export interface SourceFile {
  readonly path: string;
  /** Relative to the folder, with `/`: the name the ledger remembers. */
  readonly name: string;
  readonly source: SourceSpec;
  /** Day of the delivery, `YYYY-MM-DD`; null when the name does not say. */
  readonly deliveredOn: string | null;
}

/** The files of a folder. */
export interface FoundFiles {
  /** Registers first, then by day of delivery, then by name. */
  readonly files: readonly SourceFile[];
  /** Names of data files no source claims, sorted. */
  readonly unclaimed: readonly string[];
}

/**
 * Finds the files each source names.
 *
 * @throws JZ_FILE_NOT_FOUND, JZ_NO_SOURCE_FILES, JZ_FILE_AMBIGUOUS
 */
export async function findSourceFiles(directory: string, mapping: Mapping): Promise<FoundFiles> {
  const names = await listFiles(directory);
  const files = mapping.sources.flatMap((source) => {
    const patterns = [source.files].flat().map(globPattern);
    const matching = names.filter((name) => patterns.some((pattern) => pattern.test(name)));
    if (matching.length === 0 && !source.optional)
      throw new JzError('JZ_NO_SOURCE_FILES', { directory, pattern: shown(source) });
    return matching.map((name) => sourceFile(directory, name, source));
  });
  if (files.length === 0)
    throw new JzError('JZ_NO_SOURCE_FILES', { directory, pattern: mapping.sources.map(shown).join(' ') });
  const claimed = checkUnambiguous(files);
  const unclaimed = names.filter((name) => !claimed.has(name) && isData(name)).sort();
  return { files: files.sort((a, b) => (orderKey(a) < orderKey(b) ? -1 : 1)), unclaimed };
}

function checkUnambiguous(files: readonly SourceFile[]): Map<string, SourceFile> {
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
  return claimed;
}

function sourceFile(directory: string, name: string, source: SourceSpec): SourceFile {
  return { path: join(directory, name), name, source, deliveredOn: deliveryDay(name, source) };
}

/** @throws JZ_MAPPING_INVALID when the pattern finds something that is no day */
function deliveryDay(name: string, source: SourceSpec): string | null {
  if (!source.delivered_on) return null;
  const digits = new RegExp(source.delivered_on.file_name, 'u').exec(name)?.[1];
  if (digits === undefined) return null;
  const day = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  if (isIsoDate(day)) return day;
  throw new JzError('JZ_MAPPING_INVALID', {
    file: name,
    path: 'delivered_on.file_name',
    problem: `"${digits}" is not a day`,
  });
}

function orderKey({ source, deliveredOn, name }: SourceFile): string {
  return `${source.registry ? 0 : 1} ${deliveredOn ?? ''} ${name}`;
}

/** The truth beside practice data, manifests and mappings are no deliveries. */
function isData(name: string): boolean {
  return /\.(csv|tsv|txt|xlsx?|et|ods|parquet)(\.gz)?$/i.test(name) && !name.startsWith('truth/');
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
