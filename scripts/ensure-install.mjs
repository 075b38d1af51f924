/** Runs the clean install when node_modules is absent or older than the lock file, and says so. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, 'node_modules', '.jiuzhu-installed');

/** Installs what is missing; ends the process when that fails. */
export function ensureInstalled() {
  checkNode();
  const lock = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).update(process.version).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  process.stderr.write('[jiuzhu] 正在安装依赖（npm ci），首次约 1–2 分钟 / installing dependencies, 1-2 minutes the first time …\n');
  const npm = process.env.npm_execpath;
  const result = npm
    ? spawnSync(process.execPath, [npm, 'ci'], { cwd: root, stdio: ['ignore', 2, 2] })
    : spawnSync('npm', ['ci'], { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (result.status !== 0) {
    process.stderr.write('[jiuzhu] 安装失败：请检查网络或 npm 源后重试 / install failed: check the network or the npm registry and try again\n');
    process.exit(5);
  }
  writeFileSync(stamp, lock);
}

/** Runs a command of node_modules with this Node and ends with its exit status. */
export function runNode(args, options = {}) {
  const result = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', ...options });
  return result.status ?? (result.signal === 'SIGINT' ? 130 : 1);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  process.stderr.write(`[jiuzhu] 需要 Node.js 20.19 或更高，当前 ${process.versions.node} / Node.js 20.19 or newer is needed\n`);
  process.exit(5);
}
