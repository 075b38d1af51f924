import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fitScorecard, scorecardDefaults } from '../../../../models/scorecard/fit.ts';
import type { Stack } from '../../../../models/stack/model.ts';
import { silent } from '../../../core/progress.ts';
import { writeHouseholdModel, type HouseholdModel } from '../../../scoring/household-bundle.ts';
import { householdModel, householdsOf } from '../../../scoring/test-support.ts';
import { addModelScorecard } from './scorecard.ts';

let registry: string;
beforeAll(async () => {
  registry = await mkdtemp(join(tmpdir(), 'jz-scorecard-'));
});
afterAll(() => rm(registry, { recursive: true, force: true }));

async function run(...args: string[]): Promise<string> {
  const printed: string[] = [];
  const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  addModelScorecard(program, {
    data: (text) => void printed.push(text),
    say: () => undefined,
    progress: silent,
  });
  await program.parseAsync(['scorecard', ...args, '--registry', registry], { from: 'user' });
  return printed.join('\n');
}

const model = householdModel();
const { X, y } = householdsOf(400, 'card');
const card = { weight: 0.9, model: fitScorecard(X, y, scorecardDefaults) };
const others = model.stack.members.filter((member) => member.model.family !== 'scorecard');
const withMembers = (members: Stack['members']): HouseholdModel => ({
  ...model,
  stack: { ...model.stack, members },
});

it('prints a card that is the whole model, with the probability the model gives', async () => {
  const id = await writeHouseholdModel(registry, withMembers([card]), {});
  const out = join(registry, 'card.html');

  const text = await run(id, '--english');
  const { start } = JSON.parse(await run(id, '--json')) as { start: number };
  await run(id, '--out', out);

  expect(start).toBe(0);
  expect(text).toContain('## Totals and probabilities');
  expect(text).not.toContain('one part of the model');
  expect(await readFile(out, 'utf8')).toMatch(/^<!doctype html>[\s\S]*评分卡[\s\S]*<\/html>/);
});

it('says of a card in a blend that it is a part, and refuses a model that has none', async () => {
  const id = await writeHouseholdModel(registry, withMembers([...others, card]), {});
  const none = await writeHouseholdModel(registry, withMembers(others), {});

  expect(await run(id)).toContain('此卡只是模型的一部分');
  await expect(run(none)).rejects.toMatchObject({ code: 'JZ_MODEL_NO_SCORECARD', exitCode: 3 });
});
