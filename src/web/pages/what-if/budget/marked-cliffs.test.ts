import { describe, expect, it } from 'vitest';
import type { BudgetCurve } from '../../../../api/types-analysis.ts';
import { isSameCurve, markedCliffs } from './marked-cliffs.ts';

const curve = (...depths: number[]): BudgetCurve => ({
  earner: 1,
  wage_fen_month: [0, 2000],
  net_fen_month: [100, 100 + depths.length],
  cliffs: depths.map((depth_fen_month, i) => ({
    wage_fen_month: i * 2000,
    depth_fen_month,
    lost: [],
    cut: [],
  })),
});

describe('cliffs on a picture', () => {
  it('have letters for the law as it is and numbers for the scenario', () => {
    const marks = markedCliffs(curve(500, 900), curve(700)).map(({ mark, law }) => `${law} ${mark}`);

    expect(marks).toEqual(['before A', 'before B', 'after 1']);
  });

  it('leave out drops of less than a yuan', () => {
    expect(markedCliffs(curve(99, 100), null).map(({ depth_fen_month }) => depth_fen_month)).toEqual([100]);
  });

  it('never share a mark, however many there are', () => {
    const marks = markedCliffs(curve(...Array.from({ length: 60 }, () => 500)), null).map(({ mark }) => mark);

    expect(new Set(marks).size).toBe(60);
  });
});

describe('two curves', () => {
  it('are the same when every point is', () => {
    expect(isSameCurve(curve(500), curve(900))).toBe(true);
    expect(isSameCurve(curve(500), curve(500, 900))).toBe(false);
  });
});
