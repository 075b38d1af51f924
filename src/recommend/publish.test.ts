import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadPolicy } from '../policy/index.ts';
import type { Recommendation } from './finding.ts';
import { publishFindings } from './publish.ts';

const line: Omit<Recommendation, 'finding' | 'item' | 'amountFen'> = {
  household: 'h1',
  ...{ with: [], marginFen: null, bundle: null, zh: '说明', en: 'says', rank: 1 },
};

it('tells what a gap is worth by the month, whatever its first item pays by', async () => {
  const policy = await loadPolicy();
  const yearly = policy.items.find(({ kind }) => kind === 'yearly')?.id ?? '';
  const folder = await mkdtemp(join(tmpdir(), 'jiuzhu-publish-'));
  const path = join(folder, 'recommendations.csv');
  try {
    await publishFindings(
      path,
      policy,
      [
        { ...line, finding: 'gap', item: yearly, amountFen: 69_867 },
        { ...line, finding: 'entitled', item: yearly, amountFen: 120_000 },
      ],
      () => ({}),
    );
    const [header = '', ...rows] = (await readFile(path, 'utf8')).trim().split('\n');
    const period = header.split(',').indexOf('period');

    expect(rows.map((row) => row.split(',')[period])).toEqual(['monthly', 'yearly']);
  } finally {
    await rm(folder, { recursive: true });
  }
});
