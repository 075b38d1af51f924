/** Builds the pages into dist/web when they are absent or older than their source. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root, runNode, say } from './ensure-install.mjs';

/** Builds the pages when they are stale; ends the process with 1 when that fails. */
export function ensureWebBuilt() {
  const built = join(root, 'dist', 'web', 'index.html');
  if (existsSync(built) && statSync(built).mtimeMs >= newest(join(root, 'src', 'web'))) return;
  say('正在构建网页 / building the pages …');
  if (buildWeb() !== 0) {
    say('网页构建失败 / the pages could not be built');
    process.exit(1);
  }
}

/** Builds the pages; gives the exit status. The bundler's own report goes to stderr: stdout is data. */
export function buildWeb() {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const config = join('src', 'web', 'vite.config.ts');
  return runNode([vite, 'build', '--config', config, '--logLevel', 'warn'], { stdio: ['ignore', 2, 2] });
}

function newest(folder) {
  const entries = readdirSync(folder, { recursive: true }).map(
    (entry) => statSync(join(folder, entry)).mtimeMs,
  );
  return Math.max(0, ...entries);
}
