import { mkdtempSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { silent } from '../../core/progress.ts';
import { runCommand } from '../run.ts';

const folder = mkdtempSync(join(tmpdir(), 'jiuzhu-generate-cli-'));

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the command in this process: its exit status and what it printed. */
async function run(...words: string[]): Promise<{ status: number; data: string; said: string }> {
  const data: string[] = [];
  const said: string[] = [];
  const status = await runCommand(['generate', ...words], {
    data: (text) => void data.push(text),
    say: (text) => void said.push(text),
    progress: silent,
  });
  return { status, data: data.join('\n'), said: said.join('\n') };
}

const some = (name: string): string[] => ['--months', '2', '--seed', '5', '--out', join(folder, name)];

describe('jiuzhu generate', () => {
  it('prints the calibration and keeps it, as text and as JSON', async () => {
    const json = await run('--households', '20', ...some('a'), '--threads', '1', '--json');
    const parsed = JSON.parse(json.data) as { rows: number; files: number; calibration: { id: string }[] };
    const kept = JSON.parse(await readFile(join(folder, 'a', 'calibration.json'), 'utf8')) as unknown;
    const text = await run('--households', '20', ...some('b'), '--threads', '1');

    expect([json.status, text.status]).toEqual([0, 0]);
    expect(parsed.rows).toBeGreaterThan(50);
    expect(parsed.calibration.length).toBeGreaterThanOrEqual(30);
    expect(kept).toEqual(parsed.calibration);
    expect(text.data).toContain('size_1');
    expect(text.data).toContain('jiuzhu ingest');
  }, 60_000);

  it.each([
    [['--households', '0', ...some('x')], '--households'],
    [['--households', '1e3', ...some('x')], '--households'],
    [['--households', '9', '--months', '241', '--seed', '1', '--out', 'x'], '--months'],
    [['--households', '9', ...some('x'), '--start', '2021-12'], '--start'],
    [['--households', '9', ...some('x'), '--start', '2024-13'], '--start'],
    [['--households', '9', ...some('x'), '--region', '33'], '--region'],
    [['--households', '9', ...some('x'), '--dirt', '4'], '--dirt'],
    [['--households', '9', ...some('x'), '--threads', '0'], '--threads'],
    [['--households', '9', ...some('x'), '--format', 'pdf'], '--format'],
    [['--months', '9', '--seed', '1', '--out', 'x'], '--households'],
  ])('refuses %j with status 2, naming the option', async (words, option) => {
    const { status, said } = await run(...words);

    expect(status).toBe(2);
    expect(said).toContain(option);
  });

  it('refuses a folder that holds anything with status 3', async () => {
    const { status, said } = await run(
      '--households',
      '9',
      '--months',
      '2',
      '--seed',
      '5',
      '--out',
      folder,
      '--json',
    );

    expect(status).toBe(3);
    expect(JSON.parse(said)).toMatchObject({ code: 'JZ_OUTPUT_EXISTS' });
  });
});
