import { describe, expect, it } from 'vitest';
import { boostingDefaults } from '../../models/boosting/options.ts';
import { modelGrid, modelsSchema, type ModelGrid, type ModelsConfig } from './model-grid.ts';

const models = (value: unknown): ModelsConfig => modelsSchema.parse(value);

function gridOf(families: readonly string[], own: ModelsConfig, horizon = 6): ModelGrid {
  return modelGrid('t.yaml', { label: { horizon_months: horizon }, families, models: own }, {});
}

describe('a model grid', () => {
  it.each([
    [6, undefined, [3, 6, 12], 1],
    [9, undefined, [3, 6, 9, 12], 2],
    [3, [12, 6], [3, 6, 12], 0],
  ])('asks a hazard for the label’s %i months, which are among its own', (months, own, horizons, asked) => {
    const hazard = models([{ name: 'hazard', family: 'hazard', horizons: own, options: { rounds: 30 } }]);

    const [candidate] = gridOf(['hazard'], hazard, months).candidates;

    expect(candidate).toEqual({
      ...{ name: 'hazard', family: 'hazard' },
      options: { ...boostingDefaults, rounds: 30, horizons, asked },
    });
  });

  it('tries every combination, each alone, and blends what is named', () => {
    const grid = modelGrid(
      't.yaml',
      {
        label: { horizon_months: 6 },
        families: ['gbdt', 'trees'],
        models: models([
          {
            name: 'trees',
            family: 'gbdt',
            options: { max_leaves: [4, 8], learning_rate: [0.1, 0.2], rounds: 50 },
          },
        ]),
      },
      {},
    );

    expect(grid.groups.map(({ id }) => id)).toEqual([
      'blend',
      'gbdt',
      'trees/learning_rate=0.1,max_leaves=4',
      'trees/learning_rate=0.1,max_leaves=8',
      'trees/learning_rate=0.2,max_leaves=4',
      'trees/learning_rate=0.2,max_leaves=8',
    ]);
    expect(grid.groups[0]?.members).toEqual(grid.candidates.map(({ name }) => name));
    expect(grid.candidates.at(-1)?.options).toEqual({
      ...boostingDefaults,
      ...{ maxLeaves: 8, learningRate: 0.2, rounds: 50 },
    });
  });

  it('holds trees and scorecards to declared directions where asked', () => {
    const [free, bound, card] = modelGrid(
      't.yaml',
      {
        label: { horizon_months: 6 },
        families: ['free'],
        models: models([
          { name: 'free', family: 'gbdt', options: {} },
          { name: 'bound', family: 'gbdt', directions: 'declared', options: {} },
          { name: 'card', family: 'scorecard', directions: 'declared', options: {} },
        ]),
      },
      { income: -1 },
    ).candidates;

    expect(free?.options).not.toHaveProperty('monotone');
    expect(bound?.options).toHaveProperty('monotone', { income: -1 });
    expect(card?.options).toHaveProperty('monotone', { income: -1 });
  });

  it('of one candidate has no blend', () => {
    expect(gridOf(['scorecard'], []).groups).toEqual([{ id: 'scorecard', members: ['scorecard'] }]);
  });

  it('refuses a family nobody declared, and a name given twice', () => {
    expect(() => gridOf(['gbtd'], [])).toThrow(/gbtd/);
    const twice = models([{ name: 'gbdt', family: 'gbdt', options: {} }]);
    expect(() => gridOf(['gbdt'], twice)).toThrow(/two candidates/);
  });

  it('knows its options: an unknown one is refused', () => {
    const bad = [{ name: 'a', family: 'gbdt', options: { max_leafs: 4 } }];

    expect(modelsSchema.safeParse(bad).error?.issues[0]).toMatchObject({
      code: 'unrecognized_keys',
      path: [0, 'options'],
    });
  });
});
