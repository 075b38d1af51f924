import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readText } from '../../io/files.ts';
import { loadParameters, parameterFile } from './parameters.ts';

async function withFile(text: string): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), 'jiuzhu-parameters-'));
  const file = join(folder, 'parameters.yaml');
  await writeFile(file, text);
  return loadParameters(file).finally(() => rm(folder, { recursive: true }));
}

describe('loadParameters', () => {
  it('reads numbers and tables', async () => {
    const parameters = await loadParameters();

    expect(parameters.people.ruralShare).toBe(0.28);
    expect(parameters.disability.types).toHaveLength(8);
  });

  it('refuses a number without a source, naming it', async () => {
    const text = (await readText(parameterFile)).replace(
      /(cancerShare: \{ value: 0\.5), source: "[^"]*"/,
      '$1',
    );

    await expect(withFile(text)).rejects.toMatchObject({
      code: 'JZ_CONFIG_INVALID',
      details: { path: 'groups.health.cancerShare.source' },
    });
  });

  it('refuses a table where a number is meant', async () => {
    const text = (await readText(parameterFile)).replace(
      'cancerShare: { value: 0.5',
      'cancerShare: { value: [0.5]',
    );

    await expect(withFile(text)).rejects.toMatchObject({
      details: { path: 'groups.health.cancerShare.value' },
    });
  });
});
