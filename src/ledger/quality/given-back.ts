/**
 * Where each file's rejected rows lie, so that they can be sent back.
 */
import { readdir } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import type { Generation } from '../lake/generation.ts';

/** One file's rejected rows. */
export interface GivenBack {
  readonly department: string;
  /** As the department sent it. */
  readonly file: string;
  readonly rows: number;
  /** Below the lake; null when the file was moved away. */
  readonly path: string | null;
}

/** Every file of a generation with rejected rows, most rows first. */
export async function givenBackFiles(lake: string, { folder, facts }: Generation): Promise<GivenBack[]> {
  const found: GivenBack[] = [];
  for (const { department, file, quarantined, keys } of facts.sources) {
    if (quarantined === 0) continue;
    const quarantine = join(dirname(dirname(join(folder, keys))), 'quarantine');
    const stem = basename(keys).replace(/\.parquet$/, '');
    const name = (await readdir(quarantine).catch(() => [])).find((one) => one.startsWith(`${stem}.`));
    const path = name === undefined ? null : relative(lake, join(quarantine, name)).replaceAll('\\', '/');
    found.push({ department, file, rows: quarantined, path });
  }
  return found.sort((a, b) => b.rows - a.rows || (a.file < b.file ? -1 : 1));
}
