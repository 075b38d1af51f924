/**
 * Which generation of a lake readers use.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { JzError } from '../../core/errors/index.ts';
import { writeAtomically } from '../../io/files.ts';

const GENERATION = /^g\d{4,}-[0-9a-f]{12}$/;

/** The current generation's id, or null for a lake that has none yet. */
export async function readCurrent(lake: string): Promise<string | null> {
  const text = await readFile(join(lake, 'CURRENT'), 'utf8').catch(() => null);
  return text === null ? null : checkGeneration(lake, text.trim());
}

/** Points readers at a generation; they see the old one or the new one. */
export async function writeCurrent(lake: string, generation: string): Promise<void> {
  await writeAtomically(join(lake, 'CURRENT'), `${checkGeneration(lake, generation)}\n`);
}

/** A generation's folder name. */
export function generationName(sequence: number, manifestId: string): string {
  return `g${String(sequence).padStart(4, '0')}-${manifestId.slice(0, 12)}`;
}

/** Only a generation's own name may become a path. */
export function checkGeneration(lake: string, name: string): string {
  if (GENERATION.test(name)) return name;
  throw new JzError('JZ_HASH_MISMATCH', {
    file: join(lake, 'CURRENT'),
    expected: 'g0001-…',
    value: name.slice(0, 40),
  });
}
