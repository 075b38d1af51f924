/**
 * Reading a published generation, and what a new one takes over from it.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { Json } from '../../core/json.ts';
import { verifyManifest, type FileEntry, type Manifest } from '../../io/manifest.ts';
import { checkGeneration, readCurrent } from './current.ts';
import { factsOf, type GenerationFacts, type SourceFact, type SupersededFact } from './facts.ts';

/** A generation whose every byte was checked. */
export interface Generation {
  readonly name: string;
  readonly folder: string;
  readonly manifest: Manifest;
  readonly facts: GenerationFacts;
  /** Quality figures of its files. */
  readonly quality: readonly QualityEntry[];
}

const qualityEntry = z.looseObject({ department: z.string(), file: z.string() });
const qualityReport = z.object({ format: z.literal(1), files: z.array(qualityEntry) });
type QualityEntry = z.infer<typeof qualityEntry>;

/**
 * Reads and verifies a lake's current generation, or the named one; null when the lake has none yet.
 *
 * @throws JZ_HASH_MISMATCH, JZ_MANIFEST_MISSING
 */
export async function readGeneration(lake: string, named?: string): Promise<Generation | null> {
  const name = named === undefined ? await readCurrent(lake) : checkGeneration(lake, named);
  if (name === null) return null;
  const folder = join(lake, name);
  const file = join(folder, 'manifest.json');
  const manifest = await verifyManifest(file);
  const facts = factsOf(manifest, file);
  const report = qualityReport.parse(JSON.parse(await readFile(join(folder, 'quality.json'), 'utf8')));
  return { name, folder, manifest, facts, quality: report.files };
}

/** A file of a delivery, and which of its versions it is. */
export interface NewVersion {
  readonly file: { readonly name: string; readonly source: { readonly department: string } };
  readonly version: number;
}

/**
 * Files of the parent that stay: all but those loaded anew, as the same version or from the first on. Quality figures
 * stay of files that did not come again. Paths as the child sees them.
 */
export function inheritSources(
  parent: Generation | null,
  newer: readonly NewVersion[],
): { sources: SourceFact[]; superseded: SupersededFact[]; quality: Json[] } {
  if (!parent) return { sources: [], superseded: [], quality: [] };
  const sent = (of: { department: string; file: string }): NewVersion | undefined =>
    newer.find(({ file }) => file.source.department === of.department && file.name === of.file);
  const kept = parent.facts.sources.filter((source) => source.version < (sent(source)?.version ?? Infinity));
  const sources = kept.map((source) => ({
    ...source,
    parts: source.parts.map((part) => ({ ...part, path: fromChild(parent, part.path) })),
    keys: fromChild(parent, source.keys),
  }));
  const quality = parent.quality.filter((entry) => !sent(entry)).map((entry) => z.json().parse(entry));
  const superseded = parent.facts.superseded.map((list) => ({ ...list, path: fromChild(parent, list.path) }));
  return { sources, superseded, quality };
}

/** The parent's manifest entries of inherited parts, as the child names them. */
export function inheritedEntries(
  parent: Generation | null,
  sources: readonly SourceFact[],
  superseded: readonly SupersededFact[],
): FileEntry[] {
  if (!parent) return [];
  const wanted = new Set([
    ...sources.flatMap((source) => [source.keys, ...source.parts.map((part) => part.path)]),
    ...superseded.map((list) => list.path),
  ]);
  return parent.manifest.files
    .map((entry) => ({ ...entry, path: fromChild(parent, entry.path) }))
    .filter((entry) => wanted.has(entry.path));
}

function fromChild(parent: Generation, path: string): string {
  return path.startsWith('../') ? path : `../${parent.name}/${path}`;
}
