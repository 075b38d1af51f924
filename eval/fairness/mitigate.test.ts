import { describe, expect, it } from 'vitest';
import { seededRng } from '../../src/core/rng.ts';
import { priceOfParity } from './mitigate.ts';

/** Two groups as needy as each other; the scores know less about the second. */
function world(seed: string, n: number) {
  const rng = seededRng(seed);
  const group = Array.from({ length: n }, () => (rng.next() < 0.7 ? 'known' : 'veiled'));
  const y = group.map(() => (rng.next() < 0.2 ? 1 : 0));
  const p = y.map((one, i) => (group[i] === 'known' ? 0.5 * one : 0.1 * one) + 0.5 * rng.next());
  const households = y.map((_, i) => i);
  const column = { id: 'g', title: { zh: '组', en: 'group' }, values: group };
  return { y, p, households, column, capacity: 0.2 };
}

describe('the price of equal recall', () => {
  const input = world('price', 6000);
  const steps = priceOfParity(input);
  const [common, equal] = [steps[0]!, steps.at(-1)!];

  it('starts from one threshold for everybody, which misses the veiled', () => {
    const recallOf = (name: string): number => common.groups.find(({ group }) => group === name)!.recall;

    expect(common).toMatchObject({ strength: 0, lost: 0 });
    expect(recallOf('known') - recallOf('veiled')).toBeCloseTo(common.gap, 12);
    expect(common.gap).toBeGreaterThan(0.3);
  });

  it('closes the gap at the same length of the list, and says what is lost', () => {
    expect(equal.gap).toBeLessThan(0.08);
    expect(equal.lost).toBeGreaterThan(0);
    expect(equal.found).toBeCloseTo(common.found - equal.lost, 6);
    expect(equal.lost_low).toBeLessThan(equal.lost);
    for (const { groups } of steps) {
      const length = groups.reduce(
        (sum, { group, listed }) => sum + listed * input.column.values.filter((one) => one === group).length,
        0,
      );
      expect(length).toBeCloseTo(0.2 * 6000, 6);
    }
  });

  it('narrows the gap step by step', () => {
    const gaps = steps.map(({ gap }) => gap);
    expect([...gaps].sort((a, b) => b - a)).toEqual(gaps);
  });

  it('is not offered where a group has too few positives to aim at', () => {
    expect(priceOfParity(world('few', 120))).toEqual([]);
  });
});
