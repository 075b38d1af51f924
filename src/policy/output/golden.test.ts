import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { isoDate } from '../../core/dates.ts';
import { runCases } from '../check-cases/run.ts';
import { loadPolicy, type Policy } from '../engine/policy.ts';
import { explain, type Explanation } from '../explain/explain.ts';
import { householdFacts } from '../facts/flatten.ts';
import { snapshotOf } from '../parameters/snapshot.ts';
import { explanationJson } from './json.ts';
import { policyReference } from './reference.ts';
import { reportText } from './report.ts';

let policy: Policy;
beforeAll(async () => {
  policy = await loadPolicy();
});

const golden = join(import.meta.dirname, 'fixtures');
const date = isoDate('2025-06-01');

async function explained(name: string): Promise<Explanation> {
  const written: unknown = JSON.parse(await readFile(join(golden, `${name}.json`), 'utf8'));
  return explain(policy, householdFacts(written, date, name), snapshotOf(policy.catalogue, '330100', date));
}

async function expectGolden(file: string, text: string): Promise<void> {
  if (process.env['UPDATE_GOLDEN'] === '1') await writeFile(file, text);
  expect(text).toBe(await readFile(file, 'utf8'));
}

describe('the answer read out to a family', () => {
  it.each(['one-income-lost', 'old-couple', 'just-above'])(
    'is the same as the one kept: %s',
    async (name) => {
      const explanation = await explained(name);
      const text = (language: 'zh' | 'en'): string =>
        `${reportText(policy, explanation, { language, full: false })}\n`;

      await expectGolden(join(golden, `${name}.zh.txt`), text('zh'));
      await expectGolden(join(golden, `${name}.en.txt`), text('en'));
    },
  );

  it('says the same in JSON, with every amount in fen', async () => {
    const explanation = await explained('one-income-lost');
    const answer = JSON.parse(JSON.stringify(explanationJson(policy, explanation))) as {
      items: { item: string; amount_fen: number | null; kept: string; clauses: { check: unknown }[] }[];
    };
    const dibao = answer.items.find((item) => item.item === 'dibao');

    expect(dibao).toMatchObject({ kept: 'met', amount_fen: 163_500 });
    expect(dibao?.clauses).toHaveLength(9);
  });

  it('names every refused item when asked in full', async () => {
    const explanation = await explained('just-above');
    const full = reportText(policy, explanation, { language: 'zh', full: true });

    expect(full).toContain('【不符合】');
    expect(full.length).toBeGreaterThan(
      reportText(policy, explanation, { language: 'zh', full: false }).length,
    );
  });
});

describe('docs/reference/policy.md', () => {
  it('is what the policy says now (npx tsx src/cli/main.ts policy docs --out docs/reference/policy.md)', async () => {
    const kept = await readFile(join(import.meta.dirname, '../../../docs/reference/policy.md'), 'utf8');

    expect(kept).toBe(policyReference(policy, await runCases(policy)));
  });
});
