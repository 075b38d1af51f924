/**
 * The kinds of files whose mapping is shipped, as a new file is compared with them.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { codeEntries, type ColumnSpec } from '../mapping/column-schema.ts';
import { loadIncluded } from '../mapping/load.ts';
import type { SourceSpec } from '../mapping/schema.ts';
import { headerOf, type Header } from './header.ts';

/** One column of a shipped mapping. */
export interface KnownColumn {
  readonly name: string;
  readonly header: Header;
  readonly spec: ColumnSpec;
  /** The words a code or flag column accepts; empty for the others. */
  readonly words: ReadonlySet<string>;
  /** Whether it holds a person's date of birth. */
  readonly isBirth: boolean;
  /** Whether it alone is the key: its values do not repeat. */
  readonly isKey: boolean;
}

/** One source of a shipped mapping. */
export interface KnownSource {
  readonly source: SourceSpec;
  readonly columns: readonly KnownColumn[];
}

/**
 * Reads every mapping of a folder.
 *
 * @throws JZ_MAPPING_INVALID
 */
export async function knownSources(folder: string): Promise<readonly KnownSource[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  const read = await Promise.all(names.map((name) => loadIncluded(join(folder, name))));
  return read.flat().map(knownSource);
}

/** A source with what comparing needs. */
export function knownSource(source: SourceSpec): KnownSource {
  const births = new Set(Object.values(source.persons).map(({ birth_date: birth }) => birth));
  const columns = Object.entries(source.columns).map(([name, spec]) => ({
    name,
    header: headerOf(name),
    spec,
    words: wordsOf(spec),
    isBirth: births.has(name),
    isKey: source.unique.length === 1 && source.unique[0] === name,
  }));
  return { source, columns };
}

function wordsOf(spec: ColumnSpec): ReadonlySet<string> {
  if (spec.type === 'code') return new Set(codeEntries(spec).map(([word]) => word));
  return new Set(spec.type === 'flag' ? [...spec.yes, ...spec.no].map(String) : []);
}
