/**
 * The package as a user gets it: built, packed, installed by a plain npm install into an empty folder, and run.
 */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishFolder } from '../../src/io/publish.ts';
import { version } from '../../src/cli/version.ts';
import { nodeHeaders, npmCli } from '../../scripts/npm.mjs';

const run = promisify(execFile);
const checkout = join(import.meta.dirname, '..', '..');
const minutes = 60_000;

let work = '';
let installed = '';
let packed: string[] = [];
let packedBytes = 0;

/** Runs npm as a user's shell would: nothing of the npm that runs this test leaks in. */
async function npm(folder: string, ...args: string[]): Promise<string> {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(npm_(?!config_)|NODE_ENV$|VITEST)/.test(name),
  );
  const env = { ...Object.fromEntries(own), ...nodeHeaders() };
  const cli = npmCli();
  const [command, first] = cli === null ? ['npm', []] : [process.execPath, [cli]];
  const { stdout } = await run(command, [...first, ...args], { cwd: folder, env, maxBuffer: 2 ** 26 });
  return stdout;
}

/** The installed command, as the shell finds it. */
async function jiuzhu(...args: string[]): Promise<string> {
  const { stdout } = await run(join(installed, 'node_modules', '.bin', 'jiuzhu'), args, { cwd: installed });
  return stdout;
}

/** A copy of the checkout, so that building does not disturb the tests running beside this one. */
async function copyOfCheckout(): Promise<string> {
  const copy = join(work, 'checkout');
  const left = new Set(['node_modules', '.git', 'dist', '.jiuzhu', 'coverage']);
  const isWanted = (path: string) => !left.has(relative(checkout, path).split(sep)[0] ?? '');
  await cp(checkout, copy, { recursive: true, filter: isWanted });
  await symlink(join(checkout, 'node_modules'), join(copy, 'node_modules'), 'junction');
  return copy;
}

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'jiuzhu-pack-'));
  const copy = await copyOfCheckout();
  await npm(copy, 'pack', '--pack-destination', work);
  const tarball = (await readdir(work)).find((name) => name.endsWith('.tgz'))!;
  const listing = await run('tar', ['-tvzf', tarball], { cwd: work, maxBuffer: 2 ** 26 });
  const lines = listing.stdout.trim().split('\n');
  packed = lines.map((line) => line.slice(line.indexOf('package/') + 'package/'.length));
  packedBytes = lines.reduce((sum, line) => sum + Number(/\s(\d+)\s\d{4}-/.exec(line)?.[1] ?? Number.NaN), 0);

  installed = join(work, 'installed');
  await mkdir(installed);
  await writeFile(join(installed, 'package.json'), '{ "private": true }');
  await npm(installed, 'install', join(work, tarball), '--prefer-offline', '--no-audit', '--no-fund');
}, 10 * minutes);

afterAll(() => rm(work, { recursive: true, force: true }));

describe('the packed product', () => {
  it('holds the program, the pages and the sample, and no test or source', () => {
    expect(packed).toEqual(
      expect.arrayContaining([
        'package.json',
        'LICENSE',
        'bin/jiuzhu.mjs',
        'dist/src/cli/main.js',
        'dist/web/index.html',
      ]),
    );
    const stray = packed.filter((path) =>
      /(\.test\.|\/oracles\/|\/peers\/|\/bench\/|\.tsx$|(?<!\.d)\.ts$|^src\/)/.test(path),
    );
    expect(stray).toEqual([]);
  });

  it('is small: under 20 MB unpacked', () => {
    expect(packedBytes).toBeGreaterThan(100_000);
    expect(packedBytes).toBeLessThan(20_000_000);
  });

  it('brings every data file that the source folders have', async () => {
    const sources = ['src', 'models', 'features', 'training', 'eval'];
    const wanted: string[] = [];
    for (const room of sources)
      for (const entry of await readdir(join(checkout, room), { recursive: true }))
        if (/\.(ya?ml|sql|wasm)$/.test(entry)) wanted.push(`dist/${room}/${entry.split(sep).join('/')}`);
    const kept = wanted.filter((path) => !/\/(web|oracles|fixtures|peers|bench)\//.test(path));

    expect(kept.filter((path) => !packed.includes(path))).toEqual([]);
  });
});

describe('the installed product', () => {
  it('knows its version', async () => {
    expect((await jiuzhu('--version')).trim()).toBe(version);
    expect((await npm(installed, 'exec', '--', 'jiuzhu', '--version')).trim()).toBe(version);
  });

  it('finds every required part of the machine working', async () => {
    const report = JSON.parse(await jiuzhu('doctor', '--json')) as {
      ok: boolean;
      findings: { id: string; ok: boolean }[];
    };

    expect(report.ok).toBe(true);
    expect(report.findings.find(({ id }) => id === 'sqlite')?.ok).toBe(true);
  });

  it('does not pull the optional danfojs', async () => {
    expect(await readdir(join(installed, 'node_modules'))).not.toContain('danfojs-node');
  });

  it('verifies a published folder, and ends with 4 when a byte of it was changed', async () => {
    const { folder } = await publishFolder(
      'report',
      { parent: join(work, 'published'), name: 'one' },
      async (inside) => {
        await writeFile(join(inside, 'report.txt'), '救助\n');
        return { facts: {} };
      },
    );

    expect(JSON.parse(await jiuzhu('verify', folder, '--json'))).toEqual({
      ok: true,
      manifests: 1,
      files: 1,
    });

    await writeFile(join(folder, 'report.txt'), '救助！\n');
    await expect(jiuzhu('verify', folder)).rejects.toMatchObject({
      code: 4,
      stderr: expect.stringContaining('JZ_HASH_MISMATCH') as string,
    });
  });

  it('measures poverty in a file of incomes', async () => {
    const incomes = join(work, 'incomes.csv');
    await writeFile(incomes, 'income\n100\n200\n300\n1000\n');

    const measured = JSON.parse(
      await jiuzhu('poverty', incomes, '--income', 'income', '--line', '250', '--json'),
    ) as object;

    // Two of four under 250, by 0.6 and 0.2 of it
    expect(measured).toMatchObject({ n: 4, fgt0: 0.5, fgt1: 0.2, fgt2: 0.1, gini: 0.4375 });
  });

  it('cross-validates a small table with its own worker threads', async () => {
    const rows = Array.from({ length: 200 }, (_, i) => {
      const a = (i * 37) % 101;
      return `${i % 4},${a + ((i * 53) % 29) > 75 ? 1 : 0},${a},${(i * 17) % 13}`;
    });
    const table = join(work, 'table.csv');
    const predictions = join(work, 'predictions.csv');
    await writeFile(table, ['fold,y,a,b', ...rows, ''].join('\n'));

    const options = ['--target', 'y', '--fold', 'fold', '--model', 'auto', '--out', predictions, '--json'];
    const measured = JSON.parse(await jiuzhu('table', 'cv', table, ...options)) as { auc: number };

    expect(measured.auc).toBeGreaterThan(0.8);
    expect((await readFile(predictions, 'utf8')).trim().split('\n')).toHaveLength(201);
  });

  it('can be imported from as a library', async () => {
    const script = `import { auc } from 'jiuzhu/eval/index'; process.stdout.write(String(auc([0, 1, 1], [0.1, 0.1, 0.9])))`;

    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], { cwd: installed });

    expect(stdout).toBe('0.75');
  });
});
