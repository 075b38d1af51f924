import { describe, expect, it } from 'vitest';
import { matrix, takeLabels, takeRows } from '../../src/core/matrix.ts';
import { learnableSample, sampleNames } from '../test-support.ts';
import { binNumber } from './binning.ts';
import { fitScorecard, scorecardDefaults } from './fit.ts';
import { scorecard } from './model.ts';

const { X, y } = learnableSample(600, 'scorecard');
const card = fitScorecard(X, y, scorecardDefaults);
const rate = mean(y);

describe('a scorecard', () => {
  it("has as each interval's evidence the log-odds of its rows and twenty average ones, minus the average", () => {
    const logOdds = (share: number): number => Math.log(share / (1 - share));
    for (const [j, bins] of card.bins.entries()) {
      const found = Array.from(X.columns[j]!, (value) => binNumber(bins, value));
      for (let bin = 0; bin < bins.evidence.length; bin++) {
        const labels = [...y].filter((_, row) => found[row] === bin);
        const positives = labels.reduce((sum, label) => sum + label, 0);
        const share = (positives + 20 * rate) / (labels.length + 20);
        expect(bins.evidence[bin]).toBeCloseTo(logOdds(share) - logOdds(rate), 12);
        expect(bins.counts[bin]).toBe(labels.length);
      }
    }
  });

  it('puts a value on its cut into the interval below, and missing into its own', () => {
    const bins = { cuts: Float64Array.of(1, 2), evidence: new Float64Array(4), counts: new Float64Array(4) };

    expect([-9, 1, 1.5, 2, 2.5, Number.NaN].map((value) => binNumber(bins, value))).toEqual([
      0, 0, 1, 1, 2, 3,
    ]);
  });

  it('has few intervals, each of at least twenty rows, and adds points: no coefficient is negative', () => {
    for (const { cuts, counts } of card.bins) {
      const presentRows = [...counts.slice(0, -1)];
      expect(cuts.length).toBeLessThan(scorecardDefaults.maxBinsPerColumn);
      if (cuts.length > 0) expect(Math.min(...presentRows)).toBeGreaterThanOrEqual(20);
    }
    expect(card.coefficients.every((weight) => weight >= 0)).toBe(true);
    expect(card.coefficients[sampleNames.indexOf('signal')]).toBeGreaterThan(0.5);
  });

  it('adds the same points for the same interval, whatever else a row says', () => {
    const { values } = scorecard.explain(card, X);
    const p = sampleNames.length;
    for (const [j, bins] of card.bins.entries()) {
      const points = new Map<number, number>();
      for (const [row, value] of X.columns[j]!.entries()) {
        const bin = binNumber(bins, value);
        const known = points.get(bin) ?? values[row * p + j]!;
        expect(values[row * p + j]).toBe(known);
        points.set(bin, known);
      }
    }
  });

  it('has reasons that are nothing on average over its training rows', () => {
    const { bias, values } = scorecard.explain(card, X);
    const p = sampleNames.length;
    for (let j = 0; j < p; j++)
      expect(Math.abs(mean(values.filter((_, k) => k % p === j)))).toBeLessThanOrEqual(1e-12);
    expect(bias).toBeCloseTo(
      mean(scorecard.predict(card, X).map((share) => Math.log(share / (1 - share)))),
      9,
    );
  });

  it('has evidence that goes one way along each column, the way that is asked for', () => {
    const wayOf = (evidence: Float64Array): number[] => [
      ...new Set(
        [...evidence.slice(0, -1)].flatMap((value, b, all) => (b ? [Math.sign(value - all[b - 1]!)] : [])),
      ),
    ];
    for (const { evidence } of card.bins) expect(wayOf(evidence).length).toBeLessThanOrEqual(1);
    const j = sampleNames.indexOf('signal');
    expect(wayOf(card.bins[j]!.evidence)).toEqual([1]);

    const against = fitScorecard(X, y, { ...scorecardDefaults, monotone: { signal: -1 } });
    expect(against.bins[j]!.cuts).toHaveLength(0);
  });

  it('takes a weight of k as k copies of the row', () => {
    const times = Uint8Array.from(y, (_, i) => 1 + (i % 3));
    const copies = [...times].flatMap((k, i) => Array<number>(k).fill(i));
    const few = learnableSample(250, 'few');
    const rows = copies.filter((i) => i < 250);

    const weighted = fitScorecard(few.X, few.y, scorecardDefaults, Float64Array.from(times.slice(0, 250)));
    const copied = fitScorecard(takeRows(few.X, rows), takeLabels(few.y, rows), scorecardDefaults);

    expect(weighted.bins).toEqual(copied.bins);
    for (const [k, value] of weighted.coefficients.entries())
      expect(Math.abs(value - copied.coefficients[k]!)).toBeLessThanOrEqual(1e-7);
  });

  it('keeps the mean of its training labels', () => {
    expect(mean(scorecard.predict(card, X))).toBeCloseTo(rate, 6);
  });

  it('learns a risk that rises, falls and rises again where it may', () => {
    const wave = Float64Array.from({ length: 900 }, (_, i) => i % 90);
    const labels = Uint8Array.from(wave, (x, i) => Number((Math.floor(x / 30) % 2 === 0) === i % 7 > 0));
    const fitted = fitScorecard(matrix(['wave'], [wave]), labels, {
      ...scorecardDefaults,
      isMonotone: false,
    });

    const p = scorecard.predict(fitted, matrix(['wave'], [Float64Array.of(15, 45, 75)]));

    expect(p[0]).toBeGreaterThan(0.7);
    expect(p[1]).toBeLessThan(0.3);
    expect(p[2]).toBeGreaterThan(0.7);
  });
});

function mean(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
}
