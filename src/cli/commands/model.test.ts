import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silent } from '../../core/progress.ts';
import { writeHouseholdModel } from '../../scoring/household-bundle.ts';
import { householdModel } from '../../scoring/test-support.ts';
import { addModelCommand } from './model.ts';
import { addTableCommand } from './table.ts';

const oracle = join(import.meta.dirname, '../../../models/interchange/oracles/foreign-models.json');

interface Foreign {
  readonly name: string;
  readonly format: string;
  readonly text: string;
  readonly rows: readonly (readonly (number | null)[])[];
  readonly raw: readonly number[];
}

/** Runs a command in this process; gives what it printed as data. */
async function run(...args: string[]): Promise<string> {
  const printed: string[] = [];
  const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  const terminal = {
    data: (text: string) => void printed.push(text),
    say: () => undefined,
    progress: silent,
  };
  addModelCommand(program, terminal);
  addTableCommand(program, terminal);
  await program.parseAsync(args, { from: 'user' });
  return printed.join('\n');
}

describe('jiuzhu model', () => {
  let folder: string;
  let registry: string;
  let cases: readonly Foreign[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'jz-model-cli-'));
    registry = join(folder, 'registry');
    cases = (JSON.parse(await readFile(oracle, 'utf8')) as { cases: Foreign[] }).cases;
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function importCase(format: string): Promise<{ id: string; known: Foreign }> {
    const known = cases.find((one) => one.format === format)!;
    const file = join(folder, `model.${format}`);
    await writeFile(file, known.text);
    const { id } = JSON.parse(
      await run('model', 'import', file, '--format', format, '--registry', registry, '--json'),
    ) as { id: string };
    return { id, known };
  }

  it.each(['xgboost', 'lightgbm'])('imports a model of %s that predicts a file as it did', async (format) => {
    const { id, known } = await importCase(format);
    const names = (
      JSON.parse(await run('model', 'show', id, '--registry', registry)) as { features: string[] }
    ).features;
    const lines = known.rows.map((row) => row.map((cell) => cell ?? '').join(','));
    await writeFile(join(folder, 'rows.csv'), [names.join(','), ...lines, ''].join('\n'));
    const out = join(folder, `${format}.csv`);

    await run('table', 'predict', join(folder, 'rows.csv'), '--model', join(registry, id), '--out', out);

    const predicted = (await readFile(out, 'utf8'))
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => Number(line.split(',').at(-1)));
    expect(predicted).toHaveLength(known.raw.length);
    for (const [i, raw] of known.raw.entries()) expect(predicted[i]).toBeCloseTo(1 / (1 + Math.exp(-raw)), 5);
  });

  it('exports ONNX that comes back under the same features, and lists both', async () => {
    const { id } = await importCase('lightgbm');
    const out = join(folder, 'model.onnx');

    await run('model', 'export', id, '--format', 'onnx', '--out', out, '--registry', registry);
    const again = JSON.parse(
      await run('model', 'import', out, '--format', 'onnx', '--registry', registry, '--json'),
    ) as { id: string; trees: number };

    expect(again.trees).toBe(10);
    const listed = await run('model', 'list', '--registry', registry);
    expect(listed).toContain(id);
    expect(listed).toContain(again.id);
  });

  it('exports a household model, and lists it beside the imported', async () => {
    const id = await writeHouseholdModel(registry, householdModel(), {});
    const out = join(folder, 'household.onnx');

    const printed = await run('model', 'export', id, '--out', out, '--registry', registry, '--json');

    expect(JSON.parse(printed)).toMatchObject({ id, features: 3 });
    expect(await run('model', 'list', '--registry', registry)).toContain(id);
  });

  it.each([
    ['xgboost', '{}', 'JZ_MODEL_INVALID'],
    ['lightgbm', 'tree\n', 'JZ_MODEL_INVALID'],
    ['onnx', 'not a model', 'JZ_MODEL_INVALID'],
  ])('refuses a file that is no %s model', async (format, text, code) => {
    const file = join(folder, 'wrong');
    await writeFile(file, text);

    await expect(
      run('model', 'import', file, '--format', format, '--registry', registry),
    ).rejects.toMatchObject({ code });
  });

  it('names a file that is not there', async () => {
    await expect(
      run('model', 'import', join(folder, 'none'), '--format', 'onnx', '--registry', registry),
    ).rejects.toMatchObject({ code: 'JZ_FILE_NOT_FOUND' });
  });
});
