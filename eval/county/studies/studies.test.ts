import { describe, expect, it } from 'vitest';
import { isoDate } from '../../../src/core/dates.ts';
import { seededRng } from '../../../src/core/rng.ts';
import { UNKNOWN, type JudgedLabel } from '../types.ts';
import { auditEstimate } from './audit.ts';
import { elkanNoto } from './elkan-noto.ts';
import { compareLists } from './lists.ts';
import { listSteps } from './stability.ts';
import { compareTrigger } from './trigger.ts';

const [first, second] = [isoDate('2024-01-31'), isoDate('2024-02-29')];
const households = ['a', 'b', 'c', 'd', 'a', 'b', 'c', 'd'];
const asOf = [first, first, first, first, second, second, second, second];
const label: JudgedLabel = {
  id: 'l',
  title: { zh: 'l', en: 'l' },
  y: Uint8Array.of(1, 0, 1, 0, 1, 0, 0, UNKNOWN),
  on: [],
};
const tieBreak = new Float64Array(8);

it('the model gets as many visits as the trigger takes, date by date', () => {
  const fired = [0, 1, 1, 0, 1, 0, 0, 1];
  const p = [0.9, 0.1, 0.2, 0.8, 0.1, 0.9, 0.2, 1];

  expect(compareTrigger({ asOf }, label, { fired, p, tieBreak })).toEqual({
    label: label.title,
    ...{ dates: 2, visits: 3, share: 3 / 7, cases: 3, by_trigger: 2, by_model: 1, by_both: 0 },
  });
});

describe('two lists', () => {
  const options = { tieBreak, share: 0.5, draws: 200 };

  it('differ by the cases one finds and the other does not', () => {
    const p = [4, 3, 2, 1, 4, 3, 2, 1];
    const instead = [1, 2, 4, 3, 1, 3, 4, 2];
    const change = compareLists({ asOf, households }, label, { ...options, p, instead, rng: seededRng(1) });

    expect(change).toMatchObject({ cases: 3, found: 2, found_instead: 1, difference: -1, kept: 0 });
    expect(change.low).toBeLessThanOrEqual(-1);
    expect(change.high).toBeGreaterThanOrEqual(-1);
  });

  it('that are the same differ by nothing, surely', () => {
    const p = [4, 3, 2, 1, 4, 3, 2, 1];
    const change = compareLists({ asOf, households }, label, {
      ...options,
      p,
      instead: p,
      rng: seededRng(1),
    });

    expect(change).toMatchObject({ difference: 0, low: 0, high: 0, kept: 1 });
  });
});

describe('steadiness of a list', () => {
  it('is told between neighbouring months, over those there in both', () => {
    const p = [4, 3, 2, 1, 4, 1, 3, 2];
    const [step, ...more] = listSteps({ asOf, households }, { p, tieBreak }, 0.5);

    expect(more).toEqual([]);
    expect(step).toMatchObject({ from: first, to: second, listed: 2, jaccard: 1 / 3 });
    expect(step?.rank_biased_overlap).toBeGreaterThan(1 / 3);
  });

  it('is not told across a gap of months', () => {
    const apart = asOf.map((day) => (day === second ? isoDate('2024-06-30') : day));

    expect(listSteps({ asOf: apart, households }, { p: tieBreak, tieBreak }, 0.5)).toEqual([]);
  });
});

describe('positive-unlabelled correction', () => {
  it('recovers need when every household in need takes up with one chance', () => {
    const rng = seededRng('pu');
    const rows = Array.from({ length: 40_000 }, () => {
      const need = rng.next() < 0.5 ? 0.9 : 0.1;
      const isInNeed = rng.next() < need;
      return { need, tookUp: isInNeed && rng.next() < 0.3 ? 1 : 0 };
    });
    // A perfect model of take-up says 0.3 × need.
    const p = rows.map(({ need }) => 0.3 * need);
    const { take_up: takeUp, need } = elkanNoto(
      p,
      rows.map((row) => row.tookUp),
      p,
    );

    // e1 is the mean of p among the positives: 0.3 × E[need | in need] = 0.3 × 0.82, low where need is never certain.
    expect(takeUp).toBeCloseTo(0.246, 2);
    const estimated = need.reduce((sum, one) => sum + one, 0) / rows.length;
    expect(estimated).toBeGreaterThan(0.5);
    expect(estimated).toBeLessThan(0.62);
  });

  it('never says more than certain', () => {
    expect([...elkanNoto([0.2, 0.4], [1, 0], [0.1, 0.5]).need]).toEqual([0.5, 1]);
  });
});

it('a random audit counts what it finds, with an interval as wide as its visits are few', () => {
  const need = [1, 0, 0, 0, 1, 0, 0, 0];
  const estimate = auditEstimate([0, 1, 2, 3], need, [0, 0, 0, 0, 1, 0, 0, 0]);

  expect(estimate).toMatchObject({ visited: 4, in_need: 1, took_up: 0, share: 0.25 });
  expect(estimate.low).toBeLessThan(0.1);
  expect(estimate.high).toBeGreaterThan(0.6);
});
