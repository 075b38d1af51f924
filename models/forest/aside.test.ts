import { describe, expect, it } from 'vitest';
import { seededRng } from '../../src/core/rng.ts';
import { learnableSample } from '../test-support.ts';
import { fitForestAside } from './aside.ts';
import { fitForest, forestDefaults, forestTask, growForest } from './fit.ts';

const { X, y } = learnableSample(2000, 'forest aside');
const options = { ...forestDefaults, trees: 9 };

describe('a forest aside', () => {
  it('has the same bytes on 1, 2 and 3 threads as in place, out-of-bag predictions too', async () => {
    const inPlace = growForest(forestTask({ X, y }, options), options, seededRng('s'));
    const aside = await Promise.all(
      [1, 2, 3].map((threads) => fitForestAside({ X, y }, options, 's', { threads })),
    );

    for (const fit of aside) expect(fit).toEqual(inPlace);
    expect(fitForest(X, y, options, seededRng('s'))).toEqual(inPlace.model);
  });

  it('weighs rows as growing in place does', async () => {
    const weights = Float64Array.from({ length: X.nRows }, (_, i) => 1 + (i % 3));
    const inPlace = growForest(forestTask({ X, y, weights }, options), options, seededRng('s'));

    const aside = await fitForestAside({ X, y, weights }, options, 's', { threads: 2 });

    expect(aside).toEqual(inPlace);
    await expect(
      fitForestAside({ X, y, weights: weights.subarray(1) }, options, 's', { threads: 2 }),
    ).rejects.toMatchObject({ code: 'JZ_MATRIX_SHAPE' });
  });

  it('tells every tree and ends soon once called off, with the reason', async () => {
    const controller = new AbortController();
    let last = 0;
    const progress = (_label: string, done: number): void => {
      last = done;
      if (done === 3) controller.abort(new Error('not today'));
    };
    const run = { threads: 2, progress, signal: controller.signal };

    await expect(fitForestAside({ X, y }, { ...options, trees: 100_000 }, 's', run)).rejects.toThrow(
      'not today',
    );
    expect(last).toBeLessThan(100_000);
  });

  it('rejects with the named errors of the other threads', async () => {
    const coded = { ...options, categorical: ['signal'] };

    await expect(fitForestAside({ X, y }, coded, 's', { threads: 2 })).rejects.toMatchObject({
      code: 'JZ_CATEGORY_TOO_MANY',
    });
  });
});
