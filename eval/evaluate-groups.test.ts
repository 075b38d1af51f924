import { describe, expect, it } from 'vitest';
import { evaluateGroups } from './evaluate-groups.ts';
import { evaluateBinary } from './evaluate-binary.ts';

/** Forty rows of each of two groups: `10` is listed first although `9` is as needy. */
const rows = Array.from({ length: 80 }, (_, i) => ({
  y: i % 4 === 0 ? 1 : 0,
  p: i < 40 ? 0.9 - i / 100 : 0.4 - (i - 40) / 100,
  group: i < 40 ? '10' : '9',
}));
const column = (name: 'y' | 'p'): number[] => rows.map((row) => row[name]);

describe('metrics by group', () => {
  it('shows who the common list misses, groups in numeric order', () => {
    const [nine, ten] = evaluateGroups(
      column('y'),
      column('p'),
      rows.map(({ group }) => group),
      { shares: [0.5] },
    );

    expect([nine?.group, ten?.group]).toEqual(['9', '10']);
    expect(nine?.listed).toEqual([{ share: 0.5, listed_share: 0, recall: 0, precision: null }]);
    expect(ten?.listed).toEqual([{ share: 0.5, listed_share: 1, recall: 1, precision: 0.25 }]);
  });

  it('measures inside a group what the group alone would give', () => {
    const [nine] = evaluateGroups(
      column('y'),
      column('p'),
      rows.map(({ group }) => group),
    );

    expect(nine?.metrics?.auc).toBe(evaluateBinary(column('y').slice(40), column('p').slice(40)).auc);
  });

  it('says not estimable for few rows, one class or no weight, and keeps unknown last', () => {
    const groups = rows.map((_, i) => (i < 29 ? 'few' : i < 75 ? 'one' : null));
    const y = rows.map((row, i) => (i < 29 ? row.y : 0));
    const found = evaluateGroups(y, column('p'), groups);

    expect(found.map(({ group, reason, metrics }) => [group, reason, metrics])).toEqual([
      ['few', 'few_rows', null],
      ['one', 'one_class', null],
      [null, 'few_rows', null],
    ]);
    const weights = rows.map(({ group }) => (group === '9' ? 0 : 1));
    const [nine] = evaluateGroups(
      column('y'),
      column('p'),
      rows.map(({ group }) => group),
      { weights },
    );
    expect(nine).toMatchObject({ group: '9', estimable: false, reason: 'no_weight' });
  });
});
