/**
 * `npm run check`: every static check, each reported on its own line as it ends, as many at a time as there are cores;
 * ends with 1 when one fails. `--json FILE` also writes `[{ step, ok, seconds }]`. `npm run check -- eslint knip` runs
 * some only.
 */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled, root } from './ensure-install.mjs';

const tool = (...path) => join(root, 'node_modules', ...path);
const rooms = ['src', 'models', 'features', 'training', 'eval'];
/** The longest first, and what another needs before it. */
const steps = {
  eslint: [tool('eslint', 'bin', 'eslint.js'), '.', '--max-warnings', '0'],
  build: [join(root, 'scripts', 'build.mjs')],
  prettier: [tool('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level', 'warn', '.'],
  types: [tool('typescript', 'bin', 'tsc'), '--noEmit'],
  'types-web': [tool('typescript', 'bin', 'tsc'), '--noEmit', '-p', 'src/web'],
  rooms: [tool('dependency-cruiser', 'bin', 'dependency-cruise.mjs'), ...rooms],
  knip: [tool('knip', 'bin', 'knip.js')],
  package: [tool('publint', 'src', 'cli.js'), '--strict'],
};
const needs = { package: 'build' };

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
const results = await runAll(Object.keys(steps).filter((name) => args.length === 0 || args.includes(name)));
if (report) writeFileSync(report, JSON.stringify(results));
process.exitCode = results.every((result) => result.ok) ? 0 : 1;

/** Each core takes the next step as soon as it is free. */
async function runAll(names) {
  const begun = new Map();
  const waiting = [...names];
  const work = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      await begun.get(needs[step]);
      begun.set(step, run(step));
      await begun.get(step);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return Promise.all(names.map((step) => begun.get(step)));
}

/** Runs a step; what it says is shown when it fails. */
function run(step) {
  const started = Date.now();
  const child = spawn(process.execPath, steps[step], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(chunk));
  return new Promise((resolve) => {
    child.on('close', (status) => {
      const ok = status === 0;
      const seconds = (Date.now() - started) / 1000;
      if (!ok) process.stdout.write(`${Buffer.concat(said)}\n`);
      process.stdout.write(`${ok ? '✓' : '✗'} ${step} (${seconds.toFixed(1)} s)\n`);
      resolve({ step, ok, seconds });
    });
  });
}
