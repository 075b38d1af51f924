import { describe, expect, it } from 'vitest';
import { loadTensorFlow } from '../../models/net/backend.ts';
import { drawSample, quickOptions, sampleHorizons } from '../../models/sequence/test-support.ts';
import { silent } from '../../src/core/progress.ts';
import { compareSequence, contestants } from './compare.ts';

const parts = {
  train: drawSample(1200, 'train'),
  calibrate: drawSample(300, 'watch'),
  test: drawSample(1500, 'later'),
};

describe('the sequence model beside trees', () => {
  it('wins by the months where the outcome depends on them, and says what each took', async () => {
    let clock = 0;
    const plan = { horizons: sampleHorizons, seed: '1', progress: silent, now: () => (clock += 1000) };
    const options = { ...quickOptions, epochs: 8 };

    const { measures, seconds, rows } = await compareSequence(await loadTensorFlow(), parts, {
      ...plan,
      options,
    });

    expect(measures.map(({ id, horizon }) => `${id} ${horizon}`)).toEqual(
      contestants.flatMap((id) => sampleHorizons.map((horizon) => `${id} ${horizon}`)),
    );
    const at = (id: string): (typeof measures)[number] =>
      measures.find((one) => one.id === id && one.horizon === 12)!;
    expect(at('sequence').auc).toBeGreaterThan(at('trees').auc + 0.02);
    expect(at('sequence').auc).toBeGreaterThan(at('months_only').auc + 0.02);
    expect(at('sequence').logLoss).toBeLessThan(at('trees').logLoss);
    expect(seconds).toEqual({ sequence: 1, months_only: 1, trees: 1 });
    expect(rows.test.rows).toBe(1500);
    expect(rows.test.events).toBe(parts.test.histories.happened.reduce((sum, one) => sum + one, 0));
  });
});
