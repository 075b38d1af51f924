import { describe, expect, it } from 'vitest';
import { boostingDefaults } from '../../models/boosting/options.ts';
import { modelGrid, modelsSchema, type ModelsConfig } from './model-grid.ts';

const models = (value: unknown): ModelsConfig => modelsSchema.parse(value);

describe('a model grid', () => {
  it('tries every combination, each alone, and blends what is named', () => {
    const grid = modelGrid(
      't.yaml',
      {
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
    expect(modelGrid('t.yaml', { families: ['scorecard'], models: [] }, {}).groups).toEqual([
      { id: 'scorecard', members: ['scorecard'] },
    ]);
  });

  it('refuses a family nobody declared, and a name given twice', () => {
    expect(() => modelGrid('t.yaml', { families: ['gbtd'], models: [] }, {})).toThrow(/gbtd/);
    const twice = models([{ name: 'gbdt', family: 'gbdt', options: {} }]);
    expect(() => modelGrid('t.yaml', { families: ['gbdt'], models: twice }, {})).toThrow(/two candidates/);
  });

  it('knows its options: an unknown one is refused', () => {
    const bad = [{ name: 'a', family: 'gbdt', options: { max_leafs: 4 } }];

    expect(modelsSchema.safeParse(bad).error?.issues[0]).toMatchObject({
      code: 'unrecognized_keys',
      path: [0, 'options'],
    });
  });
});
