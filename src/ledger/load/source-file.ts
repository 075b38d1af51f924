/**
 * Which files of a folder belong to which source of the mapping, and in what order they are loaded.
 */
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { JzError } from '../../core/errors/index.ts';
import { isIsoDate } from '../../core/dates.ts';
import { globPattern } from '../mapping/glob.ts';
import type { Mapping, SourceSpec } from '../mapping/schema.ts';
import { isForeignFormat } from '../read/file-kind.ts';

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
 * @throws JZ_FILE_NOT_FOUND, JZ_NO_SOURCE_FILES, JZ_FILE_AMBIGUOUS, JZ_FILE_IS_LINK
 */
export async function findSourceFiles(directory: string, mapping: Mapping): Promise<FoundFiles> {
  const { names, links } = await listFiles(directory);
  const files = mapping.sources.flatMap((source) => {
    const patterns = [source.files].flat().map(globPattern);
    const isClaimed = (name: string): boolean => patterns.some((pattern) => pattern.test(name));
    const link = links.find(isClaimed);
    if (link !== undefined) throw new JzError('JZ_FILE_IS_LINK', { file: join(directory, link) });
    const matching = names.filter((name) => isClaimed(name) && !isLitter(name));
    if (matching.length === 0 && !source.optional)
      throw new JzError('JZ_NO_SOURCE_FILES', { directory, pattern: shown(source) });
    return matching.map((name) => sourceFile(directory, name, source));
  });
  if (files.length === 0)
    throw new JzError('JZ_NO_SOURCE_FILES', { directory, pattern: mapping.sources.map(shown).join(' ') });
  const claimed = checkUnambiguous(files);
  const unclaimed = [...names.filter((name) => !claimed.has(name) && isData(name)), ...links].sort();
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

/** The truth beside practice data, manifests and mappings are no deliveries; archives and old formats were meant to be. */
function isData(name: string): boolean {
  const isKnown = /\.(csv|tsv|txt|xlsx|parquet)(\.gz)?$/i.test(name) || isForeignFormat(name);
  return isKnown && !name.startsWith('truth/') && !isLitter(name);
}

/** What programs leave beside the files they open: Excel's `~$名单.xlsx`, macOS's `._名单.csv`. */
function isLitter(name: string): boolean {
  return /^(~\$|\.)/.test(basename(name)) || name.startsWith('__MACOSX/');
}

interface Listing {
  readonly names: readonly string[];
  /** Links, pipes and devices: nobody can tell what they will be when they are read. */
  readonly links: readonly string[];
}

async function listFiles(directory: string): Promise<Listing> {
  const found = await stat(directory).catch(() => null);
  if (!found?.isDirectory()) throw new JzError('JZ_FILE_NOT_FOUND', { file: directory });
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const named = (wanted: (entry: (typeof entries)[number]) => boolean): string[] =>
    entries
      .filter(wanted)
      .map((entry) => join(entry.parentPath, entry.name).slice(join(directory, '/').length))
      .map((name) => name.replaceAll('\\', '/'));
  return {
    names: named((entry) => entry.isFile()),
    links: named((entry) => !entry.isFile() && !entry.isDirectory()),
  };
}

function shown(source: SourceSpec): string {
  return [source.files].flat().join(' ');
}
