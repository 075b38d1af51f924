import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silent } from '../../../core/progress.ts';
import { writeHouseholdModel } from '../../../scoring/household-bundle.ts';
import { householdModel } from '../../../scoring/test-support.ts';
import { addModelCommand } from '../model.ts';

let folder: string;
let registry: string;
let ids: readonly [string, string];
const printed: string[] = [];

/** Runs a command; gives what it printed as data, also when it ends with an error. */
async function run(...args: string[]): Promise<string> {
  printed.length = 0;
  const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  const data = (text: string): void => void printed.push(text);
  addModelCommand(program, { data, say: () => undefined, progress: silent });
  await program.parseAsync(['model', ...args, '--registry', registry], { from: 'user' });
  return printed.join('\n');
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jz-model-roles-'));
  registry = join(folder, 'registry');
  const model = householdModel();
  const other = { ...model, metrics: { auc: 0.7 }, label: { zh: '另一个', en: 'another' } };
  ids = [
    await writeHouseholdModel(registry, model, { seed: '1' }),
    await writeHouseholdModel(registry, other, {}),
  ];
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('jiuzhu model promote, rollback, history', () => {
  it('shows the champion two persons agreed on, and who they were', async () => {
    const [one] = ids;
    await run('promote', one, '--by', '王芳', '--because', '检验更好');
    const confirmed = await run('promote', one, '--by', '李强', '--confirm', '--json');

    const { entry } = JSON.parse(confirmed) as { entry: { hash: string } };
    expect(await run('list')).toContain(`${one}  ★ 在用 champion`);
    expect(JSON.parse(await run('show', 'champion'))).toMatchObject({ id: one, roles: ['champion'] });
    expect(await run('history', '--head', entry.hash)).toMatch(/王芳 {2}提议.*检验更好[\s\S]*李强 {2}确认/);
    await expect(run('history', '--head', '00')).rejects.toMatchObject({
      code: 'JZ_REGISTRY_LOG',
      exitCode: 4,
    });
  });

  it('wants a reason and knows the model', async () => {
    await expect(run('promote', ids[1], '--by', '王芳')).rejects.toMatchObject({ code: 'JZ_USAGE' });
    await expect(run('rollback', '--by', '王芳', '--because', '出错')).rejects.toMatchObject({
      code: 'JZ_ROLLBACK_NOTHING',
    });
    await expect(run('show', 'panel-000')).rejects.toMatchObject({ code: 'JZ_MODEL_UNKNOWN' });
    await expect(run('show', '../registry')).rejects.toMatchObject({ code: 'JZ_MODEL_UNKNOWN' });
  });

  it('sets two models side by side and says why figures differ', async () => {
    const text = await run('compare', ids[0], ids[1]);

    expect(text).toMatch(/auc +0\.8000 +0\.7000 +-0\.1000/);
    expect(text).toContain('预测目标不同');
  });

  it('lists the whole models beside a damaged one, and ends with exit 4', async () => {
    const path = join(registry, ids[1], 'model.json');
    const whole = await readFile(path);
    await writeFile(path, whole.toString('utf8').replace('another', 'Another'));

    await expect(run('list')).rejects.toMatchObject({ code: 'JZ_HASH_MISMATCH', exitCode: 4 });
    expect(printed.join('\n')).toContain('★ 在用 champion');
    expect(printed.join('\n')).toContain('✗ 已损坏');
    for (const command of ['show', 'card']) {
      await expect(run(command, ids[1])).rejects.toMatchObject({ code: 'JZ_HASH_MISMATCH' });
    }
    await expect(run('compare', ids[0], ids[1])).rejects.toMatchObject({ code: 'JZ_HASH_MISMATCH' });
    await writeFile(path, whole);
  });
});
