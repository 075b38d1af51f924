import { describe, expect, it } from 'vitest';
import { takeRows } from '../core/matrix.ts';
import { silent } from '../core/progress.ts';
import type { HouseholdModel } from './household-bundle.ts';
import { scorerOf } from './load.ts';
import { scoreRows } from './score-rows.ts';
import { householdModel, householdsOf } from './test-support.ts';
import { scoreOf } from './words.ts';

const model = householdModel();
const { X } = householdsOf(18_000, 'many');
const rows = [...X.columns[0]!.keys()].reverse();

describe('scoring many rows', () => {
  it('gives the same numbers on one thread and on two, and those of each row alone', async () => {
    const request = { model, matrix: X, rows, topReasons: 2, progress: silent };
    const [one, two] = [
      await scoreRows({ ...request, threads: 1 }),
      await scoreRows({ ...request, threads: 2, rowsAThread: 8192 }),
    ];

    expect(two).toEqual(one);
    const scorer = scorerOf('test', model);
    for (const i of [0, 1023, 1024, 9000, 17_999])
      expect(scoreOf(two, i, scorer)).toEqual(scorer.score(takeRows(X, [rows[i]!]), 2)[0]);
  });

  it('says how far it is, and answers for no row', async () => {
    const seen: number[] = [];
    const progress = (_: string, done: number, total: number): void => void seen.push(done / total);
    const request = { model, matrix: X, topReasons: 0, threads: 2, progress };

    await scoreRows({ ...request, rows: rows.slice(0, 3000) });

    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(1);
    expect((await scoreRows({ ...request, rows: [] })).probability).toHaveLength(0);
  });
});

describe('a score that is uncertain', () => {
  const uncertainShare = (uncertainAcross: HouseholdModel['uncertainAcross']): number => {
    const scores = scorerOf('test', { ...model, uncertainAcross }).score(takeRows(X, rows.slice(0, 2000)), 0);
    return scores.filter(({ isUncertain }) => isUncertain).length / scores.length;
  };

  it('reaches across as many bands as the model says, or none does', () => {
    const shares = ([undefined, 3, 2, 1] as const).map(uncertainShare);

    expect(shares[0]).toBe(0);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares[3]).toBeGreaterThan(0.1);
    expect(uncertainShare('own')).toBeLessThan(shares[3]!);
  });
});
