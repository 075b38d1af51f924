import { describe, expect, it } from 'vitest';
import { seededRng } from '../../src/core/rng.ts';
import { learnableSample, sampleNames } from '../test-support.ts';
import { scorecardDefaults } from './fit.ts';
import { scorecard, scorecardLogOdds } from './model.ts';
import { addPoints, pointsCard, pointsLogOdds, pointsScale } from './points.ts';

const { X, y } = learnableSample(800, 'points');
const model = scorecard.fit(X, y, scorecardDefaults, seededRng(0));
const card = pointsCard(model);
const exact = scorecardLogOdds(model, X);
const totals = Array.from({ length: X.nRows }, (_, i) =>
  addPoints(card, (feature) => X.columns[X.names.indexOf(feature)]![i]!),
);

describe('a card of points', () => {
  it('adds up to the log-odds of the model but for rounding, which is as small as it says', () => {
    const gaps = totals.map((total, i) => pointsLogOdds(card.scale, total) - exact[i]!);
    const usual = Math.sqrt(gaps.reduce((sum, gap) => sum + gap * gap, 0) / gaps.length);

    expect(Math.max(...gaps.map(Math.abs))).toBeLessThanOrEqual(card.rounding.most + 1e-9);
    expect(card.rounding.most).toBeLessThan(0.15);
    // The parts' errors are taken as independent of each other.
    expect(Math.abs(usual - card.rounding.usual)).toBeLessThan(0.02);
  });

  it('has whole numbers only, none below zero but perhaps the start', () => {
    const points = card.questions.flatMap(({ lines }) => lines.map((line) => line.points));

    expect([card.start, ...points].every(Number.isInteger)).toBe(true);
    expect(Math.min(...points)).toBe(0);
    for (const { lines } of card.questions)
      expect(new Set(lines.map((line) => line.points)).size).toBeGreaterThan(1);
  });

  it('covers every value once and the missing apart, and asks nothing that moves nobody', () => {
    for (const { lines } of card.questions) {
      const present = lines.filter(({ isMissing }) => !isMissing);
      expect(present[0]!.above).toBe(-Infinity);
      expect(present.at(-1)!.upTo).toBe(Infinity);
      for (const [k, line] of present.entries()) expect(line.above).toBe(present[k - 1]?.upTo ?? -Infinity);
      expect(lines.filter(({ isMissing }) => isMissing)).toHaveLength(1);
      expect(lines.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    }
    const asked = card.questions.map(({ feature }) => feature);
    expect(asked).toEqual(expect.arrayContaining(['signal', 'code', 'holes']));
    expect(asked).not.toContain('constant');
    expect(asked).not.toContain('empty');
  });

  it('goes one way along every question, as the intervals do', () => {
    for (const { lines } of card.questions) {
      const points = lines.filter(({ isMissing }) => !isMissing).map((line) => line.points);
      const sorted = [...points].sort((a, b) => a - b);
      expect([sorted, [...sorted].reverse()]).toContainEqual(points);
    }
  });

  it('starts everybody with 0, or where the points of the base odds are given', () => {
    const given = pointsCard(model, { ...pointsScale, points: 300 });

    expect(card.start).toBe(0);
    expect(given.start).toBe(300 - card.scale.points);
    expect(given.questions).toEqual(card.questions);
  });

  it('doubles the odds every so many points', () => {
    const { points, odds, toDouble } = card.scale;

    expect(Math.exp(pointsLogOdds(card.scale, points))).toBeCloseTo(odds, 12);
    expect(Math.exp(pointsLogOdds(card.scale, points + toDouble))).toBeCloseTo(2 * odds, 12);
  });

  it('tells how much each question told: more for the signal than for noise', () => {
    const value = (feature: string) => model.information![sampleNames.findIndex((name) => name === feature)]!;

    expect(value('signal')).toBeGreaterThan(0.5);
    expect(value('noise')).toBeLessThan(0.05);
    expect(value('constant')).toBeCloseTo(0, 12);
    expect(card.questions.find(({ feature }) => feature === 'signal')!.informationValue).toBe(
      value('signal'),
    );
  });
});
