/**
 * `npm run check`: every static check, each reported on its own line; ends with 1 when one fails.
 * `--json FILE` also writes `[{ step, ok, seconds }]`. `npm run check -- eslint knip` runs some only.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, root } from './ensure-install.mjs';

const tool = (...path) => join(root, 'node_modules', ...path);
const rooms = ['src', 'models', 'features', 'training', 'eval'];
const steps = {
  types: [tool('typescript', 'bin', 'tsc'), '--noEmit'],
  'types-web': [tool('typescript', 'bin', 'tsc'), '--noEmit', '-p', 'src/web'],
  eslint: [tool('eslint', 'bin', 'eslint.js'), '.', '--max-warnings', '0'],
  prettier: [tool('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level', 'warn', '.'],
  rooms: [tool('dependency-cruiser', 'bin', 'dependency-cruise.mjs'), ...rooms],
  knip: [tool('knip', 'bin', 'knip.js')],
  build: [join(root, 'scripts', 'build.mjs')],
  package: [tool('publint', 'src', 'cli.js'), '--strict'],
};

ensureInstalled();
const args = process.argv.slice(2);
const reportAt = args.indexOf('--json');
const report = reportAt < 0 ? null : args.splice(reportAt, 2)[1];
const unknown = args.filter((name) => !(name in steps));
if (unknown.length > 0) {
  process.stderr.write(
    `没有这项检查 / no such check: ${unknown.join(', ')} (${Object.keys(steps).join(', ')})\n`,
  );
  process.exit(2);
}
const results = (args.length > 0 ? args : Object.keys(steps)).map(run);
if (report) writeFileSync(report, JSON.stringify(results));
process.exit(results.every((result) => result.ok) ? 0 : 1);

function run(step) {
  const started = Date.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, steps[step], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const ok = status === 0;
  const seconds = (Date.now() - started) / 1000;
  if (!ok) process.stdout.write(`${stdout}${stderr}\n`);
  process.stdout.write(`${ok ? '✓' : '✗'} ${step} (${seconds.toFixed(1)} s)\n`);
  return { step, ok, seconds };
}
