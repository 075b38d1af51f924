import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matrix, selectColumns } from '../core/matrix.ts';
import { calibratedProbabilities, scorerOf } from './load.ts';
import { features, householdModel, householdsOf } from './test-support.ts';
import { bands } from './types.ts';

const model = householdModel();
const scorer = scorerOf('panel-test', model);
const { X } = householdsOf(500, 'score');
const scores = scorer.score(X, 99);

describe('a scorer', () => {
  it('gives the calibrated probability inside its interval', () => {
    const p = calibratedProbabilities(model, X);

    expect(scores.map(({ probability }) => probability)).toEqual([...p]);
    expect(new Set(p).size).toBeGreaterThan(8);
    for (const { probability, lower, upper } of scores) {
      expect(lower).toBeGreaterThanOrEqual(0);
      expect(probability).toBeGreaterThanOrEqual(lower);
      expect(upper).toBeGreaterThanOrEqual(probability);
      expect(upper).toBeLessThanOrEqual(1);
    }
  });

  it('puts a higher probability never into a lower band', () => {
    const sorted = scores
      .toSorted((a, b) => b.probability - a.probability)
      .map(({ band }) => bands.indexOf(band));

    expect(sorted).toEqual(sorted.toSorted((a, b) => a - b));
    expect(new Set(sorted).size).toBe(4);
    for (const { probability, band } of scores) expect(band === 'red').toBe(probability >= 0.7);
  });

  it('gives reasons strongest first, in words, with the value they speak of', () => {
    for (const [row, { reasons }] of scores.entries()) {
      const sizes = reasons.map(({ contribution }) => Math.abs(contribution));
      expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
      for (const { feature, value, zh, en } of reasons) {
        const cell = X.columns[features.findIndex((name) => name === feature)]![row]!;
        expect(value).toBe(Number.isNaN(cell) ? null : cell);
        expect(zh).toMatch(/[\u4e00-\u9fff]/);
        expect(`${zh}${en}`).not.toMatch(/NaN|undefined|null|\?/);
      }
    }
  });

  it('keeps the number of reasons that was asked for, without changing the score', () => {
    const short = scorer.score(X, 1);

    expect(short.map(({ reasons }) => reasons)).toEqual(scores.map(({ reasons }) => reasons.slice(0, 1)));
    expect(short.map(({ probability }) => probability)).toEqual(scores.map(({ probability }) => probability));
  });

  it('finds columns by name, ignores others, and names the one that is missing', () => {
    const shuffled = matrix(
      ['extra', ...features.toReversed()],
      [new Float64Array(X.nRows), ...X.columns.toReversed()],
    );

    expect(scorer.score(shuffled, 99)).toEqual(scores);
    expect(() => scorer.score(selectColumns(X, features.slice(1)), 3)).toThrow(features[0]);
  });

  it('scores a household the same alone as among others, even with nothing known', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: X.nRows - 1 }), (row) => {
        const alone = matrix(
          features,
          X.columns.map((column) => column.slice(row, row + 1)),
        );
        expect(scorer.score(alone, 99)).toEqual([scores[row]]);
      }),
      { seed: 3, numRuns: 40 },
    );
    const unknown = matrix(
      features,
      features.map(() => Float64Array.of(Number.NaN)),
    );
    const [score] = scorer.score(unknown, 99);
    expect(score!.probability).toBeGreaterThan(0);
    expect(score!.reasons.every(({ value }) => value === null)).toBe(true);
  });

  it('says what it is', () => {
    expect(scorer.info).toMatchObject({
      id: 'panel-test',
      trainedOn: ['2012-12-31'],
      bandThresholds: { red: 0.7, orange: 0.5, yellow: 0.3 },
    });
    expect(scorer.info.features.map(({ name }) => name)).toEqual(features);
  });
});
