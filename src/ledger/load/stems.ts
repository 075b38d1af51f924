import { sha256 } from '../../io/files.ts';
import type { SourceFile } from './source-file.ts';

/** File systems take names of 255 bytes; the rest is for what is put before and behind a stem. */
const MOST_BYTES = 160;

/**
 * Names for files' parts: department and file name, shortened when too long, numbered when two would be alike, also
 * where capitals do not count.
 */
export function fileStems(files: readonly SourceFile[]): string[] {
  const taken = new Set<string>();
  return files.map(({ name, source }) => {
    const plain = name
      .replace(/\.(csv|tsv|txt|xlsx|parquet)(\.gz)?$/i, '')
      .replace(/[^\p{L}\p{N}._-]/gu, '_');
    const whole = plain.startsWith(`${source.department}_`) ? plain : `${source.department}-${plain}`;
    const stem = shortened(whole);
    let free = stem;
    for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${stem}-${n}`;
    taken.add(free.toLowerCase());
    return free;
  });
}

/** The beginning and a hash of the whole. */
function shortened(stem: string): string {
  if (Buffer.byteLength(stem) <= MOST_BYTES) return stem;
  let start = '';
  for (const character of stem)
    if (Buffer.byteLength(start + character) <= MOST_BYTES) start += character;
    else break;
  return `${start}~${sha256(stem).slice(0, 8)}`;
}
