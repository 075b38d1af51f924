import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { checkout } from './checkout.ts';

const guide = join(checkout, 'docs', 'guides', 'notebook.md');

it('docs/guides/notebook.md prints what it says it prints', async () => {
  const blocks = [...(await readFile(guide, 'utf8')).matchAll(/^```(js|text)\n([\s\S]*?)^```/gm)];
  const [program = '', expected = ''] = ['js', 'text'].map(
    (kind) => blocks.find((block) => block[1] === kind)?.[2],
  );
  const sources = pathToFileURL(checkout).href;
  const runnable = program
    .replaceAll(/'jiuzhu\/eval\/([\w-]+)'/g, `'${sources}/eval/$1.ts'`)
    .replaceAll(/'jiuzhu\/core\/([\w-]+)'/g, `'${sources}/src/core/$1.ts'`);
  const folder = await mkdtemp(join(checkout, 'node_modules', '.jiuzhu-notebook-'));
  try {
    await writeFile(join(folder, 'notebook.mjs'), runnable);

    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', join(folder, 'notebook.mjs')],
      { cwd: checkout, env: { ...process.env, NO_COLOR: '1' } },
    );

    expect(stdout).toBe(expected);
  } finally {
    await rm(folder, { recursive: true });
  }
});
