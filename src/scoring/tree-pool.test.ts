import { expect, it } from 'vitest';
import { gbdt } from '../../models/boosting/model.ts';
import { boostingDefaults } from '../../models/boosting/options.ts';
import { learnableSample } from '../../models/test-support.ts';
import { sumTrees } from '../../models/tree/predict.ts';
import { seededRng } from '../core/rng.ts';
import { startTreePool } from './tree-pool.ts';

it('scores with the same bits on one, two and three threads', async () => {
  const { X, y } = learnableSample(1000, 'pool');
  const { trees, base } = gbdt.fit(X, y, { ...boostingDefaults, rounds: 10 }, seededRng(1));
  const plain = sumTrees(trees, X, base);

  for (const threads of [1, 2, 3]) {
    const pool = startTreePool(trees, X.columns.length, threads);
    const sums = await pool.sum(X, base);
    await pool.close();

    expect(Float64Array.from(sums)).toEqual(plain);
  }
});

it('says what is wrong with the columns, and goes on', async () => {
  const { X, y } = learnableSample(200, 'pool');
  const { trees } = gbdt.fit(X, y, { ...boostingDefaults, rounds: 2 }, seededRng(1));
  const pool = startTreePool(trees, X.columns.length, 1);

  await expect(pool.sum({ ...X, columns: X.columns.slice(1) }, 0)).rejects.toThrow(/columns/);
  expect(await pool.sum(X, 0)).toHaveLength(200);
  await pool.close();
});
