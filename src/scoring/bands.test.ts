import { describe, expect, it } from 'vitest';
import { isTooWide, type UncertaintyRule } from './bands.ts';

const thresholds = { red: 0.3, orange: 0.12, yellow: 0.04 };

describe('an interval is too wide to act on', () => {
  it.each<[string, [number, number, number], boolean]>([
    ['blue that stays blue', [0.01, 0, 0.039], false],
    ['blue that touches yellow by little', [0.035, 0.02, 0.045], false],
    ['blue that may be yellow or nothing', [0.03, 0.001, 0.06], true],
    ['yellow that reaches a little into orange', [0.11, 0.09, 0.13], false],
    ['yellow that may be blue or orange', [0.08, 0.03, 0.14], true],
    ['orange that may be any neighbour', [0.2, 0.1, 0.31], true],
    ['orange that stays orange', [0.2, 0.13, 0.29], false],
    ['red that may be orange', [0.5, 0.2, 0.6], false],
    ['red that may be anything', [0.5, 0.05, 0.9], true],
  ])('by its own band: %s', (_, [probability, lower, upper], expected) => {
    expect(isTooWide({ probability, lower, upper }, thresholds, 'own')).toBe(expected);
  });

  it.each<[UncertaintyRule, boolean, boolean]>([
    [1, true, true],
    [2, false, true],
    [3, false, false],
  ])('by its bounds %i bands apart', (rule, one, two) => {
    expect(isTooWide({ probability: 0.05, lower: 0.03, upper: 0.06 }, thresholds, rule)).toBe(one);
    expect(isTooWide({ probability: 0.05, lower: 0.03, upper: 0.13 }, thresholds, rule)).toBe(two);
  });
});
