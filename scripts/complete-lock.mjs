/**
 * `node scripts/complete-lock.mjs`: names in package-lock.json the builds for other platforms that the registry at hand
 * does not carry. Without them `npm ci` calls the lock file incomplete, on every platform. Run it after a change of packages;
 * `--check` only tells which are missing.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './ensure-install.mjs';

const file = join(root, 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
const missing = missingBuilds(lock);
for (const { name, version } of missing) console.log(`${name}@${version}`);
if (process.argv.includes('--check')) process.exit(missing.length === 0 ? 0 : 1);
if (missing.length > 0) writeFileSync(file, completed(lock, missing));

function completed({ packages, ...rest }, builds) {
  const added = builds.map(({ name, version, isDev }) => [
    `node_modules/${name}`,
    { version, ...platform(name), ...(isDev ? { dev: true } : {}), optional: true },
  ]);
  const sorted = [...Object.entries(packages), ...added].sort(([a], [b]) => a.localeCompare(b, 'en'));
  return `${JSON.stringify({ ...rest, packages: Object.fromEntries(sorted) }, null, 2)}\n`;
}

/** Optional packages that a locked package names and the lock file does not hold. */
function missingBuilds({ packages }) {
  return Object.entries(packages).flatMap(([path, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name]) => !isLocked(packages, path, name))
      .map(([name, version]) => ({ name, version, isDev: entry.dev === true || entry.devOptional === true })),
  );
}

/** Looks where Node would: in the package's own node_modules, then in those above it. */
function isLocked(packages, path, name) {
  const inside = path === '' ? `node_modules/${name}` : `${path}/node_modules/${name}`;
  if (inside in packages) return true;
  if (path === '') return false;
  return isLocked(packages, path.slice(0, Math.max(0, path.lastIndexOf('node_modules/') - 1)), name);
}

/** The platform a build is for, which its name tells. */
function platform(name) {
  const words = name.split('/').at(-1).split('-');
  const pick = (known) => words.filter((word) => known.includes(word));
  const os = pick(['aix', 'android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32']);
  const cpu = pick(['arm', 'arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64']);
  const libc =
    words.includes('musl') || words.includes('musleabihf')
      ? ['musl']
      : pick(['gnu', 'gnueabihf']).map(() => 'glibc');
  if (os.length !== 1 || cpu.length !== 1) throw new Error(`${name}: the name does not tell its platform`);
  return { cpu, ...(libc.length > 0 ? { libc } : {}), os };
}
