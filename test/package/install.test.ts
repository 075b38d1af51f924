import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const checkout = join(import.meta.dirname, '..', '..');
let clone = '';

/** A clone that depends on nothing but a folder of its own: its clean install is real and takes a second. */
beforeEach(async () => {
  clone = await mkdtemp(join(tmpdir(), 'jiuzhu-install-'));
  for (const folder of ['bin', 'scripts'])
    await cp(join(checkout, folder), join(clone, folder), { recursive: true });
  await mkdir(join(clone, 'src', 'cli'), { recursive: true });
  await writeFile(join(clone, 'src', 'cli', 'main.ts'), '');
  await writeFile(join(clone, 'package.json'), '{ "name": "clone", "version": "1.0.0" }');
  await lock({});
});
afterEach(() => rm(clone, { recursive: true }));

async function lock(packages: Record<string, object>): Promise<void> {
  const all = { '': { name: 'clone', version: '1.0.0' }, ...packages };
  await writeFile(
    join(clone, 'package-lock.json'),
    JSON.stringify({ name: 'clone', version: '1.0.0', lockfileVersion: 3, requires: true, packages: all }),
  );
}

async function installed(packages: Record<string, object>): Promise<void> {
  await mkdir(join(clone, 'node_modules'), { recursive: true });
  await writeFile(join(clone, 'node_modules', '.package-lock.json'), JSON.stringify({ packages }));
}

/** Runs an expression over the clone's own set-up script. */
function node(expression: string, env = process.env): Promise<{ stdout: string; stderr: string }> {
  const code = `import * as set from './scripts/ensure-install.mjs'; process.stdout.write(String(${expression}))`;
  return promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], { cwd: clone, env });
}

const evaluate = async (expression: string) => (await node(expression)).stdout;

describe('what npm start and npm test do first', () => {
  it('finds nothing installed in a fresh clone', async () => {
    expect(await evaluate('set.isInstalled(set.root)')).toBe('false');
  });

  it('leaves an install that matches the lock file alone', async () => {
    await lock({
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b': { version: '2.0.0', optional: true },
    });
    await installed({ 'node_modules/a': { version: '1.0.0' } });

    expect(await evaluate('set.isInstalled(set.root)')).toBe('true');
  });

  it('sees that the lock file changed', async () => {
    await lock({ 'node_modules/a': { version: '1.0.1' } });
    await installed({ 'node_modules/a': { version: '1.0.0' } });

    expect(await evaluate('set.isInstalled(set.root)')).toBe('false');
  });

  it('sees that native packages were built for another Node', async () => {
    await lock({ 'node_modules/a': { version: '1.0.0' } });
    await installed({ 'node_modules/a': { version: '1.0.0' } });
    await writeFile(join(clone, 'node_modules', '.jiuzhu-built-for'), '83');

    expect(await evaluate('set.isInstalled(set.root)')).toBe('false');
  });

  it.each([
    ['under npm', process.env],
    ['started without npm', { ...process.env, npm_execpath: undefined }],
  ])('%s: says that it installs, runs the clean install and notes the Node it was for', async (_how, env) => {
    await mkdir(join(clone, 'part'));
    await writeFile(join(clone, 'part', 'package.json'), '{ "name": "part", "version": "1.0.0" }');
    const own = { name: 'clone', version: '1.0.0', dependencies: { part: 'file:part' } };
    await writeFile(join(clone, 'package.json'), JSON.stringify(own));
    await lock({
      '': own,
      part: { version: '1.0.0' },
      'node_modules/part': { resolved: 'part', link: true },
    });

    const { stderr } = await node(`set.ensureInstalled()`, env);

    expect(stderr).toContain('installing dependencies');
    expect(stderr).toContain('dependencies are ready');
    expect(await readFile(join(clone, 'node_modules', '.jiuzhu-built-for'), 'utf8')).toBe(
      process.versions.modules,
    );
    expect(await evaluate('set.isInstalled(set.root)')).toBe('true');
  });

  it('ends with 5 and the remedy when the install fails', async () => {
    await writeFile(join(clone, 'package-lock.json'), '{ damaged');

    await expect(node('set.ensureInstalled()')).rejects.toMatchObject({
      code: 5,
      stderr: expect.stringContaining('安装失败') as string,
    });
  });

  it('ends with 5 on a Node that is too old, before anything else', async () => {
    const versions = `{ ...process.versions, node: '18.20.4' }`;
    const asOldNode = `Object.defineProperty(process, 'versions', { value: ${versions} }) && set.ensureInstalled()`;

    await expect(node(asOldNode)).rejects.toMatchObject({
      code: 5,
      stderr: '[jiuzhu] 需要 Node.js 20.19 或更高，当前 18.20.4 / Node.js 20.19 or newer is needed\n',
    });
  });
});

describe('bin/jiuzhu.mjs', () => {
  it('says in both languages what to do where node_modules is absent', async () => {
    await expect(
      promisify(execFile)(process.execPath, [join(clone, 'bin', 'jiuzhu.mjs')]),
    ).rejects.toMatchObject({
      code: 5,
      stderr:
        '[jiuzhu] 依赖尚未安装，请先在项目目录运行 npm ci / dependencies are not installed: run npm ci in the project folder\n',
    });
  });
});

describe('the lock file', () => {
  const check = (folder: string) =>
    promisify(execFile)(process.execPath, [join(folder, 'scripts', 'complete-lock.mjs'), '--check']);

  it('names every platform build, so that npm ci accepts it (else: node scripts/complete-lock.mjs)', async () => {
    expect((await check(checkout)).stdout).toBe('');
  });

  it('is completed by its script with the builds that the registry at hand does not carry', async () => {
    const native = {
      version: '1.0.0',
      optionalDependencies: { 'native-darwin-arm64': '1.0.0', '@n/linux-x64-musl': '1.0.0' },
    };
    await lock({
      'node_modules/native': native,
      'node_modules/native/node_modules/native-darwin-arm64': { version: '1.0.0' },
    });

    await expect(check(clone)).rejects.toMatchObject({ code: 1, stdout: '@n/linux-x64-musl@1.0.0\n' });
    await promisify(execFile)(process.execPath, [join(clone, 'scripts', 'complete-lock.mjs')]);

    expect((await check(clone)).stdout).toBe('');
    const { packages } = JSON.parse(await readFile(join(clone, 'package-lock.json'), 'utf8')) as {
      packages: object;
    };
    expect(packages).toMatchObject({
      'node_modules/@n/linux-x64-musl': {
        version: '1.0.0',
        cpu: ['x64'],
        libc: ['musl'],
        os: ['linux'],
        optional: true,
      },
    });
  });
});
