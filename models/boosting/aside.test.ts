import { describe, expect, it } from 'vitest';
import { matrix } from '../../src/core/matrix.ts';
import { seededRng } from '../../src/core/rng.ts';
import { learnableSample } from '../test-support.ts';
import { fitBoostingAside } from './aside.ts';
import { fitBoosting } from './fit.ts';
import { boostingDefaults } from './options.ts';

const { X, y } = learnableSample(20_000, 'aside');
const options = { ...boostingDefaults, rounds: 12 };

describe('boosting aside', () => {
  it('gives the same bytes on 1, 2 and 4 threads as in place', async () => {
    const inPlace = fitBoosting(X, y, options, seededRng('s'));
    const aside = await Promise.all(
      [1, 2, 4].map((threads) => fitBoostingAside({ X, y }, options, 's', { threads })),
    );

    for (const model of aside) expect(model).toEqual(inPlace);
  });

  it('weighs rows as fitting in place does: as so many copies', async () => {
    const weights = Float64Array.from({ length: X.nRows }, (_, i) => 1 + (i % 3));
    const inPlace = fitBoosting(X, y, options, seededRng('s'), weights);

    const aside = await fitBoostingAside({ X, y, weights }, options, 's', { threads: 2 });

    expect(aside).toEqual(inPlace);
    await expect(
      fitBoostingAside({ X, y, weights: weights.subarray(1) }, options, 's', { threads: 2 }),
    ).rejects.toMatchObject({ code: 'JZ_MATRIX_SHAPE' });
  });

  it('tells every round while the calling thread stays free', async () => {
    const rounds: number[] = [];
    const before = performance.eventLoopUtilization();

    const progress = (_label: string, done: number): void => void rounds.push(done);
    await fitBoostingAside({ X, y }, options, 's', { threads: 2, progress });
    const { utilization } = performance.eventLoopUtilization(before);

    expect(rounds).toEqual(Array.from({ length: options.rounds }, (_, i) => i + 1));
    expect(utilization).toBeLessThan(0.3);
  });

  it('ends soon once called off, with the reason', async () => {
    const controller = new AbortController();
    let last = 0;
    const progress = (_label: string, done: number): void => {
      last = done;
      if (done === 3) controller.abort(new Error('not today'));
    };

    const run = { threads: 2, progress, signal: controller.signal };
    const endless = { ...options, rounds: 1_000_000 };

    await expect(fitBoostingAside({ X, y }, endless, 's', run)).rejects.toThrow('not today');
    expect(last).toBeLessThan(endless.rounds);
  });

  it('does not begin once called off', async () => {
    const run = { threads: 1, signal: AbortSignal.abort(new Error('never')) };

    await expect(fitBoostingAside({ X, y }, options, 's', run)).rejects.toThrow('never');
  });

  it('rejects with the named errors of the other thread', async () => {
    const coded = { ...options, categorical: ['signal'] };

    await expect(fitBoostingAside({ X, y }, coded, 's', { threads: 1 })).rejects.toMatchObject({
      code: 'JZ_CATEGORY_TOO_MANY',
      details: { column: 'signal' },
    });
  });

  it('rejects with the named error of a column it cannot bin', async () => {
    const bad = matrix(X.names, [X.columns[0]!.map(() => Infinity), ...X.columns.slice(1)]);

    await expect(fitBoostingAside({ X: bad, y }, options, 's', { threads: 1 })).rejects.toMatchObject({
      code: 'JZ_MATRIX_NOT_FINITE',
    });
  });
});
