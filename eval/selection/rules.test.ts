import { describe, expect, it } from 'vitest';
import { chooseGroup, dominatedGroups, followRule, type SelectionRule } from './rules.ts';

/** Groups: steady, rising, spiky. */
const history = [
  [0.5, 0.3, 0.9],
  [0.5, 0.4, 0.2],
  [0.5, 0.6, 0.55],
];

describe('a rule', () => {
  it.each<[SelectionRule, number]>([
    [{ rule: 'best_current' }, 1],
    [{ rule: 'best_average' }, 2],
    [{ rule: 'most_stable' }, 0],
    [{ rule: 'most_often_near_best', within: 0.01 }, 2],
    [{ rule: 'most_often_near_best', within: 0.1 }, 2],
    [{ rule: 'most_often_near_best', within: 0.05 }, 2],
    [{ rule: 'steady_average', penalty: 1 }, 0],
    [{ rule: 'steady_average', penalty: 0 }, 2],
    [{ rule: 'recent_average', half_life: 0.1 }, 1],
    [{ rule: 'recent_average', half_life: 1000 }, 2],
  ])('%j takes group %i', (rule, expected) => {
    expect(chooseGroup(history, rule)).toBe(expected);
  });

  it('that counts closeness does not see by how much the others were better', () => {
    const periods = [
      [0.5, 0.9],
      [0.5, 0.45],
      [0.5, 0.45],
    ];

    expect(chooseGroup(periods, { rule: 'most_often_near_best', within: 0.01 })).toBe(0);
    expect(chooseGroup(periods, { rule: 'best_average' })).toBe(1);
  });

  it('does not take a group that was not measured throughout', () => {
    expect(
      chooseGroup(
        [
          [0.5, 0.9],
          [0.5, Number.NaN],
        ],
        { rule: 'best_average' },
      ),
    ).toBe(0);
    expect(chooseGroup([], { rule: 'best_average' })).toBe(-1);
  });

  it('chooses from the past and is judged by what comes next', () => {
    const { chosen, regret, meanRegret } = followRule(history, { rule: 'best_current' });

    expect(chosen).toEqual([-1, 2, 0]);
    expect(regret[0]).toBeNaN();
    expect(regret[1]).toBeCloseTo(0.5 - 0.2, 12);
    expect(regret[2]).toBeCloseTo(0.6 - 0.5, 12);
    expect(meanRegret).toBeCloseTo(0.2, 12);
  });

  it('does not look ahead: later periods change no earlier choice', () => {
    const rule: SelectionRule = { rule: 'best_average' };

    expect(followRule([...history, [9, 9, 0]], rule).chosen.slice(0, 3)).toEqual(
      followRule(history, rule).chosen,
    );
  });
});

it('a group is dominated when it is far behind in every period', () => {
  expect(dominatedGroups(history, 0.05)).toEqual([]);
  expect(dominatedGroups(history.slice(0, 2), 0.05)).toEqual([1]);
  expect(dominatedGroups([[0.5, 0.4]], 0.2)).toEqual([]);
});
