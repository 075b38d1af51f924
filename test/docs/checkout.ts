import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';

/** The checkout's root folder. */
export const checkout = join(import.meta.dirname, '..', '..');

const generated = new Set(['node_modules', 'dist', '.git', '.jiuzhu', 'coverage']);

/** Every file that is, or would be, committed; relative paths with `/`. */
export function committedFiles(): string[] {
  if (!existsSync(join(checkout, '.git'))) return walk();
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const names = execFileSync('git', list, { cwd: checkout, encoding: 'utf8', maxBuffer: 2 ** 26 }).split(
    '\0',
  );
  return names.filter((name) => name !== '' && existsSync(join(checkout, name)));
}

function walk(): string[] {
  const top = readdirSync(checkout).filter((name) => !generated.has(name));
  const below = top.flatMap((name) =>
    statSync(join(checkout, name)).isDirectory()
      ? readdirSync(join(checkout, name), { recursive: true }).map((entry) => join(name, String(entry)))
      : [name],
  );
  return below
    .filter((path) => statSync(join(checkout, path)).isFile())
    .map((path) => path.split(sep).join('/'));
}
