/** `npm run build`: the program as plain JavaScript in dist/, the files it reads at run time beside it, the pages in dist/web. */
import { cpSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, root, runNode, say } from './ensure-install.mjs';
import { buildWeb } from './ensure-web.mjs';

const rooms = ['src', 'models', 'features', 'training', 'eval'];
/** Read by the program at run time; everything else it needs is imported and compiled. */
const asset = /\.(ya?ml|json|sql|wasm|html|css|svg)$/;
const notShipped = /(^|[\\/])(web|oracles|fixtures|peers|bench|tsconfig[^\\/]*)([\\/]|\.json$|$)/;

ensureInstalled();
const dist = join(root, 'dist');
rmSync(dist, { recursive: true, force: true });
const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
orEnd('tsc', runNode([tsc, '-p', 'tsconfig.build.json'], { stdio: ['ignore', 2, 2] }));
writeFileSync(join(dist, 'package.json'), identity());
const assets = rooms.flatMap((room) => copyAssets(room));
orEnd('vite build', buildWeb());
say(`已构建 / built dist/ (${assets.length} 个数据文件 / data files)`);

/** What the program reads of its package.json; a nested `exports` would mislead bundlers. */
function identity() {
  const { name, version, type } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return `${JSON.stringify({ name, version, type }, null, 2)}\n`;
}

function copyAssets(room) {
  const found = existsSync(join(root, room)) ? readdirSync(join(root, room), { recursive: true }) : [];
  const wanted = found
    .map((entry) => join(room, entry))
    .filter((path) => asset.test(path) && !notShipped.test(path));
  for (const path of wanted) cpSync(join(root, path), join(dist, path));
  return wanted;
}

function orEnd(step, status) {
  if (status === 0) return;
  say(`${step} 失败 / failed`);
  process.exit(1);
}
