/**
 * Runs the clean install when node_modules is absent, incomplete, of another lock file or of another Node, and says so.
 * Uses nothing but Node itself: it runs before anything is installed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeHeaders, npmCli } from './npm.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Installs what is missing into `folder`; ends the process with 5 when that fails. */
export function ensureInstalled(folder = root) {
  checkNode();
  if (isInstalled(folder)) return;
  say('正在安装依赖（npm ci），首次约 1–2 分钟 / installing dependencies, 1-2 minutes the first time …');
  const started = Date.now();
  const status = npm(['ci', '--no-audit', '--no-fund'], { cwd: folder, stdio: ['ignore', 2, 2] });
  if (status !== 0) {
    say(
      '安装失败：请检查网络或 npm 源后重试 / install failed: check the network or the npm registry and try again',
    );
    process.exit(5);
  }
  writeFileSync(builtFor(folder), process.versions.modules);
  say(`依赖已就绪 / dependencies are ready (${Math.round((Date.now() - started) / 1000)} s)`);
}

/** Whether node_modules holds what the lock file says, built for this Node. */
export function isInstalled(folder) {
  const wanted = lockedPackages(join(folder, 'package-lock.json'));
  const present = lockedPackages(join(folder, 'node_modules', '.package-lock.json'));
  if (wanted === null || present === null) return false;
  if (existsSync(builtFor(folder)) && readFileSync(builtFor(folder), 'utf8') !== process.versions.modules)
    return false;
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional || present[path]?.version === entry.version,
  );
}

/** Runs npm; gives its exit status. */
export function npm(args, options) {
  const cli = npmCli();
  const env = { ...process.env, ...nodeHeaders() };
  const result = cli
    ? spawnSync(process.execPath, [cli, ...args], { env, ...options })
    : spawnSync('npm', args, { env, ...options, shell: process.platform === 'win32' });
  return result.status ?? 1;
}

/** Runs a script of node_modules with this Node; gives its exit status. */
export function runNode(args, options = {}) {
  const result = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', ...options });
  return result.status ?? (result.signal === 'SIGINT' ? 130 : 1);
}

/** Writes a message of the set-up to stderr. */
export function say(text) {
  process.stderr.write(`[jiuzhu] ${text}\n`);
}

/** Ends the process with 5 on a Node this product does not run on. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  say(`需要 Node.js 20.19 或更高，当前 ${process.versions.node} / Node.js 20.19 or newer is needed`);
  process.exit(5);
}

/** The Node binary interface that native packages were built for, as noted after the install. */
function builtFor(folder) {
  return join(folder, 'node_modules', '.jiuzhu-built-for');
}

function lockedPackages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}
