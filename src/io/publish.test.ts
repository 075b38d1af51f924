import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeAtomically } from './files.ts';
import { findManifests, readManifest, verifyManifest } from './manifest.ts';
import { publishFile, publishFolder } from './publish.ts';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'jiuzhu-publish-'));
});

afterEach(() => rm(root, { recursive: true, force: true }));

function folder(name: string, text: string, replace?: string): ReturnType<typeof publishFolder> {
  return publishFolder(
    'report',
    { parent: root, name, ...(replace === undefined ? {} : { replace }) },
    async (working) => {
      await mkdir(join(working, 'deep'));
      await writeFile(join(working, 'deep', 'a.txt'), text);
      return { facts: { rows: text.length } };
    },
  );
}

describe('publishFolder', () => {
  it('publishes files with a manifest that verifies, and the same bytes give the same id', async () => {
    const { manifest } = await folder('r1', 'hello');
    const again = await folder('r2', 'hello');

    expect(manifest.files).toEqual([
      {
        path: 'deep/a.txt',
        bytes: 5,
        sha256: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
      },
    ]);
    expect(again.manifest.id).toBe(manifest.id);
    expect(await verifyManifest(join(root, 'r1', 'manifest.json'))).toEqual(manifest);
  });

  it('leaves nothing behind when building fails', async () => {
    const failing = publishFolder('report', { parent: root, name: 'r' }, async (working) => {
      await writeFile(join(working, 'half'), 'x');
      throw new Error('no');
    });

    await expect(failing).rejects.toThrow('no');
    expect(await readdir(root)).toEqual([]);
  });

  it('refuses a name that is taken, unless a publication of that kind may be replaced', async () => {
    await folder('r', 'one');

    await expect(folder('r', 'two')).rejects.toMatchObject({ code: 'JZ_OUTPUT_EXISTS' });
    await expect(folder('r', 'two', 'model')).rejects.toMatchObject({ code: 'JZ_OUTPUT_EXISTS' });
    expect(await readFile(join(root, 'r', 'deep', 'a.txt'), 'utf8')).toBe('one');
    await folder('r', 'two', 'report');
    expect(await readFile(join(root, 'r', 'deep', 'a.txt'), 'utf8')).toBe('two');
    expect(await readdir(root)).toEqual(['r']);
  });

  it('verifies inherited files where they lie', async () => {
    const first = await folder('r1', 'hello');
    const inherited = first.manifest.files.map((file) => ({ ...file, path: `../r1/${file.path}` }));
    await publishFolder('report', { parent: root, name: 'r2' }, () =>
      Promise.resolve({ facts: {}, inherited }),
    );

    await verifyManifest(join(root, 'r2', 'manifest.json'));
    await writeFile(join(root, 'r1', 'deep', 'a.txt'), 'hellp');

    await expect(verifyManifest(join(root, 'r2', 'manifest.json'))).rejects.toMatchObject({
      code: 'JZ_HASH_MISMATCH',
      details: { file: join(root, 'r1', 'deep', 'a.txt') },
    });
  });
});

describe('publishFile', () => {
  it('refuses a folder or a device in its place, before anything is built', async () => {
    const build = () => Promise.reject(new Error('built'));
    for (const path of [root, devNull])
      await expect(publishFile('scores', path, build)).rejects.toMatchObject({ code: 'JZ_OUTPUT_NOT_FILE' });
    await expect(writeAtomically(root, 'x')).rejects.toMatchObject({ code: 'JZ_OUTPUT_NOT_FILE' });
  });

  it('replaces an earlier file whole, manifest and all', async () => {
    const path = join(root, 'out', 'scores.csv');
    for (const text of ['one', 'three'])
      await publishFile('scores', path, async (temporary) => {
        await writeFile(temporary, text);
        return { rows: text.length };
      });

    expect(await readFile(path, 'utf8')).toBe('three');
    expect((await verifyManifest(`${path}.manifest.json`)).facts).toEqual({ rows: 5 });
    expect((await readdir(join(root, 'out'))).sort()).toEqual(['scores.csv', 'scores.csv.manifest.json']);
  });

  it('keeps the earlier file when building fails', async () => {
    const path = join(root, 'scores.csv');
    await publishFile('scores', path, async (temporary) => {
      await writeFile(temporary, 'one');
      return {};
    });

    await expect(publishFile('scores', path, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await readFile(path, 'utf8')).toBe('one');
    await verifyManifest(`${path}.manifest.json`);
  });
});

describe('manifests', () => {
  it('betray a changed fact, a lost file, and a manifest that is none', async () => {
    await folder('r', 'hello');
    const path = join(root, 'r', 'manifest.json');
    const text = await readFile(path, 'utf8');
    await rm(join(root, 'r', 'deep', 'a.txt'));

    await expect(verifyManifest(path)).rejects.toMatchObject({ details: { value: 'no such file' } });
    await writeFile(path, text.replace('"rows": 5', '"rows": 6'));
    await expect(readManifest(path)).rejects.toMatchObject({
      code: 'JZ_HASH_MISMATCH',
      exitCode: 4,
      details: { file: path },
    });
    await writeFile(path, '{}');
    await expect(readManifest(path)).rejects.toMatchObject({ code: 'JZ_HASH_MISMATCH' });
    await rm(path);
    await expect(readManifest(path)).rejects.toMatchObject({ code: 'JZ_MANIFEST_MISSING', exitCode: 4 });
  });

  it('are found in a folder and beside a file', async () => {
    await folder('r', 'hello');
    await writeFile(join(root, 'x.csv'), '1');
    await writeFile(join(root, 'x.csv.manifest.json'), '{}');

    expect(await findManifests(root)).toEqual([
      join(root, 'r', 'manifest.json'),
      join(root, 'x.csv.manifest.json'),
    ]);
    expect(await findManifests(join(root, 'x.csv'))).toEqual([join(root, 'x.csv.manifest.json')]);
    await expect(findManifests(join(root, 'no'))).rejects.toMatchObject({ code: 'JZ_FILE_NOT_FOUND' });
  });
});
