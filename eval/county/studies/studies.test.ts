import { describe, expect, it } from 'vitest';
import { isoDate } from '../../../src/core/dates.ts';
import { seededRng } from '../../../src/core/rng.ts';
import { UNKNOWN, type JudgedLabel } from '../types.ts';
import { auditEstimate } from './audit.ts';
import { correctedNeed, takeUpChance } from './elkan-noto.ts';
import { compareLists } from './lists.ts';
import { correctedByGroup, takeUpByGroup } from './propensity.ts';
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

  it('that differ by many households in one direction differ surely, by as many in both hardly', () => {
    const ids = Array.from({ length: 40 }, (_, i) => `h${i}`);
    const many = { asOf: ids.map(() => first), households: ids };
    const positive = { y: Uint8Array.from(ids, (_, i) => Number(i < 20)) };
    const pair = { tieBreak: new Float64Array(40), share: 0.5, draws: 50, rng: seededRng(1) };
    const p = ids.map((_, i) => -i);
    const compared = (instead: readonly number[]) => compareLists(many, positive, { ...pair, p, instead });

    expect(compared(ids.map((_, i) => i))).toMatchObject({ difference: -20, kept: 0 });
    // 20 households each lost once: z = 20 / √20.
    expect(compared(ids.map((_, i) => i)).p).toBeCloseTo(7.744e-6, 8);
    expect(compared(p)).toMatchObject({ difference: 0, p: 1 });
  });

  it('that are the same differ by nothing, surely', () => {
    const p = [4, 3, 2, 1, 4, 3, 2, 1];
    const change = compareLists({ asOf, households }, label, {
      ...options,
      p,
      instead: p,
      rng: seededRng(1),
    });

    expect(change).toMatchObject({ difference: 0, low: 0, high: 0, p: 1, kept: 1 });
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
  /** Rows whose need is `certain` or its opposite; those in need take up with chance 0.3; a perfect model of it. */
  function county(certain: number): { p: Float64Array; y: Uint8Array } {
    const rng = seededRng('pu');
    const need = Float64Array.from({ length: 40_000 }, () => (rng.next() < 0.5 ? certain : 1 - certain));
    const y = Uint8Array.from(need, (one) => Number(rng.next() < one && rng.next() < 0.3));
    return { p: need.map((one) => 0.3 * one), y };
  }
  const mean = (values: Float64Array): number => values.reduce((sum, one) => sum + one, 0) / values.length;

  it('recovers chance and need where need can be told for certain', () => {
    const { p, y } = county(1);
    const chance = takeUpChance(p, y);

    expect(chance.by_average).toBeCloseTo(0.3, 6);
    expect(mean(correctedNeed(p, chance.by_average))).toBeCloseTo(0.5, 2);
  });

  it('says too much need by the average where it cannot, and less so by the top', () => {
    const { p, y } = county(0.8);
    const { by_average: byAverage, by_top: byTop } = takeUpChance(p, y);

    // Mean of p among those who took up: 0.3 × (0.8² + 0.2²).
    expect(byAverage).toBeCloseTo(0.204, 2);
    expect(byTop).toBeGreaterThanOrEqual(byAverage);
    expect(mean(correctedNeed(p, byAverage))).toBeGreaterThan(0.55);
  });

  it('never says more than certain', () => {
    expect([...correctedNeed(Float64Array.of(0.1, 0.5), 0.2)]).toEqual([0.5, 1]);
  });
});

describe('a chance to take up for each group', () => {
  /** Two groups, equally often in need, of which one asks three times as often; a perfect model of take-up. */
  function county(): { need: Uint8Array; tookUp: Uint8Array; p: Float64Array; groups: string[] } {
    const rng = seededRng('sar');
    const groups = Array.from({ length: 40_000 }, (_, i) => (i % 2 === 0 ? 'asks' : 'silent'));
    const chance = { asks: 0.6, silent: 0.2 };
    const need = Uint8Array.from(groups, () => Number(rng.next() < 0.1));
    const own = (group: string): number => (group === 'asks' ? chance.asks : chance.silent);
    const tookUp = Uint8Array.from(groups, (group, i) => Number(need[i] === 1 && rng.next() < own(group)));
    return { need, tookUp, groups, p: Float64Array.from(groups, (group) => 0.1 * own(group)) };
  }
  const share = (values: Float64Array, groups: readonly string[], group: string): number => {
    const own = values.filter((_, i) => groups[i] === group);
    return own.reduce((sum, one) => sum + one, 0) / own.length;
  };

  it('finds need where one chance for everybody sees the silent as well off', () => {
    const { need, tookUp, groups, p } = county();
    const audited = Array.from({ length: 8000 }, (_, i) => i);
    const chances = takeUpByGroup(audited, need, tookUp, groups);
    const told = correctedByGroup(p, groups, chances);
    const one = correctedNeed(p, 0.4);

    expect(share(told, groups, 'silent')).toBeCloseTo(0.1, 1);
    expect(Math.abs(share(told, groups, 'silent') - 0.1)).toBeLessThan(0.02);
    expect(share(one, groups, 'silent')).toBeCloseTo(0.05, 6);
  });

  it('draws groups of few visits towards everybody’s, and says nothing when nobody was found who took up', () => {
    const audited = [0, 1, 2];
    const chances = takeUpByGroup(audited, [1, 1, 1], [1, 1, 0], ['a', 'a', 'b']);

    expect(chances[0]!.chance).toBeCloseTo((2 + 20 / 3) / 12, 12);
    expect(chances[1]!.chance).toBeCloseTo(20 / 3 / 11, 12);
    expect(takeUpByGroup(audited, [1, 1, 1], [0, 0, 0], ['a', 'a', 'b'])).toEqual([]);
  });
});

it('a random audit counts what it finds, with an interval as wide as its visits are few', () => {
  const need = [1, 0, 0, 0, 1, 0, 0, 0];
  const estimate = auditEstimate([0, 1, 2, 3], need, [0, 0, 0, 0, 1, 0, 0, 0]);

  expect(estimate).toMatchObject({ visited: 4, in_need: 1, took_up: 0, share: 0.25 });
  expect(estimate.low).toBeLessThan(0.1);
  expect(estimate.high).toBeGreaterThan(0.6);
});
