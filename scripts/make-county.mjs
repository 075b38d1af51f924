/** `node scripts/make-county.mjs`: makes data-samples/county again. Its README files, train.yaml, backtest.yaml and places.yaml are written by hand and stay. */
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled, root, runNode, say } from './ensure-install.mjs';

const settings = { households: 2000, months: 48, seed: 2026, start: '2022-01', dirt: 1, format: 'sample' };
const target = join(root, 'data-samples', 'county');

ensureInstalled();
const working = mkdtempSync(join(tmpdir(), 'jiuzhu-make-county-'));
try {
  const made = join(working, 'county');
  const options = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const words = [join(root, 'bin', 'jiuzhu.mjs'), 'generate', ...options, '--out', made];
  const status = runNode(words, { stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(status);
  const old = existsSync(target) ? readdirSync(target) : [];
  for (const name of old.filter((one) => !/^(README|(train|backtest|places)\.yaml$)/.test(one)))
    rmSync(join(target, name), { recursive: true });
  cpSync(made, target, { recursive: true });
  say(`已生成 / made ${target}`);
} finally {
  rmSync(working, { recursive: true, force: true });
}
