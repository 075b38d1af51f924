import { describe, expect, it } from 'vitest';
import { householdModel } from '../scoring/test-support.ts';
import { compareModels, compareScored } from './compare.ts';
import { usedFeatures } from './used-features.ts';

const bandThresholds = { red: 0.8, orange: 0.6, yellow: 0.4 };
const ids = ['a', 'b', 'c', 'd', 'e'];
const areas = new Map([['b', '110101001']]);

describe('two scorings of the same households', () => {
  it('share part of a list, and some households change band', () => {
    const a = { p: Float64Array.of(0.9, 0.7, 0.5, 0.3, 0.3), bandThresholds };
    const b = { p: Float64Array.of(0.85, 0.3, 0.7, 0.3, 0.1), bandThresholds };

    const found = compareScored({ ids, areas, a, b }, 0.4);

    expect(found).toMatchObject({ households: 5, listed: 2, on_both: 1, jaccard: 1 / 3 });
    // scipy.stats.spearmanr([.9,.7,.5,.3,.3], [.85,.3,.7,.3,.1]) = 0.7631578947368421
    expect(found.rank_correlation).toBeCloseTo(0.7631578947368421, 12);
    expect(found.bands).toEqual([
      [1, 0, 0, 0],
      [0, 0, 0, 1],
      [0, 1, 0, 0],
      [0, 0, 0, 2],
    ]);
    expect(found.changes).toEqual([
      {
        household_id: 'c',
        area: '',
        a: { probability: 0.5, band: 'yellow', rank: 3 },
        b: { probability: 0.7, band: 'orange', rank: 2 },
      },
      {
        household_id: 'b',
        area: '110101001',
        a: { probability: 0.7, band: 'orange', rank: 2 },
        b: { probability: 0.3, band: 'blue', rank: 3 },
      },
    ]);
  });

  it('of nobody have nothing to compare', () => {
    const none = { p: new Float64Array(), bandThresholds };

    expect(compareScored({ ids: [], areas, a: none, b: none }, 0.1)).toMatchObject({
      listed: 0,
      rank_correlation: null,
      changes: [],
    });
  });
});

describe('two bundles', () => {
  it('say when their figures cannot be set side by side', () => {
    const model = householdModel();
    const other = { ...model, testedOn: ['2014-03-31'], metrics: { auc: 0.7, brier: 0.1 } };

    const found = compareModels({ id: 'x', model }, { id: 'y', model: other });

    expect(found.differs).toEqual(['tested_on']);
    expect(found.metrics).toEqual([
      { name: 'auc', a: 0.8, b: 0.7 },
      { name: 'brier', a: null, b: 0.1 },
    ]);
    expect(found.features).toEqual({ both: usedFeatures(model.stack).length, only_a: [], only_b: [] });
    expect(usedFeatures(model.stack)).toContain('income__per_capita_month_fen');
  });
});
