import type { SourceFile } from './source-file.ts';

/** Names for files' parts: department and file name, numbered when two would be alike. */
export function fileStems(files: readonly SourceFile[]): string[] {
  const seen = new Map<string, number>();
  return files.map(({ name, source }) => {
    const plain = name.replace(/\.(csv|tsv|txt|xlsx|parquet)(\.gz)?$/, '').replace(/[^\p{L}\p{N}._-]/gu, '_');
    const stem = plain.startsWith(`${source.department}_`) ? plain : `${source.department}-${plain}`;
    const count = (seen.get(stem) ?? 0) + 1;
    seen.set(stem, count);
    return count === 1 ? stem : `${stem}-${count}`;
  });
}
